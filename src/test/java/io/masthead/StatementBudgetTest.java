package io.masthead;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.cache.ResponseCache;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Statements;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each read of readers may cost the database, however much it shows. */
@QuarkusTest
class StatementBudgetTest {

  /** Statements by operation, with everything that it can include and the total. */
  private static final Map<String, Integer> BUDGETS =
      Map.ofEntries(
          Map.entry("listArticles", 2),
          Map.entry("getArticle", 5),
          Map.entry("listComments", 4),
          Map.entry("getAtomOfComments", 2),
          Map.entry("getRssOfComments", 2),
          Map.entry("getCommentForm", 5),
          Map.entry("listArticleCorrections", 2),
          Map.entry("listRelatedArticles", 2),
          Map.entry("getViews", 3),
          Map.entry("countViewByPixel", 2),
          Map.entry("listAuthors", 2),
          Map.entry("getAuthor", 1),
          Map.entry("getAtomOfAuthor", 2),
          Map.entry("getJsonFeedOfAuthor", 2),
          Map.entry("getRssOfAuthor", 2),
          Map.entry("listLatestComments", 3),
          Map.entry("getComment", 3),
          Map.entry("listReplies", 3),
          Map.entry("listCorrections", 1),
          Map.entry("getCounts", 1),
          Map.entry("getAtom", 1),
          Map.entry("getJsonFeed", 1),
          Map.entry("getRss", 1),
          Map.entry("readPreview", 7),
          Map.entry("getRobots", 0),
          Map.entry("search", 2),
          Map.entry("suggest", 2),
          Map.entry("listSections", 2),
          Map.entry("getSection", 1),
          Map.entry("getAtomOfSection", 2),
          Map.entry("getJsonFeedOfSection", 2),
          Map.entry("getRssOfSection", 2),
          Map.entry("getNewsSitemap", 1),
          Map.entry("getSitemap", 1),
          Map.entry("getSitemapPart", 1),
          Map.entry("sync", 3),
          Map.entry("listTags", 2),
          Map.entry("getTag", 1),
          Map.entry("getAtomOfTag", 2),
          Map.entry("getJsonFeedOfTag", 2),
          Map.entry("getRssOfTag", 2),
          Map.entry("getTrending", 2));

  private static final int MANY = 25;

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
    assertEquals(200, RawHttp.get(path, "X-Request-Id", id).status(), path);
    return statements.of(id).size();
  }

  @Test
  void every_read_keeps_to_its_budget_at_every_size_of_page() {
    Map<String, String> full = manyOfEach();
    // The key that signs cursors is read once.
    RawHttp.get("/api/v1/articles?limit=1");
    Map<String, Integer> most = new TreeMap<>();
    for (ApiOperation operation : Contract.committed().operations()) {
      // A stream asks for nothing while nothing happens, and never ends.
      if (!operation.isManagement()
          && operation.method().equals("GET")
          && !operation.id().equals("followEvents")) {
        String path = full.get(operation.path());
        asked(operation, path == null ? Resources.known(operation) : path)
            .forEach(asked -> most.merge(operation.id(), count(asked), Math::max));
      }
    }
    Map<String, Integer> over = new TreeMap<>(most);
    over.keySet().removeIf(id -> most.get(id) <= BUDGETS.getOrDefault(id, -1));
    assertEquals(Map.of(), over, "statements over the budget, or of reads that have none");
    assertEquals(BUDGETS.keySet(), most.keySet());
  }

  /** The least and the most that can be asked for. */
  private static List<String> asked(ApiOperation operation, String path) {
    String separator = path.contains("?") ? "&" : "?";
    List<String> paths = new ArrayList<>(List.of(path));
    List<String> all = new ArrayList<>();
    int most = 0;
    for (JsonNode parameter : operation.parameters("query")) {
      String name = parameter.path("name").asText();
      switch (name) {
        case "include" -> {
          List<String> names = new ArrayList<>();
          parameter.at("/schema/items/enum").forEach(item -> names.add(item.asText()));
          all.add("include=" + String.join(",", names));
        }
        case "facets" -> all.add("facets=section,tag,author,lang,month");
        case "total", "context" -> all.add(name + "=true");
        case "limit" -> most = parameter.at("/schema/maximum").asInt();
        default -> {}
      }
    }
    String whole = String.join("&", all);
    if (most > 0) {
      for (int limit : new TreeSet<>(List.of(1, 2, Math.min(20, most), most))) {
        paths.add(path + separator + "limit=" + limit + (whole.isEmpty() ? "" : "&" + whole));
      }
    } else if (!whole.isEmpty()) {
      paths.add(path + separator + whole);
    }
    return paths;
  }

  /** Where more than one thing can be shown, the paths at which many are. */
  private static Map<String, String> manyOfEach() {
    Made author = author();
    Made section = section("parent", section().slug());
    Made tag = tag();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      ids.add(
          published(
              "Counted " + i,
              "bylines",
              List.of(Map.of("author", author.id()), Map.of("author", author().id())),
              "section",
              section.id(),
              "tags",
              List.of(tag.id(), tag().id()),
              "comments",
              Map.of("mode", "open", "moderation", "post")));
    }
    String article = ids.get(0);
    String last = null;
    String first = null;
    for (int i = 0; i < MANY; i++) {
      last = comment(article, i % 2 == 0 ? null : last);
      first = first == null ? last : first;
      comment(ids.get(i), null);
      Keys.as("editor")
          .header("If-Match", "*")
          .contentType(ContentType.JSON)
          .body(Map.of("kind", "correction", "text", mark()))
          .post("/manage/v1/articles/" + article + "/corrections")
          .then()
          .statusCode(201);
    }
    String api = "/api/v1";
    Map<String, String> paths = new HashMap<>();
    paths.put(api + "/articles", api + "/articles?section=" + section.slug());
    paths.put(api + "/comments/latest", api + "/comments/latest?section=" + section.slug());
    paths.put(api + "/counts", api + "/counts?id=" + String.join("&id=", ids));
    paths.put(api + "/search", api + "/search?q=counted&section=" + section.slug());
    for (String format : List.of("rss", "atom", "json")) {
      String feed = "/feed." + format;
      paths.put(api + "/authors/{author}" + feed, api + "/authors/" + author.slug() + feed);
      paths.put(api + "/sections/{section}" + feed, api + "/sections/" + section.slug() + feed);
      paths.put(api + "/tags/{tag}" + feed, api + "/tags/" + tag.slug() + feed);
    }
    paths.put(api + "/trending", api + "/trending?halfLife=5");
    paths.put(api + "/comments/{id}", api + "/comments/" + last);
    paths.put(api + "/comments/{id}/replies", api + "/comments/" + first + "/replies");
    for (String of :
        List.of("comments", "comments/feed.rss", "comments/feed.atom", "corrections", "related")) {
      paths.put(api + "/articles/{article}/" + of, api + "/articles/" + article + "/" + of);
    }
    paths.put(api + "/articles/{article}", api + "/articles/" + article);
    return paths;
  }

  private static String comment(String article, String parent) {
    Map<String, Object> comment = new HashMap<>();
    comment.put("author", Map.of("name", "Reader"));
    comment.put("body", "Said " + mark());
    if (parent != null) {
      comment.put("parentId", parent);
    }
    return given()
        .contentType(ContentType.JSON)
        .body(comment)
        .post("/api/v1/articles/" + article + "/comments")
        .then()
        .statusCode(201)
        .extract()
        .path("comment.id");
  }
}
