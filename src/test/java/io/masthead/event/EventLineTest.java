package io.masthead.event;

import static io.masthead.support.NewsApi.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Published;
import io.masthead.time.Ids;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** How events come in line, and leave it. */
@QuarkusTest
class EventLineTest {

  @Inject Published database;
  @Inject DataSource source;
  @Inject EventRepository repository;
  @Inject EventService events;

  private static void write(Connection connection, UUID subject) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          insert into event_outbox (id, type, subject, data, at)
          values ('%s', 'article.updated', '%s', '{}', now())
          """
              .formatted(Ids.next(), subject));
    }
  }

  private List<UUID> behind(long position, UUID... subjects) {
    return events.after(position, 1_000).stream()
        .map(NewsEvent::subject)
        .filter(List.of(subjects)::contains)
        .toList();
  }

  @Test
  void a_late_commit_is_told_behind_what_was_read_before_and_holds_up_nobody() throws Exception {
    long before = events.end().position();
    UUID late = Ids.next();
    UUID soon = Ids.next();
    UUID never = Ids.next();
    try (Connection slow = source.getConnection();
        Connection fast = source.getConnection()) {
      slow.setAutoCommit(false);
      write(slow, late);
      write(fast, soon);
      until("the later one is in line", () -> !behind(before, soon).isEmpty());
      assertEquals(List.of(soon), behind(before, late, soon));
      long read = events.end().position();
      slow.commit();
      until("the late one is in line", () -> !behind(read, late).isEmpty());
      write(slow, never);
      slow.rollback();
      assertEquals(List.of(soon, late), behind(before, late, soon, never));
    }
  }

  @Test
  void no_position_is_left_out_or_given_twice() {
    long before = events.end().position();
    for (int i = 0; i < 40; i++) {
      database.run(
          """
          insert into event_outbox (id, type, subject, data, at)
          select gen_random_uuid(), 'article.updated', gen_random_uuid(), '{}', now()
          from generate_series(1, 100)
          """);
    }
    until("all is in line", () -> database.number("select count(*) from event_outbox") == 0);
    List<Long> positions = events.after(before, 100_000).stream().map(NewsEvent::position).toList();
    assertTrue(positions.size() >= 4_000);
    for (int i = 0; i < positions.size(); i++) {
      assertEquals(before + 1 + i, positions.get(i));
    }
  }

  @Test
  void what_is_too_old_is_forgotten_but_for_the_one_that_the_oldest_token_names() {
    database.run(
        """
        insert into event (position, id, type, subject, data, at, numbered_at)
        select -10 + n, gen_random_uuid(), 'tag.updated', gen_random_uuid(), '{}', now(),
          timestamptz '2020-01-01' + n * interval '1 day'
        from generate_series(1, 5) n
        """);
    assertEquals(2, repository.forget(Instant.parse("2020-01-04T12:00:00Z"), 100));
    assertEquals(
        List.of(-7L, -6L, -5L),
        events.after(-100, 1_000).stream()
            .map(NewsEvent::position)
            .filter(position -> position < 0)
            .toList());
    database.run("delete from event where position < 0");
  }
}
