package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.mark;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same creation sent twice makes one article. */
@QuarkusTest
class IdempotentArticlesTest {

  private final String mark = mark();

  private ValidatableResponse send(String role, String key, Map<String, Object> article) {
    return Keys.as(role)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(article)
        .post("/manage/v1/articles")
        .then();
  }

  private ValidatableResponse made() {
    return Keys.as("editor")
        .queryParam("q", mark)
        .queryParam("limit", 100)
        .get("/manage/v1/articles")
        .then();
  }

  @Test
  void the_same_key_and_body_give_the_first_answer_again() {
    Map<String, Object> article = article("Once " + mark);
    ValidatableResponse first = send("editor", mark, article).statusCode(201);
    first.header("Idempotent-Replayed", (String) null);
    ValidatableResponse again =
        send("editor", mark, article)
            .statusCode(201)
            .header("Idempotent-Replayed", "true")
            .header("Location", equalTo(first.extract().header("Location")))
            .header("ETag", equalTo(first.extract().header("ETag")))
            .contentType(ContentType.JSON);
    assertEquals(first.extract().as(Map.class), again.extract().as(Map.class));
    made().body("items", hasSize(1));
  }

  @Test
  void the_same_key_with_another_body_is_refused() {
    send("editor", mark, article("Once " + mark)).statusCode(201);
    send("editor", mark, article("Twice " + mark))
        .statusCode(422)
        .body("code", equalTo("idempotency_mismatch"));
    made().body("items", hasSize(1));
  }

  @Test
  void the_key_is_its_callers_own() {
    Map<String, Object> article = article("Both " + mark);
    String one = send("editor", mark, article).statusCode(201).extract().path("id");
    send("author", mark, article).statusCode(201).body("id", not(equalTo(one)));
  }

  @Test
  void a_refused_request_leaves_the_key_free() {
    send("editor", mark, article("Refused " + mark, "section", "no-such")).statusCode(422);
    send("editor", mark, article("Refused " + mark)).statusCode(201);
  }

  @Test
  void a_key_is_one_to_255_printable_characters() {
    send("editor", "k".repeat(255), article("Long " + mark)).statusCode(201);
    send("editor", "k".repeat(256), article("Long " + mark)).statusCode(400);
    send("editor", " ", article("Long " + mark)).statusCode(400);
  }

  @Test
  void twenty_at_once_make_one() {
    Map<String, Object> article = article("Storm " + mark);
    List<String> ids =
        atOnce(20, i -> send("editor", mark, article).statusCode(201).extract().path("id"));
    assertEquals(1, new HashSet<>(ids).size());
    made().body("items", hasSize(1));
  }
}
