package io.masthead.view;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Every statement that reads what was counted. */
@ApplicationScoped
class ViewReportRepository {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private static final String FIRST_HOUR =
      "select min(hour) as hour from view_hour where hour >= ?";

  /** An hour belongs to the bucket in which its middle lies. */
  private static final String OF_HOURS =
      """
      select width_bucket(hour + interval '30 minutes', ?::timestamptz[]) as bucket, views, visitors
      from view_hour where hour >= ? and hour < ?%s
      """;

  private static final String OF_DAYS =
      """
      select width_bucket(day, ?::date[]), views, visitors
      from view_day where day >= ? and day < ?%s
      """;

  private static final String OF_IMPORTS =
      """
      select width_bucket(day, ?::date[]), views, 0
      from view_import where day >= ? and day < ?%s
      """;

  private static final String SERIES =
      """
      select bucket, sum(views) as views, sum(visitors) as visitors
      from (%s) as part (bucket, views, visitors) where bucket > 0 group by bucket
      """;

  private static final String TOP =
      """
      select article_id, sum(views) as views, sum(visitors) as visitors
      from (
        select article_id, views, visitors from view_day where day >= ? and day <= ?%1$s
        union all
        select article_id, views, 0 from view_import where day >= ? and day <= ?%1$s
      ) as part
      group by article_id having sum(views) > 0
      order by views desc, article_id limit ?
      """;

  /** Those seen at least three times, the first fifty of them, and all the rest under no host. */
  private static final String REFERRERS =
      """
      with host as (
        select host, sum(views) as views, host <> 'other' and sum(views) >= 3 as shown
        from view_referrer where day >= ? and day <= ?%s group by host
      ), placed as (
        select host, views, shown,
          row_number() over (partition by shown order by views desc, host) as place
        from host
      )
      select case when shown and place <= 50 then host end as host, sum(views) as views
      from placed group by 1 order by 2 desc, 1
      """;

  /** Rounded, so that the order of the summands does not part equal ones. */
  private static final String TRENDING =
      """
      select article_id, sum(views) as views,
        round(sum(views * power(2::float8, - greatest(age, 0) / ?))::numeric, 6) as score
      from (
        select article_id, views,
          extract(epoch from ?::timestamptz - hour)::float8 / 3600 - 0.5 as age
        from view_hour where hour >= ? and hour <= ?
        union all
        select article_id, views,
          extract(epoch from ?::timestamptz - day::timestamp at time zone 'UTC')::float8 / 3600 - 12
        from view_day where day >= ? and day < ?
      ) as part
      group by article_id having sum(views) >= ?
      order by score desc, article_id
      """;

  /** A statement with its values. */
  record Statement(String sql, Object[] values) {}

  /** What was counted in the bucket of a number, the first of which is 0. */
  record Sum(int bucket, long views, long visitors) {}

  record ArticleSum(UUID article, long views, long visitors) {}

  /** The views of a host, or of all others where it is null. */
  record HostSum(String host, long views) {}

  record Scored(UUID article, long views, double score) {}

  @Inject Sql sql;

  /** The first hour there is from a time on, or null. */
  Instant firstHour(Instant from) {
    return sql.first(FIRST_HOUR, row -> Sql.instant(row, "hour"), from).orElse(null);
  }

  /**
   * The buckets that anything was counted in.
   *
   * @param articles null for the whole site
   * @param hoursFrom days before it are taken as they are, the others made of hours
   */
  List<Sum> series(Buckets buckets, Collection<UUID> articles, LocalDate hoursFrom) {
    Statement statement = seriesOf(buckets, articles, hoursFrom);
    return sql.list(
        statement.sql(),
        row -> new Sum(row.getInt("bucket") - 1, row.getLong("views"), row.getLong("visitors")),
        statement.values());
  }

  static Statement seriesOf(Buckets buckets, Collection<UUID> articles, LocalDate hoursFrom) {
    List<String> parts = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    Instant from = buckets.start().minus(HALF_AN_HOUR);
    Instant to = buckets.end().minus(HALF_AN_HOUR);
    boolean days = buckets.interval() == ViewInterval.DAY;
    if (days) {
      Instant kept = hoursFrom.atStartOfDay(ZoneOffset.UTC).toInstant();
      from = from.isBefore(kept) ? kept : from;
    }
    if (from.isBefore(to)) {
      add(parts, values, OF_HOURS, articles, buckets.starts(), from, to);
    }
    if (days) {
      LocalDate first = buckets.firstDay();
      LocalDate end = hoursFrom.isBefore(buckets.endDay()) ? hoursFrom : buckets.endDay();
      List<LocalDate> dates = buckets.dates();
      if (first.isBefore(end)) {
        add(parts, values, OF_DAYS, articles, dates, first, end);
      }
      add(parts, values, OF_IMPORTS, articles, dates, first, buckets.endDay());
    }
    return new Statement(SERIES.formatted(String.join("union all\n", parts)), values.toArray());
  }

  private static void add(
      List<String> parts,
      List<Object> values,
      String part,
      Collection<UUID> articles,
      Object... given) {
    parts.add(part.formatted(filter(articles)));
    values.addAll(List.of(given));
    if (articles != null) {
      values.add(articles);
    }
  }

  private static String filter(Collection<UUID> articles) {
    return articles == null ? "" : " and article_id = any (?::uuid[])";
  }

  List<ArticleSum> top(LocalDate from, LocalDate to, Collection<UUID> articles, int limit) {
    Statement statement = topOf(from, to, articles, limit);
    return sql.list(
        statement.sql(),
        row ->
            new ArticleSum(
                Sql.uuid(row, "article_id"), row.getLong("views"), row.getLong("visitors")),
        statement.values());
  }

  static Statement topOf(LocalDate from, LocalDate to, Collection<UUID> articles, int limit) {
    List<Object> values = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      values.add(from);
      values.add(to);
      if (articles != null) {
        values.add(articles);
      }
    }
    values.add(limit);
    return new Statement(TOP.formatted(filter(articles)), values.toArray());
  }

  List<HostSum> referrers(LocalDate from, LocalDate to, Collection<UUID> articles) {
    Statement statement = referrersOf(from, to, articles);
    return sql.list(
        statement.sql(),
        row -> new HostSum(row.getString("host"), row.getLong("views")),
        statement.values());
  }

  static Statement referrersOf(LocalDate from, LocalDate to, Collection<UUID> articles) {
    List<Object> values = new ArrayList<>(List.of(from, to));
    if (articles != null) {
      values.add(articles);
    }
    return new Statement(REFERRERS.formatted(filter(articles)), values.toArray());
  }

  /**
   * The articles with at least so many views since a time, the highest score first.
   *
   * @param hoursFrom days before it are taken as a whole, as if all was read at noon
   */
  List<Scored> trending(Instant now, Instant since, LocalDate hoursFrom, int halfLife, int least) {
    Statement statement = trendingOf(now, since, hoursFrom, halfLife, least);
    return sql.list(
        statement.sql(),
        row ->
            new Scored(Sql.uuid(row, "article_id"), row.getLong("views"), row.getDouble("score")),
        statement.values());
  }

  static Statement trendingOf(
      Instant now, Instant since, LocalDate hoursFrom, int halfLife, int least) {
    Instant kept = hoursFrom.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant first = since.minus(HALF_AN_HOUR);
    // A day belongs to the window where its middle does.
    LocalDate firstDay = ViewLedger.day(since.plus(Duration.ofHours(12)).minusMillis(1));
    return new Statement(
        TRENDING,
        new Object[] {
          (double) halfLife,
          now,
          first.isBefore(kept) ? kept : first,
          now,
          now,
          firstDay,
          hoursFrom,
          least
        });
  }
}
