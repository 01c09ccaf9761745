package io.masthead.view;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Every statement of the proof that hours, days, imports and totals agree, and of the repair. */
@ApplicationScoped
class RecountRepository {

  /** Days from a date on are taken from their hours, those before it as they are. */
  private static final String SUMS =
      """
      select a.article_id,
        (select coalesce(sum(d.views), 0) from view_day d
         where d.article_id = a.article_id and d.day < ?)
        + (select coalesce(sum(h.views), 0) from view_hour h
           where h.article_id = a.article_id and h.hour >= ?)
        + (select coalesce(sum(i.views), 0) from view_import i
           where i.article_id = a.article_id) as views,
        (select count(*) from (
           select day, views, visitors from view_day
           where article_id = a.article_id and day >= ?
         ) d full join (
           select (hour at time zone 'UTC')::date as day, sum(views) as views,
             sum(visitors) as visitors
           from view_hour where article_id = a.article_id and hour >= ? group by 1
         ) h using (day)
         where coalesce(d.views, 0) <> coalesce(h.views, 0)
           or coalesce(d.visitors, 0) <> coalesce(h.visitors, 0)) as days
      from unnest(?::uuid[]) as a (article_id)
      """;

  private static final String MAKE_DAYS =
      """
      insert into view_day (article_id, day, views, visitors)
      select article_id, (hour at time zone 'UTC')::date, 0, 0
      from view_hour where article_id = any (?::uuid[]) and hour >= ?
      group by 1, 2 order by 1, 2
      on conflict do nothing
      """;

  private static final String HOLD_DAYS =
      """
      select day from view_day where article_id = any (?::uuid[]) and day >= ?
      order by article_id, day for update
      """;

  private static final String SET_DAYS =
      """
      update view_day d set views = s.views, visitors = s.visitors
      from (
        select d.article_id, d.day, coalesce(sum(h.views), 0) as views,
          coalesce(sum(h.visitors), 0) as visitors
        from view_day d
        left join view_hour h on h.article_id = d.article_id and h.hour >= ?
          and (h.hour at time zone 'UTC')::date = d.day
        where d.article_id = any (?::uuid[]) and d.day >= ?
        group by 1, 2
      ) s
      where d.article_id = s.article_id and d.day = s.day
        and (d.views <> s.views or d.visitors <> s.visitors)
      """;

  /** What an article's numbers add up to, and how many of its days differ from their hours. */
  record Sums(long views, int days) {}

  /** A statement with its values. */
  record Statement(String sql, Object[] values) {}

  @Inject Sql sql;

  Map<UUID, Sums> sums(Collection<UUID> articles, LocalDate hoursFrom) {
    Statement statement = sumsOf(articles, hoursFrom);
    Map<UUID, Sums> sums = new HashMap<>();
    sql.list(
        statement.sql(),
        row ->
            sums.put(
                Sql.uuid(row, "article_id"), new Sums(row.getLong("views"), row.getInt("days"))),
        statement.values());
    return sums;
  }

  static Statement sumsOf(Collection<UUID> articles, LocalDate hoursFrom) {
    Object start = start(hoursFrom);
    return new Statement(SUMS, new Object[] {hoursFrom, start, hoursFrom, start, articles});
  }

  /**
   * Takes the days in the order in which counting does, before any total is held, so that neither
   * waits for the other in a circle.
   */
  void holdDays(Collection<UUID> articles, LocalDate hoursFrom) {
    sql.update(MAKE_DAYS, articles, start(hoursFrom));
    sql.list(HOLD_DAYS, row -> row.getObject(1), articles, hoursFrom);
  }

  void setDays(Collection<UUID> articles, LocalDate hoursFrom) {
    sql.update(SET_DAYS, start(hoursFrom), articles, hoursFrom);
  }

  private static Object start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
