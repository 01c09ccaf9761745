package io.masthead.view;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Every statement on salts, hits and hours. */
@ApplicationScoped
class ViewRepository {

  private static final String MAKE_SALT =
      "insert into view_salt (day, salt) values (?, ?) on conflict do nothing";
  private static final String READ_SALT = "select salt from view_salt where day = ?";

  /**
   * A conflict waits for whoever holds the row and then sees what it left, so of any number of
   * simultaneous hits of one visitor one is counted.
   */
  private static final String COUNT =
      """
      insert into view_hit (day, article_id, visitor, counted_at, views)
      values (?, ?, ?, ?, 1)
      on conflict (day, article_id, visitor) do update
        set counted_at = excluded.counted_at, views = view_hit.views + 1
        where view_hit.counted_at <= ?
      returning views
      """;

  private static final String ADD_TO_HOUR =
      """
      insert into view_hour (article_id, hour, views, visitors)
      values (?, ?, ?, ?)
      on conflict (article_id, hour) do update
        set views = view_hour.views + excluded.views,
            visitors = view_hour.visitors + excluded.visitors
      """;

  private static final String DAILY_VISITORS =
      "select coalesce(sum(visitors), 0) from view_hour where article_id = ?";

  private static final String FORGET_SALTS = "delete from view_salt where day < ?";
  private static final String FORGET_HITS = "delete from view_hit where day < ?";

  @Inject Sql sql;

  /** The day's salt: the fresh one, unless another replica was first. */
  byte[] salt(LocalDate day, byte[] fresh) {
    sql.update(MAKE_SALT, day, fresh);
    return sql.first(READ_SALT, row -> row.getBytes(1), day).orElseThrow();
  }

  /**
   * Marks a hit as counted, unless one of this visitor was after {@code since}.
   *
   * @return how many of the visitor were counted that day with this one; 0 where it is a repeat
   */
  int count(LocalDate day, UUID article, byte[] visitor, Instant now, Instant since) {
    return sql.first(COUNT, row -> row.getInt(1), day, article, visitor, now, since).orElse(0);
  }

  void addToHour(UUID article, Instant hour, int newViews, int newVisitors) {
    sql.update(ADD_TO_HOUR, article, hour, newViews, newVisitors);
  }

  long dailyVisitors(UUID article) {
    return sql.first(DAILY_VISITORS, row -> row.getLong(1), article).orElseThrow();
  }

  /** Whoever deletes the salts deletes the hits; another replica waits here and finds none. */
  int forgetBefore(LocalDate day) {
    return sql.update(FORGET_SALTS, day) == 0 ? 0 : sql.update(FORGET_HITS, day);
  }
}
