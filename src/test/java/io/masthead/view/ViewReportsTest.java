package io.masthead.view;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ViewReportsTest {

  private static final String MANAGE = "/manage/v1/views/";

  @Inject Published published;
  @Inject ViewReportRepository reports;

  private UUID article;

  @BeforeEach
  void publish() {
    Keys.of("contributor");
    article = published.article("told-" + UUID.randomUUID().toString().substring(0, 8) + "-x");
  }

  // Series of an article

  @Test
  void a_series_has_every_hour_also_those_without_a_view() {
    Instant noon = today().atTime(12, 0).toInstant(ZoneOffset.UTC).minus(3, ChronoUnit.DAYS);
    hour(article, noon, 7, 5);
    hour(article, noon.plus(2, ChronoUnit.HOURS), 2, 1);
    series("hour", noon.plusSeconds(1), noon.plus(3, ChronoUnit.HOURS), null)
        .statusCode(200)
        .body("series.views", contains(7, 0, 2))
        .body("series.visitors", contains(5, 0, 1))
        .body("series.at[0]", equalTo(text(noon)))
        .body("series.at[2]", equalTo(text(noon.plus(2, ChronoUnit.HOURS))));
  }

  @Test
  void a_series_by_day_is_of_thirty_days_and_today_unless_asked_otherwise() {
    day(article, today(), 3, 2);
    given()
        .queryParam("interval", "day")
        .get("/api/v1/articles/{a}/views", article)
        .then()
        .statusCode(200)
        .body("series", hasSize(31))
        .body("series[30].views", equalTo(3))
        .body("series[29].views", equalTo(0));
    given()
        .get("/api/v1/articles/{a}/views", article)
        .then()
        .statusCode(200)
        .body("series", nullValue());
  }

  @Test
  void an_hour_counts_for_the_day_of_the_zone_in_which_its_middle_lies() {
    LocalDate date = today().minusDays(4);
    // A day of Kolkata begins at 18:30 of UTC, and one of Kathmandu at 18:15.
    Instant evening = date.atTime(18, 0).toInstant(ZoneOffset.UTC);
    hour(article, evening.minus(1, ChronoUnit.HOURS), 1, 1);
    hour(article, evening, 10, 1);
    for (String zone : List.of("Asia/Kolkata", "Asia/Kathmandu")) {
      series("day", evening.minus(2, ChronoUnit.HOURS), evening.plus(2, ChronoUnit.HOURS), zone)
          .statusCode(200)
          .body("series.views", contains(1, 10));
    }
    series("day", evening, evening.plus(2, ChronoUnit.HOURS), "Europe/Berlin")
        .body("series.views", contains(11));
  }

  @Test
  void days_that_are_longer_than_their_hours_are_kept_are_told_as_days_of_utc() {
    LocalDate old = today().minusDays(200);
    day(article, old, 9, 4);
    Instant start = old.atStartOfDay().toInstant(ZoneOffset.UTC);
    for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")) {
      Instant noon = start.plus(12, ChronoUnit.HOURS);
      series("day", noon, noon.plusMillis(1), zone)
          .statusCode(200)
          .body("series.views", contains(9))
          .body("series.visitors", contains(4));
    }
    series("hour", start, start.plus(1, ChronoUnit.HOURS), null)
        .statusCode(400)
        .body("errors.parameter", contains("from"))
        .body("errors.code", contains("out_of_range"));
  }

  @Test
  void no_view_is_told_twice_or_left_out_where_days_become_hours() {
    LocalDate first = today().minusDays(94);
    for (int i = 0; i < 10; i++) {
      LocalDate date = first.plusDays(i);
      for (int hour : new int[] {0, 11, 23}) {
        hour(article, date.atTime(hour, 0).toInstant(ZoneOffset.UTC), 1, 1);
      }
      day(article, date, 3, 3);
    }
    for (String zone : List.of("UTC", "Asia/Tokyo", "America/New_York", "Asia/Kolkata")) {
      List<Integer> views =
          series(
                  "day",
                  first.minusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC),
                  first.plusDays(13).atStartOfDay().toInstant(ZoneOffset.UTC),
                  zone)
              .statusCode(200)
              .extract()
              .path("series.views");
      assertEquals(30, views.stream().mapToInt(Integer::intValue).sum(), zone + views);
    }
  }

  @Test
  void a_series_without_an_interval_is_refused() {
    given()
        .queryParam("from", "2026-11-01T00:00:00Z")
        .queryParam("to", "2026-11-02T00:00:00Z")
        .queryParam("timeZone", "UTC")
        .get("/api/v1/articles/{a}/views", article)
        .then()
        .statusCode(400)
        .body("errors.parameter", contains("from", "to", "timeZone"))
        .body("errors.code", everyItem(equalTo("not_allowed")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval=week|interval",
        "interval=day&timeZone=Mars|timeZone",
        "interval=day&timeZone=%2B05:00|timeZone",
        "interval=day&from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z|from",
        "interval=day&from=2026-11-02T00:00:00Z&to=2026-11-02T00:00:00Z|from",
        "interval=day&from=1971-01-01T00:00:00Z|from",
        "interval=day&from=0001-01-01T00:00:00Z|from",
        "interval=day&to=9999-12-31T23:59:59Z|to",
        "interval=hour&from=2000-01-01T00:00:00Z|from",
        "interval=hour&from=2036-01-01T00:00:00Z&to=2038-01-01T00:00:00Z|from"
      })
  void a_series_that_cannot_be_is_refused_by_its_parameter(String query, String parameter) {
    for (String path : List.of("/api/v1/articles/" + article + "/views", MANAGE + "series")) {
      Keys.as("contributor")
          .urlEncodingEnabled(false)
          .get(path + "?" + query)
          .then()
          .statusCode(400)
          .body("errors.parameter", hasItem(parameter));
    }
  }

  // Trending

  @Test
  void what_was_read_lately_trends_more_and_equal_ones_go_by_id() {
    NewsApi.Made section = NewsApi.section();
    UUID old = in(section);
    UUID one = in(section);
    UUID other = in(section);
    UUID rare = in(section);
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    hour(old, hour.minus(18, ChronoUnit.HOURS), 20, 20);
    hour(one, hour.minus(6, ChronoUnit.HOURS), 10, 10);
    hour(other, hour.minus(6, ChronoUnit.HOURS), 10, 10);
    hour(rare, hour, 4, 4);
    trending("section", section.slug())
        .statusCode(200)
        .body("items.id", contains(one.toString(), other.toString(), old.toString()))
        .body("items.views", contains(10, 10, 20))
        .body("items[0].body", nullValue())
        .body("items[0].section.slug", equalTo(section.slug()));
    trending("section", section.id(), "halfLife", 72)
        .body("items.id", contains(old.toString(), one.toString(), other.toString()));
    trending("section", section.slug(), "limit", 1).body("items.id", contains(one.toString()));
    trending("section", section.slug(), "lang", "kk").body("items", empty());
    trending("section", section.slug(), "window", "1h").body("items", empty());
  }

  @Test
  void a_score_halves_with_each_half_life() {
    NewsApi.Made section = NewsApi.section();
    UUID read = in(section);
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);
    hour(read, hour, 64, 60);
    Number score =
        trending("section", section.slug(), "halfLife", 1).extract().path("items[0].score");
    double age = ChronoUnit.SECONDS.between(hour.plusSeconds(1800), Instant.now()) / 3600.0;
    assertEquals(64 * Math.pow(2, -age), score.doubleValue(), 0.3);
  }

  @Test
  void days_stand_in_for_hours_that_are_long_past_and_imports_never_trend() {
    NewsApi.Made section = NewsApi.section();
    UUID read = in(section);
    UUID imported = in(section);
    day(read, today().minusDays(20), 50, 40);
    published.run(
        "insert into view_import values ('x', '%s', '%s', 5000)".formatted(imported, today()));
    trending("section", section.slug(), "window", "30d")
        .body("items.id", contains(read.toString()))
        .body("items[0].views", equalTo(50));
    trending("section", section.slug(), "window", "7d").body("items", empty());
  }

  @Test
  void only_what_was_published_lately_trends_and_what_is_no_more_published_is_gone_at_once() {
    NewsApi.Made section = NewsApi.section();
    UUID fresh = in(section);
    UUID old = in(section);
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    hour(fresh, hour, 10, 10);
    hour(old, hour, 10, 10);
    String ago = "now() - interval '10 days'";
    for (String table : List.of("edition", "edition_section")) {
      published.run(
          "update %s set published_at = %s where article_id = '%s'".formatted(table, ago, old));
    }
    trending("section", section.slug()).body("items.id", contains(fresh.toString()));
    trending("section", section.slug(), "publishedWithin", 30)
        .body("items.id", containsInAnyOrder(fresh.toString(), old.toString()));
    published.unpublish(fresh);
    trending("section", section.slug()).body("items", empty());
  }

  @Test
  void views_of_an_hour_that_has_just_begun_trend() {
    UUID read = in(NewsApi.section());
    Instant hour = Instant.parse("2036-05-05T10:00:00Z");
    hour(read, hour, 6, 6);
    List<ViewReportRepository.Scored> scored =
        reports.trending(hour, hour.minus(Duration.ofDays(1)), LocalDate.of(2036, 5, 1), 6, 5);
    assertEquals(
        List.of(new ViewReportRepository.Scored(read, 6, 6)),
        scored.stream().filter(s -> s.article().equals(read)).toList());
  }

  @Test
  void a_question_is_worked_out_once_a_minute() {
    NewsApi.Made section = NewsApi.section();
    UUID read = in(section);
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    hour(read, hour, 10, 10);
    ValidatableResponse first = trending("section", section.slug());
    published.run("update view_hour set views = 99 where article_id = '%s'".formatted(read));
    trending("section", section.slug())
        .body("items[0].views", equalTo(10))
        .header("ETag", equalTo(first.extract().header("ETag")));
    given()
        .header("If-None-Match", first.extract().header("ETag"))
        .queryParam("section", section.slug())
        .get("/api/v1/trending")
        .then()
        .statusCode(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "window=2h",
        "window=DAY",
        "halfLife=0",
        "halfLife=73",
        "publishedWithin=366",
        "limit=101",
        "lang=abcd-x-y-",
        "cursor=x"
      })
  void a_list_of_what_trends_that_cannot_be_is_refused(String query) {
    given().get("/api/v1/trending?" + query).then().statusCode(400);
  }

  // Management

  @Test
  void the_newsroom_sees_the_series_of_a_section_an_author_an_article_and_of_all() {
    NewsApi.Made parent = NewsApi.section();
    NewsApi.Made section = NewsApi.section("parent", parent.slug());
    NewsApi.Made author = NewsApi.author();
    UUID read = in(section, "bylines", List.of(java.util.Map.of("author", author.slug())));
    UUID other = in(section);
    day(read, today(), 7, 5);
    day(other, today(), 2, 1);
    published.run(
        "insert into view_import values ('x', '%s', '%s', 100)".formatted(other, today()));
    report("contributor", "series", "section", parent.slug())
        .statusCode(200)
        .body("interval", equalTo("day"))
        .body("timeZone", equalTo("UTC"))
        .body("items", hasSize(31))
        .body("items[30].views", equalTo(109))
        .body("items[30].visitors", equalTo(6));
    report("editor", "series", "author", author.slug()).body("items[30].views", equalTo(7));
    report("author", "series", "article", other, "section", section.id())
        .body("items[30].views", equalTo(102));
    report("author", "series", "article", other, "author", author.id())
        .body("items[30].views", equalTo(0));
    report("author", "series", "section", "no-such-section").body("items[30].views", equalTo(0));
    long all = published.number("select sum(views) from view_day where day = '" + today() + "'");
    long imported =
        published.number("select sum(views) from view_import where day = '" + today() + "'");
    Number told = report("author", "series").extract().path("items[30].views");
    assertEquals(all + imported, told.longValue());
    report("moderator", "series").statusCode(403);
    published.unpublish(read);
    report("editor", "series", "article", read).body("items[30].views", equalTo(7));
    report("editor", "series", "section", section.slug()).body("items[30].views", equalTo(102));
  }

  @Test
  void a_series_is_also_a_table() {
    day(article, today(), 7, 5);
    String table =
        Keys.as("contributor")
            .header("Accept", "text/csv")
            .queryParam("article", article)
            .queryParam("from", today() + "T00:00:00Z")
            .get(MANAGE + "series")
            .then()
            .statusCode(200)
            .contentType(startsWith("text/csv"))
            .extract()
            .asString();
    assertEquals("at,views,visitors\r\n" + today() + "T00:00:00.000Z,7,5\r\n", table);
    Keys.as("contributor")
        .header("Accept", "text/html")
        .get(MANAGE + "series")
        .then()
        .statusCode(406);
  }

  @Test
  void the_most_read_are_listed_with_their_names_and_guarded_in_a_table() {
    NewsApi.Made section = NewsApi.section();
    UUID most = in(section, "title", "=HYPERLINK(\"x\")");
    UUID less = in(section);
    UUID never = in(section);
    LocalDate date = LocalDate.of(2024, 2, 29);
    day(most, date, 7, 5);
    day(less, date.minusDays(1), 4, 4);
    day(less, date.plusDays(1), 100, 90);
    published.run("insert into view_import values ('x', '%s', '%s', 2)".formatted(most, date));
    Object[] days = {"from", "2024-02-28", "to", "2024-02-29"};
    report("contributor", "top", with(days, "section", section.slug()))
        .statusCode(200)
        .body("items.article.id", contains(most.toString(), less.toString()))
        .body("items.article.title[0]", equalTo("=HYPERLINK(\"x\")"))
        .body("items.views", contains(9, 4))
        .body("items.visitors", contains(5, 4));
    report("contributor", "top", with(days, "section", section.slug(), "limit", 1))
        .body("items", hasSize(1));
    report("contributor", "top", with(days, "section", section.slug(), "lang", "kk"))
        .body("items", empty());
    report("contributor", "top", days).body("items.article.id", hasItem(most.toString()));
    String table =
        Keys.as("contributor")
            .header("Accept", "text/csv")
            .queryParams(NewsApi.members(with(days, "section", section.slug(), "limit", 1)))
            .get(MANAGE + "top")
            .asString();
    assertEquals("'=HYPERLINK(\"\"x\"\")", table.split("\r\n")[1].split(",\"")[1].split("\",")[0]);
    published.unpublish(less);
    report("contributor", "top", days)
        .body("items.find { it.article.id == '" + less + "' }.article.slug", nullValue())
        .body("items.find { it.article.id == '" + less + "' }.views", equalTo(4))
        .body("items.article.id", not(hasItem(never.toString())));
    report("contributor", "top", "from", "2024-03-01", "to", "2024-02-29")
        .statusCode(400)
        .body("errors.parameter", contains("from"));
    report("contributor", "top", "from", "+12024-03-01").statusCode(400);
    report("contributor", "top", "from", "0001-01-01", "to", "9999-12-31").statusCode(200);
  }

  @Test
  void hosts_seen_twice_or_beyond_the_first_fifty_are_told_as_others() {
    for (int i = 0; i < 55; i++) {
      referrer("h%02d.example".formatted(i), i == 54 ? 2 : 3 + i);
    }
    referrer("other", 10);
    long all = 10 + 2 + 3 * 54 + 53 * 54 / 2;
    ValidatableResponse told =
        report("contributor", "referrers", "article", article)
            .statusCode(200)
            .body("items", hasSize(50))
            .body("items[0].host", equalTo("h53.example"))
            .body("items[0].views", equalTo(56))
            .body("items.host", not(hasItem("h54.example")))
            .body("other", equalTo(10 + 2 + 3 + 4 + 5 + 6));
    List<Integer> views = told.extract().path("items.views");
    assertEquals(all - 30, views.stream().mapToInt(Integer::intValue).sum());
    report("contributor", "referrers", "article", UUID.randomUUID())
        .body("items", empty())
        .body("other", equalTo(0));
    String table =
        Keys.as("contributor")
            .header("Accept", "text/csv, application/json;q=0.1")
            .queryParam("article", article)
            .get(MANAGE + "referrers")
            .asString();
    assertEquals(52, table.split("\r\n").length);
  }

  private UUID in(NewsApi.Made section, Object... members) {
    Object[] all = with(members, "section", section.slug());
    String title = (String) NewsApi.members(members).getOrDefault("title", NewsApi.unique("Told"));
    return UUID.fromString(NewsApi.published(title, all));
  }

  private static Object[] with(Object[] members, Object... more) {
    Object[] all = java.util.Arrays.copyOf(members, members.length + more.length);
    System.arraycopy(more, 0, all, members.length, more.length);
    return all;
  }

  private ValidatableResponse series(String interval, Instant from, Instant to, String zone) {
    var request =
        given()
            .queryParam("interval", interval)
            .queryParam("from", text(from))
            .queryParam("to", text(to));
    if (zone != null) {
      request.queryParam("timeZone", zone);
    }
    return request.get("/api/v1/articles/{a}/views", article).then();
  }

  private static ValidatableResponse trending(Object... parameters) {
    return given().queryParams(NewsApi.members(parameters)).get("/api/v1/trending").then();
  }

  private static ValidatableResponse report(String role, String report, Object... parameters) {
    return Keys.as(role).queryParams(NewsApi.members(parameters)).get(MANAGE + report).then();
  }

  private void hour(UUID of, Instant hour, int views, int visitors) {
    published.run(
        "insert into view_hour values ('%s', '%s', %d, %d)".formatted(of, hour, views, visitors));
  }

  private void day(UUID of, LocalDate day, int views, int visitors) {
    published.run(
        "insert into view_day values ('%s', '%s', %d, %d)".formatted(of, day, views, visitors));
  }

  private void referrer(String host, int views) {
    published.run(
        "insert into view_referrer values ('%s', '%s', '%s', %d)"
            .formatted(article, today(), host, views));
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static String text(Instant instant) {
    return io.masthead.http.Json.format(instant);
  }
}
