package io.masthead.view;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers count while the newsroom works, and neither notices the other. */
@QuarkusTest
class ViewsAmidEditingTest {

  private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0";
  private static final String PATH = "/api/v1/articles/";
  private static final String DESK = "/manage/v1/articles/";

  @Inject Published database;

  @Test
  void two_hundred_views_during_five_edits_lose_neither() {
    String id = published(unique("Busy"));
    String edition = read(id).extract().header("ETag");
    AtomicInteger version = new AtomicInteger(2);
    List<Integer> statuses =
        NewsApi.atOnce(
            41,
            i -> {
              int status = 200;
              for (int k = 1; k <= 5 && status == 200; k++) {
                status =
                    i == 0
                        ? edit(id, version.getAndIncrement(), "Busy, edit " + k)
                        : viewed(id, AGENT + " reader " + (i * 5 + k)).extract().statusCode();
              }
              return status;
            });
    assertEquals(Collections.nCopies(41, 200), statuses);
    copy(id).header("ETag", equalTo("\"7\"")).body("title", equalTo("Busy, edit 5"));
    read(id).header("ETag", equalTo(edition)).body("$", not(hasKey("updatedAt")));
    counts(id, 200);
    publish(id);
    read(id).body("title", equalTo("Busy, edit 5"));
    counts(id, 200);
  }

  /** Whoever edits names the version that the edit before made: a view that moved it would show. */
  private static int edit(String id, int version, String title) {
    return change("editor", id, "\"" + version + "\"", Map.of("title", title))
        .extract()
        .statusCode();
  }

  @Test
  void views_move_nothing_that_tells_of_a_change() {
    String id = published(unique("Still"));
    move(id, "publish", Map.of("update", true)).statusCode(200);
    List<String> before = marks(id);
    String desk = copy(id).extract().asString();
    for (int i = 1; i <= 3; i++) {
      view(id, i);
    }
    assertEquals(before, marks(id));
    assertEquals(desk, copy(id).extract().asString());
    given().header("If-None-Match", before.get(0)).get(PATH + id).then().statusCode(304);
  }

  private static List<String> marks(String id) {
    ValidatableResponse article = read(id);
    List<String> marks = new ArrayList<>();
    marks.add(article.extract().header("ETag"));
    marks.add(article.extract().header("Last-Modified"));
    marks.add(article.extract().asString());
    marks.add(copy(id).extract().header("ETag"));
    return marks;
  }

  @Test
  void an_edition_that_is_published_again_goes_on_from_its_count() {
    String id = published(unique("Again"));
    view(id, 1);
    publish(id);
    view(id, 2);
    move(id, "publish", Map.of("update", true)).statusCode(200);
    view(id, 3);
    move(id, "publish", Map.of("at", "2020-02-29T12:00:00Z")).statusCode(200);
    view(id, 4);
  }

  @Test
  void what_is_not_out_yet_counts_nothing_and_begins_at_nought() {
    String id = draft(unique("Early"));
    refused(id, 404);
    move(id, "submit").statusCode(200);
    refused(id, 404);
    move(id, "publish", Map.of("at", "2036-01-01T00:00:00Z")).statusCode(200);
    refused(id, 404);
    assertEquals(0, rows(id));
    publish(id);
    counts(id, 0);
    view(id, 1);
  }

  @Test
  void a_count_goes_on_under_a_new_slug_and_under_the_old_ones() {
    String mark = mark();
    String id = published(unique("Moved"), "slug", "path-one-" + mark);
    String one = "path-one-" + mark;
    String two = "path-two-" + mark;
    String three = "path-three-" + mark;
    view(one, 1);
    rename(id, two);
    view(two, 2);
    view(one, 3);
    view(id, 4);
    rename(id, three);
    int count = 4;
    for (String ref : List.of(one, two, three, id)) {
      view(ref, ++count);
    }
    rename(id, one);
    view(one, 9);
    view(three, 10);
    pixel(two, 11);
    given().redirects().follow(false).get(PATH + two).then().statusCode(308);
    viewed(two, AGENT + " reader 1").body("counted", is(false)).body("views", is(11));
  }

  private static void rename(String id, String slug) {
    change(id, Map.of("slug", slug)).statusCode(200);
    publish(id);
  }

  @Test
  void a_count_goes_on_when_its_author_and_section_change() {
    Made writer = author();
    Made before = section();
    Made after = section();
    String id =
        published(
            unique("Kept"),
            "bylines",
            List.of(Map.of("author", writer.id())),
            "section",
            before.id());
    view(id, 1);
    String name = unique("Renamed");
    NewsApi.patch("editor", "/manage/v1/authors/" + writer.id(), "*", Map.of("name", name))
        .statusCode(200);
    view(id, 2);
    read(id).body("bylines[0].name", equalTo(name));
    change(id, Map.of("section", after.id())).statusCode(200);
    publish(id);
    view(id, 3);
    NewsApi.patch(
            "editor",
            "/manage/v1/sections/" + after.id(),
            "*",
            Map.of("slug", "moved-" + mark(), "name", unique("Elsewhere")))
        .statusCode(200);
    view(id, 4);
    series("section", before.id(), 0);
    series("section", after.id(), 4);
    series("author", writer.id(), 4);
  }

  private static void series(String what, String id, int views) {
    Keys.as("editor")
        .queryParams(what, id, "interval", "day")
        .get("/manage/v1/views/series")
        .then()
        .statusCode(200)
        .body("items.views.sum()", is(views));
  }

  @ParameterizedTest
  @CsvSource({"unpublish,-", "archive,restore", "delete,restore"})
  void a_count_goes_on_after_it_was_away(String away, String back) {
    String id = published(unique("Away"));
    String slug = read(id).extract().path("slug");
    view(id, 1);
    view(slug, 2);
    if (away.equals("delete")) {
      NewsApi.bin(id).statusCode(204);
    } else {
      move(id, away).statusCode(200);
    }
    refused(id, 404);
    refused(slug, 404);
    if (!back.equals("-")) {
      move(id, back).statusCode(200);
    }
    refused(id, 404);
    publish(id);
    counts(id, 2);
    viewed(id, AGENT + " reader 1").body("counted", is(false)).body("views", is(2));
    view(id, 3);
    view(slug, 4);
  }

  @Test
  void what_is_taken_down_keeps_its_count_for_the_newsroom_and_counts_no_more() {
    String id = published(unique("Down"));
    String slug = read(id).extract().path("slug");
    view(id, 1);
    view(slug, 2);
    move(id, "takedown", Map.of("reason", "legal")).statusCode(200);
    refused(id, 410);
    refused(slug, 410);
    given().header("User-Agent", AGENT).get(PATH + id + "/views.gif").then().statusCode(410);
    assertEquals(2, rows(id));
    series("article", id, 2);
  }

  @Test
  void reading_an_article_in_whatever_way_counts_nothing() {
    String id = published(unique("Read"));
    String tag = read(id).extract().header("ETag");
    List<String> paths =
        List.of(
            PATH + id,
            PATH + id + "?include=counts",
            PATH + id + "/views",
            PATH + id + "/comments",
            "/api/v1/articles?id=" + id,
            "/api/v1/counts?id=" + id);
    for (String path : paths) {
      reader().get(path).then().statusCode(200);
      reader().head(path).then().statusCode(200);
      int part = reader().header("Range", "bytes=0-0").get(path).statusCode();
      assertTrue(part == 200 || part == 206, path);
      reader().header("Sec-Purpose", "prefetch").get(path).then().statusCode(200);
      Keys.as("editor").header("User-Agent", AGENT).get(path).then().statusCode(200);
    }
    reader().header("If-None-Match", tag).get(PATH + id).then().statusCode(304);
    Keys.as("editor").header("User-Agent", AGENT).get(DESK + id).then().statusCode(200);
    counts(id, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Purpose,prefetch",
    "Sec-Purpose,prefetch;prerender",
    "Purpose,prefetch",
    "X-Moz,prefetch",
    "X-Purpose,preview",
    "Range,bytes=0-0",
    "Range,bytes=0-",
  })
  void a_pixel_that_is_fetched_ahead_or_in_part_counts_nothing(String name, String value) {
    String id = published(unique("Ahead"));
    reader().header(name, value).get(PATH + id + "/views.gif").then().statusCode(200);
    reader().header(name, value).head(PATH + id + "/views.gif").then().statusCode(200);
    counts(id, 0);
    view(id, 1);
  }

  @Test
  void the_newsroom_counts_neither_by_pixel_nor_by_a_hit_whatever_its_role() {
    String id = published(unique("Ours"));
    for (String role : List.of("contributor", "editor", "administrator")) {
      Keys.as(role)
          .header("User-Agent", AGENT)
          .get(PATH + id + "/views.gif")
          .then()
          .statusCode(200);
      Keys.as(role)
          .header("User-Agent", AGENT)
          .post(PATH + id + "/views")
          .then()
          .statusCode(200)
          .body("counted", is(false));
    }
    counts(id, 0);
  }

  private static RequestSpecification reader() {
    return given().header("User-Agent", AGENT);
  }

  private static ValidatableResponse viewed(String ref, String agent) {
    return given()
        .header("User-Agent", agent)
        .post(PATH + "{ref}/views", ref)
        .then()
        .statusCode(200);
  }

  /** A new reader, who makes the count what is said. */
  private static void view(String ref, int count) {
    viewed(ref, AGENT + " reader " + count).body("counted", is(true)).body("views", is(count));
    counts(ref, count);
  }

  private static void pixel(String ref, int count) {
    given()
        .header("User-Agent", AGENT + " reader " + count)
        .get(PATH + "{ref}/views.gif", ref)
        .then()
        .statusCode(200);
    counts(ref, count);
  }

  private static void counts(String ref, int count) {
    given()
        .get(PATH + "{ref}/views", ref)
        .then()
        .statusCode(200)
        .body("views", is(count))
        .body("dailyVisitors", is(count));
    String id = read(ref).statusCode(200).extract().path("id");
    given()
        .get(PATH + id + "?include=counts")
        .then()
        .statusCode(200)
        .body("counts.views", is(count));
  }

  private static void refused(String ref, int status) {
    reader().post(PATH + "{ref}/views", ref).then().statusCode(status);
    given().get(PATH + "{ref}/views", ref).then().statusCode(status);
  }

  /** Early in a day each reader is marked under the salt of the day before, too. */
  private long rows(String id) {
    long hours =
        database.number(
            "select coalesce(sum(views), 0) from view_hour where article_id = '" + id + "'");
    assertEquals(
        hours,
        database.number(
            "select count(*) from view_hit where article_id = '"
                + id
                + "' and counted_at < (day + 1)::timestamp at time zone 'UTC'"));
    return hours;
  }
}
