package io.masthead.view;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Every statement on hits and hours. */
@ApplicationScoped
class ViewRepository {

  /**
   * A conflict waits for whoever holds the row and then sees what it left, so of any number of
   * simultaneous hits of one visitor one is counted. Every replica takes the rows in one order.
   */
  private static final String COUNT =
      """
      insert into view_hit (day, article_id, visitor, counted_at, views)
      select day, article_id, visitor, counted_at, 1
      from unnest(?::date[], ?::uuid[], ?::bytea[], ?::timestamptz[])
        as hit (day, article_id, visitor, counted_at)
      order by day, article_id, visitor
      on conflict (day, article_id, visitor) do update
        set counted_at = excluded.counted_at, views = view_hit.views + 1
        where view_hit.counted_at <= excluded.counted_at - make_interval(secs => ?)
      returning visitor, views
      """;

  private static final String ADD_TO_HOURS =
      """
      insert into view_hour (article_id, hour, views, visitors)
      select article_id, hour, views, visitors
      from unnest(?::uuid[], ?::timestamptz[], ?::bigint[], ?::bigint[])
        as sum (article_id, hour, views, visitors)
      order by article_id, hour
      on conflict (article_id, hour) do update
        set views = view_hour.views + excluded.views,
            visitors = view_hour.visitors + excluded.visitors
      """;

  private static final String ADD_TO_DAYS =
      """
      insert into view_day (article_id, day, views, visitors)
      select article_id, (hour at time zone 'UTC')::date, sum(views), sum(visitors)
      from unnest(?::uuid[], ?::timestamptz[], ?::bigint[], ?::bigint[])
        as sum (article_id, hour, views, visitors)
      group by 1, 2
      order by 1, 2
      on conflict (article_id, day) do update
        set views = view_day.views + excluded.views,
            visitors = view_day.visitors + excluded.visitors
      """;

  /** Hosts beyond the first fifty of an article's day are added up as one. */
  private static final String ADD_TO_REFERRERS =
      """
      insert into view_referrer (article_id, day, host, views)
      select article_id, day, case when known or place <= 50 then host else 'other' end, sum(views)
      from (
        select article_id, day, host, given.views, r.host is not null as known,
          (select count(*) from view_referrer o
           where o.article_id = given.article_id and o.day = given.day)
          + count(*) filter (where r.host is null)
            over (partition by article_id, day order by host) as place
        from unnest(?::uuid[], ?::date[], ?::text[], ?::bigint[])
          as given (article_id, day, host, views)
        left join view_referrer r using (article_id, day, host)
      ) as given
      group by 1, 2, 3
      order by 1, 2, 3
      on conflict (article_id, day, host) do update
        set views = view_referrer.views + excluded.views
      """;

  private static final String DAILY_VISITORS =
      "select coalesce(sum(visitors), 0) from view_day where article_id = ?";

  @Inject Sql sql;

  /** A visitor's mark under the salt of a day, and the article and time it was met at. */
  record Marked(LocalDate day, UUID article, byte[] visitor, Instant at) {}

  /** What is to be added to an hour of an article, and to its day. */
  record HourSum(UUID article, Instant hour, long views, long visitors) {}

  /**
   * Marks hits as counted, but for those whose visitor was counted within the window.
   *
   * @param hits of each visitor and day one
   * @return of the counted ones, how many of the visitor were counted that day
   */
  Map<ByteBuffer, Integer> count(List<Marked> hits, Duration window) {
    Map<ByteBuffer, Integer> counted = new HashMap<>();
    sql.list(
        COUNT,
        row -> counted.put(ByteBuffer.wrap(row.getBytes("visitor")), row.getInt("views")),
        hits.stream().map(Marked::day).toList(),
        hits.stream().map(Marked::article).toList(),
        hits.stream().map(Marked::visitor).toList(),
        hits.stream().map(Marked::at).toList(),
        window.toMillis() / 1000.0);
    return counted;
  }

  void add(List<HourSum> sums) {
    Object[] columns = {
      sums.stream().map(HourSum::article).toList(),
      sums.stream().map(HourSum::hour).toList(),
      sums.stream().map(HourSum::views).toList(),
      sums.stream().map(HourSum::visitors).toList()
    };
    sql.update(ADD_TO_HOURS, columns);
    sql.update(ADD_TO_DAYS, columns);
  }

  /** What is to be added to a host that an article's readers came from on a day. */
  record ReferrerSum(UUID article, LocalDate day, String host, long views) {}

  void addReferrers(List<ReferrerSum> sums) {
    sql.update(
        ADD_TO_REFERRERS,
        sums.stream().map(ReferrerSum::article).toList(),
        sums.stream().map(ReferrerSum::day).toList(),
        sums.stream().map(ReferrerSum::host).toList(),
        sums.stream().map(ReferrerSum::views).toList());
  }

  long dailyVisitors(UUID article) {
    return sql.first(DAILY_VISITORS, row -> row.getLong(1), article).orElseThrow();
  }
}
