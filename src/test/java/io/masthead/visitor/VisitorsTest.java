package io.masthead.visitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.masthead.database.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VisitorsTest {

  private static final UUID SUBJECT = UUID.randomUUID();

  @Inject Visitors visitors;
  @Inject Sql sql;

  @Test
  void a_day_whose_salt_is_destroyed_has_no_marks_any_more() {
    LocalDate day = LocalDate.of(2001, 1, 1);
    byte[] mark = mark(day);
    assertArrayEquals(mark, mark(day));
    visitors.forgetBefore(day.plusDays(1));
    assertEquals(0, salts(day));
    assertFalse(Arrays.equals(mark, mark(day)));
    visitors.forgetBefore(day.plusDays(1));
  }

  @Test
  void the_first_salt_of_a_day_is_every_replicas() {
    LocalDate day = LocalDate.of(2031, 5, 5);
    byte[] salt = new byte[32];
    salt[0] = 1;
    sql.update("insert into view_salt (day, salt) values (?, ?)", day, salt);
    assertArrayEquals(Visitor.mark(salt, "192.0.2.1", "agent", SUBJECT), mark(day));
    assertEquals(1, salts(day));
  }

  private byte[] mark(LocalDate day) {
    return visitors.mark(day, "192.0.2.1", "agent", SUBJECT);
  }

  private long salts(LocalDate day) {
    return sql.first("select count(*) from view_salt where day = ?", row -> row.getLong(1), day)
        .orElseThrow();
  }
}
