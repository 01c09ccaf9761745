package io.masthead.view;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.Published;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecountTest {

  @Inject Published published;
  @Inject ViewLedger ledger;
  @Inject RecountService recounts;
  @Inject MeterRegistry meters;

  private UUID article;

  @BeforeEach
  void startRight() {
    Keys.of("administrator");
    article = published.article("recount-" + UUID.randomUUID().toString().substring(0, 8) + "-x");
    recount(true).statusCode(200);
    recount(false).body("differing", empty()).body("repaired", equalTo(0));
  }

  @Test
  void a_total_that_is_wrong_is_told_and_set_right_only_when_asked_to() {
    enter(0, 3);
    published.run(
        "insert into view_import values ('x', '%s', '2025-01-31', 40)".formatted(article));
    for (int i = 0; i < 2; i++) {
      recount(false)
          .body("differing.article", contains(article.toString()))
          .body("differing.was", contains(3))
          .body("differing.is", contains(43))
          .body("differing.days", contains(0))
          .body("repaired", equalTo(0));
    }
    recounts.check();
    assertEquals(1, meters.get("masthead.views.differing").gauge().value());
    recount(true).body("differing.was", contains(3)).body("repaired", equalTo(1));
    recount(false).body("differing", empty());
    assertEquals(43, total());
    recounts.check();
    assertEquals(0, meters.get("masthead.views.differing").gauge().value());
  }

  @Test
  void days_are_made_of_their_hours_again_and_totals_of_the_days() {
    enter(0, 3);
    published.run("delete from view_day where article_id = '%s'".formatted(article));
    published.run(
        "insert into view_day values ('%s', '%s', 8, 1)"
            .formatted(article, LocalDate.now(java.time.ZoneOffset.UTC).minusDays(300)));
    recount(false)
        .body("differing.was", contains(3))
        .body("differing.is", contains(11))
        .body("differing.days", contains(1));
    recount(true).body("repaired", equalTo(1));
    recount(false).body("differing", empty());
    assertEquals(11, total());
    String ofDays = "select sum(%s) from view_day where article_id = '" + article + "'";
    assertEquals(11, published.number(ofDays.formatted("views")));
    assertEquals(4, published.number(ofDays.formatted("visitors")));
    published.run("update view_day set views = views + 5 where article_id = '" + article + "'");
    recount(true)
        .body("differing.is", contains(16))
        .body("differing.days", contains(1))
        .body("repaired", equalTo(1));
    assertEquals(16, total());
  }

  @Test
  void hits_that_come_meanwhile_neither_look_wrong_nor_get_lost() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> counting = new ArrayList<>();
      for (int thread = 1; thread <= 3; thread++) {
        int offset = thread * 100_000;
        counting.add(
            pool.submit(
                () -> {
                  int sent = 0;
                  while (!over.get()) {
                    enter(offset + sent, 5);
                    sent += 5;
                  }
                  return sent;
                }));
      }
      for (int i = 0; i < 15; i++) {
        recount(false).body("differing", empty());
      }
      for (int i = 0; i < 15; i++) {
        String table = i % 2 == 0 ? "edition_count" : "view_day";
        published.run(
            "update %s set views = views + 7 where article_id = '%s'".formatted(table, article));
        recount(true).statusCode(200);
        recount(false).body("differing", empty());
      }
      over.set(true);
      int sent = 0;
      for (Future<Integer> one : counting) {
        sent += one.get();
      }
      assertTrue(sent > 0);
      assertEquals(sent, total());
      recount(false).body("differing", empty());
    } finally {
      over.set(true);
      pool.shutdownNow();
    }
  }

  private void enter(int from, int visitors) {
    Instant now = Instant.now();
    LocalDate day = ViewLedger.day(now);
    List<ViewLedger.Entry> entries = new ArrayList<>();
    for (int i = from; i < from + visitors; i++) {
      byte[] mark = (article + " " + i).getBytes(StandardCharsets.UTF_8);
      entries.add(new ViewLedger.Entry(article, new ViewLedger.Mark(day, mark), null, now, null));
    }
    ledger.enter(entries, Duration.ofMinutes(30));
  }

  private long total() {
    return published.number("select views from edition_count where article_id = '" + article + "'");
  }

  private static ValidatableResponse recount(boolean repair) {
    return Keys.as("administrator")
        .contentType("application/json")
        .body(Map.of("repair", repair))
        .post("/manage/v1/views/recount")
        .then()
        .statusCode(200);
  }
}
