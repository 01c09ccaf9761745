package io.masthead.feed;

import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.publishAt;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.extension.Extension;
import crawlercommons.sitemaps.extension.NewsAttributes;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sitemaps as another's program reads them. */
@QuarkusTest
class SitemapsTest {

  private static final String API = "/api/v1/";
  private static final String PAGE = "http://localhost:8080/sample/article.html?id=";
  private static final String PARTS = "http://localhost:8080/api/v1/sitemaps/";

  @Inject Published database;

  private static byte[] get(String path) {
    Contract.Answer answer = RawHttp.get(API + path);
    assertEquals(200, answer.status(), path);
    assertEquals("application/xml; charset=utf-8", answer.header("Content-Type"));
    return answer.body();
  }

  private static Optional<SiteMapURL> find(String path, String article) {
    String address = address(article);
    return OtherReaders.sitemap(get(path)).stream()
        .filter(url -> url.getUrl().toString().equals(address))
        .findFirst();
  }

  private static String address(String article) {
    return PAGE + NewsApi.read(article).extract().path("slug");
  }

  /** A month that no other test publishes in. */
  private static String publishedIn(String month, Object... members) {
    String article = published("Mapped " + mark(), members);
    return publishAt(article, month + "-15T12:00:00Z");
  }

  @Test
  void the_index_leads_to_every_article_of_a_month() {
    String article = publishedIn("1991-03", "section", section().id());
    assertTrue(OtherReaders.index(get("sitemap.xml")).contains(PARTS + "1991-03.xml"));
    SiteMapURL url = find("sitemaps/1991-03.xml", article).orElseThrow();
    assertEquals(Instant.parse("1991-03-15T12:00:00Z"), url.getLastModified().toInstant());
    String at = correct(article, "correction").extract().path("at");
    assertEquals(
        Instant.parse(at),
        find("sitemaps/1991-03.xml", article).orElseThrow().getLastModified().toInstant());
    move(article, "unpublish").statusCode(200);
    assertEquals(404, RawHttp.get(API + "sitemaps/1991-03.xml").status());
    assertFalse(OtherReaders.index(get("sitemap.xml")).contains(PARTS + "1991-03.xml"));
  }

  private static io.restassured.response.ValidatableResponse correct(String article, String kind) {
    return Keys.as("editor")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("kind", kind, "text", "It was otherwise."))
        .post("/manage/v1/articles/" + article + "/corrections")
        .then()
        .statusCode(201);
  }

  @Test
  void what_search_engines_are_not_to_keep_is_in_none() {
    String stays = publishedIn("1991-04");
    String words =
        publishedIn("1991-04", "standfirst", "\"noindex\":true and \"canonicalUrl\":\"x\"");
    String noindex = publishedIn("1991-04", "seo", Map.of("noindex", true));
    String elsewhere = publishedIn("1991-04", "canonicalUrl", "https://first.example/a");
    String retracted = publishedIn("1991-04");
    String gone = publishedIn("1991-04");
    String path = "sitemaps/1991-04.xml";
    String address = address(gone);
    assertTrue(find(path, retracted).isPresent());
    correct(retracted, "retraction");
    move(gone, "takedown", Map.of("reason", "legal")).statusCode(200);
    assertTrue(find(path, stays).isPresent());
    assertTrue(find(path, words).isPresent());
    for (String out : List.of(noindex, elsewhere, retracted)) {
      assertEquals(Optional.empty(), find(path, out));
    }
    assertFalse(new String(get(path)).contains(address));
    change(noindex, Map.of("seo", Map.of("noindex", false))).statusCode(200);
    publish(noindex);
    assertTrue(find(path, noindex).isPresent());
  }

  @Test
  void a_month_of_many_has_several_parts_that_hold_each_article_once() {
    Keys.of("administrator");
    String id = "('0199abcd-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";
    try {
      database.run(
          """
          insert into article (id, version, state, lang, slug, title, content, created_at,
            created_by, owner_id, modified_at, modified_by)
          select %s, 1, 'published', 'en', 'many-' || n, 'T', '{}', now(), k.id, k.id, now(), k.id
          from generate_series(1, 20001) n, (select id from api_key limit 1) k
          """
              .formatted(id));
      database.run(
          """
          insert into edition (article_id, revision, lang, slug, title, published_at,
            first_published_at, modified_at, sort_updated_at, comment_mode, comment_moderation,
            document, blocks, html, plain)
          select %s, n, 'en', 'many-' || n, 'T', timestamptz '1991-05-15Z', timestamptz '1991-05-15Z',
            now(), timestamptz '1991-05-16Z', 'open', 'post', '{}', '[]', '', ''
          from generate_series(1, 20001) n
          """
              .formatted(id));
      List<String> parts =
          OtherReaders.index(get("sitemap.xml")).stream()
              .filter(part -> part.contains("1991-05"))
              .toList();
      assertEquals(List.of(PARTS + "1991-05.xml", PARTS + "1991-05-2.xml"), parts);
      List<String> addresses = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      for (String part : parts) {
        List<String> read =
            OtherReaders.sitemap(get(part.substring(part.indexOf("sitemaps/")))).stream()
                .map(url -> url.getUrl().toString())
                .toList();
        sizes.add(read.size());
        addresses.addAll(read);
      }
      assertEquals(List.of(20_000, 1), sizes);
      assertEquals(20_001, new HashSet<>(addresses).size());
      assertTrue(addresses.contains(PAGE + "many-1") && addresses.contains(PAGE + "many-20001"));
      assertEquals(404, RawHttp.get(API + "sitemaps/1991-05-3.xml").status());
    } finally {
      database.run("delete from edition where slug like 'many-%' and published_at = '1991-05-15Z'");
      database.run("delete from article where slug like 'many-%' and title = 'T'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "x", "1991-06.xml", "1991-06-2.xml", "1991-13.xml", "sitemap.xml"})
  void what_is_no_part_is_not_found(String part) {
    given().get(API + "sitemaps/{part}", part).then().statusCode(404);
  }

  @Test
  void the_news_are_of_two_days_and_no_advertisements() {
    String title = "News & ]]> <b> 😀 " + mark();
    String fresh = published(title, "lang", "kk-Latn");
    String sponsored = published("Sponsored", "genre", "sponsored");
    String noindex = published("Hidden", "seo", Map.of("noindex", true));
    String old = published("Old");
    publishAt(old, Instant.now().minusSeconds(48 * 3600 + 60).toString());
    SiteMapURL url = find("sitemap-news.xml", fresh).orElseThrow();
    NewsAttributes news = (NewsAttributes) url.getAttributesForExtension(Extension.NEWS)[0];
    assertTrue(news.isValid());
    assertEquals("Masthead", news.getName());
    assertEquals("kk", news.getLanguage());
    assertEquals(title, news.getTitle());
    assertEquals(
        Instant.parse(NewsApi.read(fresh).extract().path("publishedAt")),
        news.getPublicationDateTime().toInstant());
    for (String out : List.of(sponsored, noindex, old)) {
      assertEquals(Optional.empty(), find("sitemap-news.xml", out));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sitemap.xml", "sitemap-news.xml", "sitemaps/1991-07.xml", "robots.txt"})
  void an_unchanged_file_is_not_sent_again(String path) {
    publishedIn("1991-07");
    published("Mapped");
    Contract.Answer answer = RawHttp.get(API + path);
    assertEquals(200, answer.status());
    String etag = answer.header("ETag");
    assertTrue(etag.startsWith("W/"));
    assertEquals(304, RawHttp.get(API + path, "If-None-Match", etag).status());
    assertEquals(200, RawHttp.head(API + path).status());
    assertEquals(answer.text(), RawHttp.get(API + path, "Host", "evil.example").text());
    given().get(API + path + "?page=1").then().statusCode(400);
  }

  @Test
  void crawlers_are_told_where_the_sitemaps_are() {
    Contract.Answer robots = RawHttp.get(API + "robots.txt");
    assertEquals("text/plain; charset=utf-8", robots.header("Content-Type"));
    BaseRobotRules rules =
        new SimpleRobotRulesParser()
            .parseContent(
                "http://localhost:8080/robots.txt", robots.body(), "text/plain", List.of("bot"));
    assertTrue(rules.isAllowed("http://localhost:8080/world/a-bridge-opens"));
    assertEquals(
        List.of(
            "http://localhost:8080/api/v1/sitemap.xml",
            "http://localhost:8080/api/v1/sitemap-news.xml"),
        rules.getSitemaps());
  }
}
