package io.masthead.comment;

import static io.masthead.comment.Discussion.atDesk;
import static io.masthead.comment.Discussion.decide;
import static io.masthead.comment.Discussion.read;
import static io.masthead.comment.Discussion.report;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ReportsTest {

  private static final Map<String, String> SPAM = Map.of("reason", "spam");

  @Inject Published published;
  @Inject ReportService service;

  private UUID article;
  private Discussion discussion;
  private String comment;

  @BeforeEach
  void publish() {
    article = published.article("reported-" + UUID.randomUUID());
    discussion = new Discussion(article);
    comment = discussion.said("A", "buy this", null);
  }

  @Test
  void a_report_is_noted_once_a_visitor() {
    report("a", comment, SPAM)
        .statusCode(202)
        .header("Cache-Control", "no-store")
        .body("received", equalTo(true));
    report("a", comment, Map.of("reason", "abuse", "text", "again")).statusCode(202);
    report("b", comment, Map.of("reason", "off_topic", "text", " Not about\r\nbridges "))
        .statusCode(202);
    atDesk(comment)
        .body("reports", equalTo(Map.of("spam", 1, "off_topic", 1)))
        .body("state", equalTo("published"))
        .body("version", equalTo(1));
    reports("")
        .statusCode(200)
        .body("items.reason", equalTo(List.of("off_topic", "spam")))
        .body("items[0].text", equalTo("Not about\nbridges"))
        .body("items[1].text", nullValue());
    String next = reports("?limit=1").body("items", hasSize(1)).extract().path("page.next");
    String previous =
        reports("?limit=1&cursor=" + next)
            .body("items.reason", equalTo(List.of("spam")))
            .extract()
            .path("page.previous");
    reports("?limit=1&cursor=" + previous).body("items.reason", equalTo(List.of("off_topic")));
    counts(1);
  }

  @Test
  void at_the_threshold_it_waits_for_a_moderator() {
    String reply = discussion.said("B", "an answer", comment);
    report("a", reply, SPAM);
    report("b", reply, SPAM);
    read(reply, "").statusCode(200);
    counts(2);
    report("c", reply, Map.of("reason", "illegal")).statusCode(202);
    read(reply, "").statusCode(404);
    read(comment, "").body("replyCount", equalTo(0));
    counts(1);
    atDesk(reply)
        .body("state", equalTo("pending"))
        .body("reasons", equalTo(List.of("reported")))
        .body("version", equalTo(2))
        .body("reports", equalTo(Map.of("spam", 2, "illegal", 1)));
    Keys.as("moderator")
        .get("/manage/v1/comments/{id}/trail", reply)
        .then()
        .body("items", hasSize(2))
        .body("items[1].by", equalTo("readers"))
        .body("items[1].from", equalTo("published"))
        .body("items[1].to", equalTo("pending"))
        .body("items[1].reasons", contains("reported"));
    report("d", reply, SPAM).statusCode(404);
    decide(reply, "approve").statusCode(200).body("reports", equalTo(Map.of()));
    counts(2);
    for (String reader : List.of("e", "f", "g", "h")) {
      report(reader, reply, SPAM).statusCode(202);
    }
    read(reply, "").statusCode(200);
    atDesk(reply).body("reports", equalTo(Map.of("spam", 4)));
    counts(2);
  }

  @Test
  void what_has_replies_leaves_a_tombstone() {
    discussion.said("B", "an answer", comment);
    for (String reader : List.of("a", "b", "c")) {
      report(reader, comment, SPAM).statusCode(202);
    }
    read(comment, "").statusCode(200).body("state", equalTo("removed")).body("body", nullValue());
    counts(1);
  }

  @Test
  void many_at_once_hold_it_once_and_are_all_counted_or_too_late() {
    List<Integer> answers =
        NewsApi.atOnce(30, i -> report("reader " + i, comment, SPAM).extract().statusCode());
    assertEquals(3, answers.stream().filter(status -> status == 202).count());
    assertEquals(27, answers.stream().filter(status -> status == 404).count());
    atDesk(comment).body("version", equalTo(2)).body("reports", equalTo(Map.of("spam", 3)));
    counts(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{}|422|/reason|required",
        "{\"reason\": null}|422|/reason|required",
        "{\"reason\": \"boring\"}|400|/reason|invalid_value",
        "{\"reason\": \"SPAM\"}|400|/reason|invalid_value",
        "{\"reason\": \"spam\", \"text\": \" \"}|422|/text|required",
        "{\"reason\": \"spam\", \"text\": \"a\\u0000\"}|400|/text|nul_character",
        "{\"reason\": \"spam\", \"mark\": \"x\"}|400|/mark|unknown_member"
      })
  void bad_reports_are_refused(String body, int status, String pointer, String code) {
    given()
        .contentType("application/json")
        .body(body)
        .post("/api/v1/comments/{id}/reports", comment)
        .then()
        .statusCode(status)
        .body("errors[0].pointer", equalTo(pointer))
        .body("errors[0].code", equalTo(code));
    atDesk(comment).body("reports", equalTo(Map.of()));
  }

  @Test
  void a_text_has_its_limit_in_characters() {
    report("a", comment, Map.of("reason", "other", "text", "😀".repeat(500))).statusCode(202);
    report("b", comment, Map.of("reason", "other", "text", "😀".repeat(501)))
        .statusCode(422)
        .body("errors[0].code", equalTo("too_long"));
  }

  @Test
  void only_what_readers_see_can_be_reported() {
    report("a", UUID.randomUUID().toString(), SPAM).statusCode(404);
    mode("readonly");
    report("a", comment, SPAM).statusCode(202);
    mode("off");
    report("b", comment, SPAM).statusCode(404);
    mode("open");
    decide(comment, "remove").statusCode(200);
    report("b", comment, SPAM).statusCode(404);
    published.unpublish(article);
    report("b", comment, SPAM).statusCode(404);
    decide(comment, "restore").statusCode(200);
    published.takeDown(article);
    report("b", comment, SPAM).statusCode(410);
  }

  @Test
  void who_reported_is_forgotten_with_the_days_salt_and_the_report_stays() {
    report("a", comment, SPAM);
    report("b", comment, SPAM);
    String mine = " from comment_report where comment_id = '" + comment + "'";
    published.run(
        "update comment_report set day = day - 2 where id = (select min(id::text)::uuid"
            + mine
            + ")");
    service.forget();
    assertEquals(2, published.number("select count(*)" + mine));
    assertEquals(1, published.number("select count(mark)" + mine));
    atDesk(comment).body("reports", equalTo(Map.of("spam", 2)));
  }

  @Test
  void counts_are_stored_as_they_are() {
    Arbitraries.of(ReportReason.class)
        .list()
        .ofMaxSize(30)
        .sampleStream()
        .limit(200)
        .forEach(
            reasons -> {
              Map<String, Integer> counted = new HashMap<>();
              ReportCounts counts = ReportCounts.NONE;
              for (ReportReason reason : reasons) {
                counts = ReportCounts.of(counts.and(reason).stored());
                counted.merge(reason.code(), 1, Integer::sum);
              }
              assertEquals(counted, counts.byReason());
              assertEquals(reasons.size(), counts.total());
            });
  }

  private io.restassured.response.ValidatableResponse reports(String query) {
    return Keys.as("moderator").get("/manage/v1/comments/" + comment + "/reports" + query).then();
  }

  private void mode(String mode) {
    published.run(
        "update edition set comment_mode = '" + mode + "' where article_id = '" + article + "'");
  }

  private void counts(int comments) {
    assertEquals(
        comments,
        published.number(
            "select comments from edition_count where article_id = '" + article + "'"));
    assertEquals(
        comments,
        published.number(
            "select count(*) from comment where state = 'published' and article_id = '"
                + article
                + "'"));
  }
}
