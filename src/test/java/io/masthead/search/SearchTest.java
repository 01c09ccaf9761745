package io.masthead.search;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.members;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.publishAt;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.masthead.support.NewsApi.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.Published;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers find, and what they never do. */
@QuarkusTest
class SearchTest {

  @Inject Published sql;

  private static ValidatableResponse search(String q, Object... parameters) {
    return given()
        .queryParam("q", q)
        .queryParams(members(parameters))
        .get("/api/v1/search")
        .then()
        .statusCode(200);
  }

  private static List<String> found(String q, Object... parameters) {
    return search(q, parameters).extract().path("items.id");
  }

  @Test
  void every_text_is_looked_through_and_a_title_comes_first() {
    String word = mark();
    String body = published("Old", "body", "<p>Here is " + word + " told.</p>");
    String title = published("About " + word);
    String standfirst = published("Old", "standfirst", "With " + word);
    String kicker = published("Old", "kicker", word);
    String byline = published("Old", "bylines", List.of(Map.of("name", "Ann " + word)));
    Made tag = tag("name", "Tag " + word);
    String tagged = published("Old", "tags", List.of(tag.slug()));
    List<String> found = found(word);
    assertEquals(Set.of(body, title, standfirst, kicker, byline, tagged), Set.copyOf(found));
    assertEquals(title, found.get(0));
    assertEquals(body, found.get(5));
  }

  @Test
  void a_draft_is_never_found_and_a_change_only_when_it_is_published() {
    String before = mark();
    String after = mark();
    String article = draft("Title " + before);
    assertEquals(List.of(), found(before));
    publish(article);
    assertEquals(List.of(article), found(before));
    change(article, Map.of("title", "Title " + after));
    assertEquals(List.of(), found(after));
    assertEquals(List.of(article), found(before));
    publish(article);
    assertEquals(List.of(article), found(after));
    assertEquals(List.of(), found(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unpublish", "takedown"})
  void what_is_taken_back_is_found_no_more_at_once(String verb) {
    String word = mark();
    String article = published("Title " + word);
    String path = "/api/v1/search?q=" + word;
    String etag = RawHttp.get(path).header("ETag");
    assertEquals(304, RawHttp.get(path, "If-None-Match", etag).status());
    move(article, verb, Map.of("reason", "legal")).statusCode(200);
    assertEquals(List.of(), found(word));
    assertEquals(200, RawHttp.get(path, "If-None-Match", etag).status());
    assertEquals(
        0, sql.number("select count(*) from search_document where article_id = '" + article + "'"));
  }

  @Test
  void what_is_kept_out_of_search_is_not_found() {
    String word = mark();
    String article = published("Title " + word, "seo", Map.of("noindex", true));
    assertEquals(List.of(), found(word));
    change(article, Map.of("seo", Map.of("noindex", false)));
    publish(article);
    assertEquals(List.of(article), found(word));
    Keys.as("editor")
        .contentType("application/json")
        .header("If-Match", "*")
        .body(Map.of("kind", "retraction", "text", "None of it was so."))
        .post("/manage/v1/articles/" + article + "/corrections")
        .then()
        .statusCode(201);
    assertEquals(List.of(), found(word));
  }

  @Test
  void other_names_of_authors_and_tags_are_found_at_once() {
    String before = mark();
    String after = mark();
    Made author = author("name", "Ann " + before);
    Made tag = tag("name", "Tag " + before);
    String signed = published("Old", "bylines", List.of(Map.of("author", author.id())));
    String tagged = published("Old", "tags", List.of(tag.id()));
    assertEquals(Set.of(signed, tagged), Set.copyOf(found(before)));
    patch(
            "editor",
            "/manage/v1/authors/" + author.id() + "?rewritePublished=true",
            "*",
            Map.of("name", "Ann " + after))
        .statusCode(200);
    patch("editor", "/manage/v1/tags/" + tag.id(), "*", Map.of("name", "Tag " + after))
        .statusCode(200);
    assertEquals(Set.of(signed, tagged), Set.copyOf(found(after)));
    assertEquals(List.of(), found(before));
  }

  @Test
  void an_article_moves_with_the_section_above_it() {
    String word = mark();
    Made one = section();
    Made other = section();
    Made below = section("parent", one.slug());
    String article = published("Title " + word, "section", below.slug());
    assertEquals(List.of(article), found(word, "section", one.slug()));
    assertEquals(List.of(article), found(word, "section", below.id()));
    assertEquals(List.of(), found(word, "section", other.slug()));
    patch("editor", "/manage/v1/sections/" + below.id(), "*", Map.of("parent", other.slug()))
        .statusCode(200);
    assertEquals(List.of(article), found(word, "section", other.slug()));
    assertEquals(List.of(), found(word, "section", one.slug()));
  }

  @Test
  void filters_add_up() {
    String word = mark();
    Made author = author();
    Made tag = tag();
    String english =
        publishAt(
            draft(
                "Title " + word,
                "bylines",
                List.of(Map.of("author", author.id())),
                "tags",
                List.of(tag.id())),
            "2026-03-01T00:00:00Z");
    String russian = publishAt(draft("Title " + word, "lang", "ru"), "2026-04-01T00:00:00Z");
    assertEquals(Set.of(english, russian), Set.copyOf(found(word)));
    assertEquals(List.of(english), found(word, "author", author.slug(), "tag", tag.id()));
    assertEquals(List.of(english), found(word, "author", author.id(), "tag", tag.slug()));
    assertEquals(List.of(), found(word, "author", author.slug(), "lang", "ru"));
    assertEquals(List.of(russian), found(word, "lang", "RU"));
    assertEquals(List.of(), found(word, "lang", "kk"));
    assertEquals(List.of(), found(word, "tag", "no-such-tag"));
    assertEquals(List.of(russian), found(word, "publishedFrom", "2026-04-01T00:00:00Z"));
    assertEquals(List.of(english), found(word, "publishedTo", "2026-04-01T00:00:00Z"));
  }

  @Test
  void a_merged_tag_is_its_heir() {
    String word = mark();
    Made from = tag();
    Made into = tag();
    String article = published("Title " + word, "tags", List.of(from.id()));
    Keys.as("editor")
        .contentType("application/json")
        .header("If-Match", "*")
        .body(Map.of("into", into.slug()))
        .post("/manage/v1/tags/" + from.id() + "/merge")
        .then()
        .statusCode(200);
    assertEquals(List.of(article), found(word, "tag", into.slug()));
    assertEquals(List.of(article), found(word, "tag", from.id()));
    assertEquals(List.of(article), found(word, "tag", from.slug()));
  }

  @Test
  void of_two_that_fit_alike_the_newer_comes_first_and_a_title_beats_age() {
    String word = mark();
    String old = publishAt(draft("Title " + word), "2020-01-01T00:00:00Z");
    String body =
        publishAt(draft("Old", "body", "<p>Of " + word + ".</p>"), "2026-11-20T00:00:00Z");
    String recent = publishAt(draft("Title " + word), "2026-11-20T00:00:00Z");
    assertEquals(List.of(recent, old, body), found(word));
  }

  @Test
  void words_in_a_row_come_before_the_same_apart() {
    String one = mark();
    String other = mark();
    String apart = published("Title " + one + " and " + other);
    String row = published("Title " + one + " " + other + " here");
    assertEquals(List.of(row, apart), found(one + " " + other));
    assertEquals(List.of(row), found("\"" + one + " " + other + "\""));
  }

  @Test
  void where_little_is_found_a_letter_may_be_wrong() {
    String word = "q" + mark();
    String typo = word.substring(0, 5) + "#" + word.substring(6);
    String article = published("Title " + word);
    typo = typo.replace('#', word.charAt(5) == 'x' ? 'y' : 'x');
    search(typo)
        .body("items.id", contains(article))
        .body("corrections", contains(Map.of("word", typo, "tried", List.of(word))))
        .body("items[0].highlights[0].html", equalTo("Title <mark>" + word + "</mark>"));
    search(word).body("corrections", empty());
    search(typo + " -" + word).body("items", empty()).body("corrections", empty());
    search("\"" + typo + "\"").body("items", empty()).body("corrections", empty());
  }

  @Test
  void what_was_found_is_shown_as_ranges_and_as_html() {
    String word = mark();
    String article =
        published(
            "A <b> & " + word,
            "kicker",
            "Now " + word,
            "standfirst",
            "No such.",
            "body",
            "<p>First. <b>The</b> " + word + "s are &lt;here&gt;.</p>");
    int end = 8 + word.length();
    search(word, "fields", "title,highlights")
        .body("items[0].id", equalTo(article))
        .body("items[0].keySet()", containsInAnyOrder("id", "title", "highlights"))
        .body("items[0].highlights.field", contains("title", "kicker", "body"))
        .body("items[0].highlights[0].text", equalTo("A <b> & " + word))
        .body("items[0].highlights[0].html", equalTo("A &lt;b&gt; &amp; <mark>" + word + "</mark>"))
        .body("items[0].highlights[0].ranges", contains(Map.of("start", 8, "end", end)))
        .body("items[0].highlights[1].html", equalTo("Now <mark>" + word + "</mark>"))
        .body(
            "items[0].highlights[2].html",
            equalTo("First. The <mark>" + word + "s</mark> are &lt;here&gt;."));
  }

  @Test
  void what_is_found_is_counted_by_what_was_asked() {
    String word = mark();
    Made section = section();
    Made tag = tag();
    Made author = author();
    for (int month = 1; month <= 3; month++) {
      publishAt(
          draft(
              "Title " + word,
              "lang",
              month == 1 ? "ru" : "en",
              "section",
              section.slug(),
              "tags",
              month == 2 ? List.of(tag.id()) : List.of(),
              "bylines",
              List.of(Map.of("author", author.id()))),
          "2026-0%d-15T00:00:00Z".formatted(month));
    }
    search(word).body("$", not(hasKey("facets")));
    search(word, "facets", "section,tag,author,lang,month", "limit", 1)
        .body("facets.section.term.slug", contains(section.slug()))
        .body("facets.section.term.name", contains(section.name()))
        .body("facets.section.count", contains(3))
        .body("facets.tag.term.id", contains(tag.id()))
        .body("facets.tag.count", contains(1))
        .body("facets.author.term.name", contains(author.name()))
        .body(
            "facets.lang",
            contains(Map.of("value", "en", "count", 2), Map.of("value", "ru", "count", 1)))
        .body("facets.month.value", contains("2026-03", "2026-02", "2026-01"))
        .body("facets.month.count", contains(1, 1, 1));
    search(mark(), "facets", "tag").body("facets.tag", empty()).body("facets", not(hasKey("lang")));
    given().get("/api/v1/search?q=a&facets=genre").then().statusCode(400);
  }

  @Test
  void reading_to_the_end_shows_each_once_and_back_again() {
    String word = mark();
    Set<String> all = new LinkedHashSet<>();
    for (int i = 0; i < 7; i++) {
      all.add(published("Title " + word));
    }
    search(word, "total", true)
        .body("page.total", is(7))
        .body("page.totalIsLowerBound", nullValue());
    List<String> whole = found(word);
    List<String> walked = new ArrayList<>();
    ValidatableResponse page = search(word, "limit", 2);
    String next = page.extract().path("page.next");
    walked.addAll(page.extract().path("items.id"));
    while (next != null) {
      page = search(word, "limit", 2, "cursor", next);
      walked.addAll(page.extract().path("items.id"));
      next = page.extract().path("page.next");
    }
    assertEquals(whole, walked);
    assertEquals(all, Set.copyOf(walked));
    String previous = page.extract().path("page.previous");
    assertEquals(whole.subList(4, 6), found(word, "limit", 2, "cursor", previous));
    given()
        .queryParams(Map.of("q", word + " or x", "cursor", previous))
        .get("/api/v1/search")
        .then()
        .statusCode(400);
  }

  @Test
  void pages_of_what_was_mistyped_go_on_with_what_was_meant() {
    String word = "q" + mark();
    String typo = word + "z";
    Set<String> all =
        Set.of(published("A " + word), published("B " + word), published("C " + word));
    List<String> walked = new ArrayList<>();
    ValidatableResponse page = search(typo, "limit", 2);
    walked.addAll(page.extract().path("items.id"));
    String next = page.extract().path("page.next");
    page =
        search(typo, "limit", 2, "cursor", next).body("corrections.tried", contains(List.of(word)));
    walked.addAll(page.extract().path("items.id"));
    assertEquals(all, Set.copyOf(walked));
    assertEquals(3, walked.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b",
        "(",
        ")",
        "!",
        "&",
        "|",
        ":*",
        "'",
        "\"open",
        "\\",
        "1.0.0:x",
        "%",
        "_",
        "%%",
        "a<->b",
        "*",
        "-",
        "OR",
        "a AND",
        "!!a",
        "a & | b",
        "''",
        "'a",
        "\\'",
        "a\\",
        "((((",
        "https://x.example/?a=b&c",
        "a:A",
        "a:*B",
        "<script>",
        "$1",
        "?",
        "a ? b",
        "\"\" -\"\"",
        "😀",
        "؟",
        "ـ",
        "' or 1=1 --",
        "x'; drop table search_document; --",
        "{}",
        "{a,b}",
        "e\u0301"
      })
  void no_text_is_an_error(String q) {
    search(q, "total", true, "facets", "lang");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "%%", "*", "-", "OR", "\"", ".", "—", "😀"})
  void signs_find_nothing(String q) {
    search(q, "total", true).body("items", empty()).body("page.total", is(0));
  }

  @Test
  void a_text_that_is_too_long_is_refused_and_one_that_is_just_not_is_answered() {
    search("w ".repeat(100).strip());
    search("я".repeat(200));
    search("\"" + "a-".repeat(99));
    for (String q : List.of("x".repeat(201), "word ".repeat(500), "x".repeat(10_240))) {
      int status =
          RawHttp.get("/api/v1/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)).status();
      assertTrue(status == 400 || status == 414, () -> "answered " + status);
    }
    for (String bad : List.of("", "?q=", "?q=%20", "?q=a&lang=x", "?q=a%00", "?q=%ED%A0%80")) {
      assertEquals(400, RawHttp.get("/api/v1/search" + bad).status(), bad);
    }
  }

  @Test
  void both_forms_of_a_letter_find_the_same() {
    String word = "Қостанай" + mark() + "й";
    String article = published("Title " + Normalizer.normalize(word, Normalizer.Form.NFD));
    assertEquals(List.of(article), found(Normalizer.normalize(word, Normalizer.Form.NFC)));
    assertEquals(List.of(article), found(Normalizer.normalize(word, Normalizer.Form.NFD)));
  }

  @Test
  void the_longest_article_is_found_by_its_first_words() {
    String word = mark();
    StringBuilder body = new StringBuilder("<p>" + word);
    for (int i = 0; i < 20_000; i++) {
      body.append(" w").append(Integer.toString(i * 7919, 36)).append("-ж").append(i);
    }
    String article = published("Long", "body", body.append("</p>").toString());
    assertEquals(List.of(article), found(word));
  }

  @Test
  void what_the_release_before_publishes_is_found_soon() {
    String before = mark();
    String after = mark();
    String article = published("Title " + before);
    sql.run("delete from search_document where article_id = '" + article + "'");
    assertEquals(List.of(), found(before));
    until("it is found", () -> found(before).equals(List.of(article)));
    sql.run(
        "update edition set document = replace(document, '%s', '%s'), title = 'Title %s', revision = nextval('edition_revision') where article_id = '%s'"
            .formatted(before, after, after, article));
    until("it is found anew", () -> found(after).equals(List.of(article)));
    assertEquals(List.of(), found(before));
  }

  @Test
  void the_desk_is_told_why() {
    String word = mark();
    String title = publishAt(draft("Title " + word), "2020-01-01T00:00:00Z");
    String body =
        publishAt(draft("Old", "body", "<p>Of " + word + ".</p>"), "2020-01-01T00:00:00Z");
    ValidatableResponse told =
        Keys.as("contributor")
            .queryParam("q", word)
            .get("/manage/v1/search/explain")
            .then()
            .statusCode(200)
            .body("items.id", contains(title, body))
            .body("items.stemming", contains("english", "english"))
            .body(
                "items[0].found",
                equalTo(Map.of("title", 1, "names", 0, "standfirst", 0, "body", 0)))
            .body(
                "items[1].found",
                equalTo(Map.of("title", 0, "names", 0, "standfirst", 0, "body", 1)));
    List<Number> scores = search(word).extract().path("items.score");
    assertEquals(scores, told.extract().path("items.score"));
    double relevance = told.extract().<Number>path("items[0].relevance").doubleValue();
    double freshness = told.extract().<Number>path("items[0].freshness").doubleValue();
    assertEquals(scores.get(0).doubleValue(), relevance * freshness, 1e-6);
    assertTrue(freshness > 1 && freshness < 1.05, () -> "" + freshness);
  }

  private static ValidatableResponse suggest(String q, Object... parameters) {
    return given()
        .queryParam("q", q)
        .queryParams(members(parameters))
        .get("/api/v1/search/suggest")
        .then()
        .statusCode(200);
  }

  @Test
  void titles_are_suggested_for_what_is_being_typed() {
    String word = "q" + mark();
    String old = publishAt(draft("<b> old " + word), "2020-01-01T00:00:00Z");
    String recent = publishAt(draft("Newer " + word + " here"), "2026-11-20T00:00:00Z");
    published("Other", "body", "<p>Of " + word + ".</p>");
    String kazakh = publishAt(draft("Көпір " + word, "lang", "kk"), "2019-01-01T00:00:00Z");
    String begun = word.substring(0, word.length() - 2);
    suggest(begun)
        .body("items.id", contains(recent, old, kazakh))
        .body("items[0].html", equalTo("Newer <mark>" + word + "</mark> here"))
        .body("items[1].html", equalTo("&lt;b&gt; old <mark>" + word + "</mark>"));
    suggest("old " + begun).body("items.id", contains(old));
    suggest(word + " коп").body("items.id", contains(kazakh));
    suggest(begun, "lang", "kk").body("items.id", contains(kazakh));
    suggest(begun, "limit", 1).body("items.id", contains(recent));
    suggest(begun + " ").body("items", empty());
    for (String nothing : List.of("-", "\"", "a:b &", "😀", "'")) {
      suggest(nothing).body("items", empty());
    }
    move(recent, "unpublish").statusCode(200);
    suggest(begun).body("items.id", contains(old, kazakh));
  }
}
