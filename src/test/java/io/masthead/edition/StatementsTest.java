package io.masthead.edition;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.cache.ResponseCache;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.RawHttp;
import io.masthead.support.Statements;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How often a read asks the database: once for one thing, at most three times for a list of any
 * size.
 */
@QuarkusTest
class StatementsTest {

  private static final String API = "/api/v1";

  @Inject ResponseCache cache;

  private Statements statements;

  @BeforeEach
  void listen() {
    statements = new Statements();
  }

  @AfterEach
  void close() {
    statements.close();
  }

  private int count(String path) {
    cache.changed(Set.of(ResponseCache.EVERYTHING));
    String id = Statements.requestId();
    int status = RawHttp.get(path, "X-Request-Id", id).status();
    assertTrue(status < 400, () -> path + " answered " + status);
    return statements.of(id).size();
  }

  @Test
  void every_read_keeps_to_its_number_of_statements() throws IOException {
    Made author = author();
    Made section = section("parent", section().slug());
    Made tag = tag();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      ids.add(
          published(
              "Counted " + i,
              "bylines",
              List.of(Map.of("author", author.id()), Map.of("author", author().id())),
              "section",
              section.id(),
              "tags",
              List.of(tag.id(), tag().id())));
    }
    String slug = ids.get(0);
    change(slug, Map.of("slug", "old-" + tag.slug()));
    publish(slug);
    change(slug, Map.of("slug", "now-" + tag.slug()));
    publish(slug);

    patch("editor", "/manage/v1/tags/" + tag.id(), "*", Map.of("slug", "old-" + tag.slug()));
    patch("editor", "/manage/v1/tags/" + tag.id(), "*", Map.of("slug", tag.slug()));

    // The key that signs cursors is read once.
    RawHttp.get(API + "/articles?limit=1");
    String comment =
        Keys.as("editor")
            .contentType("application/json")
            .body(Map.of("author", Map.of("name", "Staff"), "body", "I counted them."))
            .post(API + "/articles/" + slug + "/comments")
            .then()
            .statusCode(201)
            .extract()
            .path("comment.id");
    Keys.as("editor")
        .contentType("application/json")
        .body(Map.of("author", Map.of("name", "Staff"), "body", "Twice.", "parentId", comment))
        .post(API + "/articles/" + slug + "/comments")
        .then()
        .statusCode(201);

    Map<String, Integer> one = new LinkedHashMap<>();
    one.put("/articles/" + slug, 1);
    one.put("/articles/now-" + tag.slug(), 1);
    one.put("/articles/old-" + tag.slug(), 1);
    one.put("/articles/now-" + tag.slug() + "?include=counts&body=blocks&lang=en", 1);
    one.put("/articles/" + slug + "?fields=title,counts", 1);
    one.put("/articles/" + slug + "?include=related", 2);
    one.put("/articles/" + slug + "?include=comments", 3);
    one.put("/articles/" + slug + "?include=counts,related,comments", 4);
    one.put("/articles/" + slug + "/related", 2);
    one.put("/articles/" + slug + "/views", 3);
    one.put("/articles/" + slug + "/corrections", 2);
    one.put("/authors/" + author.slug(), 1);
    one.put("/authors/" + author.id() + "?include=counts", 1);
    one.put("/sections/" + section.slug() + "?include=counts", 1);
    one.put("/tags/" + tag.slug() + "?include=counts", 1);
    one.put("/tags/old-" + tag.slug(), 1);
    one.put("/counts?id=" + String.join("&id=", ids), 1);
    // The word as it is asked for is nowhere, the one that is meant in titles.
    one.put("/search?q=counted&total=true&facets=section,tag,author,lang,month", 1);
    one.put("/search?q=cuonted&total=true&facets=section,tag,author,lang,month", 2);
    one.put("/articles/" + slug + "?include=jsonLd", 2);
    one.put("/feed.rss", 1);
    one.put("/sections/" + section.slug() + "/feed.atom", 2);
    one.put("/tags/" + tag.slug() + "/feed.json?lang=en", 2);
    one.put("/authors/" + author.slug() + "/feed.rss", 2);
    one.put("/sitemap.xml", 1);
    one.put("/sitemaps/" + YearMonth.now(ZoneOffset.UTC) + ".xml", 1);
    one.put("/sitemap-news.xml", 1);
    one.put("/robots.txt", 0);
    for (Map.Entry<String, Integer> read : one.entrySet()) {
      assertEquals(read.getValue(), count(API + read.getKey()), read.getKey());
    }

    Set<String> lists = new HashSet<>();
    for (String list :
        List.of(
            "/articles?",
            "/articles?section=" + section.slug() + "&publishedFrom=2020-01-01T00:00:00Z&",
            "/articles?featured=true&sort=title&",
            "/articles?include=counts,body&",
            "/articles?include=body&body=markdown&",
            "/articles?fields=title,bylines.name&",
            "/articles?tag=old-" + tag.slug() + "&",
            "/authors?include=counts&",
            "/sections?include=counts&",
            "/tags?include=counts&")) {
      lists.add(list.substring(0, list.indexOf('?')));
      for (int limit : List.of(1, 20, 100)) {
        String page = API + list + "limit=" + limit;
        assertEquals(1, count(page), page);
        assertEquals(2, count(page + "&total=true"), page + "&total=true");
      }
    }

    // Which filter leaves few is asked first, where no one index gives filter and order.
    for (String list :
        List.of(
            "/articles?sort=title&tag=" + tag.slug() + "&author=" + author.slug() + "&",
            "/articles?sort=-views&section=" + section.slug() + "&include=counts&",
            "/articles?q=counted&lang=en&featured=false&")) {
      for (int limit : List.of(1, 20, 100)) {
        String page = API + list + "limit=" + limit;
        assertEquals(2, count(page), page);
        assertEquals(3, count(page + "&total=true"), page + "&total=true");
      }
    }

    Set<String> tried = new HashSet<>(lists);
    one.keySet().forEach(path -> tried.add(path.replaceFirst("\\?.*", "")));
    JsonNode paths =
        new ObjectMapper().readTree(Path.of("openapi/delivery.json").toFile()).path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      String form = path.getKey().substring(API.length()).replaceAll("\\{\\w+}", "[^/]+");
      boolean ours = form.matches("/(articles|authors|sections|tags|counts)(/\\[\\^/]\\+)?");
      if (path.getValue().has("get") && ours) {
        assertTrue(tried.stream().anyMatch(t -> t.matches(form)), "not counted: " + path.getKey());
      }
    }
  }

  @Test
  void what_is_not_there_costs_no_more() {
    for (String path : List.of("/articles/no-such", "/tags/no-such", "/authors/no-such")) {
      String id = Statements.requestId();
      assertEquals(404, RawHttp.get(API + path, "X-Request-Id", id).status());
      assertEquals(1, statements.of(id).size(), path);
    }
    String id = Statements.requestId();
    assertEquals(400, RawHttp.get(API + "/articles?limit=0", "X-Request-Id", id).status());
    assertEquals(List.of(), statements.of(id));
  }
}
