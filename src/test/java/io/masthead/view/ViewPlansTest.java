package io.masthead.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The database's plans for every report over 2,000 articles with two years of days and ninety of
 * hours: an index finds the rows, and nothing that is not asked for is read. All of it in a
 * transaction that is rolled back.
 */
@QuarkusTest
class ViewPlansTest {

  /** A table of fewer rows may be read whole, and so may a part, which was asked for. */
  private static final int SMALL = 1_000;

  private static final String PART = "view_hour_\\d{4}_\\d{2}";

  private static final String ID = "('0199eeee-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";

  private static final List<String> WORLD =
      List.of(
          "set local statement_timeout = '180s'",
          """
          insert into article (id, version, state, lang, slug, title, content, created_at, created_by,
            owner_id, modified_at, modified_by)
          select %s, 1, 'published', 'en', 'read-' || n, 'T', '{}', now(), k.id, k.id, now(), k.id
          from generate_series(1, 2000) n, (select id from api_key limit 1) k
          """
              .formatted(ID),
          """
          insert into view_day (article_id, day, views, visitors)
          select %s, current_date - d, 1 + (n * d) %% 90, 1
          from generate_series(1, 2000) n, generate_series(0, 729, 5) d
          """
              .formatted(ID),
          """
          insert into view_hour (article_id, hour, views, visitors)
          select %s, date_trunc('hour', now()) - h * interval '1 hour', 1 + (n * h) %% 9, 1
          from generate_series(1, 2000) n, generate_series(0, 2159, 36) h
          """
              .formatted(ID),
          """
          insert into view_referrer (article_id, day, host, views)
          select %s, current_date - d, 'h' || n %% 70 || '.example', 1 + d %% 5
          from generate_series(1, 2000) n, generate_series(0, 729, 10) d
          """
              .formatted(ID),
          """
          insert into view_import (source, article_id, day, views)
          select 'x', %s, current_date - d, 3
          from generate_series(1, 2000) n, generate_series(0, 729, 20) d
          """
              .formatted(ID),
          "analyze view_day",
          "analyze view_hour",
          "analyze view_referrer",
          "analyze view_import");

  @Inject Sql sql;
  @Inject ObjectMapper json;

  private final Instant now = Instant.now();
  private final LocalDate today = ViewLedger.day(now);
  private final List<String> faults = new ArrayList<>();

  @Test
  void every_report_is_found_by_an_index_or_a_part() {
    Keys.of("administrator");
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(300));
    try {
      WORLD.forEach(sql::update);
      series();
      lists();
      trending();
      recount();
      assertEquals("", String.join("\n", faults));
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private void series() {
    for (String zone : new String[] {null, "Europe/Berlin", "Asia/Kolkata"}) {
      for (ViewInterval interval : ViewInterval.values()) {
        Buckets buckets =
            Buckets.of(
                new Buckets.Question(interval, null, null, zone),
                now,
                now.minus(90, ChronoUnit.DAYS));
        for (List<UUID> articles : scopes()) {
          ViewReportRepository.Statement statement =
              ViewReportRepository.seriesOf(
                  buckets, articles, zone == null ? buckets.endDay() : today.minusDays(90));
          // A site has a row for each article and hour or day; none of other times is read.
          check(
              interval + " " + zone + " of " + of(articles),
              statement.sql(),
              statement.values(),
              articles == null ? 60_000 : 100 * articles.size());
        }
      }
    }
  }

  private void lists() {
    for (List<UUID> articles : scopes()) {
      int most = articles == null ? 30_000 : 50 * articles.size();
      ViewReportRepository.Statement top =
          ViewReportRepository.topOf(today.minusDays(29), today, articles, 20);
      check("top of " + of(articles), top.sql(), top.values(), most);
      ViewReportRepository.Statement referrers =
          ViewReportRepository.referrersOf(today.minusDays(29), today, articles);
      check("referrers of " + of(articles), referrers.sql(), referrers.values(), most);
    }
  }

  private void trending() {
    for (TrendingWindow window : TrendingWindow.values()) {
      ViewReportRepository.Statement statement =
          ViewReportRepository.trendingOf(
              now, now.minus(window.length), ViewLedger.day(now.minus(Duration.ofHours(48))), 6, 5);
      check("trending " + window, statement.sql(), statement.values(), 40_000);
    }
  }

  private void recount() {
    List<UUID> batch = articles(200);
    for (LocalDate hoursFrom : List.of(today.minusDays(90), LocalDate.of(9999, 1, 1))) {
      RecountRepository.Statement statement = RecountRepository.sumsOf(batch, hoursFrom);
      check("recount from " + hoursFrom, statement.sql(), statement.values(), 200 * 400);
    }
  }

  private static List<List<UUID>> scopes() {
    List<List<UUID>> scopes = new ArrayList<>();
    scopes.add(null);
    scopes.add(articles(1));
    scopes.add(articles(50));
    return scopes;
  }

  private static List<UUID> articles(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> UUID.fromString("0199eeee-0000-7000-8000-%012x".formatted(n)))
        .toList();
  }

  private static String of(List<UUID> articles) {
    return articles == null ? "the site" : articles.size() + " articles";
  }

  private void check(String name, String statement, Object[] values, int most) {
    JsonNode plan =
        sql.first(
                "explain (analyze, timing off, format json) " + statement,
                row -> tree(row.getString(1)),
                values)
            .orElseThrow()
            .get(0)
            .get("Plan");
    List<String> found = new ArrayList<>();
    long read = walk(plan, found);
    if (read > most) {
      found.add("reads " + read + " rows");
    }
    if (!found.isEmpty()) {
      faults.add(name + ": " + String.join("; ", found) + "\n" + plan.toPrettyString());
    }
    assertTrue(read > 0, name + " reads nothing");
  }

  private static long walk(JsonNode node, List<String> found) {
    String type = node.path("Node Type").asText();
    long rows = 0;
    if (type.endsWith("Scan")
        && !type.equals("Bitmap Index Scan")
        && node.path("Relation Name").asText().startsWith("view_")) {
      rows =
          node.path("Actual Loops").asLong()
              * (node.path("Actual Rows").asLong()
                  + node.path("Rows Removed by Filter").asLong()
                  + node.path("Rows Removed by Index Recheck").asLong());
      boolean part = node.path("Relation Name").asText().matches(PART);
      if (type.equals("Seq Scan") && rows > SMALL && !part) {
        found.add("reads all of " + node.path("Relation Name").asText());
      }
    }
    for (JsonNode child : node.path("Plans")) {
      rows += walk(child, found);
    }
    return rows;
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
