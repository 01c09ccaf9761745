package io.masthead.author;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What bylines say, and whose articles they are, after two authors were made one. */
@QuarkusTest
class AuthorMergesTest {

  @Inject AuthorService authors;
  @Inject ToldAuthors told;

  @Test
  void published_bylines_go_on_printing_what_they_printed_and_drafts_follow() {
    Made left = author("kind", "guest");
    Made heir = author("kind", "agency");
    String live = published("Live", "bylines", List.of(Map.of("author", left.id())));
    String draft = draft("Draft", "bylines", List.of(Map.of("author", left.id())));
    String own =
        draft(
            "Own", "bylines", List.of(Map.of("author", left.id(), "name", "A.", "kind", "staff")));
    merge(left, heir, false).statusCode(200).body("name", equalTo(heir.name()));
    for (ValidatableResponse answer : List.of(read(live), copy(live))) {
      answer
          .body("bylines.name", contains(left.name()))
          .body("bylines.kind", contains("guest"))
          .body("bylines.author.name", contains(heir.name()))
          .body("bylines.author.slug", contains(heir.slug()));
    }
    copy(draft)
        .body("bylines.name", contains(heir.name()))
        .body("bylines.kind", contains("agency"));
    copy(own).body("bylines.name", contains("A.")).body("bylines.kind", contains("staff"));
    copy(live).body("hasUnpublishedChanges", is(false));
    Object before = read(live).extract().as(Map.class);
    publish(live);
    assertEquals(before, read(live).extract().as(Map.class));
    AuthorRef gone = new AuthorRef(UUID.fromString(left.id()), left.slug(), left.name(), "guest");
    AuthorRef stays = new AuthorRef(UUID.fromString(heir.id()), heir.slug(), heir.name(), "agency");
    AuthorEvent.Merged merged = (AuthorEvent.Merged) told.of(UUID.fromString(left.id())).get(0);
    assertEquals(new AuthorEvent.Merged(gone, stays, false, merged.by()), merged);
  }

  @Test
  void where_it_is_asked_for_they_take_the_name_that_stays() {
    Made left = author("kind", "guest");
    Made heir = author();
    String live =
        published(
            "Live",
            "bylines",
            List.of(
                Map.of("author", left.id()),
                Map.of("author", left.id(), "role", "photo", "name", "A.")));
    merge(left, heir, true).statusCode(200);
    for (ValidatableResponse answer : List.of(read(live), copy(live))) {
      answer
          .body("bylines.name", contains(heir.name(), "A."))
          .body("bylines.kind", contains("guest", "guest"))
          .body("bylines.author.id", contains(heir.id(), heir.id()));
    }
    copy(live).body("hasUnpublishedChanges", is(false));
    Object before = read(live).extract().as(Map.class);
    publish(live);
    assertEquals(before, read(live).extract().as(Map.class));
  }

  @Test
  void a_key_of_the_one_is_a_key_of_the_other() {
    Made left = author();
    Made heir = author();
    String key = key(left);
    String id =
        as(key)
            .contentType(ContentType.JSON)
            .body(Map.of("title", "Own"))
            .post("/manage/v1/articles")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String signed = draft("Signed", "bylines", List.of(Map.of("author", heir.id())));
    as(key).get("/manage/v1/articles/" + signed).then().statusCode(404);
    merge(left, heir, false).statusCode(200);
    as(key).get("/manage/v1/articles/" + id).then().statusCode(200);
    as(key).get("/manage/v1/articles/" + signed).then().statusCode(200);
    as(key(heir))
        .contentType("application/merge-patch+json")
        .header("If-Match", "*")
        .body(Map.of("title", "Still own"))
        .patch("/manage/v1/articles/" + id)
        .then()
        .statusCode(200);
  }

  @Test
  void nobody_else_may_look_like_either() {
    Made left = author();
    Made heir = author();
    merge(left, heir, false).statusCode(200);
    assertTrue(authors.isTakenForOne(left.name().toUpperCase(java.util.Locale.ROOT)));
    assertTrue(authors.isTakenForOne(heir.name()));
    Made last = author();
    merge(heir, last, false).statusCode(200);
    assertTrue(authors.isTakenForOne(left.name()));
    Keys.as("editor")
        .header("If-Match", "*")
        .queryParam("keepAsText", true)
        .delete("/manage/v1/authors/" + last.id())
        .then()
        .statusCode(204);
    assertFalse(authors.isTakenForOne(left.name()));
    Keys.as("editor").get("/manage/v1/authors/" + left.id()).then().statusCode(404);
  }

  @Test
  void whether_printed_names_follow_is_a_yes_or_no() {
    Made left = author();
    Made heir = author();
    send(left, Map.of("into", heir.id(), "rewritePublished", "yes"))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/rewritePublished"))
        .body("errors[0].code", equalTo("invalid_type"));
  }

  private static String key(Made author) {
    return Keys.as("administrator")
        .contentType(ContentType.JSON)
        .body(Map.of("name", "of an author", "role", "author", "author", author.id()))
        .post("/manage/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private static io.restassured.specification.RequestSpecification as(String key) {
    return io.restassured.RestAssured.given().header("Authorization", "Bearer " + key);
  }

  private static ValidatableResponse merge(Made left, Made heir, boolean rewritePublished) {
    return send(left, Map.of("into", heir.id(), "rewritePublished", rewritePublished));
  }

  private static ValidatableResponse send(Made left, Map<String, ?> body) {
    return Keys.as("editor")
        .contentType(ContentType.JSON)
        .header("If-Match", "*")
        .body(body)
        .post("/manage/v1/authors/" + left.id() + "/merge")
        .then();
  }
}
