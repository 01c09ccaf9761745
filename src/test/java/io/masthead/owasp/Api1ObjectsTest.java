package io.masthead.owasp;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.tag;
import static io.masthead.support.NewsApi.unique;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** API1, broken object level authorization: what is another's is as if it were not there. */
@QuarkusTest
class Api1ObjectsTest {

  private static final String ARTICLE = "/manage/v1/articles/{id}";

  /** Below editors one has one's own. */
  private static final List<String> WITH_THEIR_OWN = List.of("contributor", "author");

  static List<ApiOperation> ofArticles() {
    return Asked.operations().stream()
        .filter(o -> (o.path() + "/").startsWith(ARTICLE + "/"))
        .toList();
  }

  /** An editor's article that readers have, with something below it of each kind. */
  private record Theirs(String id, String preview, String correction) {

    static Theirs make() {
      String id = published(unique("Of an editor"));
      String preview =
          Keys.as("editor")
              .post("/manage/v1/articles/{id}/previews", id)
              .then()
              .extract()
              .path("id");
      String correction =
          Keys.as("editor")
              .header("If-Match", "*")
              .contentType(ContentType.JSON)
              .body(Map.of("kind", "correction", "text", unique("Put right")))
              .post("/manage/v1/articles/{id}/corrections", id)
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      return new Theirs(id, preview, correction);
    }

    String in(ApiOperation operation, String article) {
      String path = operation.path().replace("{id}", article).replace("{number}", "1");
      return path.replaceAll("/previews/\\{\\w+}", "/previews/" + preview)
          .replaceAll("/corrections/\\{\\w+}", "/corrections/" + correction);
    }
  }

  @ParameterizedTest
  @MethodSource("ofArticles")
  void another_s_article_and_what_is_below_it_cannot_be_told_from_none(ApiOperation operation) {
    Theirs theirs = Theirs.make();
    String nowhere = UUID.randomUUID().toString();
    assertFalse(theirs.in(operation, "x").contains("{"), operation.path());
    JsonNode before = Keys.as("editor").get(ARTICLE, theirs.id()).as(JsonNode.class);
    for (String role : WITH_THEIR_OWN) {
      Contract.Answer unknown = Asked.as(role, operation, theirs.in(operation, nowhere));
      Contract.Answer foreign = Asked.as(role, operation, theirs.in(operation, theirs.id()));
      assertTrue(foreign.status() == 404 || foreign.status() == 403, role + foreign.text());
      assertEquals(unknown.status(), foreign.status(), role);
      assertEquals(said(unknown), said(foreign), role);
    }
    assertEquals(before, Keys.as("editor").get(ARTICLE, theirs.id()).as(JsonNode.class));
  }

  /** Of a problem, all that is not of the request alone. */
  private static JsonNode said(Contract.Answer answer) {
    ObjectNode problem = (ObjectNode) answer.json();
    problem.remove("instance");
    return problem;
  }

  static List<ApiOperation> readsOfArticles() {
    return ofArticles().stream().filter(o -> o.method().equals("GET")).toList();
  }

  /** Without this the test before it would pass for a service that shows nobody anything. */
  @ParameterizedTest
  @MethodSource("readsOfArticles")
  void one_s_own_is_there_and_opens_no_way_to_what_is_below_another_s(ApiOperation operation) {
    Theirs theirs = Theirs.make();
    for (String role : WITH_THEIR_OWN) {
      String own = create(role, article(unique("Own"))).statusCode(201).extract().path("id");
      String path = theirs.in(operation, own);
      boolean below = path.contains(theirs.preview()) || path.contains(theirs.correction());
      assertEquals(below ? 404 : 200, Asked.as(role, operation, path).status(), role + path);
    }
  }

  @Test
  void no_list_and_no_filter_finds_another_s() {
    String tag = tag().id();
    String word = mark();
    String theirs = draft("Theirs " + word, "tags", List.of(tag));
    for (String role : WITH_THEIR_OWN) {
      String own =
          create(role, article("Own " + word, "tags", List.of(tag)))
              .statusCode(201)
              .extract()
              .path("id");
      for (Map<String, ?> filter :
          List.of(Map.of("q", word), Map.of("q", word, "state", "draft", "total", true))) {
        JsonPath found =
            Keys.as(role)
                .queryParams(filter)
                .get("/manage/v1/articles")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(List.of(own), found.getList("items.id"), role + filter);
        assertEquals(filter.containsKey("total") ? 1 : null, found.get("page.total"), role);
      }
      assertEquals(
          List.of(own),
          bulk(role, Map.of("filter", Map.of("tag", tag), "action", "tag", "tags", List.of(tag)))
              .getList("items.id"));
      JsonPath named =
          bulk(role, Map.of("ids", List.of(theirs, own), "action", "tag", "tags", List.of(tag)));
      assertEquals(List.of("failed", "unchanged"), named.getList("items.status"), role);
      assertEquals(404, named.getInt("items[0].problem.status"), role);
    }
  }

  private static JsonPath bulk(String role, Map<String, ?> body) {
    return Keys.as(role)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/manage/v1/articles/bulk")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void a_writer_s_token_is_good_for_that_writer_s_comments_alone() {
    String article = published(unique("Discussed"), "comments", Map.of("moderation", "post"));
    JsonPath mine = comment(article);
    JsonPath theirs = comment(article);
    for (String id : List.of("editComment", "withdrawComment")) {
      ApiOperation operation = Asked.operation(id);
      String path = operation.path().replace("{id}", mine.getString("comment.id"));
      List<JsonNode> refusals = new ArrayList<>();
      for (String token :
          List.of(
              theirs.getString("editToken"),
              theirs.getString("guestToken"),
              mine.getString("guestToken"),
              "a".repeat(43))) {
        Contract.Answer answer =
            Asked.of(operation, path).header("Authorization", "Comment " + token).send();
        assertEquals(403, answer.status(), id + answer.text());
        refusals.add(said(answer));
      }
      assertEquals(1, refusals.stream().distinct().count(), refusals::toString);
      // Nor does a key of the newsroom's stand in for it.
      assertEquals(401, Asked.as("administrator", operation, path).status(), id);
    }
    for (String authorization :
        List.of(
            "Guest " + theirs.getString("guestToken"),
            "Comment " + theirs.getString("editToken"))) {
      List<String> found =
          given()
              .header("Authorization", authorization)
              .contentType(ContentType.JSON)
              .body(Map.of("action", "export"))
              .post("/api/v1/comments/erasure")
              .then()
              .statusCode(200)
              .extract()
              .path("items.id");
      assertEquals(List.of(theirs.getString("comment.id")), found, authorization);
    }
    Contract.Answer kept = RawHttp.get("/api/v1/comments/" + mine.getString("comment.id"));
    assertEquals(200, kept.status(), kept.text());
    assertNotEquals(mine.getString("editToken"), theirs.getString("editToken"));
  }

  private static JsonPath comment(String article) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("author", Map.of("name", "Reader"), "body", unique("Said")))
        .post("/api/v1/articles/{id}/comments", article)
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  @Test
  void a_delivery_is_found_under_its_own_webhook_alone() {
    List<String> hooks = List.of(webhook(), webhook());
    String delivery =
        Keys.as("administrator")
            .post("/manage/v1/webhooks/{id}/test", hooks.get(0))
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    for (String id : List.of("getDelivery", "replayDelivery")) {
      ApiOperation operation = Asked.operation(id);
      String[] values = {hooks.get(1), delivery};
      String path = operation.path();
      for (String value : values) {
        path = path.replaceFirst("\\{\\w+}", value);
      }
      assertEquals(404, Asked.as("administrator", operation, path).status(), id);
    }
    hooks.forEach(
        hook ->
            Keys.as("administrator")
                .header("If-Match", "*")
                .delete("/manage/v1/webhooks/{id}", hook)
                .then()
                .statusCode(204));
  }

  private static String webhook() {
    return Keys.as("administrator")
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "url", "http://127.0.0.1:9/" + UUID.randomUUID(), "events", List.of("tag.deleted")))
        .post("/manage/v1/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /**
   * A key is its author's, whose articles it sees; another author's it does not, by the same name.
   */
  @Test
  void a_key_acts_for_its_own_author_and_for_no_namesake() {
    String name = unique("Namesake");
    String ours = author("name", name).id();
    String theirs = author("name", name).id();
    String signed = draft(unique("Signed"), "bylines", List.of(Map.of("author", theirs)));
    String key =
        Keys.as("administrator")
            .contentType(ContentType.JSON)
            .body(Map.of("name", name, "role", "author", "author", ours))
            .post("/manage/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    assertEquals(
        404,
        RawHttp.get("/manage/v1/articles/" + signed, "Authorization", "Bearer " + key).status());
  }
}
