package io.masthead.comment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ModerationTest {

  @Inject Published published;

  private UUID article;

  @BeforeEach
  void publish() {
    article =
        published.article(
            "moderated-" + UUID.randomUUID().toString().substring(0, 8) + "-x",
            "open",
            "pre",
            "now()");
  }

  @Test
  void a_moderator_sees_what_readers_do_not() {
    String id = post("waiting");
    Keys.as("moderator")
        .get("/manage/v1/comments/{id}", id)
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .header("Cache-Control", containsString("no-store"))
        .body("version", equalTo(1))
        .body("state", equalTo("pending"))
        .body("article", equalTo(article.toString()))
        .body("author.email", equalTo("reader@example.org"))
        .body("reasons", equalTo(List.of("premoderation")))
        .body("reviewed", equalTo(false));
  }

  @Test
  void the_count_is_of_what_is_shown_at_every_step() {
    String first = post("c1");
    String second = post("c2");
    String third = post("c3");
    counts(0);
    decide(first, "approve", 1)
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("state", equalTo("published"))
        .body("reviewed", equalTo(true));
    counts(1);
    decide(first, "approve", 2).statusCode(200);
    counts(1);
    decide(first, "remove", 3).statusCode(200).body("state", equalTo("removed"));
    counts(0);
    decide(first, "restore", 4).statusCode(200).body("state", equalTo("published"));
    counts(1);
    decide(third, "spam", 1).statusCode(200).body("state", equalTo("spam"));
    counts(1);
    decide(third, "approve", 2).statusCode(200);
    counts(2);
    decide(second, "reject", 1).statusCode(200);
    decide(second, "restore", 2).statusCode(200).body("state", equalTo("pending"));
    counts(2);
    given()
        .get("/api/v1/articles/{a}/comments?total=true", article)
        .then()
        .body("page.total", equalTo(2));
  }

  @Test
  void removing_leaves_a_tombstone_where_replies_stayed() {
    String top = post("thread");
    decide(top, "approve", 1).statusCode(200);
    String reply = reply("answer", top);
    decide(reply, "approve", 1).statusCode(200);
    given().get("/api/v1/comments/{id}", top).then().body("replyCount", equalTo(1));
    decide(top, "remove", 2).statusCode(200);
    given()
        .get("/api/v1/comments/{id}", top)
        .then()
        .statusCode(200)
        .body("state", equalTo("removed"))
        .body("body", nullValue());
    decide(reply, "remove", 2).statusCode(200);
    given().get("/api/v1/comments/{id}", top).then().statusCode(404);
    decide(reply, "restore", 3).statusCode(200);
    decide(top, "restore", 3).statusCode(200);
    given()
        .get("/api/v1/comments/{id}", top)
        .then()
        .body("replyCount", equalTo(1))
        .body("body.text", equalTo("thread"));
    counts(2);
  }

  @ParameterizedTest
  @CsvSource({"remove,pending", "restore,pending"})
  void refuses_what_the_state_does_not_allow(String verb, String state) {
    decide(post("waiting"), verb, 1)
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo("illegal_transition"))
        .body("detail", containsString(state))
        .body("detail", containsString("approve, reject, spam"));
  }

  @Test
  void what_its_writer_took_back_stays_so() {
    JsonPath posted = posted("taken back", null);
    given()
        .header("Authorization", "Comment " + posted.getString("editToken"))
        .delete("/api/v1/comments/{id}", posted.getString("comment.id"))
        .then()
        .statusCode(204);
    decide(posted.getString("comment.id"), "restore", 2).statusCode(409);
  }

  @Test
  void every_decision_leaves_its_trail() {
    String id = post("decided on");
    Keys.as("moderator")
        .header("If-Match", "\"1\"")
        .contentType(ContentType.JSON)
        .body(Map.of("note", "Off topic"))
        .post("/manage/v1/comments/{id}/reject", id)
        .then()
        .statusCode(200);
    decide(id, "approve", 2).statusCode(200);
    Keys.as("moderator")
        .get("/manage/v1/comments/{id}/trail", id)
        .then()
        .statusCode(200)
        .body("items", hasSize(3))
        .body("items[0].by", equalTo("rules"))
        .body("items[0].from", nullValue())
        .body("items[0].to", equalTo("pending"))
        .body("items[0].reasons", equalTo(List.of("premoderation")))
        .body("items[1].by", equalTo("test moderator"))
        .body("items[1].from", equalTo("pending"))
        .body("items[1].to", equalTo("rejected"))
        .body("items[1].note", equalTo("Off topic"))
        .body("items[2].to", equalTo("published"))
        .body("items[2].note", nullValue());
    JsonPath page =
        Keys.as("moderator").get("/manage/v1/comments/{id}/trail?limit=2", id).jsonPath();
    Keys.as("moderator")
        .queryParam("cursor", page.getString("page.next"))
        .get("/manage/v1/comments/{id}/trail", id)
        .then()
        .body("items.to", equalTo(List.of("published")));
  }

  @Test
  void a_decision_needs_the_version_that_was_seen() {
    String id = post("seen");
    Keys.as("moderator").post("/manage/v1/comments/{id}/approve", id).then().statusCode(428);
    decide(id, "approve", 7).statusCode(412).body("currentVersion", equalTo(1));
    Keys.as("moderator")
        .header("If-Match", "*")
        .post("/manage/v1/comments/{id}/approve", id)
        .then()
        .statusCode(200);
  }

  @Test
  void of_two_moderators_at_once_one_decides() throws Exception {
    String id = post("contested");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String verb = i % 2 == 0 ? "approve" : "reject";
        answers.add(pool.submit(() -> decide(id, verb, 1).extract().statusCode()));
      }
      int decided = 0;
      for (Future<Integer> answer : answers) {
        int status = answer.get();
        decided += status == 200 ? 1 : 0;
        assertEquals(true, status == 200 || status == 412, "status " + status);
      }
      assertEquals(1, decided);
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"note\": 1}", "{\"state\": \"published\"}", "{} x"})
  void bad_bodies_are_refused(String body) {
    Keys.as("moderator")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(body)
        .post("/manage/v1/comments/{id}/approve", post("for " + body))
        .then()
        .statusCode(400);
  }

  @Test
  void a_note_has_its_limit() {
    String id = post("with a note");
    note(id, "x".repeat(1001)).statusCode(422);
    note(id, " ").statusCode(422);
    note(id, "x".repeat(1000)).statusCode(200);
  }

  @Test
  void the_queue_is_filtered_and_walked() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, post("queued " + i));
    }
    decide(ids.get(1), "spam", 1).statusCode(200);
    decide(ids.get(3), "reject", 1).statusCode(200);
    String path = "/manage/v1/comments?article=" + article;
    Keys.as("moderator").get(path).then().statusCode(200).body("items.id", equalTo(ids));
    Keys.as("moderator")
        .get(path + "&state=pending&total=true")
        .then()
        .body("items", hasSize(3))
        .body("items.state", everyItem(equalTo("pending")))
        .body("page.total", equalTo(3));
    Keys.as("moderator")
        .get(path + "&state=spam&state=rejected")
        .then()
        .body("items.state", everyItem(in(List.of("spam", "rejected"))))
        .body("items", hasSize(2));
    List<String> walked = new ArrayList<>();
    String cursor = "";
    String previous;
    do {
      JsonPath page = Keys.as("moderator").get(path + "&limit=2" + cursor).jsonPath();
      walked.addAll(page.getList("items.id"));
      previous = page.getString("page.previous");
      cursor =
          page.getString("page.next") == null ? null : "&cursor=" + page.getString("page.next");
    } while (cursor != null);
    assertEquals(ids, walked);
    Keys.as("moderator")
        .get(path + "&limit=2&cursor=" + previous)
        .then()
        .body("items.id", equalTo(ids.subList(2, 4)));
    Keys.as("moderator")
        .get("/manage/v1/comments?limit=2&cursor=" + previous)
        .then()
        .statusCode(400);
    Keys.as("moderator")
        .get(path + "&state=shown")
        .then()
        .statusCode(400)
        .body("errors.code", hasItem("invalid_value"));
    Keys.as("moderator").get("/manage/v1/comments?article=x").then().statusCode(400);
  }

  @Test
  void only_moderators_and_editors_decide() {
    String id = post("role by role");
    for (String role : List.of("contributor", "author")) {
      Keys.as(role).get("/manage/v1/comments").then().statusCode(403);
      Keys.as(role)
          .header("If-Match", "*")
          .post("/manage/v1/comments/{id}/approve", id)
          .then()
          .statusCode(403);
    }
    given().get("/manage/v1/comments").then().statusCode(401);
    given()
        .header("If-Match", "*")
        .post("/manage/v1/comments/{id}/approve", id)
        .then()
        .statusCode(401);
    Keys.as("editor")
        .header("If-Match", "*")
        .post("/manage/v1/comments/{id}/approve", id)
        .then()
        .statusCode(200);
    Keys.as("moderator").get("/manage/v1/comments/{id}", UUID.randomUUID()).then().statusCode(404);
  }

  @Test
  void moderation_goes_on_where_the_article_is_not_published() {
    String id = post("left behind");
    published.unpublish(article);
    decide(id, "approve", 1).statusCode(200);
    counts(1);
  }

  private void counts(int comments) {
    assertEquals(
        comments,
        published.number(
            "select coalesce(sum(comments), 0) from edition_count where article_id = '"
                + article
                + "'"));
  }

  private static ValidatableResponse note(String id, String note) {
    return Keys.as("moderator")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(Map.of("note", note))
        .post("/manage/v1/comments/{id}/approve", id)
        .then();
  }

  private static ValidatableResponse decide(String id, String verb, int version) {
    return Keys.as("moderator")
        .header("If-Match", "\"" + version + "\"")
        .post("/manage/v1/comments/{id}/" + verb, id)
        .then();
  }

  private String post(String text) {
    return posted(text, null).getString("comment.id");
  }

  private String reply(String text, String parent) {
    return posted(text, parent).getString("comment.id");
  }

  private JsonPath posted(String text, String parent) {
    Map<String, Object> body =
        new java.util.HashMap<>(
            Map.of(
                "author", Map.of("name", "Reader", "email", "reader@example.org"), "body", text));
    if (parent != null) {
      body.put("parentId", parent);
    }
    return given()
        .contentType("application/json; charset=UTF-8")
        .body(body)
        .post("/api/v1/articles/{a}/comments", article)
        .then()
        .statusCode(202)
        .extract()
        .jsonPath();
  }
}
