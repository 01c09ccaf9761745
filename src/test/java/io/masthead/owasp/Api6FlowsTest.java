package io.masthead.owasp;

import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.unique;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * API6, unrestricted access to sensitive business flows: what is open to every reader, comments,
 * likes, reports and views, gives a program that pretends to be many no more than one reader.
 */
@QuarkusTest
class Api6FlowsTest {

  private static final String READER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101";

  /** What a caller may write into a request to seem another each time. */
  private static RawHttp disguised(String method, String path, int i) {
    String address = "203.0.113." + (i + 1);
    return RawHttp.request(method, path)
        .header("X-Forwarded-For", address)
        .header("X-Real-IP", address)
        .header("Forwarded", "for=" + address)
        .header("True-Client-IP", address)
        .header("CF-Connecting-IP", address)
        .header("X-Request-Id", mark())
        .header("Cookie", "visitor=" + mark());
  }

  private static void rules(String article, Map<String, ?> rules) {
    Keys.as("administrator")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(rules)
        .put("/manage/v1/comment-rules/articles/{id}", article)
        .then()
        .statusCode(200);
  }

  private static RawHttp comment(String article, String reader, int i) {
    return disguised("POST", "/api/v1/articles/" + article + "/comments", i)
        .header("User-Agent", reader)
        .body(
            "application/json",
            "{\"author\": {\"name\": \"R%d\"}, \"body\": \"%s\"}".formatted(i, unique("Said")));
  }

  @Test
  void who_posts_comments_by_program_is_held_up_however_it_calls_itself() {
    String article = published(unique("Flooded"));
    String reader = READER + " " + mark();
    rules(article, Map.of("visitorPerMinute", 3, "moderation", "post"));
    List<Integer> statuses =
        atOnce(
            12,
            i -> {
              Contract.Answer answer = comment(article, reader, i).send();
              if (answer.status() == 429) {
                assertNotNull(answer.header("Retry-After"));
              }
              return answer.status();
            });
    assertEquals(3, Collections.frequency(statuses, 201), statuses::toString);
    assertEquals(9, Collections.frequency(statuses, 429), statuses::toString);
    assertEquals(201, comment(article, READER + " " + mark(), 13).send().status());
  }

  @Test
  void a_flood_of_many_waits_for_a_moderator_and_does_not_fill_the_page() {
    String article = published(unique("Flooded"));
    rules(article, Map.of("articlePerMinute", 4, "moderation", "post"));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      statuses.add(comment(article, READER + " " + mark(), i).send().status());
    }
    assertEquals(Collections.nCopies(4, 201), statuses.subList(0, 4));
    assertEquals(Collections.nCopies(6, 202), statuses.subList(4, 10));
    Contract.Answer shown = RawHttp.get("/api/v1/articles/" + article + "/comments?total=true");
    assertEquals(4, shown.json().at("/page/total").asInt());
  }

  @Test
  void one_reader_likes_reports_and_is_counted_once_under_any_number_of_names() {
    String article = published(unique("Read"));
    String comment =
        Keys.as("editor")
            .contentType(ContentType.JSON)
            .body(Map.of("author", Map.of("name", "Reader"), "body", unique("Said")))
            .post("/api/v1/articles/{id}/comments", article)
            .then()
            .statusCode(201)
            .extract()
            .path("comment.id");
    String reader = READER + " " + mark();
    atOnce(
        12,
        i -> {
          like(comment, reader, i);
          report(comment, reader, i);
          return disguised("POST", "/api/v1/articles/" + article + "/views", i)
              .header("User-Agent", reader)
              .send()
              .status();
        });
    assertEquals(1, RawHttp.get("/api/v1/comments/" + comment).json().path("likes").asInt());
    Response reports = Keys.as("moderator").get("/manage/v1/comments/{id}/reports", comment);
    assertEquals(1, reports.<List<?>>path("items").size());
    int views = given().get("/api/v1/articles/{id}?include=counts", article).path("counts.views");
    assertEquals(1, views);
  }

  private static void like(String comment, String reader, int i) {
    int status =
        disguised("POST", "/api/v1/comments/" + comment + "/likes", i)
            .header("User-Agent", reader)
            .send()
            .status();
    assertTrue(status == 200 || status == 201, "" + status);
  }

  private static void report(String comment, String reader, int i) {
    int status =
        disguised("POST", "/api/v1/comments/" + comment + "/reports", i)
            .header("User-Agent", reader)
            .body("application/json", "{\"reason\": \"spam\"}")
            .send()
            .status();
    assertEquals(202, status);
  }

  /** Three readers' reports take a comment down, unless a moderator has looked at it. */
  @Test
  void readers_who_band_together_do_not_silence_what_a_moderator_approved() {
    String article = published(unique("Contested"));
    Contract.Answer posted = comment(article, READER + " " + mark(), 0).send();
    String comment = posted.json().at("/comment/id").asText();
    Keys.as("moderator")
        .header("If-Match", "*")
        .post("/manage/v1/comments/{id}/approve", comment)
        .then()
        .statusCode(200);
    for (int i = 0; i < 10; i++) {
      report(comment, READER + " " + mark(), i);
    }
    assertEquals(200, RawHttp.get("/api/v1/comments/" + comment).status());
    List<?> waiting =
        Keys.as("moderator").get("/manage/v1/comments/{id}/reports", comment).path("items");
    assertEquals(10, waiting.size());
  }
}
