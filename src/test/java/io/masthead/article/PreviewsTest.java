package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.masthead.database.Sql;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to working copies: they show just what readers would get, to whoever has one. */
@QuarkusTest
class PreviewsTest {

  private static final String PATH = "/api/v1/previews/";

  @Inject Sql sql;

  private static ValidatableResponse make(String role, String article, Object body) {
    return Keys.as(role)
        .contentType("application/json")
        .body(body)
        .post("/manage/v1/articles/" + article + "/previews")
        .then();
  }

  private static String token(String article) {
    String url = make("editor", article, Map.of()).statusCode(201).extract().path("url");
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static Map<String, Object> everything() {
    return article(
        "A bridge " + mark(),
        "kicker",
        "Harbour",
        "standfirst",
        "It opened.",
        "body",
        "<p>It <b>opened</b> at noon.</p><ul><li>One</li><li>Two</li></ul>",
        "bylines",
        List.of(Map.of("author", author().id()), Map.of("name", "P. Guest", "role", "photo")),
        "section",
        section("parent", section().slug()).id(),
        "sections",
        List.of(section().id()),
        "tags",
        List.of(tag().id(), tag().id()),
        "note",
        "Nobody outside reads this",
        "seo",
        Map.of("title", "Bridge"));
  }

  /** The answer in bytes, its times made alike. */
  private static String timeless(Contract.Answer answer) {
    assertEquals(200, answer.status(), answer::text);
    return answer
        .text()
        .replaceAll("\"(publishedAt|firstPublishedAt|modifiedAt|closesAt)\":\"[^\"]+\"", "\"$1\"");
  }

  private static Map<String, String> inEveryForm(String path) {
    Map<String, String> forms = new LinkedHashMap<>();
    for (String form : List.of("", "?body=html", "?body=text", "?body=markdown", "?body=blocks")) {
      forms.put(form, timeless(RawHttp.get(path + form)));
    }
    return forms;
  }

  @Test
  void a_preview_is_to_the_byte_what_readers_get_once_it_is_published() {
    String article = create(everything()).statusCode(201).extract().path("id");
    Map<String, String> before = inEveryForm(PATH + token(article));
    publish(article);
    assertEquals(inEveryForm("/api/v1/articles/" + article), before);
  }

  @Test
  void a_preview_of_a_published_article_shows_its_changes_and_keeps_its_times() {
    String article = create(everything()).statusCode(201).extract().path("id");
    publish(article);
    move(article, "publish", Map.of("update", true)).statusCode(200);
    change(article, Map.of("title", "Changed " + mark(), "tags", List.of(), "body", "<p>New.</p>"))
        .statusCode(200);
    String token = token(article);
    ValidatableResponse now = read(article).statusCode(200);
    look(token)
        .body("publishedAt", equalTo(now.extract().path("publishedAt")))
        .body("firstPublishedAt", equalTo(now.extract().path("firstPublishedAt")))
        .body("updatedAt", equalTo(now.extract().path("updatedAt")))
        .body("comments.closesAt", equalTo(now.extract().path("comments.closesAt")));
    read(article).body("title", equalTo(now.extract().path("title")));
    Map<String, String> before = inEveryForm(PATH + token);
    publish(article);
    assertEquals(inEveryForm("/api/v1/articles/" + article), before);
  }

  @Test
  void a_preview_follows_the_working_copy() {
    String article = draft("A bridge " + mark());
    String token = token(article);
    look(token).body("body.html", equalTo("<p>Text of it.</p>"));
    change(article, Map.of("body", "<p>Another text.</p>")).statusCode(200);
    look(token).body("body.html", equalTo("<p>Another text.</p>"));
  }

  @Test
  void what_is_scheduled_shows_the_time_of_the_schedule() {
    String article = draft("A bridge " + mark());
    move(article, "publish", Map.of("at", "2036-05-01T09:00:00Z")).statusCode(200);
    look(token(article))
        .body("publishedAt", equalTo("2036-05-01T09:00:00.000Z"))
        .body("firstPublishedAt", equalTo("2036-05-01T09:00:00.000Z"));
    copy(article).body("version", is(2));
  }

  @Test
  void nobody_may_keep_a_preview_or_tell_of_its_address() {
    String token = token(draft("A bridge " + mark()));
    List<Contract.Answer> answers =
        List.of(
            RawHttp.get(PATH + token),
            RawHttp.get(PATH + token, "If-None-Match", "*"),
            RawHttp.get(PATH + token, "If-Modified-Since", "Fri, 31 Dec 2100 00:00:00 GMT"),
            RawHttp.request("HEAD", PATH + token).send());
    for (Contract.Answer answer : answers) {
      assertEquals(200, answer.status());
      assertPrivate(answer);
      assertNull(answer.header("ETag"));
      assertNull(answer.header("Last-Modified"));
    }
  }

  private static void assertPrivate(Contract.Answer answer) {
    assertEquals("private, no-store", answer.header("Cache-Control"));
    assertEquals("noindex, nofollow", answer.header("X-Robots-Tag"));
    assertEquals("no-referrer", answer.header("Referrer-Policy"));
  }

  @Test
  void nothing_else_becomes_visible_by_a_preview() {
    String word = mark();
    String article = draft("A bridge " + word);
    String slug = copy(article).extract().path("slug");
    String token = token(article);
    look(token).body("title", equalTo("A bridge " + word));
    for (String ref : List.of(article, slug)) {
      for (String path : List.of("", "/comments", "/views", "/comments/form")) {
        given().get("/api/v1/articles/" + ref + path).then().statusCode(404);
      }
    }
    for (String path : List.of("/comments", "/views", "/comments/form")) {
      given().get(PATH + token + path).then().statusCode(404);
    }
    list("q", word).body("items", empty());
    given().get("/api/v1/counts?id=" + article).then().statusCode(200).body("items", empty());
    given().get(PATH + token + "?include=counts").then().statusCode(400);
    given().get(PATH + token + "?fields=note").then().statusCode(400);
    copy(article).body("version", is(1));
  }

  @Test
  void a_token_that_opens_nothing_is_always_the_same_answer() {
    String token = token(draft("A bridge " + mark()));
    String other = token(draft("A bridge " + mark()));
    String expired = draft("A bridge " + mark());
    String expiredToken = token(expired);
    sql.update(
        "update article_preview set created_at = ?, expires_at = ? where article_id = ?",
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-02T00:00:00Z"),
        UUID.fromString(expired));
    String revoked = draft("A bridge " + mark());
    String id = make("editor", revoked, Map.of()).extract().path("id");
    String revokedToken = token(revoked);
    String revokedToo = get("editor", revoked, "/" + id).extract().path("url");
    revoke("editor", revoked, id).statusCode(204);
    revoke("editor", revoked, id).statusCode(404);
    look(revokedToken);
    String binned = draft("A bridge " + mark());
    String binnedToken = token(binned);
    bin(binned).statusCode(204);
    String gone = published("A bridge " + mark());
    String goneToken = token(gone);
    move(gone, "takedown", Map.of("reason", "legal")).statusCode(200);
    List<String> none = new ArrayList<>();
    none.add(expiredToken);
    none.add(revokedToo.substring(revokedToo.lastIndexOf('/') + 1));
    none.add(binnedToken);
    none.add(goneToken);
    none.add(token.substring(0, 24) + other.substring(24));
    none.add(token + "AAAA");
    none.add(token.substring(1));
    none.add(token.toLowerCase(java.util.Locale.ROOT));
    none.add("x");
    none.add(UUID.randomUUID().toString());
    none.add("A".repeat(64));
    String wanted = null;
    for (String nothing : none) {
      Contract.Answer answer = RawHttp.get(PATH + nothing);
      assertEquals(404, answer.status(), nothing);
      assertPrivate(answer);
      String text = answer.text().replaceAll("\"instance\":\"[^\"]+\"", "");
      assertEquals(wanted == null ? text : wanted, text, nothing);
      wanted = text;
    }
    move(binned, "restore").statusCode(200);
    look(binnedToken);
    make("editor", gone, Map.of()).statusCode(409).body("code", equalTo("illegal_transition"));
    look(token);
  }

  @Test
  void a_preview_expires_in_a_day_or_when_it_was_asked_to() {
    String article = draft("A bridge " + mark());
    assertLives(make("editor", article, Map.of()), 86_400);
    assertLives(
        Keys.as("editor").post("/manage/v1/articles/" + article + "/previews").then(), 86_400);
    assertLives(make("editor", article, Map.of("expiresIn", 60)), 60);
    assertLives(make("editor", article, Map.of("expiresIn", 2_592_000)), 2_592_000);
  }

  private static void assertLives(ValidatableResponse made, long seconds) {
    made.statusCode(201)
        .body("url", matchesPattern("http://localhost:8080/api/v1/previews/[A-Za-z0-9_-]{64}"));
    Instant from = Instant.parse(made.extract().path("createdAt"));
    Instant to = Instant.parse(made.extract().path("expiresAt"));
    assertEquals(Duration.ofSeconds(seconds), Duration.between(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "422 out_of_range {\"expiresIn\": 59}",
        "422 out_of_range {\"expiresIn\": 2592001}",
        "400 invalid_type {\"expiresIn\": \"60\"}",
        "400 unknown_member {\"expires\": 60}"
      })
  void a_bad_request_is_refused_by_its_member(String line) {
    String[] parts = line.split(" ", 3);
    make("editor", draft("A bridge " + mark()), parts[2])
        .statusCode(Integer.parseInt(parts[0]))
        .body("errors.code", hasItem(parts[1]));
  }

  @Test
  void those_who_may_work_on_an_article_make_its_previews_and_others_do_not_see_it() {
    String own =
        create("contributor", article("A bridge " + mark())).statusCode(201).extract().path("id");
    String id = make("contributor", own, Map.of()).statusCode(201).extract().path("id");
    get("contributor", own, "").statusCode(200).body("items.id", equalTo(List.of(id)));
    get("editor", own, "").statusCode(200).body("items.id", equalTo(List.of(id)));
    make("author", own, Map.of()).statusCode(404);
    get("author", own, "").statusCode(404);
    get("author", own, "/" + id).statusCode(404);
    revoke("author", own, id).statusCode(404);
    make("moderator", own, Map.of()).statusCode(403);
    make("editor", UUID.randomUUID().toString(), Map.of()).statusCode(404);
    String other = draft("A bridge " + mark());
    get("editor", other, "/" + id).statusCode(404);
    revoke("editor", other, id).statusCode(404);
    revoke("contributor", own, id).statusCode(204);
    get("contributor", own, "").body("items", empty());
  }

  @Test
  void the_list_holds_each_live_preview_once_newest_first() {
    String article = draft("A bridge " + mark());
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, make("editor", article, Map.of("expiresIn", 60 + i)).extract().path("id"));
    }
    String expired = made.remove(2);
    sql.update(
        "update article_preview set created_at = ?, expires_at = ? where id = ?",
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-02T00:00:00Z"),
        UUID.fromString(expired));
    ValidatableResponse first = get("editor", article, "?limit=3").statusCode(200);
    first.body("items.id", equalTo(made.subList(0, 3)));
    String next = first.extract().path("page.next");
    ValidatableResponse second = get("editor", article, "?limit=3&cursor=" + next);
    second.body("items.id", equalTo(made.subList(3, 4)));
    String previous = second.extract().path("page.previous");
    get("editor", article, "?limit=3&cursor=" + previous)
        .body("items.id", equalTo(made.subList(0, 3)));
    get("editor", article, "/" + expired).statusCode(404);
  }

  @Test
  void a_preview_asked_for_twice_under_one_key_is_made_once() {
    String article = draft("A bridge " + mark());
    List<String> ids = new ArrayList<>();
    String key = mark();
    for (int i = 0; i < 2; i++) {
      ids.add(
          Keys.as("editor")
              .header("Idempotency-Key", key)
              .post("/manage/v1/articles/" + article + "/previews")
              .then()
              .statusCode(201)
              .extract()
              .path("id"));
    }
    assertEquals(ids.get(0), ids.get(1));
    get("editor", article, "").body("items.size()", is(1));
  }

  private static ValidatableResponse look(String token) {
    return given().get(PATH + token).then().statusCode(200);
  }

  private static ValidatableResponse get(String role, String article, String path) {
    return Keys.as(role).get("/manage/v1/articles/" + article + "/previews" + path).then();
  }

  private static ValidatableResponse revoke(String role, String article, String id) {
    return Keys.as(role).delete("/manage/v1/articles/" + article + "/previews/" + id).then();
  }
}
