package io.masthead.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The pool of connections, whose server hangs up. */
@QuarkusTest
class PoolTest {

  @Inject AgroalDataSource pool;

  @Test
  void a_connection_that_broke_is_replaced_however_many_have_broken() throws SQLException {
    int most = pool.getConfiguration().connectionPoolConfiguration().maxSize();
    for (int i = 0; i < 2 * most; i++) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        assertThrows(
            SQLException.class,
            () -> statement.execute("select pg_terminate_backend(pg_backend_pid())"));
      }
    }
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select 1")) {
      row.next();
      assertEquals(1, row.getInt(1));
    }
  }
}
