package io.masthead.view;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ViewImportsTest {

  @Inject Published published;

  private UUID article;
  private String slug;

  @BeforeEach
  void publish() {
    Keys.of("administrator");
    slug = "moved-" + UUID.randomUUID().toString().substring(0, 8) + "-x";
    article = published.article(slug);
  }

  @Test
  void the_same_number_again_changes_nothing_and_another_one_replaces_it() {
    load("wordpress", row(slug, "2025-01-31", 40), row(article, null, 4))
        .statusCode(200)
        .body("imported", equalTo(2))
        .body("unchanged", equalTo(0))
        .body("rejected", empty());
    views(44);
    load("wordpress", row(article, "2025-01-31", 40), row(slug, null, 4))
        .body("imported", equalTo(0))
        .body("unchanged", equalTo(2));
    views(44);
    load("wordpress", row(article, "2025-01-31", 10), row(slug, null, 4))
        .body("imported", equalTo(1))
        .body("unchanged", equalTo(1));
    views(14);
    load("ghost", row(article, "2025-01-31", 1)).body("imported", equalTo(1));
    views(15);
    load("wordpress", row(article, "2025-01-31", 0), row(article, null, 0));
    views(1);
  }

  @Test
  void imported_views_are_in_every_total_and_in_series_by_day() {
    load("wordpress", row(slug, "2025-01-31", 44));
    given().get("/api/v1/counts?id=" + article).then().body("items[0].views", equalTo(44));
    given()
        .queryParam("interval", "day")
        .queryParam("from", "2025-01-30T12:00:00Z")
        .queryParam("to", "2025-02-01T12:00:00Z")
        .queryParam("timeZone", "Europe/Berlin")
        .get("/api/v1/articles/{a}/views", article)
        .then()
        .statusCode(200)
        .body("views", equalTo(44))
        .body("dailyVisitors", equalTo(0))
        .body("series.views", contains(0, 44, 0))
        .body("series.visitors", contains(0, 0, 0));
  }

  @Test
  void a_wrong_row_is_told_and_the_others_go_in() {
    LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    load(
            "wordpress",
            row("no-such-article", null, 1),
            row(article, "2025-01-31", 7),
            row(article, "2025-02-01", -1),
            row(article, "2025-02-02", 1_000_000_000_001L),
            row(article, tomorrow.toString(), 1),
            row(slug, "2025-01-31", 8),
            row(UUID.randomUUID(), null, 1),
            Map.of("article", slug),
            Map.of("views", 1),
            Map.of("article", slug, "lang", "not a language", "views", 1),
            Map.of("article", slug, "lang", "kk", "views", 1),
            Map.of("article", slug, "lang", "en", "views", 1))
        .statusCode(200)
        .body("imported", equalTo(2))
        .body("rejected.row", contains(0, 2, 3, 4, 5, 6, 7, 8, 9, 10))
        .body(
            "rejected.code",
            contains(
                "not_found",
                "out_of_range",
                "out_of_range",
                "out_of_range",
                "not_unique",
                "not_found",
                "required",
                "required",
                "invalid_format",
                "not_found"));
    views(8);
  }

  @Test
  void where_every_row_is_wrong_nothing_is_told_to_have_gone_in() {
    load("wordpress", row("no-such-article", null, 1), row(article, null, -1))
        .statusCode(422)
        .body("errors.pointer", contains("/rows/0/article", "/rows/1/views"));
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(row("no-such-article", null, i));
    }
    load("wordpress", rows.toArray()).statusCode(422).body("errors", hasSize(100));
    load("wordpress").statusCode(200).body("imported", equalTo(0));
    views(0);
  }

  @Test
  void only_what_was_ever_published_is_found_under_any_slug_it_had() {
    String old = slug + "-old";
    published.addSlug(article, old);
    String draft = NewsApi.draft(NewsApi.unique("Never shown"));
    load("wordpress", row(old, "2025-01-01", 3), row(draft, null, 5))
        .body("imported", equalTo(1))
        .body("rejected.row", contains(1))
        .body("rejected.code", contains("not_found"));
    published.unpublish(article);
    load("wordpress", row(slug, "2025-01-02", 4)).body("imported", equalTo(1));
    total(7);
  }

  @Test
  void ten_thousand_rows_go_in_and_no_more() {
    List<Object> rows = new ArrayList<>();
    LocalDate first = LocalDate.of(1990, 1, 1);
    for (int i = 0; i < 10_000; i++) {
      rows.add(row(i % 2 == 0 ? slug : article, first.plusDays(i).toString(), 2));
    }
    load("wordpress", rows.toArray()).statusCode(200).body("imported", equalTo(10_000));
    views(20_000);
    load("wordpress", rows.toArray()).body("unchanged", equalTo(10_000));
    rows.add(row(slug, null, 1));
    load("wordpress", rows.toArray())
        .statusCode(422)
        .body("errors.pointer", contains("/rows"))
        .body("errors.code", contains("too_many"));
  }

  @Test
  void imports_of_one_article_at_once_add_up() {
    List<Integer> statuses =
        NewsApi.atOnce(
            8,
            i ->
                load("source " + i % 4, row(slug, "2025-01-31", 10), row(article, null, i))
                    .extract()
                    .statusCode());
    assertEquals(List.of(200, 200, 200, 200, 200, 200, 200, 200), statuses);
    total(
        published.number(
            "select sum(views) from view_import where article_id = '" + article + "'"));
  }

  @Test
  void an_import_that_is_sent_again_under_its_key_gives_the_first_answer() {
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      Keys.as("administrator")
          .header("Idempotency-Key", key)
          .contentType("application/json")
          .body(Map.of("source", "wordpress", "rows", List.of(row(slug, null, 44))))
          .post("/manage/v1/views/imports")
          .then()
          .statusCode(200)
          .body("imported", equalTo(1));
    }
    views(44);
  }

  private static Map<String, Object> row(Object article, String day, long views) {
    return day == null
        ? Map.of("article", article.toString(), "views", views)
        : Map.of("article", article.toString(), "day", day, "views", views);
  }

  private static ValidatableResponse load(String source, Object... rows) {
    return Keys.as("administrator")
        .contentType("application/json")
        .body(Map.of("source", source, "rows", List.of(rows)))
        .post("/manage/v1/views/imports")
        .then();
  }

  private void views(int views) {
    given().get("/api/v1/articles/{a}/views", article).then().body("views", equalTo(views));
  }

  private void total(long views) {
    assertEquals(
        views,
        published.number("select views from edition_count where article_id = '" + article + "'"));
  }
}
