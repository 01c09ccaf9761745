package io.masthead.article;

import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.members;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.until;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Articles that readers get as one. */
@QuarkusTest
class PackagesTest {

  private static final String PATH = "/manage/v1/packages";
  private static final String AT = "2036-05-01T09:00:00.000Z";

  @Inject Published database;

  private final String mark = mark();

  @Test
  void all_of_it_is_published_with_one_time() {
    String one = draft("One " + mark);
    String two = draft("Two " + mark);
    String id = made(one, two);
    post("editor", id + "/publish", "\"1\"", null)
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("state", equalTo("published"))
        .body("articles.id", contains(one, two))
        .body("articles.state", contains("published", "published"))
        .body("articles.version", contains(2, 2));
    String at = read(one).statusCode(200).extract().path("publishedAt");
    read(two).statusCode(200).body("publishedAt", equalTo(at));
    get(id).body("publishedAt", equalTo(at)).body("$", not(hasKey("scheduledFor")));
    revision(one, "published");
    post("editor", id + "/publish", "*", null)
        .statusCode(409)
        .body("code", equalTo("illegal_transition"));
  }

  @Test
  void a_past_time_is_that_of_each() {
    String one = draft("One " + mark);
    String id = made(one);
    post("editor", id + "/publish", "*", Map.of("at", "2024-01-01T00:00:00+05:00"))
        .statusCode(200)
        .body("publishedAt", equalTo("2023-12-31T19:00:00.000Z"));
    read(one).body("publishedAt", equalTo("2023-12-31T19:00:00.000Z"));
  }

  @Test
  void where_one_cannot_be_published_none_is_and_each_is_named() {
    String fit = draft("Fit " + mark);
    String unfit = draft("Unfit " + mark, "bylines", List.of(), "body", "");
    String binned = draft("Binned " + mark);
    bin(binned).statusCode(204);
    String id = made(fit, unfit, binned);
    post("editor", id + "/publish", "*", null)
        .statusCode(409)
        .body("code", equalTo("conflict"))
        .body("errors.pointer", contains("/articles/1", "/articles/1", "/articles/2"))
        .body("errors.code", contains("required", "required", "illegal_transition"));
    post("editor", id + "/publish", "*", Map.of("at", AT)).statusCode(409);
    read(fit).statusCode(404);
    copy(fit).body("version", is(1));
    get(id).body("state", equalTo("draft")).body("version", is(1));
    String only = made(unfit, fit);
    post("editor", only + "/publish", "*", null)
        .statusCode(422)
        .body("code", equalTo("validation"))
        .body("errors.pointer", contains("/articles/0", "/articles/0"));
    read(fit).statusCode(404);
  }

  @Test
  void what_may_not_be_published_yet_holds_all_of_it() {
    String free = draft("Free " + mark);
    String held = draft("Held " + mark);
    Keys.as("editor")
        .contentType(ContentType.JSON)
        .header("If-Match", "*")
        .body(Map.of("until", "2036-06-01T00:00:00Z", "reason", "Agreed"))
        .put("/manage/v1/articles/" + held + "/embargo")
        .then()
        .statusCode(200);
    String id = made(free, held);
    for (Map<String, String> when : List.of(Map.<String, String>of(), Map.of("at", AT))) {
      post("editor", id + "/publish", "*", when)
          .statusCode(409)
          .body("errors.pointer", contains("/articles/1"))
          .body("errors.code", contains("embargoed"));
    }
    post("editor", id + "/publish", "*", Map.of("at", "2036-06-01T00:00:00Z")).statusCode(200);
  }

  @Test
  void an_address_that_another_took_meanwhile_is_told_with_its_article() {
    String first = published("First " + mark, "slug", "taken-" + mark);
    change(first, Map.of("slug", "free-" + mark));
    move(first, "publish").statusCode(200);
    String fit = draft("Fit " + mark);
    String late = draft("Late " + mark);
    database.run("update article set slug = 'taken-" + mark + "' where id = '" + late + "'");
    String id = made(fit, late);
    post("editor", id + "/publish", "*", null)
        .statusCode(409)
        .body("code", equalTo("slug_taken"))
        .body("errors.pointer", contains("/articles/1"));
    read(fit).statusCode(404);
    get(id).body("state", equalTo("draft"));
  }

  @Test
  void scheduled_it_waits_as_one_and_is_withdrawn_as_one() {
    String one = draft("One " + mark);
    String two = draft("Two " + mark);
    String id = made(one, two);
    post(
            "editor",
            id + "/publish",
            "\"1\"",
            Map.of("at", "2036-05-01T14:00:00", "timeZone", "Asia/Almaty"))
        .statusCode(200)
        .body("state", equalTo("scheduled"))
        .body("scheduledFor", equalTo(AT))
        .body("articles.state", contains("scheduled", "scheduled"));
    copy(two).body("scheduledFor", equalTo(AT));
    for (ValidatableResponse alone :
        List.of(
            move(one, "withdraw"),
            move(one, "publish"),
            move(one, "publish", Map.of("at", AT)),
            bin(one))) {
      alone
          .statusCode(409)
          .body("code", equalTo("conflict"))
          .body("conflictsWith", equalTo(id))
          .body(
              "detail",
              equalTo("It is scheduled with the package " + id + "; withdraw that first."));
    }
    change(one, Map.of("kicker", "New")).statusCode(200).body("state", equalTo("scheduled"));
    change(one, Map.of("bylines", List.of())).statusCode(422);
    String other = made(two);
    post("editor", other + "/publish", "*", null)
        .statusCode(409)
        .body("errors.pointer", contains("/articles/0"))
        .body("errors.code", contains("conflict"));
    delete(id, "*").statusCode(409).body("code", equalTo("illegal_transition"));
    patch(id, "*", Map.of("title", "New")).statusCode(409);
    post("editor", id + "/publish", "*", Map.of("at", "2036-06-01T00:00:00Z"))
        .statusCode(200)
        .body("scheduledFor", equalTo("2036-06-01T00:00:00.000Z"));
    copy(two).body("scheduledFor", equalTo("2036-06-01T00:00:00.000Z"));
    post("editor", id + "/withdraw", "\"3\"", null)
        .statusCode(200)
        .header("ETag", "\"4\"")
        .body("state", equalTo("draft"))
        .body("articles.state", contains("draft", "draft"))
        .body("$", not(hasKey("scheduledFor")));
    revision(one, "withdrawn");
    post("editor", id + "/withdraw", "*", null).statusCode(409);
    move(one, "publish").statusCode(200);
  }

  @Test
  void one_that_is_due_goes_out_whole_with_the_time_that_was_asked() {
    String one = draft("One " + mark);
    String two = draft("Two " + mark);
    String id = made(one, two);
    post("editor", id + "/publish", "*", Map.of("at", AT)).statusCode(200);
    due(id);
    until("the package is out", () -> get(id).extract().path("state").equals("published"));
    for (String article : List.of(one, two)) {
      read(article).statusCode(200).body("publishedAt", equalTo("2024-05-01T09:00:00.000Z"));
      revision(article, "published");
    }
  }

  @Test
  void one_that_cannot_go_out_when_it_is_due_goes_back_to_review_whole() {
    String fit = draft("Fit " + mark);
    String unfit = draft("Unfit " + mark);
    String id = made(fit, unfit);
    post("editor", id + "/publish", "*", Map.of("at", AT)).statusCode(200);
    database.run("delete from article_author where article_id = '" + unfit + "'");
    due(id);
    until("the package is back", () -> get(id).extract().path("state").equals("draft"));
    for (String article : List.of(fit, unfit)) {
      copy(article).body("state", equalTo("in_review"));
      read(article).statusCode(404);
      revision(article, "fell_back");
    }
  }

  /** Its time has come, for all of it in one statement. */
  private void due(String id) {
    database.run(
        """
        with moved as (
          update article set scheduled_for = timestamptz '2024-05-01 09:00Z' where package_id = '%1$s')
        update article_package set scheduled_for = timestamptz '2024-05-01 09:00Z' where id = '%1$s'
        """
            .formatted(id));
  }

  @Test
  void two_that_publish_it_at_once_publish_it_once() {
    String one = draft("One " + mark);
    String id = made(one);
    List<Integer> answers =
        NewsApi.atOnce(
                2, i -> post("editor", id + "/publish", "\"1\"", null).extract().statusCode())
            .stream()
            .sorted()
            .toList();
    assertEquals(List.of(200, 412), answers);
    copy(one).body("version", is(2));
  }

  @Test
  void it_is_made_read_changed_listed_and_deleted() {
    String one = draft("One " + mark);
    String two = draft("Two " + mark);
    Map<String, Object> asked = members("title", " Both " + mark, "articles", List.of(one, two));
    ValidatableResponse made = send("editor", mark, asked).statusCode(201).header("ETag", "\"1\"");
    String id = made.extract().path("id");
    made.header("Location", equalTo(PATH + "/" + id))
        .body("title", equalTo("Both " + mark))
        .body("state", equalTo("draft"))
        .body("articles.title", contains("One " + mark, "Two " + mark));
    send("editor", mark, asked).statusCode(201).body("id", equalTo(id));
    get(id).header("ETag", "\"1\"");
    patch(id, "\"1\"", Map.of("articles", List.of(two, one)))
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("title", equalTo("Both " + mark))
        .body("articles.id", contains(two, one));
    patch(id, "\"2\"", Map.of("title", "Both " + mark)).header("ETag", "\"2\"");
    Keys.as("editor")
        .queryParam("limit", 1)
        .queryParam("total", true)
        .get(PATH)
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].id", equalTo(id));
    delete(id, "\"2\"").statusCode(204);
    Keys.as("editor").get(PATH + "/" + id).then().statusCode(404);
    copy(one).body("version", is(1));
  }

  @Test
  void what_cannot_be_asked_is_told() {
    String one = draft("One " + mark);
    String id = made(one);
    String nobody = UUID.randomUUID().toString();
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      many.add(UUID.randomUUID().toString());
    }
    refused("x", many, 422, "/articles", "too_many");
    refused("x", List.of(), 422, "/articles", "too_few");
    refused("x", List.of(one, nobody), 422, "/articles/1", "not_found");
    refused("x", List.of(one, one), 422, "/articles/1", "not_unique");
    refused("x", List.of("x"), 400, "/articles/0", "invalid_format");
    refused(" ", List.of(one), 422, "/title", "required");
    refused("x".repeat(201), List.of(one), 422, "/title", "too_long");
    refused("a\u0000", List.of(one), 400, "/title", "nul_character");
    refused(7, List.of(one), 400, "/title", "invalid_type");
    fault(send("editor", null, members("title", "x")), 422, "/articles", "required");
    Map<String, Object> more = members("title", "x", "articles", List.of(one), "state", "draft");
    fault(send("editor", null, more), 400, "/state", "unknown_member");
    fault(patch(id, "*", Map.of("articles", List.of(nobody))), 422, "/articles/0", "not_found");
    fault(patch(id, "*", "{\"title\": null}"), 422, "/title", "required");
    for (Map.Entry<String, String> at :
        List.of(
            Map.entry("tomorrow", "invalid_format"),
            Map.entry("2036-05-01T09:00", "invalid_format"))) {
      fault(
          post("editor", id + "/publish", "*", Map.of("at", at.getKey())),
          400,
          "/at",
          at.getValue());
    }
    fault(
        post("editor", id + "/publish", "*", Map.of("at", "2099-01-01T00:00:00Z")),
        422,
        "/at",
        "out_of_range");
    fault(post("editor", id + "/publish", "*", Map.of("when", AT)), 400, "/when", "unknown_member");
    for (String verb : List.of("publish", "withdraw")) {
      post("editor", id + "/" + verb, null, null).statusCode(428);
      post("editor", id + "/" + verb, "\"2\"", null).statusCode(412).body("currentVersion", is(1));
      post("editor", nobody + "/" + verb, "*", null).statusCode(404);
      post("author", id + "/" + verb, "*", null).statusCode(403);
    }
    patch(id, null, Map.of("title", "x")).statusCode(428);
    patch(id, "\"2\"", Map.of("title", "x")).statusCode(412);
    patch(nobody, "*", Map.of("title", "x")).statusCode(404);
    delete(id, "\"2\"").statusCode(412);
    delete(nobody, "*").statusCode(404);
    send("author", null, members("title", "x", "articles", List.of(one))).statusCode(403);
    get(id).body("version", is(1));
  }

  private static void refused(
      Object title, List<String> articles, int status, String where, String code) {
    fault(send("editor", null, members("title", title, "articles", articles)), status, where, code);
  }

  private String made(String... articles) {
    return send("editor", null, members("title", "Of " + mark, "articles", List.of(articles)))
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void fault(ValidatableResponse answer, int status, String where, String code) {
    answer
        .statusCode(status)
        .body("errors.pointer", contains(where))
        .body("errors.code", contains(code));
  }

  private static void revision(String id, String change) {
    Keys.as("editor")
        .get("/manage/v1/articles/" + id + "/revisions")
        .then()
        .body("items[0].change", equalTo(change));
  }

  private static ValidatableResponse send(String role, String key, Object body) {
    RequestSpecification request = Keys.as(role).contentType(ContentType.JSON).body(body);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.post(PATH).then();
  }

  private static ValidatableResponse get(String id) {
    return Keys.as("editor").get(PATH + "/" + id).then().statusCode(200);
  }

  private static ValidatableResponse patch(String id, String ifMatch, Object patch) {
    return NewsApi.patch("editor", PATH + "/" + id, ifMatch, patch);
  }

  private static ValidatableResponse delete(String id, String ifMatch) {
    return Keys.as("editor").header("If-Match", ifMatch).delete(PATH + "/" + id).then();
  }

  private static ValidatableResponse post(
      String role, String path, String ifMatch, Map<String, String> body) {
    RequestSpecification request = Keys.as(role);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    if (body != null) {
      request.contentType(ContentType.JSON).body(body);
    }
    return request.post(PATH + "/" + path).then();
  }
}
