package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.publishAt;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put right in a published article, and the times that readers are told. */
@QuarkusTest
class CorrectionsTest {

  private static ValidatableResponse correct(
      String role, String article, String ifMatch, Object body) {
    RequestSpecification request = Keys.as(role).contentType("application/json").body(body);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.post("/manage/v1/articles/" + article + "/corrections").then();
  }

  private static ValidatableResponse correct(String article, String kind, String text) {
    return correct("editor", article, "*", Map.of("kind", kind, "text", text));
  }

  private static ValidatableResponse get(String role, String article, String path) {
    return Keys.as(role).get("/manage/v1/articles/" + article + "/corrections" + path).then();
  }

  private static ValidatableResponse told(String ref, String query) {
    return given().get("/api/v1/articles/" + ref + "/corrections" + query).then();
  }

  private static ValidatableResponse site(String query) {
    return given().get("/api/v1/corrections" + query).then();
  }

  @Test
  void readers_have_a_correction_at_once_and_nothing_else_that_waits() {
    String title = "A bridge " + mark();
    String article = published(title);
    change(article, Map.of("title", "Changed " + title, "body", "<p>Waiting.</p>"));
    ValidatableResponse before = read(article);
    String tag = before.extract().header("ETag");
    ValidatableResponse made =
        correct("editor", article, "\"3\"", Map.of("kind", "correction", "text", " One.\r\nTwo. "))
            .statusCode(201)
            .header("ETag", "\"4\"")
            .body("kind", equalTo("correction"))
            .body("text", equalTo("One.\nTwo."))
            .body("by.name", equalTo("test editor"));
    String id = made.extract().path("id");
    String at = made.extract().path("at");
    assertEquals(
        "/manage/v1/articles/" + article + "/corrections/" + id, made.extract().header("Location"));
    Map<String, String> told = new LinkedHashMap<>();
    told.put("id", id);
    told.put("kind", "correction");
    told.put("text", "One.\nTwo.");
    told.put("at", at);
    ValidatableResponse after =
        read(article)
            .body("title", equalTo(title))
            .body("body.html", equalTo("<p>Text of it.</p>"))
            .body("corrections", equalTo(List.of(told)))
            .body("publishedAt", equalTo(before.extract().path("publishedAt")))
            .body("updatedAt", equalTo(at))
            .body("modifiedAt", equalTo(at))
            .body("seo.noindex", is(false));
    assertNotEquals(tag, after.extract().header("ETag"));
    list("id", article).body("items[0].corrections", equalTo(List.of(told)));
    copy(article)
        .body("version", is(4))
        .body("updatedAt", equalTo(at))
        .body("modifiedAt", equalTo(at))
        .body("title", equalTo("Changed " + title))
        .body("corrections.id", equalTo(List.of(id)))
        .body("corrections[0].by.name", equalTo("test editor"))
        .body("hasUnpublishedChanges", is(true))
        .body("unpublishedChanges", equalTo(List.of("body", "title")));
    Keys.as("editor")
        .get("/manage/v1/articles/" + article + "/revisions")
        .then()
        .body("items[0].number", is(4))
        .body("items[0].change", equalTo("corrected"));
    publish(article);
    read(article)
        .body("title", equalTo("Changed " + title))
        .body("corrections", equalTo(List.of(told)))
        .body("updatedAt", equalTo(at))
        .body("modifiedAt", not(equalTo(at)));
  }

  @Test
  void a_correction_of_what_readers_have_whole_leaves_nothing_to_publish() {
    String article = published("A bridge " + mark());
    correct(article, "clarification", "It is a foot bridge.").statusCode(201);
    copy(article)
        .body("hasUnpublishedChanges", is(false))
        .body("publishedVersion", is(3))
        .body("$", not(hasKey("unpublishedChanges")));
    String corrected = RawHttp.get("/api/v1/articles/" + article).text();
    String tag = read(article).extract().header("ETag");
    publish(article);
    assertEquals(tag, read(article).extract().header("ETag"));
    assertEquals(corrected, RawHttp.get("/api/v1/articles/" + article).text());
    change(article, Map.of("kicker", "Harbour"));
    publish(article);
    change(article, Map.of("kicker", "Port"));
    publish(article);
    change(article, new java.util.HashMap<>(java.util.Collections.singletonMap("kicker", null)));
    publish(article);
    // Member for member in the same order, as publishing writes it.
    assertEquals(
        corrected.replaceAll("\"modifiedAt\":\"[^\"]+\"", ""),
        RawHttp.get("/api/v1/articles/" + article)
            .text()
            .replaceAll("\"modifiedAt\":\"[^\"]+\"", ""));
  }

  @Test
  void only_what_was_published_can_be_corrected() {
    String article = draft("A bridge " + mark());
    correct(article, "correction", "x").statusCode(409).body("code", equalTo("illegal_transition"));
    move(article, "submit");
    correct(article, "correction", "x").statusCode(409);
    move(article, "publish", Map.of("at", "2036-01-01T00:00:00Z"));
    correct(article, "correction", "x").statusCode(409);
    copy(article).body("corrections", empty()).body("version", is(3));
    String archived = published("A bridge " + mark());
    move(archived, "archive");
    correct(archived, "correction", "x")
        .statusCode(409)
        .body("detail", containsString("From archived it cannot correct"));
    String gone = published("A bridge " + mark());
    correct(gone, "correction", "Before.").statusCode(201);
    move(gone, "takedown", Map.of("reason", "legal"));
    correct(gone, "correction", "x").statusCode(409);
    told(gone, "").statusCode(410);
    String binned = published("A bridge " + mark());
    bin(binned).statusCode(204);
    correct(binned, "correction", "x").statusCode(409);
  }

  @Test
  void corrections_are_kept_while_it_is_not_published_and_shown_when_it_is_again() {
    String article = published("A bridge " + mark());
    String first = correct(article, "correction", "First.").extract().path("id");
    move(article, "unpublish").statusCode(200);
    read(article).statusCode(404);
    told(article, "").statusCode(404);
    assertTrue(!onSite("").contains(first));
    String second = correct(article, "update", "Second.").statusCode(201).extract().path("id");
    assertTrue(!onSite("").contains(second));
    copy(article).body("corrections.id", equalTo(List.of(first, second)));
    publish(article);
    read(article).body("corrections.id", equalTo(List.of(first, second)));
    told(article, "").body("items.id", equalTo(List.of(first, second)));
    List<String> all = onSite("");
    assertTrue(all.indexOf(second) >= 0 && all.indexOf(second) < all.indexOf(first));
  }

  /** The ids of the list's first hundred. */
  private static List<String> onSite(String query) {
    return site("?limit=100" + query).statusCode(200).extract().path("items.id");
  }

  @Test
  void what_was_retracted_stays_out_of_search_engines() {
    String article = published("A bridge " + mark(), "seo", Map.of("title", "T", "noindex", false));
    change(article, Map.of("kicker", "Waits"));
    correct(article, "retraction", "It did not happen.").statusCode(201);
    read(article)
        .body("seo.noindex", is(true))
        .body("seo.title", equalTo("T"))
        .body("$", not(hasKey("kicker")));
    change(article, Map.of("seo", Map.of("noindex", false)));
    publish(article);
    read(article).body("seo.noindex", is(true)).body("kicker", equalTo("Waits"));
    correct(article, "editors_note", "See above.").statusCode(201);
    read(article).body("seo.noindex", is(true)).body("corrections.kind", hasItem("retraction"));
    move(article, "unpublish");
    publish(article);
    read(article).body("seo.noindex", is(true)).body("corrections.size()", is(2));
    String other = published("A bridge " + mark(), "seo", Map.of("noindex", true));
    correct(other, "update", "Longer.").statusCode(201);
    read(other).body("seo.noindex", is(true));
  }

  @Test
  void three_times_are_kept_apart() {
    String article = publishAt(draft("A bridge " + mark()), "2026-01-01T09:00:00Z");
    String first = "2026-01-01T09:00:00.000Z";
    String modified = times(article, first, first, null);
    change(article, Map.of("kicker", "A typo less"));
    times(article, first, first, null);
    publish(article);
    String later = times(article, first, first, null);
    assertTrue(Instant.parse(later).isAfter(Instant.parse(modified)));
    publish(article);
    assertEquals(later, times(article, first, first, null));
    move(article, "publish", Map.of("update", true)).statusCode(200);
    String updated = read(article).extract().path("updatedAt");
    assertEquals(updated, times(article, first, first, updated));
    change(article, Map.of("kicker", "Another typo less"));
    move(article, "publish", Map.of("update", false)).statusCode(200);
    assertTrue(
        Instant.parse(times(article, first, first, updated)).isAfter(Instant.parse(updated)));
    String corrected = correct(article, "correction", "Wrong.").extract().path("at");
    assertEquals(corrected, times(article, first, first, corrected));
    publishAt(article, "2026-02-01T09:00:00Z");
    String moved = times(article, "2026-02-01T09:00:00.000Z", first, corrected);
    assertTrue(Instant.parse(moved).isAfter(Instant.parse(corrected)));
    String unused = draft("A bridge " + mark());
    move(unused, "publish", Map.of("update", true)).statusCode(200);
    read(unused).body("$", not(hasKey("updatedAt")));
  }

  /** Gives modifiedAt. */
  private static String times(
      String article, String publishedAt, String firstPublishedAt, String updatedAt) {
    return read(article)
        .statusCode(200)
        .body("publishedAt", equalTo(publishedAt))
        .body("firstPublishedAt", equalTo(firstPublishedAt))
        .body("updatedAt", equalTo(updatedAt))
        .extract()
        .path("modifiedAt");
  }

  @Test
  void what_was_updated_last_is_listed_first() {
    String word = mark();
    String one = published("One " + word);
    String two = published("Two " + word);
    list("q", word, "sort", "-updatedAt").body("items.id", equalTo(List.of(two, one)));
    correct(one, "update", "More is known.").statusCode(201);
    list("q", word, "sort", "-updatedAt").body("items.id", equalTo(List.of(one, two)));
    list("q", word).body("items.id", equalTo(List.of(two, one)));
  }

  @Test
  void a_correction_needs_the_version_that_was_seen() {
    String article = published("A bridge " + mark());
    Map<String, String> body = Map.of("kind", "correction", "text", "x");
    correct("editor", article, null, body).statusCode(428);
    correct("editor", article, "\"1\"", body)
        .statusCode(412)
        .body("currentVersion", is(2))
        .body("currentVersionBy", equalTo("test editor"));
    correct("editor", article, "W/\"2\"", body).statusCode(412);
    correct("editor", article, "\"2\"", body).statusCode(201);
    correct("editor", article, "\"2\"", body).statusCode(412);
    get("editor", article, "").body("items.size()", is(1));
  }

  @Test
  void sent_twice_under_one_key_it_is_made_once() {
    String article = published("A bridge " + mark());
    List<String> ids = new ArrayList<>();
    String key = mark();
    for (int i = 0; i < 2; i++) {
      ids.add(
          Keys.as("editor")
              .header("Idempotency-Key", key)
              .header("If-Match", "\"2\"")
              .contentType("application/json")
              .body(Map.of("kind", "update", "text", "Once."))
              .post("/manage/v1/articles/" + article + "/corrections")
              .then()
              .statusCode(201)
              .header("ETag", "\"3\"")
              .extract()
              .path("id"));
    }
    assertEquals(ids.get(0), ids.get(1));
    read(article).body("corrections.size()", is(1));
  }

  @Test
  void an_author_corrects_what_is_theirs_and_an_editor_everything() {
    Map<String, String> body = Map.of("kind", "correction", "text", "x");
    String own = create("author", article("A bridge " + mark())).extract().path("id");
    move("author", own, "publish", "*", Map.of()).statusCode(200);
    correct("author", own, "*", body).statusCode(201);
    correct("editor", own, "*", body).statusCode(201);
    correct("contributor", own, "*", body).statusCode(403);
    correct("moderator", own, "*", body).statusCode(403);
    get("contributor", own, "").statusCode(404);
    get("author", own, "").statusCode(200).body("items.size()", is(2));
    String id = get("author", own, "").extract().path("items[0].id");
    get("author", own, "/" + id).statusCode(200).body("id", equalTo(id));
    get("contributor", own, "/" + id).statusCode(404);
    String other = published("A bridge " + mark());
    correct("author", other, "*", body).statusCode(404);
    get("editor", other, "/" + id).statusCode(404);
    correct("editor", UUID.randomUUID().toString(), "*", body).statusCode(404);
    String contributed = create("contributor", article("A bridge " + mark())).extract().path("id");
    publish(contributed);
    correct("contributor", contributed, "*", body).statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 /kind invalid_value {\"kind\": \"mistake\", \"text\": \"x\"}",
        "400 /kind invalid_value {\"kind\": \"CORRECTION\", \"text\": \"x\"}",
        "422 /kind required {\"text\": \"x\"}",
        "422 /text required {\"kind\": \"update\"}",
        "422 /text required {\"kind\": \"update\", \"text\": \" \\n \"}",
        "400 /text invalid_type {\"kind\": \"update\", \"text\": 7}",
        "400 /text nul_character {\"kind\": \"update\", \"text\": \"a\\u0000b\"}",
        "400 /at unknown_member {\"kind\": \"update\", \"text\": \"x\", \"at\": \"2026-01-01T00:00:00Z\"}",
        "422 /text too_long {\"kind\": \"update\", \"text\": \"%s\"}"
      })
  void a_bad_request_is_refused_by_its_member(String line) {
    String[] parts = line.split(" ", 4);
    String article = published("A bridge " + mark());
    correct("editor", article, "*", parts[3].replace("%s", "é".repeat(2001)))
        .statusCode(Integer.parseInt(parts[0]))
        .body("errors.pointer", equalTo(List.of(parts[1])))
        .body("errors.code", equalTo(List.of(parts[2])));
    copy(article).body("version", is(2));
    correct("editor", article, "*", Map.of("kind", "update", "text", "é".repeat(2000)))
        .statusCode(201);
  }

  @Test
  void nothing_changes_or_deletes_a_correction() {
    String article = published("A bridge " + mark());
    String path =
        "/manage/v1/articles/"
            + article
            + "/corrections/"
            + correct(article, "correction", "x").extract().path("id");
    for (String method : List.of("PUT", "PATCH", "DELETE", "POST")) {
      Contract.Answer answer =
          RawHttp.request(method, path).as("administrator").header("If-Match", "*").send();
      assertEquals(405, answer.status(), method);
      assertEquals("GET, HEAD, OPTIONS", answer.header("Allow"));
    }
  }

  @Test
  void an_articles_corrections_are_listed_oldest_first_under_all_its_names() {
    String article = published("A bridge " + mark());
    String old = copy(article).extract().path("slug");
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(correct(article, "update", "No. " + i).extract().path("id"));
    }
    change(article, Map.of("slug", "now-" + old));
    publish(article);
    for (String ref : List.of(article, old, "now-" + old)) {
      told(ref, "?limit=2").body("items.id", equalTo(made.subList(0, 2)));
    }
    pages("/api/v1/articles/" + article + "/corrections?limit=2", made);
    pages("/manage/v1/articles/" + article + "/corrections?limit=2", made);
    told("no-such-" + old, "").statusCode(404);
    told(article, "?limit=0").statusCode(400);
    String none = published("A bridge " + mark());
    told(none, "").statusCode(200).body("items", empty());
    get("editor", none, "").body("items", empty());
  }

  /** Forwards to the end, and back from there. */
  private static void pages(String path, List<String> wanted) {
    List<String> seen = new ArrayList<>();
    String next = "";
    String previous = null;
    do {
      ValidatableResponse page = Keys.as("editor").get(path + next).then().statusCode(200);
      seen.addAll(page.extract().path("items.id"));
      String cursor = page.extract().path("page.next");
      previous = page.extract().path("page.previous");
      next = cursor == null ? null : "&cursor=" + cursor;
    } while (next != null);
    assertEquals(wanted, seen);
    Keys.as("editor")
        .get(path + "&cursor=" + previous)
        .then()
        .body("items.id", equalTo(wanted.subList(2, 4)));
  }

  @Test
  void the_sites_corrections_are_listed_newest_first_by_kind_and_language() {
    String english = published("A bridge " + mark(), "lang", "en");
    String kazakh = published("Көпір " + mark(), "lang", "kk");
    String slug = copy(kazakh).extract().path("slug");
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(0, correct(english, "correction", "No. " + i).extract().path("id"));
      made.add(
          0, correct(kazakh, i == 1 ? "editors_note" : "update", "No. " + i).extract().path("id"));
    }
    assertEquals(made, kept(onSite(""), made));
    List<String> ofKazakh = List.of(made.get(0), made.get(2), made.get(4));
    List<String> ofEnglish = List.of(made.get(1), made.get(3), made.get(5));
    assertEquals(ofKazakh, kept(onSite("&lang=kk"), made));
    assertEquals(ofEnglish, kept(onSite("&lang=en"), made));
    assertEquals(ofEnglish, kept(onSite("&kind=correction"), made));
    assertEquals(List.of(made.get(2)), kept(onSite("&kind=editors_note&lang=kk"), made));
    assertEquals(List.of(), kept(onSite("&kind=editors_note&lang=en"), made));
    site("?limit=100&lang=kk")
        .body("items.find { it.id == '%s' }.article.id".formatted(made.get(0)), equalTo(kazakh))
        .body("items.find { it.id == '%s' }.article.slug".formatted(made.get(0)), equalTo(slug))
        .body("items.find { it.id == '%s' }.article.lang".formatted(made.get(0)), equalTo("kk"))
        .body("items.find { it.id == '%s' }.text".formatted(made.get(0)), equalTo("No. 2"));
    List<String> paged = new ArrayList<>();
    String next = "";
    while (next != null && !paged.containsAll(made)) {
      ValidatableResponse page = site("?limit=2" + next).statusCode(200);
      paged.addAll(page.extract().path("items.id"));
      String cursor = page.extract().path("page.next");
      next = cursor == null ? null : "&cursor=" + cursor;
    }
    assertEquals(made, kept(paged, made));
    site("?kind=mistake").statusCode(400).body("errors.code", equalTo(List.of("invalid_value")));
    site("?lang=12").statusCode(400).body("errors.parameter", equalTo(List.of("lang")));
    String cursor = site("?limit=2").extract().path("page.next");
    site("?limit=2&kind=update&cursor=" + cursor).statusCode(400);
  }

  private static List<String> kept(List<String> ids, List<String> ours) {
    return ids.stream().filter(ours::contains).toList();
  }

  @Test
  void a_list_of_corrections_is_asked_for_again_for_nothing_until_it_changes() {
    String article = published("A bridge " + mark());
    String at = correct(article, "correction", "x").extract().path("at");
    for (String path :
        List.of("/api/v1/corrections", "/api/v1/articles/" + article + "/corrections")) {
      Contract.Answer first = RawHttp.get(path);
      assertEquals(200, first.status());
      assertTrue(first.header("Cache-Control").startsWith("public, max-age="));
      assertTrue(first.header("Last-Modified").endsWith("GMT"));
      assertEquals(304, RawHttp.get(path, "If-None-Match", first.header("ETag")).status());
    }
    String tag = RawHttp.get("/api/v1/corrections").header("ETag");
    change(article, Map.of("title", "Another " + mark()));
    assertEquals(304, RawHttp.get("/api/v1/corrections", "If-None-Match", tag).status());
    publish(article);
    assertEquals(200, RawHttp.get("/api/v1/corrections", "If-None-Match", tag).status());
    Instant made = Instant.parse(at);
    assertTrue(!made.isAfter(Instant.now()));
  }

  /** What readers should have, told beside what is done. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void whatever_is_done_in_whatever_order_readers_have_what_was_published_and_put_right(long seed) {
    Random random = new Random(seed);
    String working = "Title 0 " + mark();
    String article = draft(working);
    String readers = null;
    boolean everPublished = false;
    boolean retracted = false;
    String updatedAt = null;
    List<String> texts = new ArrayList<>();
    int version = 1;
    for (int step = 1; step <= 25; step++) {
      switch (random.nextInt(5)) {
        case 0 -> {
          working = "Title " + step + " " + mark();
          change(article, Map.of("title", working)).statusCode(200);
          version++;
        }
        case 1 -> {
          boolean update = random.nextBoolean();
          move(article, "publish", Map.of("update", update)).statusCode(200);
          version++;
          readers = working;
          if (update && everPublished) {
            updatedAt = copy(article).extract().path("modifiedAt");
          }
          everPublished = true;
        }
        case 2 -> {
          int status = readers == null ? 409 : 200;
          move(article, "unpublish").statusCode(status);
          version += status == 200 ? 1 : 0;
          readers = null;
        }
        default -> {
          boolean retraction = random.nextInt(6) == 0;
          ValidatableResponse made =
              correct(article, retraction ? "retraction" : "correction", "Step " + step)
                  .statusCode(everPublished ? 201 : 409);
          if (everPublished) {
            version++;
            texts.add("Step " + step);
            retracted |= retraction;
            updatedAt = made.extract().path("at");
          }
        }
      }
      copy(article).body("version", is(version)).body("corrections.text", equalTo(texts));
      if (readers == null) {
        read(article).statusCode(404);
      } else {
        read(article)
            .body("title", equalTo(readers))
            .body("corrections.text", equalTo(texts))
            .body("seo.noindex", is(retracted))
            .body("updatedAt", equalTo(updatedAt));
        told(article, "?limit=100").body("items.text", equalTo(texts));
        copy(article).body("hasUnpublishedChanges", is(!readers.equals(working)));
      }
    }
  }
}
