package io.masthead.http;

import static io.masthead.support.NewsApi.mark;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.masthead.database.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Keys that all replicas share. */
@QuarkusTest
class SigningKeysTest {

  @Inject SigningKeys keys;
  @Inject Sql sql;

  @Test
  void a_key_that_was_used_is_stored_though_the_transaction_that_wanted_it_is_not() {
    String name = "of-" + mark();
    QuarkusTransaction.begin();
    byte[] used = keys.key(name).getEncoded();
    QuarkusTransaction.rollback();
    byte[] stored =
        sql.first("select secret from signing_key where name = ?", row -> row.getBytes(1), name)
            .orElseThrow();
    assertArrayEquals(used, stored);
    assertArrayEquals(used, keys.key(name).getEncoded());
  }
}
