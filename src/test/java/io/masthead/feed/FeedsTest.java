package io.masthead.feed;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.publishAt;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.feed.synd.SyndPerson;
import io.masthead.edition.EditionConfig;
import io.masthead.edition.Site;
import io.masthead.edition.Syndication;
import io.masthead.http.Feed;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.Published;
import io.masthead.support.RawHttp;
import io.masthead.support.Settings;
import io.masthead.term.TermKind;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Feeds of the site, of sections, tags and authors, most of them as another's program reads them.
 */
@QuarkusTest
class FeedsTest {

  private static final String API = "/api/v1/";
  private static final String PAGE = "http://localhost:8080/sample/article.html?id=";
  private static final String PICTURE =
      "<p>Before <a href=\"https://a.example/?b=1&amp;c=2\">1 &lt; 2</a></p>"
          + "<figure><img src=\"https://img.example/a%20b.JPG?w=1\" alt=\"A bridge\"></figure>";

  @Inject Published database;
  @Inject Syndication syndication;
  @Inject Site site;
  @Inject EditionConfig edition;

  private static Contract.Answer get(String path, String... headers) {
    Contract.Answer answer = RawHttp.get(API + path, headers);
    assertEquals(200, answer.status(), () -> path + " " + answer.text());
    return answer;
  }

  private static SyndFeed read(String path) {
    Contract.Answer answer = get(path);
    assertEquals(Set.of(), FeedRules.faults(answer.body()), answer::text);
    return OtherReaders.feed(answer.body(), answer.header("Content-Type"));
  }

  private static JsonNode json(String path) {
    return get(path).json();
  }

  private static List<String> titles(String path) {
    return read(path).getEntries().stream().map(SyndEntry::getTitle).toList();
  }

  private static String slug(String article) {
    return NewsApi.read(article).extract().path("slug");
  }

  @ParameterizedTest
  @CsvSource({
    "tag, rss",
    "tag, atom",
    "section, rss",
    "section, atom",
    "author, rss",
    "author, atom",
    "site, rss",
    "site, atom"
  })
  void a_feed_tells_all_of_an_article(String of, String format) {
    Made author = author("name", "Ann & <Lee> " + mark());
    Made above = section("description", "All & sundry");
    Made section = section("parent", above.slug());
    Made tag = tag("name", "Trade & ]]> " + mark());
    String title = "A <b>bridge</b> & ]]> 😀 " + mark();
    String article =
        published(
            title,
            "lang",
            "cy",
            "standfirst",
            "It opened & <closed>.",
            "body",
            PICTURE,
            "rights",
            "© The Paper",
            "bylines",
            List.of(
                Map.of("author", author.id()),
                Map.of("name", "P. Photo", "role", "photo"),
                Map.of("name", "G. Guest", "role", "reporting")),
            "section",
            section.id(),
            "tags",
            List.of(tag.id()));
    Map<String, String> paths =
        Map.of(
            "tag", "tags/" + tag.slug() + "/feed.",
            "section", "sections/" + above.slug() + "/feed.",
            "author", "authors/" + author.id() + "/feed.",
            "site", "feed.");
    String path = paths.get(of) + format + "?lang=cy";
    SyndFeed feed = read(path);
    String language =
        format.equals("rss")
            ? "<language>cy<"
            : "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"cy\">";
    assertTrue(get(path).text().contains(language), () -> get(path).text());
    Map<String, String> names =
        Map.of("tag", tag.name(), "section", above.name(), "author", author.name());
    assertEquals(of.equals("site") ? "Masthead" : names.get(of) + " – Masthead", feed.getTitle());
    SyndEntry entry = feed.getEntries().get(0);
    assertEquals(title, entry.getTitle());
    assertEquals(PAGE + slug(article), entry.getLink());
    assertEquals("urn:uuid:" + article, entry.getUri());
    List<String> authors =
        format.equals("atom")
            ? entry.getAuthors().stream().map(SyndPerson::getName).toList()
            : ((com.rometools.rome.feed.module.DCModule)
                    entry.getModule("http://purl.org/dc/elements/1.1/"))
                .getCreators();
    assertEquals(List.of(author.name(), "G. Guest"), authors);
    assertEquals(
        List.of(section.name(), tag.name()),
        entry.getCategories().stream().map(SyndCategory::getName).toList());
    assertEquals("It opened & <closed>.", entry.getDescription().getValue());
    String html = entry.getContents().get(0).getValue();
    assertTrue(
        html.startsWith(
            "<p>Before <a href=\"https://a.example/?b=1&amp;c=2\" rel=\"noopener\">1 &lt; 2</a></p>"),
        html);
    assertEquals("https://img.example/a%20b.JPG?w=1", entry.getEnclosures().get(0).getUrl());
    assertEquals("image/jpeg", entry.getEnclosures().get(0).getType());
    String published = NewsApi.read(article).extract().path("publishedAt");
    assertEquals(
        java.time.Instant.parse(published).getEpochSecond(),
        entry.getPublishedDate().toInstant().getEpochSecond());
  }

  @Test
  void json_feed_tells_the_same() {
    Made tag = tag();
    String article =
        published(
            "As \"JSON\" & <so> on",
            "standfirst",
            "In short.",
            "body",
            PICTURE,
            "tags",
            List.of(tag.id()));
    JsonNode feed = json("tags/" + tag.slug() + "/feed.json");
    assertEquals("https://jsonfeed.org/version/1.1", feed.path("version").asText());
    assertEquals(tag.name() + " – Masthead", feed.path("title").asText());
    assertEquals(
        "http://localhost:8080/api/v1/tags/" + tag.slug() + "/feed.json",
        feed.path("feed_url").asText());
    assertEquals("http://localhost:8080/sample/", feed.path("home_page_url").asText());
    assertEquals("WebSub", feed.at("/hubs/0/type").asText());
    assertEquals("https://hub.example/", feed.at("/hubs/0/url").asText());
    JsonNode item = feed.at("/items/0");
    assertEquals("urn:uuid:" + article, item.path("id").asText());
    assertEquals(PAGE + slug(article), item.path("url").asText());
    assertEquals("As \"JSON\" & <so> on", item.path("title").asText());
    assertEquals("In short.", item.path("summary").asText());
    assertTrue(item.path("content_html").asText().startsWith("<p>Before "));
    assertFalse(item.has("content_text"));
    assertEquals("P. Guest", item.at("/authors/0/name").asText());
    assertEquals(tag.name(), item.at("/tags/0").asText());
    assertEquals("https://img.example/a%20b.JPG?w=1", item.path("image").asText());
    assertEquals("en", item.path("language").asText());
    assertEquals(
        NewsApi.read(article).extract().path("publishedAt"), item.path("date_published").asText());
  }

  @Test
  void a_feed_is_of_what_stands_under_its_subject_newest_first() {
    Made above = section();
    Made below = section("parent", above.slug());
    String older = published("Older", "section", above.id());
    publishAt(older, "2020-01-01T00:00:00Z");
    String newer = published("Newer", "section", below.id(), "lang", "kk");
    published("Elsewhere", "section", section().id());
    assertEquals(List.of("Newer", "Older"), titles("sections/" + above.slug() + "/feed.rss"));
    assertEquals(List.of("Newer"), titles("sections/" + below.slug() + "/feed.atom"));
    assertEquals(List.of("Newer"), titles("sections/" + above.slug() + "/feed.atom?lang=KK"));
    move(newer, "unpublish").statusCode(200);
    assertEquals(List.of("Older"), titles("sections/" + above.slug() + "/feed.rss"));
    move(older, "takedown", Map.of("reason", "legal")).statusCode(200);
    for (String format : List.of("rss", "atom", "json")) {
      given().get(API + "sections/{s}/feed." + format, above.slug()).then().statusCode(404);
      given().get(API + "sections/{s}/feed." + format, "none-such").then().statusCode(404);
    }
  }

  @Test
  void a_feed_of_nothing_tells_when_it_was_updated_all_the_same() {
    SyndFeed feed = read("feed.atom?lang=tlh");
    assertEquals(List.of(), feed.getEntries());
    assertEquals(0, feed.getPublishedDate().getTime());
    assertTrue(get("feed.atom?lang=tlh").text().contains("<updated>1970-01-01T00:00:00.000Z<"));
    assertEquals(List.of(), titles("feed.rss?lang=tlh"));
    assertEquals(0, json("feed.json?lang=tlh").path("items").size());
  }

  @Test
  void an_id_outlives_a_slug_and_an_update_moves_the_time_of_it() {
    Made tag = tag();
    String path = "tags/" + tag.slug() + "/feed.atom";
    String article = published("Was", "tags", List.of(tag.id()));
    String first = read(path).getUri();
    change(article, Map.of("title", "Is", "slug", "is-" + mark())).statusCode(200);
    publish(article);
    SyndEntry entry = read(path).getEntries().get(0);
    assertEquals("Is", entry.getTitle());
    assertEquals("urn:uuid:" + article, entry.getUri());
    assertEquals(PAGE + slug(article), entry.getLink());
    assertEquals(entry.getPublishedDate(), entry.getUpdatedDate());
    String corrected =
        Keys.as("editor")
            .header("If-Match", "*")
            .contentType("application/json")
            .body(Map.of("kind", "correction", "text", "It was."))
            .post("/manage/v1/articles/" + article + "/corrections")
            .then()
            .statusCode(201)
            .extract()
            .path("at");
    assertEquals(
        corrected, json("tags/" + tag.slug() + "/feed.json").at("/items/0/date_modified").asText());
    assertTrue(
        get(path).text().contains("<updated>" + corrected + "</updated></entry>")
            || get(path).text().contains("<updated>" + corrected + "</updated><link"));
    assertTrue(
        get("tags/" + tag.slug() + "/feed.rss").text().contains("<atom:updated>" + corrected));
    patch("editor", "/manage/v1/tags/" + tag.id(), "*", Map.of("slug", "now-" + tag.slug()))
        .statusCode(200);
    Contract.Answer moved = RawHttp.get(API + path + "?lang=en");
    assertEquals(308, moved.status());
    assertEquals("/api/v1/tags/now-" + tag.slug() + "/feed.atom?lang=en", moved.header("Location"));
    assertEquals(first, read("tags/now-" + tag.slug() + "/feed.atom").getUri());
  }

  @ParameterizedTest
  @CsvSource({
    "free, true, true",
    "free, false, false",
    "subscription, true, false",
    "metered, true, false"
  })
  void a_text_is_in_it_that_anybody_may_read_and_carry(
      String access, boolean allowed, boolean given) {
    Made tag = tag();
    published(
        "Whole or not",
        "standfirst",
        "In short.",
        "access",
        access,
        "syndication",
        Map.of("allowed", allowed),
        "tags",
        List.of(tag.id()));
    String path = "tags/" + tag.slug() + "/feed.";
    for (String format : List.of("rss", "atom", "json")) {
      assertEquals(given, get(path + format).text().contains("Text of it."), format);
      assertTrue(get(path + format).text().contains("In short."), format);
    }
    assertEquals(
        given ? "" : "In short.", json(path + "json").at("/items/0/content_text").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom", "json"})
  void an_unchanged_feed_is_not_sent_again(String format) {
    Made tag = tag();
    String article =
        published("First", "body", "<p>" + "long ".repeat(200) + "</p>", "tags", List.of(tag.id()));
    String path = API + "tags/" + tag.slug() + "/feed." + format;
    Contract.Answer answer = RawHttp.get(path);
    String etag = answer.header("ETag");
    assertTrue(etag.startsWith("W/"));
    assertTrue(answer.header("Cache-Control").startsWith("public"));
    assertEquals(
        "<https://hub.example/>; rel=\"hub\", <http://localhost:8080" + path + ">; rel=\"self\"",
        answer.header("Link"));
    assertEquals(304, RawHttp.get(path, "If-None-Match", etag).status());
    Contract.Answer packed = RawHttp.get(path, "Accept-Encoding", "gzip");
    assertEquals("gzip", packed.header("Content-Encoding"));
    assertEquals(etag, packed.header("ETag"));
    Contract.Answer head = RawHttp.head(path);
    assertEquals(200, head.status());
    assertEquals(0, head.body().length);
    assertEquals(etag, head.header("ETag"));
    change(article, Map.of("title", "Second")).statusCode(200);
    publish(article);
    assertEquals(200, RawHttp.get(path, "If-None-Match", etag).status());
    assertTrue(RawHttp.get(path).text().contains("Second"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom", "json"})
  void addresses_come_from_settings_and_are_whole(String format) {
    Made tag = tag();
    published(
        "Relative",
        "body",
        "<p><img src=\"/media/a.png\" srcset=\"/media/a.png 1x, /media/b.png 2x\">"
            + "<a href=\"../x\">x</a><a href=\"#part\">p</a><img src=\"//cdn.example/c.png\"></p>",
        "tags",
        List.of(tag.id()));
    String path = API + "tags/" + tag.slug() + "/feed." + format;
    String text = RawHttp.get(path).text();
    assertFalse(text.matches("(?s).*(src|href|srcset)=(\\\\?\"|&quot;)[./#].*"), text);
    assertTrue(text.contains("https://cdn.example/c.png"), text);
    database.run("update edition set revision = revision");
    assertEquals(
        text,
        RawHttp.get(path, "Host", "evil.example", "X-Forwarded-Host", "evil2.example").text());
  }

  @Test
  void signs_that_no_reader_can_take_break_no_feed() throws IOException {
    Made tag = tag();
    String article = published("Hostile", "tags", List.of(tag.id()));
    ObjectMapper mapper = new ObjectMapper();
    List<String> titles =
        List.of(
            "bell \u0007 \u000b \u0010 \u001f \ufffe \uffff end",
            "]]><script>alert(1)</script>&#x1;&amp;",
            "override \u202e\u2066 end",
            "line \u2028 \u2029 \u0085 end");
    List<String> shown =
        List.of(
            "bell \ufffd \ufffd \ufffd \ufffd \ufffd \ufffd end",
            "]]><script>alert(1)</script>&#x1;&amp;",
            "override  end",
            "line \u2028 \u2029 \u0085 end");
    for (int i = 0; i < titles.size(); i++) {
      ObjectNode document =
          (ObjectNode) mapper.readTree(NewsApi.read(article).extract().asString());
      document.remove("body");
      document.put("title", titles.get(i)).put("standfirst", titles.get(i));
      String literal = document.toString().replace("'", "''");
      database.run(
          "update edition set document = '"
              + literal
              + "', html = '<p>"
              + titles.get(i)
              + "</p>' where article_id = '"
              + article
              + "'");
      String path = "tags/" + tag.slug() + "/feed.";
      assertEquals(List.of(shown.get(i)), titles(path + "atom"));
      assertEquals(List.of(shown.get(i)), titles(path + "rss"));
      String title = json(path + "json").at("/items/0/title").asText();
      assertEquals(titles.get(i).replaceAll("[\u202e\u2066]", ""), title);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"feed.rss?lang=!", "feed.atom?limit=1", "feed.json?tag=x", "tags/x/feed.rss?q=1"})
  void what_a_feed_does_not_know_is_refused(String path) {
    given().get(API + path).then().statusCode(400);
  }

  @Test
  void a_feed_comes_in_its_own_type_alone() {
    given().get(API + "feed.xml").then().statusCode(404);
    given().header("Accept", "text/html").get(API + "feed.rss").then().statusCode(406);
    given().post(API + "feed.rss").then().statusCode(405);
    for (SyndLink link : read("feed.atom").getLinks()) {
      assertTrue(link.getHref().startsWith("http"), link.getHref());
    }
  }

  @Test
  void settings_say_how_much_is_in_it() {
    Made tag = tag();
    String body = "body";
    published("Ours", body, "<p>Whole.</p>", "standfirst", "Short.", "tags", List.of(tag.id()));
    published("Elsewhere", "canonicalUrl", "https://first.example/a", "tags", List.of(tag.id()));
    Feed all = feed(tag, "full", 10, true);
    assertEquals(
        List.of("Elsewhere", "Ours"), all.entries().stream().map(Feed.Entry::title).toList());
    assertEquals("<p>Whole.</p>", all.entries().get(1).html());
    assertEquals(1, feed(tag, "full", 1, true).entries().size());
    Feed some = feed(tag, "standfirst", 10, false);
    assertEquals(List.of("Ours"), some.entries().stream().map(Feed.Entry::title).toList());
    assertNull(some.entries().get(0).html());
    assertEquals("Short.", some.entries().get(0).summary());
    assertNull(some.hub());
  }

  private Feed feed(Made tag, String content, int entries, boolean elsewhere) {
    FeedService feeds = new FeedService();
    feeds.syndication = syndication;
    feeds.site = site;
    feeds.edition = edition;
    feeds.config =
        Settings.of(
            FeedConfig.class,
            Map.of(
                "MASTHEAD_FEEDS_CONTENT", content,
                "MASTHEAD_FEEDS_ENTRIES", String.valueOf(entries),
                "MASTHEAD_FEEDS_ELSEWHERE", String.valueOf(elsewhere)));
    return feeds.feed(feeds.subject(TermKind.TAG, tag.slug()), null).shown();
  }
}
