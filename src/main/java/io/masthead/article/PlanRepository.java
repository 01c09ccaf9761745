package io.masthead.article;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Reads what is planned, by time. */
@ApplicationScoped
class PlanRepository {

  /** The ends of either kind, by its own index. */
  private static final String KIND =
      """
      (select a.id, a.lang, a.slug, a.title, '%1$s' as move, a.%2$s as at, a.%3$s_zone as zone,
        a.%3$s_local as local
      from article a where a.%2$s >= ? and a.%2$s < ?%4$s
      order by a.%2$s%5$s, a.id%5$s limit ?)
      """;

  /** By the indexes that what is due is claimed by. */
  static final String NEXT =
      """
      select
        (select scheduled_for from article
          where scheduled_for is not null and package_id is null
          order by scheduled_for, id limit 1) as publish,
        (select unpublish_at from article
          where state = 'published' and unpublish_at is not null
          order by unpublish_at, id limit 1) as unpublish,
        (select scheduled_for from article_package
          where scheduled_for is not null
          order by scheduled_for, id limit 1) as publish_package
      """;

  @Inject Sql sql;

  /** What comes next, or should have come before. */
  NextMoves next() {
    return sql.first(
            NEXT,
            row ->
                new NextMoves(
                    Sql.instant(row, "publish"),
                    Sql.instant(row, "unpublish"),
                    Sql.instant(row, "publish_package")))
        .orElseThrow();
  }

  /** From the nearest on, one more than the limit. */
  List<PlannedMove> list(Instant from, Instant to, Cursors.Position at, int limit) {
    boolean backward = at != null && at.backward();
    String after = at == null ? "" : " and (a.%s, a.id) " + (backward ? "<" : ">") + " (?, ?)";
    String direction = backward ? " desc" : "";
    List<Object> values = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (PlannedMove.Kind kind : PlannedMove.Kind.values()) {
      boolean begins = kind == PlannedMove.Kind.PUBLISH;
      String time = begins ? "scheduled_for" : "unpublish_at";
      kinds.add(
          KIND.formatted(
              kind.name().toLowerCase(Locale.ROOT),
              time,
              begins ? "scheduled" : "unpublish",
              after.formatted(time),
              direction));
      values.add(from);
      values.add(to);
      if (at != null) {
        values.add(Json.parseInstant(at.key().get(0)));
        values.add(UUID.fromString(at.key().get(1)));
      }
      values.add(limit + 1);
    }
    values.add(limit + 1);
    return sql.list(
        "select * from (%s) planned order by at%s, id%s limit ?"
            .formatted(String.join(" union all ", kinds), direction, direction),
        PlanRepository::planned,
        values.toArray());
  }

  private static PlannedMove planned(ResultSet row) throws SQLException {
    Instant at = Sql.instant(row, "at");
    String zone = row.getString("zone");
    LocalDateTime local = row.getObject("local", LocalDateTime.class);
    return new PlannedMove(
        Sql.uuid(row, "id"),
        row.getString("lang"),
        row.getString("slug"),
        row.getString("title"),
        PlannedMove.Kind.valueOf(row.getString("move").toUpperCase(Locale.ROOT)),
        at,
        zone,
        local == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local),
        AskedTime.moved(at, zone, local));
  }
}
