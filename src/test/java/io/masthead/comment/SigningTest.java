package io.masthead.comment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Under which name a comment stands. */
@QuarkusTest
class SigningTest {

  private NewsApi.Made author;
  private String key;
  private Discussion theirs;
  private Discussion others;

  @BeforeEach
  void publish() {
    author = NewsApi.author();
    key =
        Keys.as("administrator")
            .contentType("application/json")
            .body(Map.of("name", NewsApi.mark(), "role", "author", "author", author.slug()))
            .post("/manage/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    theirs =
        new Discussion(
            NewsApi.published(
                "Signed " + NewsApi.mark(), "bylines", List.of(Map.of("author", author.id()))));
    others = new Discussion(NewsApi.published("Other " + NewsApi.mark()));
  }

  @Test
  void an_author_comments_as_themselves() {
    theirs
        .post(mine(), null, "as its author", null)
        .statusCode(201)
        .body("comment.state", equalTo("published"))
        .body("comment.author.kind", equalTo("author"))
        .body("comment.author.name", equalTo(author.name()));
    others
        .post(mine(), null, "as a colleague", null)
        .statusCode(201)
        .body("comment.author.kind", equalTo("staff"))
        .body("comment.author.name", equalTo(author.name()));
    theirs
        .post(mine(), " " + author.name(), "with the name said", null)
        .statusCode(201)
        .body("comment.author.kind", equalTo("author"));
    post(
            theirs,
            mine(),
            Map.of("author", Map.of("url", "https://a.example/"), "body", "with a page"))
        .statusCode(201)
        .body("comment.author.name", equalTo(author.name()))
        .body("comment.author.url", equalTo("https://a.example/"));
  }

  @Test
  void under_no_other_name() {
    theirs
        .post(mine(), "Somebody Else", "not me", null)
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/author/name"))
        .body("errors[0].code", equalTo("not_allowed"));
  }

  @Test
  void a_name_of_a_page_may_be_longer_than_a_guests() {
    String longest = "N".repeat(120 - 14) + " " + NewsApi.mark();
    NewsApi.patch("editor", "/manage/v1/authors/" + author.id(), "*", Map.of("name", longest))
        .statusCode(200);
    theirs
        .post(mine(), null, "a long name", null)
        .statusCode(201)
        .body("comment.author.name", equalTo(longest));
  }

  @Test
  void a_key_that_stands_for_nobody_gives_a_name() {
    theirs
        .post(Keys.as("editor"), "The desk", "from the desk", null)
        .statusCode(201)
        .body("comment.author.kind", equalTo("staff"))
        .body("comment.author.name", equalTo("The desk"));
    theirs
        .post(Keys.as("editor"), null, "from the desk", null)
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/author"))
        .body("errors[0].code", equalTo("required"));
  }

  @Test
  void without_a_name_every_fault_is_told_and_a_key_that_is_none_is_a_401() {
    post(theirs, mine(), Map.of("body", "x"))
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/body")));
    post(theirs, given(), Map.of("author", Map.of(), "body", "x"))
        .statusCode(422)
        .body("errors.pointer", hasItem("/author/name"))
        .body("errors.pointer", hasItem("/body"));
    post(theirs, given().header("Authorization", "Bearer mh_wrong"), Map.of("body", "no name"))
        .statusCode(401);
  }

  private RequestSpecification mine() {
    return given().header("Authorization", "Bearer " + key);
  }

  private static ValidatableResponse post(
      Discussion discussion, RequestSpecification request, Map<String, ?> body) {
    return request
        .contentType("application/json; charset=UTF-8")
        .body(body)
        .post("/api/v1/articles/{a}/comments", discussion.article())
        .then();
  }
}
