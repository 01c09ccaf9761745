package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.members;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.unique;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Working copies over HTTP: what is written is what is read, and by whom. */
@QuarkusTest
class ArticlesTest {

  private static final String PATH = "/manage/v1/articles";

  private static Made author;
  private static Made section;
  private static Made other;
  private static Made tag;

  /** Once; a key and an address are only there when the first test begins. */
  @BeforeEach
  void make() {
    if (author != null) {
      return;
    }
    author = NewsApi.author();
    section = NewsApi.section();
    other = NewsApi.section();
    tag = NewsApi.tag();
  }

  private Map<String, Object> whole() {
    return members(
        "title", unique("A bridge opens"),
        "lang", "en",
        "headlines", Map.of("short", "Bridge", "social", "See it open", "seo", "Bridge opens"),
        "kicker", "Transport",
        "standfirst", "It took\nten years.",
        "genre", "analysis",
        "bylines",
            List.of(
                Map.of("author", author.slug(), "role", "reporting", "note", "in Astana"),
                Map.of(
                    "name",
                    "P. Guest",
                    "role",
                    "photo",
                    "kind",
                    "agency",
                    "affiliation",
                    "The Agency")),
        "section", section.slug(),
        "sections", List.of(other.id()),
        "tags", List.of(tag.slug()),
        "bodyFormat", "html",
        "body", "<p>It <strong>opened</strong>.</p>",
        "access", "metered",
        "breaking", Map.of("until", "2036-01-01T05:00:00+05:00"),
        "pinned", Map.of("until", "2036-01-01T00:00:00Z", "scope", "section", "rank", 3),
        "source", Map.of("name", "The Wire", "url", "https://wire.example/1"),
        "canonicalUrl", "https://wire.example/original",
        "rights", "© The Wire",
        "syndication", Map.of("allowed", false),
        "seo", Map.of("title", "Bridge", "description", "A bridge.", "noindex", true),
        "comments", Map.of("mode", "readonly", "moderation", "pre"),
        "note", "Call the mayor first");
  }

  @Test
  void everything_an_editor_writes_is_read_again_and_published() {
    Map<String, Object> whole = whole();
    ValidatableResponse made = create(whole).statusCode(201);
    String id = made.extract().path("id");
    made.header("Location", equalTo(PATH + "/" + id))
        .header("ETag", "\"1\"")
        .header("Cache-Control", "private, no-store")
        .body("version", is(1))
        .body("state", equalTo("draft"))
        .body("hasUnpublishedChanges", is(true))
        .body("warnings", hasSize(0))
        .body("createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
    copy(id)
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("$", equalTo(made.extract().path("$")))
        .body("note", equalTo("Call the mayor first"));
    NewsApi.publish(id);
    for (ValidatableResponse answer : List.of(copy(id), read(id))) {
      answer
          .statusCode(200)
          .body("title", equalTo(whole.get("title")))
          .body("lang", equalTo("en"))
          .body("dir", equalTo("ltr"))
          .body("headlines", equalTo(whole.get("headlines")))
          .body("kicker", equalTo("Transport"))
          .body("standfirst", equalTo("It took\nten years."))
          .body("genre", equalTo("analysis"))
          .body("bylines.name", contains(author.name(), "P. Guest"))
          .body("bylines.role", contains("reporting", "photo"))
          .body("bylines.kind", contains("staff", "agency"))
          .body("bylines[0].author.slug", equalTo(author.slug()))
          .body("bylines[0].note", equalTo("in Astana"))
          .body("bylines[1]", not(hasKey("author")))
          .body("bylines[1].affiliation", equalTo("The Agency"))
          .body("section.id", equalTo(section.id()))
          .body("section.name", equalTo(section.name()))
          .body("sections.id", contains(other.id()))
          .body("tags.slug", contains(tag.slug()))
          .body("body.html", equalTo("<p>It <strong>opened</strong>.</p>"))
          .body("access", equalTo("metered"))
          .body("breaking.until", equalTo("2036-01-01T00:00:00.000Z"))
          .body("pinned.until", equalTo("2036-01-01T00:00:00.000Z"))
          .body("pinned.scope", equalTo("section"))
          .body("pinned.rank", is(3))
          .body("source", equalTo(whole.get("source")))
          .body("canonicalUrl", equalTo("https://wire.example/original"))
          .body("rights", equalTo("© The Wire"))
          .body("syndication.allowed", is(false))
          .body("seo", equalTo(whole.get("seo")))
          .body("comments.mode", equalTo("readonly"))
          .body("comments.moderation", equalTo("pre"))
          .body("wordCount", is(2))
          .body("readingMinutes", is(1));
    }
    read(id).body("$", not(hasKey("note"))).body("$", not(hasKey("state")));
  }

  @Test
  void a_title_alone_is_enough_for_a_draft_and_has_defaults() {
    create(Map.of("title", "  Only a title\u00a0 "))
        .statusCode(201)
        .body("title", equalTo("Only a title"))
        .body("lang", equalTo("en"))
        .body("genre", equalTo("news"))
        .body("access", equalTo("free"))
        .body("bylines", hasSize(0))
        .body("sections", hasSize(0))
        .body("tags", hasSize(0))
        .body("body", equalTo(Map.of("format", "html", "html", "")))
        .body("syndication.allowed", is(true))
        .body("seo.noindex", is(false))
        .body("comments", equalTo(Map.of("mode", "open", "moderation", "inherit")))
        .body("wordCount", is(0))
        .body("readingMinutes", is(0))
        .body("$", not(hasKey("section")))
        .body("$", not(hasKey("publishedAt")));
  }

  @Test
  void every_unknown_reference_is_told_at_once() {
    String nobody = UUID.randomUUID().toString();
    create(
            article(
                unique("Lost"),
                "bylines",
                List.of(
                    Map.of("author", author.slug()),
                    Map.of("author", "no-such-author"),
                    Map.of("role", "photo"),
                    Map.of("author", nobody, "name", "Given")),
                "section",
                "no-such-section",
                "sections",
                List.of(section.id(), nobody),
                "tags",
                List.of("no-such-tag", tag.id(), nobody)))
        .statusCode(422)
        .body("code", equalTo("validation"))
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/bylines/1/author",
                "/bylines/2/name",
                "/bylines/3/author",
                "/section",
                "/sections/1",
                "/tags/0",
                "/tags/2"))
        .body("errors.find { it.pointer == '/bylines/2/name' }.code", equalTo("required"))
        .body("errors.find { it.pointer == '/tags/0' }.code", equalTo("not_found"));
  }

  @Test
  void unknown_references_are_told_with_the_faults_of_form() {
    String tooLong = "x".repeat(201);
    create(
            article(
                tooLong,
                "section",
                "no-such-section",
                "tags",
                List.of("no-such-tag", "a\u0007b", "y".repeat(121)),
                "bylines",
                List.of(Map.of("author", "no-such-author", "name", tooLong)),
                "body",
                List.of(Map.of("type", "heading", "level", 9, "content", List.of()))))
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/title",
                "/section",
                "/tags/0",
                "/tags/1",
                "/tags/2",
                "/bylines/0/author",
                "/bylines/0/name",
                "/body/0/level"));
    create(article("Form", "genre", "none", "section", "no-such-section"))
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/genre", "/section"));
    String id = draft(unique("Patched"));
    change(id, Map.of("kicker", tooLong, "tags", List.of("no-such-tag"), "zzz", 1))
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/kicker", "/tags/0", "/zzz"));
    change(id, Map.of("kicker", tooLong, "tags", List.of("no-such-tag")))
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/kicker", "/tags/0"));
    NewsApi.publish(id);
    change(id, Map.of("lang", "kk", "tags", List.of("no-such-tag")))
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/lang", "/tags/0"));
  }

  @Test
  void a_name_given_with_an_author_is_the_one_printed() {
    String id =
        published(
            unique("As printed"),
            "bylines",
            List.of(
                Map.of("author", author.id().toUpperCase(), "name", "A. L.", "kind", "guest"),
                Map.of("name", "Somebody")));
    read(id)
        .body("bylines.name", contains("A. L.", "Somebody"))
        .body("bylines.kind", contains("guest", "guest"))
        .body("bylines.role", contains("writer", "writer"))
        .body("bylines[0].author.name", equalTo(author.name()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"staff", "contributor", "guest", "agency", "organisation"})
  void a_byline_has_the_kind_of_its_author(String kind) {
    Made somebody = NewsApi.author("kind", kind);
    String id = published(unique("Of kind"), "bylines", List.of(Map.of("author", somebody.id())));
    read(id).statusCode(200).body("bylines.kind", contains(kind));
  }

  @Test
  void a_reference_that_stands_twice_counts_once_and_the_primary_section_is_no_further_one() {
    String id =
        draft(
            unique("Twice"),
            "section",
            section.slug(),
            "sections",
            List.of(other.slug(), section.id(), other.id()),
            "tags",
            List.of(tag.id(), tag.slug()));
    copy(id)
        .body("section.id", equalTo(section.id()))
        .body("sections.id", contains(other.id()))
        .body("tags.id", contains(tag.id()));
  }

  @Test
  void too_many_of_anything_is_told_with_its_place() {
    create(
            article(
                unique("Many"),
                "bylines",
                java.util.Collections.nCopies(21, Map.of("name", "Crowd")),
                "sections",
                java.util.Collections.nCopies(6, section.id()),
                "tags",
                java.util.Collections.nCopies(31, tag.id())))
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/bylines", "/sections", "/tags"))
        .body("errors.code", contains("too_many", "too_many", "too_many"));
  }

  // Changes

  @Test
  void a_change_makes_the_next_version_and_leaves_the_rest() {
    Map<String, Object> whole = whole();
    String id = create(whole).extract().path("id");
    Map<String, Object> before = copy(id).extract().as(Map.class);
    ValidatableResponse after =
        change("editor", id, "\"1\"", Map.of("kicker", "Roads"))
            .statusCode(200)
            .header("ETag", "\"2\"")
            .body("version", is(2))
            .body("kicker", equalTo("Roads"));
    Map<String, Object> expected = new HashMap<>(before);
    Map<String, Object> now = new HashMap<>(after.extract().as(Map.class));
    for (String moved : List.of("version", "kicker", "modifiedAt")) {
      expected.remove(moved);
      now.remove(moved);
    }
    assertEquals(expected, now);
  }

  /** The vectors of RFC 7396, appendix A, on members that take an object, a text and an array. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"kicker\":\"b\"} | {\"kicker\":\"c\"} | kicker | c",
        "{\"kicker\":\"b\"} | {\"rights\":\"c\"} | kicker | b",
        "{\"kicker\":\"b\"} | {\"kicker\":null} | kicker | -",
        "{\"kicker\":\"b\",\"rights\":\"c\"} | {\"kicker\":null} | rights | c",
        "{\"seo\":{\"title\":\"c\"}} | {\"seo\":{\"title\":\"d\",\"description\":null}} | seo.title | d",
        "{\"seo\":{\"title\":\"c\"}} | {\"seo\":{\"title\":\"d\",\"description\":null}} | seo.description | -",
        "{\"seo\":{\"title\":\"c\",\"noindex\":true}} | {\"seo\":{\"title\":null}} | seo.noindex | true",
        "{\"seo\":{\"title\":\"c\",\"noindex\":true}} | {\"seo\":{\"title\":null}} | seo.title | -",
        "{} | {\"seo\":{\"title\":\"ddd\",\"description\":null}} | seo.title | ddd",
        "{\"source\":{\"name\":\"n\",\"url\":\"https://a.example/\"}} | {\"source\":null} | source | -",
        "{\"body\":[{\"type\":\"divider\"}]} | {\"body\":\"<p>b</p>\"} | body.html | <p>b</p>",
        "{\"body\":\"<p>b</p>\"} | {\"body\":[{\"type\":\"divider\"}]} | body.html | <hr>",
        "{\"body\":\"<p>b</p>\"} | {\"body\":null} | body.html | ``",
        "{\"bylines\":[{\"name\":\"a\"},{\"name\":\"b\"}]} | {\"bylines\":[{\"name\":\"c\"}]} | bylines.name | [c]",
        "{\"bylines\":[{\"name\":\"a\"}]} | {\"bylines\":null} | bylines.name | []",
        "{\"genre\":\"opinion\"} | {\"genre\":null} | genre | news",
        "{\"comments\":{\"mode\":\"off\"}} | {\"comments\":{\"moderation\":\"pre\"}} | comments.mode | off",
        "{\"pinned\":{\"until\":\"2036-01-01T00:00:00Z\",\"rank\":4}} | {\"pinned\":{\"rank\":null}} | pinned.rank | 1",
        "{\"kicker\":\"b\"} | {} | kicker | b",
      })
  void a_change_is_a_merge_patch(String before, String patch, String path, String after) {
    String id =
        Keys.as("editor")
            .contentType(ContentType.JSON)
            .body(
                before.replaceFirst(
                    "\\{", "{\"title\":\"Patched\"" + (before.equals("{}") ? "" : ",")))
            .post(PATH)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Object found = change("editor", id, "*", patch).statusCode(200).extract().path(path);
    assertEquals(after, found == null ? "-" : found.toString());
    Object stored = copy(id).extract().path(path);
    assertEquals(after, stored == null ? "-" : stored.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"title\":null} | 422 | /title | required",
        "{\"breaking\":{}} | 422 | /breaking/until | required",
        "{\"pinned\":{\"until\":null}} | 422 | /pinned/until | required",
        "{\"source\":{\"name\":null}} | 422 | /source/name | required",
        "{\"syndication\":{\"allowed\":null}} | 422 | /syndication/allowed | required",
        "{\"bylines\":[null]} | 422 | /bylines/0 | required",
        "{\"tags\":[null]} | 422 | /tags/0 | required",
        "{\"title\":\" \"} | 422 | /title | required",
        "{\"pinned\":{\"until\":\"2036-01-01T00:00:00Z\",\"rank\":11}} | 422 | /pinned/rank | out_of_range",
        "{\"canonicalUrl\":\"http://a.example/\"} | 422 | /canonicalUrl | invalid_format",
        "{\"title\":7} | 400 | /title | invalid_type",
        "{\"seo\":\"x\"} | 400 | /seo | invalid_type",
        "{\"genre\":\"gossip\"} | 400 | /genre | invalid_value",
        "{\"state\":\"published\"} | 400 | /state | unknown_member",
        "{\"id\":\"x\"} | 400 | /id | unknown_member",
        "{\"version\":7} | 400 | /version | unknown_member",
        "{\"publishedAt\":\"2020-01-01T00:00:00Z\"} | 400 | /publishedAt | unknown_member",
        "{\"seo\":{\"x\":1}} | 400 | /seo/x | unknown_member",
        "{\"breaking\":{\"until\":\"2036-01-01T00:00:00\"}} | 400 | /breaking/until | invalid_format",
        "[] | 400 | `` | invalid_type",
        "null | 400 | `` | invalid_type",
      })
  void a_change_that_breaks_a_rule_changes_nothing(
      String patch, int status, String pointer, String code) {
    String id = draft(unique("Stays"));
    change("editor", id, "*", patch)
        .statusCode(status)
        .body("errors.pointer", hasItem(pointer))
        .body("errors.find { it.pointer == '" + pointer + "' }.code", equalTo(code));
    copy(id).body("version", is(1));
  }

  // Preconditions

  @Test
  void a_change_needs_the_version_that_it_changes() {
    String id = draft(unique("Versions"));
    change("editor", id, null, Map.of("kicker", "x"))
        .statusCode(428)
        .body("errors[0].code", equalTo("required"));
    move("editor", id, "submit", null, Map.of()).statusCode(428);
    Keys.as("editor").delete(PATH + "/" + id).then().statusCode(428);
    for (String stale : List.of("\"2\"", "W/\"1\"", "1", "\"0\", W/\"1\"", "\"11\"", "\"*\"")) {
      change("editor", id, stale, Map.of("kicker", "x"))
          .statusCode(412)
          .header("ETag", "\"1\"")
          .body("currentVersion", is(1));
      move("editor", id, "submit", stale, Map.of()).statusCode(412);
      Keys.as("editor").header("If-Match", stale).delete(PATH + "/" + id).then().statusCode(412);
    }
    change("editor", id, "\"7\", \"1\"", Map.of("kicker", "x")).statusCode(200);
    change("editor", id, "*", Map.of("kicker", "y")).statusCode(200).body("version", is(3));
    change("editor", id, " \"3\" ", Map.of("kicker", "z")).statusCode(200);
  }

  @Test
  void of_two_editors_of_one_version_one_wins() {
    String id = draft(unique("Contested"));
    for (int round = 0; round < 50; round++) {
      int version = copy(id).extract().path("version");
      String tag = "\"" + version + "\"";
      // A change that changes nothing makes no version, so each round has words of its own.
      List<Integer> statuses =
          atOnce(
              2,
              i ->
                  change("editor", id, tag, Map.of("kicker", i + " after " + version))
                      .extract()
                      .statusCode());
      assertEquals(List.of(200, 412), statuses.stream().sorted().toList(), "round " + round);
      copy(id).body("version", is(version + 1));
    }
  }

  @Test
  void a_change_and_a_publication_of_one_version_do_not_both_happen() {
    for (int round = 0; round < 10; round++) {
      String id = draft(unique("Race"));
      List<Integer> statuses =
          atOnce(
              2,
              i ->
                  (i == 0
                          ? change("editor", id, "\"1\"", Map.of("kicker", "late"))
                          : move("editor", id, "publish", "\"1\"", Map.of()))
                      .extract()
                      .statusCode());
      assertEquals(List.of(200, 412), statuses.stream().sorted().toList());
    }
  }

  // Whose it is

  @Test
  void below_editors_one_sees_and_changes_ones_own_alone() {
    String theirs = draft(unique("Of the desk"));
    for (String role : List.of("contributor", "author")) {
      Keys.as(role).get(PATH + "/" + theirs).then().statusCode(404);
      change(role, theirs, "*", Map.of("kicker", "x")).statusCode(404);
      move(role, theirs, "submit", "*", Map.of()).statusCode(404);
      Keys.as(role).header("If-Match", "*").delete(PATH + "/" + theirs).then().statusCode(404);
      String own = create(role, article(unique("Own"))).statusCode(201).extract().path("id");
      Keys.as(role).get(PATH + "/" + own).then().statusCode(200);
      change(role, own, "\"1\"", Map.of("kicker", "x")).statusCode(200);
      Keys.as(role)
          .queryParam("limit", 100)
          .get(PATH)
          .then()
          .statusCode(200)
          .body("items.id", hasItem(own))
          .body("items.id", not(hasItem(theirs)));
      copy(own).statusCode(200);
    }
    copy(theirs).body("version", is(1));
  }

  @Test
  void a_contributor_submits_and_does_not_publish() {
    String own = create("contributor", article(unique("Sent in"))).extract().path("id");
    move("contributor", own, "publish", "*", Map.of()).statusCode(403);
    move("contributor", own, "submit", "*", Map.of())
        .statusCode(200)
        .body("state", equalTo("in_review"));
    change("contributor", own, "*", Map.of("kicker", "Better")).statusCode(200);
    move("contributor", own, "withdraw", "*", Map.of())
        .statusCode(200)
        .body("state", equalTo("draft"));
    read(own).statusCode(404);
  }

  @Test
  void what_readers_have_or_are_about_to_have_is_not_a_contributors_to_change() {
    String live = create("contributor", article(unique("Went live"))).extract().path("id");
    NewsApi.publish(live);
    change("contributor", live, "*", Map.of("kicker", "x")).statusCode(403);
    Keys.as("contributor").header("If-Match", "*").delete(PATH + "/" + live).then().statusCode(403);
    read(live).statusCode(200);
    String due = create("contributor", article(unique("Is due"))).extract().path("id");
    move(due, "publish", Map.of("at", "2036-01-01T00:00:00Z")).statusCode(200);
    change("contributor", due, "*", Map.of("body", "<p>Other.</p>")).statusCode(403);
    Keys.as("contributor").header("If-Match", "*").delete(PATH + "/" + due).then().statusCode(403);
    copy(due).body("state", equalTo("scheduled"));
  }

  @Test
  void an_author_publishes_ones_own_and_backdates_nothing() {
    String own = create("author", article(unique("Mine"))).extract().path("id");
    move("author", own, "publish", "*", Map.of("at", "2020-01-01T00:00:00Z"))
        .statusCode(403)
        .body("code", equalTo("forbidden"));
    read(own).statusCode(404);
    move("author", own, "publish", "*", Map.of())
        .statusCode(200)
        .body("state", equalTo("published"));
    move("author", own, "takedown", "*", Map.of("reason", "legal")).statusCode(403);
    move("author", own, "archive", "*", Map.of()).statusCode(403);
    move("author", own, "unpublish", "*", Map.of()).statusCode(200);
  }

  @Test
  void two_keys_of_one_author_share_its_articles() {
    String first = key("author", author.slug());
    String second = key("contributor", author.id());
    String id =
        with(first)
            .contentType(ContentType.JSON)
            .body(article(unique("Shared")))
            .post(PATH)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    with(second).get(PATH + "/" + id).then().statusCode(200);
    with(second).get(PATH).then().body("items.id", hasItem(id));
  }

  @Test
  void one_sees_what_one_signs_and_an_author_works_on_it() {
    NewsApi.Made signer = NewsApi.author();
    String writes = key("author", signer.slug());
    String reads = key("contributor", signer.id());
    List<Map<String, String>> both =
        List.of(Map.of("author", author.slug()), Map.of("author", signer.slug()));
    String id = draft(unique("Signed"), "bylines", both);
    String other = draft(unique("Not signed"), "bylines", List.of(Map.of("author", author.id())));
    for (String key : List.of(writes, reads)) {
      with(key).get(PATH + "/" + id).then().statusCode(200);
      with(key).get(PATH + "/" + other).then().statusCode(404);
      with(key)
          .queryParam("total", true)
          .get(PATH)
          .then()
          .body("items.id", contains(id))
          .body("page.total", is(1));
    }
    patched(reads, id).statusCode(403);
    patched(writes, id).statusCode(200).body("kicker", equalTo("Signed"));
    patched(writes, other).statusCode(404);
    change(id, Map.of("bylines", List.of(Map.of("author", author.slug())))).statusCode(200);
    with(writes).get(PATH + "/" + id).then().statusCode(404);
    with(reads).get(PATH).then().body("items", hasSize(0));
  }

  @Test
  void nobody_signs_twice_in_one_role() {
    NewsApi.Made writer = NewsApi.author();
    List<Map<String, String>> twice =
        List.of(
            Map.of("author", writer.slug()),
            Map.of("name", "P. Guest"),
            Map.of("author", writer.id(), "name", "Otherwise"),
            Map.of("name", "P. Guest", "role", "writer"));
    create(article(unique("Twice"), "bylines", twice))
        .statusCode(422)
        .body("errors.pointer", contains("/bylines/2", "/bylines/3"))
        .body("errors.code", contains("not_unique", "not_unique"));
    List<Map<String, String>> once =
        List.of(
            Map.of("author", writer.slug()),
            Map.of("author", writer.slug(), "role", "photo"),
            Map.of("name", "P. Guest", "role", "photo"));
    create(article(unique("Once"), "bylines", once)).statusCode(201);
  }

  @Test
  void a_line_of_credit_goes_with_the_bylines() {
    String line = "Additional reporting by the Almaty desk";
    String id = published(unique("Credited"), "creditLine", " " + line + " ");
    copy(id).body("creditLine", equalTo(line));
    read(id).body("creditLine", equalTo(line));
    change(id, members("creditLine", null)).statusCode(200);
    copy(id).body("unpublishedChanges", contains("creditLine"));
    change(id, Map.of("creditLine", "x".repeat(301)))
        .statusCode(422)
        .body("errors.code", contains("too_long"));
  }

  private static ValidatableResponse patched(String key, String id) {
    return with(key)
        .contentType("application/merge-patch+json")
        .header("If-Match", "*")
        .body("{\"kicker\": \"Signed\"}")
        .patch(PATH + "/" + id)
        .then();
  }

  private static String key(String role, String author) {
    return Keys.as("administrator")
        .contentType(ContentType.JSON)
        .body(Map.of("name", "of an author", "role", role, "author", author))
        .post("/manage/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private static io.restassured.specification.RequestSpecification with(String key) {
    return io.restassured.RestAssured.given().header("Authorization", "Bearer " + key);
  }

  // Never public by accident

  @Test
  void nothing_is_public_without_being_published() {
    create(article(unique("Asked"), "state", "draft", "publishedAt", null))
        .statusCode(400)
        .body("errors.pointer", containsInAnyOrder("/state", "/publishedAt"));
    create(article(unique("Asked"), "status", "published"))
        .statusCode(400)
        .body("errors[0].code", equalTo("unknown_member"));
    String id = create("author", article(unique("Plain"))).statusCode(201).extract().path("id");
    copy(id).body("state", equalTo("draft")).body("publishedAt", nullValue());
    read(id).statusCode(404);
  }

  // Languages

  @Test
  void the_language_is_fixed_once_it_was_published() {
    String id = draft(unique("In a language"), "lang", "KK-latn");
    copy(id).body("lang", equalTo("kk-Latn"));
    change(id, Map.of("lang", "ur")).statusCode(200).body("dir", equalTo("rtl"));
    NewsApi.publish(id);
    change(id, Map.of("lang", "ru"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/lang"))
        .body("errors[0].code", equalTo("not_allowed"));
    change(id, Map.of("lang", "UR")).statusCode(200);
    move(id, "unpublish").statusCode(200);
    Map<String, Object> unset = new HashMap<>();
    unset.put("lang", null);
    change(id, unset).statusCode(422);
    change(id, Map.of("lang", "ru")).statusCode(422);
    create(article("x", "lang", "english"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/lang"));
  }
}
