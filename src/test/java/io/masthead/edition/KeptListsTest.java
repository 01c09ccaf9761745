package io.masthead.edition;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.masthead.support.NewsApi.unique;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.Statements;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that are kept: dropped by whatever changes them, and by nothing else. */
@QuarkusTest
class KeptListsTest {

  private static final String API = "/api/v1";
  private static final String DESK = "/manage/v1";
  private static final int ACTS = 50;

  @TestHTTPResource URL base;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Statements statements;

  @BeforeEach
  void listen() {
    statements = new Statements();
  }

  @AfterEach
  void close() {
    statements.close();
  }

  private HttpResponse<String> get(String path, String... headers) {
    try {
      URI uri = URI.create(base.toString().replaceAll("/$", "") + path);
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);
      return http.send(
          (headers.length == 0 ? request : request.headers(headers)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether a read is answered from what is kept. */
  private boolean isKept(String path) {
    String id = Statements.requestId();
    assertEquals(200, get(path, "X-Request-Id", id).statusCode(), path);
    return statements.of(id).isEmpty();
  }

  private void assertDropped(List<String> dropped, List<String> kept, Runnable act) {
    dropped.forEach(path -> get(API + path));
    kept.forEach(path -> get(API + path));
    kept.forEach(path -> assertTrue(isKept(API + path), path + " before"));
    act.run();
    kept.forEach(path -> assertTrue(isKept(API + path), path + " is kept"));
    dropped.forEach(path -> assertTrue(!isKept(API + path), path + " is dropped"));
  }

  private static Map<String, Object> in(Made section, Made tag, Made author) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("section", section.slug());
    members.put("tags", List.of(tag.slug()));
    members.put("bylines", List.of(Map.of("author", author.slug())));
    return members;
  }

  private static String publishedIn(Made section, Made tag, Made author) {
    List<Object> members = new ArrayList<>();
    in(section, tag, author)
        .forEach(
            (name, value) -> {
              members.add(name);
              members.add(value);
            });
    return published(unique("Kept"), members.toArray());
  }

  @Test
  void a_publish_drops_the_lists_that_the_article_comes_to_and_no_other() {
    Made sport = section();
    Made football = section("parent", sport.slug());
    Made culture = section();
    Made cup = tag();
    Made opera = tag();
    Made ann = author();
    Made bob = author();
    publishedIn(culture, opera, bob);
    publishedIn(football, cup, ann);
    assertDropped(
        List.of(
            "/articles?section=" + sport.slug(),
            "/articles?section=" + football.id(),
            "/articles?tag=" + cup.slug() + "&sort=title",
            "/articles?author=" + ann.slug() + "&lang=en",
            "/articles?limit=3",
            "/articles?limit=3&lang=en",
            "/articles?limit=3&lang=en&q=kept"),
        List.of(
            "/articles?section=" + culture.slug(),
            "/articles?section=" + culture.slug() + "&total=true",
            "/articles?tag=" + opera.slug() + "&sort=-updatedAt",
            "/articles?author=" + bob.id() + "&q=kept",
            "/articles?limit=3&lang=sw",
            "/authors?limit=3",
            "/sections?limit=3",
            "/tags/" + cup.slug(),
            "/tags/" + opera.slug(),
            "/corrections?limit=3",
            "/comments/latest?limit=3"),
        () -> publishedIn(football, cup, ann));
  }

  @Test
  void a_revision_drops_the_lists_that_hold_the_article_and_those_that_go_by_what_it_changes() {
    Made sport = section();
    Made cup = tag();
    Made ann = author();
    String old = publishedIn(sport, cup, ann);
    String other = publishedIn(sport, cup, ann);
    String first = "/articles?limit=1&section=" + sport.slug();
    List<String> holding =
        List.of("/articles/" + old, "/articles?id=" + old, "/articles?tag=" + cup.slug());
    assertDropped(
        holding,
        List.of(
            first,
            "/articles?id=" + other,
            first + "&sort=title&q=nowhere",
            "/tags/" + cup.slug(),
            "/authors/" + ann.slug()),
        () -> revise(old, Map.of("kicker", "Once more")));
    assertDropped(
        List.of(first + "&sort=title", first + "&q=nowhere"),
        List.of(first, "/articles?limit=1", "/articles?limit=1&sort=publishedAt&lang=sw"),
        () -> revise(old, Map.of("title", unique("Aaa"))));
    Made final_ = tag();
    assertDropped(
        List.of("/articles?tag=" + final_.slug(), "/tags?limit=4"),
        List.of(first, "/articles?limit=1", "/sections?limit=4", "/authors?limit=4"),
        () -> revise(old, Map.of("tags", List.of(cup.slug(), final_.slug()))));
    assertDropped(
        List.of(first, "/articles?limit=1", "/articles?limit=1&lang=en"),
        List.of("/tags/" + cup.slug(), "/sections/" + sport.slug()),
        () -> move(old, "publish", Map.of("at", "2001-01-01T00:00:00Z")).statusCode(200));
  }

  private static void revise(String article, Map<String, ?> members) {
    change(article, members).statusCode(200);
    publish(article);
  }

  /** A newsroom with little in it, in which much happens. */
  private final class World {

    final Random random;
    final List<Made> sections = new ArrayList<>();
    final List<Made> tags = new ArrayList<>();
    final List<Made> authors = new ArrayList<>();
    final List<String> articles = new ArrayList<>();
    final List<String> paths = new ArrayList<>();
    final List<String> done = new ArrayList<>();

    World(long seed) {
      random = new Random(seed);
      for (int i = 0; i < 3; i++) {
        sections.add(i == 1 ? section("parent", sections.get(0).slug()) : section());
        tags.add(tag());
        authors.add(author());
      }
      for (int i = 0; i < 5; i++) {
        articles.add(
            draft(unique("Modelled"), "comments", Map.of("mode", "open", "moderation", "post")));
        place(articles.get(i));
      }
      refs();
      articles.subList(0, 3).forEach(article -> publish(article));
    }

    private void refs() {
      List<String> filters =
          new ArrayList<>(
              List.of("limit=2", "limit=2&lang=de", "id=" + String.join("&id=", articles)));
      for (int i = 0; i < 3; i++) {
        filters.add("section=" + sections.get(i).slug());
        filters.add("section=" + sections.get(i).id() + "&limit=1");
        filters.add("tag=" + tags.get(i).slug());
        filters.add("tag=" + tags.get(i).id() + "&sort=title&limit=1");
        filters.add("author=" + authors.get(i).slug());
        filters.add("author=" + authors.get(i).id() + "&sort=-updatedAt&limit=1");
        filters.add("tag=" + tags.get(i).slug() + "&section=" + sections.get(0).slug());
        filters.add("section=" + sections.get(i).slug() + "&author=" + authors.get(0).slug());
        filters.add("author=" + authors.get(i).slug() + "&q=word&total=true");
        filters.add("section=" + sections.get(i).slug() + "&lang=en&sort=publishedAt&limit=1");
        filters.add("id=" + articles.get(i) + "&section=" + sections.get(1).slug());
      }
      filters.add("q=word&limit=3");
      filters.add("sort=title&limit=1");
      filters.add("sort=-updatedAt&limit=1");
      filters.add("publishedTo=2002-01-01T00:00:00Z&limit=3");
      filters.forEach(filter -> paths.add("/articles?" + filter));
      for (String article : articles) {
        paths.add("/articles/" + article);
        paths.add("/articles/" + article + "/corrections");
        paths.add("/articles/" + article + "/comments");
      }
      for (int i = 0; i < 3; i++) {
        paths.add("/sections/" + sections.get(i).slug());
        paths.add("/tags/" + tags.get(i).slug());
        paths.add("/authors/" + authors.get(i).slug());
        paths.add("/comments/latest?section=" + sections.get(i).slug());
      }
      paths.add("/sections?limit=100");
      paths.add("/sections?sort=tree&limit=100");
      paths.add("/tags?limit=5");
      paths.add("/authors?limit=5");
      paths.add("/corrections?limit=3");
      paths.add("/comments/latest?limit=3");
      paths.add("/comments/latest?limit=3&lang=de");
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    /** Puts the working copy under other terms. */
    private void place(String article) {
      Map<String, Object> members = new HashMap<>();
      members.put("section", random.nextInt(4) == 0 ? null : any(sections).id());
      members.put("sections", random.nextBoolean() ? List.of() : List.of(any(sections).id()));
      members.put("tags", random.nextBoolean() ? List.of() : List.of(any(tags).id()));
      members.put(
          "bylines",
          List.of(
              random.nextInt(4) == 0 ? Map.of("name", "G.") : Map.of("author", any(authors).id())));
      change(article, members);
    }

    private String act() {
      String article = any(articles);
      String text = random.nextBoolean() ? "word" : "other";
      switch (random.nextInt(18)) {
        case 0, 1, 2 -> {
          place(article);
          return "place " + move(article, "publish").extract().statusCode();
        }
        case 3, 4 -> {
          return "unpublish " + move(article, "unpublish").extract().statusCode();
        }
        case 5 -> {
          change(article, Map.of("title", mark(), "body", "<p>" + text + "</p>"));
          return "words " + move(article, "publish").extract().statusCode();
        }
        case 6 -> {
          String at = "200%d-01-01T00:00:00Z".formatted(random.nextInt(4));
          return "date " + move(article, "publish", Map.of("at", at)).extract().statusCode();
        }
        case 7 -> {
          change(article, Map.of("lang", random.nextBoolean() ? "en" : "de"));
          return "lang " + move(article, "publish").extract().statusCode();
        }
        case 8 -> {
          change(
              article,
              Map.of(
                  "comments",
                  Map.of("mode", random.nextBoolean() ? "off" : "open", "moderation", "post")));
          return "comments " + move(article, "publish").extract().statusCode();
        }
        case 9, 10 -> {
          String kind = any(List.of("sections", "tags", "authors"));
          Made term = any(terms(kind));
          // Among its slugs are those that are asked for.
          String slug = any(List.of(term.slug(), mark()));
          return kind + " " + rename(kind, term, slug);
        }
        case 11 -> {
          Made section = any(sections);
          Made below = any(sections);
          Map<String, Object> parent = new HashMap<>();
          parent.put("parent", random.nextBoolean() ? below.id() : null);
          return "move "
              + patch("editor", DESK + "/sections/" + section.id(), "*", parent)
                  .extract()
                  .statusCode();
        }
        case 12 -> {
          return "correct "
              + Keys.as("editor")
                  .header("If-Match", "*")
                  .contentType(ContentType.JSON)
                  .body(Map.of("kind", "correction", "text", mark()))
                  .post(DESK + "/articles/" + article + "/corrections")
                  .statusCode();
        }
        case 13 -> {
          return "comment "
              + given()
                  .contentType(ContentType.JSON)
                  .body(Map.of("author", Map.of("name", "R"), "body", "Said " + mark()))
                  .post(API + "/articles/" + article + "/comments")
                  .statusCode();
        }
        case 14 -> {
          return random.nextInt(3) > 0 ? "none" : replace("merge");
        }
        case 15 -> {
          return random.nextInt(3) > 0 ? "none" : replace("delete");
        }
        case 16 -> {
          return random.nextInt(3) > 0
              ? "none"
              : "takedown "
                  + move(article, "takedown", Map.of("reason", "error")).extract().statusCode();
        }
        default -> {
          return "publish " + move(article, "publish").extract().statusCode();
        }
      }
    }

    private List<Made> terms(String kind) {
      return kind.equals("sections") ? sections : kind.equals("tags") ? tags : authors;
    }

    private int rename(String kind, Made term, String slug) {
      return patch(
              "editor",
              DESK + "/" + kind + "/" + term.id(),
              "*",
              Map.of("slug", slug, "name", unique("Renamed")))
          .extract()
          .statusCode();
    }

    /** A term gives its place to another, which is asked for by the refs of both from then on. */
    private String replace(String how) {
      String kind = any(List.of("sections", "tags", "authors"));
      Made term = any(terms(kind));
      Made heir = any(terms(kind));
      String path = DESK + "/" + kind + "/" + term.id();
      int status;
      if (how.equals("merge")) {
        status =
            Keys.as("editor")
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("into", heir.id()))
                .post(path + "/merge")
                .statusCode();
      } else if (kind.equals("authors") && random.nextBoolean()) {
        status =
            Keys.as("editor")
                .header("If-Match", "*")
                .delete(path + "?keepAsText=true")
                .statusCode();
      } else {
        status =
            Keys.as("editor")
                .header("If-Match", "*")
                .delete(path + "?reassignTo=" + heir.id())
                .statusCode();
      }
      return how + " " + kind + " " + status;
    }

    void check() {
      for (String path : paths) {
        HttpResponse<String> kept = get(API + path);
        // An answer to a key's holder is made each time.
        HttpResponse<String> made = get(API + path, "Authorization", "Bearer " + Keys.of("editor"));
        assertEquals(made.statusCode(), kept.statusCode(), () -> path + " after " + done);
        if (made.statusCode() == 200) {
          assertEquals(made.body(), kept.body(), () -> path + " after " + done);
          assertEquals(made.headers().firstValue("Link"), kept.headers().firstValue("Link"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatever_happens_a_kept_answer_is_the_one_that_would_be_made(long seed) {
    World world = new World(seed);
    world.check();
    for (int i = 0; i < ACTS; i++) {
      world.done.add(world.act());
      world.check();
    }
  }
}
