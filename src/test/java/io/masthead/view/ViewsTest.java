package io.masthead.view;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.Sql;
import io.masthead.support.Contract;
import io.masthead.support.Published;
import io.masthead.support.RawHttp;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ViewsTest {

  private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0";
  private static final String KEY = "Bearer mh_test-administrator-key";
  private static final Duration WINDOW = Duration.ofMinutes(30);

  @Inject Published published;
  @Inject ViewLedger ledger;
  @Inject ViewQueue queue;
  @Inject ViewRepository repository;
  @Inject Parts parts;
  @Inject MeterRegistry meters;
  @Inject Sql sql;

  @TestHTTPResource("/api/v1/articles/")
  URI articles;

  private UUID article;

  @BeforeEach
  void publish() {
    article = published.article("viewed-" + UUID.randomUUID().toString().substring(0, 8) + "-x");
  }

  @Test
  void a_visitor_counts_once_within_the_window() {
    hit(AGENT).body("counted", equalTo(true)).body("views", equalTo(1)).body("reason", nullValue());
    hit(AGENT).body("counted", equalTo(false)).body("views", equalTo(1));
    hit(AGENT + " other").body("counted", equalTo(true)).body("views", equalTo(2));
    hoursAddUpTo(2);
  }

  @Test
  void two_hundred_visitors_at_once_count_two_hundred() throws Exception {
    atOnce(200, i -> AGENT + " visitor " + i);
    reading().body("views", equalTo(200)).body("dailyVisitors", equalTo(200));
    hoursAddUpTo(200);
  }

  @Test
  void one_visitor_two_hundred_times_at_once_counts_one() throws Exception {
    atOnce(200, i -> AGENT);
    reading().body("views", equalTo(1)).body("dailyVisitors", equalTo(1));
    hoursAddUpTo(1);
  }

  @Test
  void the_window_is_measured_from_the_last_counted_hit() {
    Instant noon = Instant.parse("2031-03-04T12:00:00Z");
    assertTrue(enter(noon, false));
    assertFalse(enter(noon.plusSeconds(29 * 60), false));
    assertTrue(enter(noon.plusSeconds(30 * 60), false));
    assertFalse(enter(noon.plusSeconds(59 * 60), false));
    assertEquals(1, repository.dailyVisitors(article));
    hoursAddUpTo(2);
  }

  @Test
  void a_visitor_is_known_again_just_after_midnight_and_is_another_one_the_next_day() {
    Instant late = Instant.parse("2031-03-04T23:50:00Z");
    assertTrue(enter(late, false));
    assertFalse(enter(late.plusSeconds(20 * 60), true));
    assertTrue(enter(late.plusSeconds(40 * 60), false));
    assertFalse(enter(late.plusSeconds(60 * 60), false));
    assertEquals(2, repository.dailyVisitors(article));
    hoursAddUpTo(2);
  }

  @Test
  void forgets_hits_of_days_past_but_not_what_they_counted() {
    assertTrue(enter(Instant.parse("2001-01-01T10:00:00Z"), false));
    LocalDate today = ViewLedger.day(Instant.now());
    QuarkusTransaction.requiringNew()
        .run(() -> parts.keep(today, LocalDate.of(2001, 1, 2), LocalDate.of(2001, 1, 1)));
    assertEquals(0, published.number("select count(*) from view_hit where day = '2001-01-01'"));
    hoursAddUpTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Purpose,prefetch",
    "Sec-Purpose,prefetch;prerender",
    "Sec-Purpose,prefetch;anonymous-client-ip",
    "Purpose,prefetch",
    "X-Moz,prefetch",
    "X-Moz,prerender",
    "X-Purpose,preview",
    "X-Purpose,prefetch",
    "Purpose,preview",
    "Purpose,prerender",
    "Purpose,Prefetch",
    "Sec-Purpose,preview",
    "Sec-Purpose,prerender"
  })
  void what_a_browser_fetches_ahead_does_not_count(String name, String value) {
    post(given().header("User-Agent", AGENT).header(name, value))
        .statusCode(200)
        .body("counted", equalTo(false))
        .body("views", equalTo(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/octet-stream",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain;charset=UTF-8",
        "image/png"
      })
  void whatever_a_beacon_sends_is_taken(String type) {
    RawHttp hit =
        RawHttp.request("POST", "/api/v1/articles/" + article + "/views")
            .header("User-Agent", AGENT)
            .body(type, "{\"neither\": JSON");
    assertTrue(hit.send().json().path("counted").asBoolean(), type);
    Contract.Answer packed = hit.header("Content-Encoding", "gzip").send();
    assertEquals(200, packed.status(), type);
  }

  @Test
  void who_asks_for_a_range_does_not_open_the_article() {
    RequestSpecification part = given().header("User-Agent", AGENT).header("Range", "bytes=0-0");
    post(part.header("Authorization", KEY).queryParam("explain", true))
        .body("counted", equalTo(false))
        .body("reason", equalTo("part"));
    post(given().header("User-Agent", AGENT).header("Range", "bytes=0-0"))
        .body("counted", equalTo(false))
        .body("views", equalTo(0));
    hit(AGENT).body("counted", equalTo(true));
  }

  @Test
  void bots_and_the_nameless_do_not_count() {
    hit("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
        .body("counted", equalTo(false));
    hit("").body("counted", equalTo(false)).body("views", equalTo(0));
  }

  @Test
  void the_newsroom_does_not_count_and_is_told_why() {
    RequestSpecification keyed = given().header("User-Agent", AGENT).header("Authorization", KEY);
    post(keyed.queryParam("explain", true))
        .body("counted", equalTo(false))
        .body("reason", equalTo("newsroom"));
    post(given()
            .header("User-Agent", "curl/8.5.0")
            .header("Authorization", KEY)
            .queryParam("explain", true))
        .body("reason", equalTo("bot"));
  }

  @Test
  void nobody_else_is_told_why() {
    hit(AGENT);
    post(given().header("User-Agent", AGENT).queryParam("explain", true))
        .body("counted", equalTo(false))
        .body("reason", nullValue());
  }

  @Test
  void a_wrong_key_is_refused() {
    post(given().header("User-Agent", AGENT).header("Authorization", "Bearer mh_wrong"))
        .statusCode(401);
    reading().body("views", equalTo(0));
  }

  @Test
  void reading_counts_nothing() {
    given()
        .header("User-Agent", AGENT)
        .head("/api/v1/articles/{a}/views", article)
        .then()
        .statusCode(200);
    reading().body("views", equalTo(0)).body("asOf", notNullValue());
  }

  @Test
  void forwarding_headers_of_strangers_make_no_other_visitor() {
    for (int i = 1; i <= 3; i++) {
      post(
          given()
              .header("User-Agent", AGENT)
              .header("X-Forwarded-For", "198.51.100." + i)
              .header("Forwarded", "for=198.51.100." + i)
              .header("X-Real-IP", "198.51.100." + i));
    }
    reading().body("views", equalTo(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{\"referrer\": \"https://search.example/\"}",
        "application/json|{\"referrer\": \"\"}",
        "application/json; charset=utf-8|{}",
        "text/plain|{\"no\": json",
        "text/plain;charset=UTF-8|hello",
        "application/x-www-form-urlencoded|a=b",
        "application/octet-stream|x",
        "multipart/form-data; boundary=x|--x--",
        "multipart/form-data; boundary=x|--x\\r"
            + "\\n"
            + "Content-Disposition: form-data; name=\"a\"\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "b\\r"
            + "\\n"
            + "--x--\\r"
            + "\\n",
        "multipart/form-data|no boundary",
        "application/x-www-form-urlencoded|%zz=&&&=",
        "application/x-www-form-urlencoded|''",
        "multipart/form-data; boundary=x|''",
        "text/plain|''",
        "text/html; charset=none-such|x",
        "-|x",
        "-|''"
      })
  void takes_whatever_a_beacon_sends(String type, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(articles.resolve(article + "/views"))
            .header("User-Agent", AGENT)
            .POST(HttpRequest.BodyPublishers.ofString(body.translateEscapes()));
    if (!type.equals("-")) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("{\"counted\":true,\"views\":1}", answer.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"referrer\":|400",
        "{} {}|400",
        "[]|400",
        "{\"referrer\": 1}|400",
        "{\"ip\": \"192.0.2.1\"}|400",
        "{\"referrer\": \"a\\u0000b\"}|400",
        "{\"referrer\": \"a\\nb\"}|422"
      })
  void refuses_json_that_is_none_of_ours(String body, int status) {
    post(given().header("User-Agent", AGENT).contentType("application/json").body(body))
        .statusCode(status)
        .contentType("application/problem+json");
    reading().body("views", equalTo(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain;charset=UTF-8|{\"referrer\": \"https://Beacon.example/a?b\"}|beacon.example",
        "application/octet-stream|{\"referrer\": \"https://beacon.example\"}|beacon.example",
        "-|{\"referrer\": \"https://beacon.example\"}|beacon.example",
        "text/plain|{\"referrer\": \"no address\"}|",
        "text/plain|{}|",
        "text/plain|null|",
        "application/json|null|",
        "text/plain|''|"
      })
  void reads_the_referrer_of_a_beacon_whatever_type_it_is_of(
      String type, String body, String host) {
    double before = garbled();
    RawHttp hit = RawHttp.request("POST", "/api/v1/articles/" + article + "/views");
    hit.header("User-Agent", AGENT).body(type.equals("-") ? null : type, body);
    assertEquals("{\"counted\":true,\"views\":1}", hit.send().text());
    assertEquals(host, referrer());
    assertEquals(before, garbled());
  }

  static List<Arguments> garbage() {
    byte[] notUtf8 = {'{', '"', 'r', '"', ':', '"', (byte) 0xff, '"', '}'};
    List<byte[]> bodies = new ArrayList<>(List.of(notUtf8, new byte[] {0}, new byte[4_096]));
    for (String body :
        List.of(
            "hello",
            " ",
            "{\"referrer\":",
            "{} {}",
            "[]",
            "[".repeat(4_000),
            "{\"referrer\": 1}",
            "{\"referrer\": [\"https://a.example\"]}",
            "{\"referrer\": \"https://a.example\", \"ip\": \"192.0.2.1\"}",
            "{\"referrer\": \"https://a.example\", \"referrer\": \"https://b.example\"}",
            "{\"referrer\": \"https://a.example\\nb\"}",
            "{\"referrer\": \"https://a.example/" + "x".repeat(2_000) + "\"}")) {
      bodies.add(body.getBytes(StandardCharsets.UTF_8));
    }
    return bodies.stream()
        .flatMap(
            body ->
                Stream.of("text/plain;charset=UTF-8", "application/x-www-form-urlencoded", null)
                    .map(type -> Arguments.of(type, body)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbage_in_a_beacon_is_noted_and_the_hit_counts_without_it(String type, byte[] body) {
    double before = garbled();
    RawHttp hit = RawHttp.request("POST", "/api/v1/articles/" + article + "/views");
    hit.header("User-Agent", AGENT).body(type, body);
    assertEquals("{\"counted\":true,\"views\":1}", hit.send().text());
    assertNull(referrer());
    assertEquals(before + 1, garbled());
  }

  @Test
  void garbage_that_calls_itself_json_is_noted_too() {
    double before = garbled();
    post(given().header("User-Agent", AGENT).contentType("application/json").body("{"))
        .statusCode(400);
    assertEquals(before + 1, garbled());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/json"
      })
  void refuses_a_body_over_the_limit_whatever_it_calls_itself(String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(articles.resolve(article + "/views"))
            .header("User-Agent", AGENT)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(4_097)))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(413, answer.statusCode(), answer.body());
    reading().body("views", equalTo(0));
  }

  @Test
  void takes_a_body_of_exactly_the_limit() {
    post(given().header("User-Agent", AGENT).contentType("text/plain").body("x".repeat(4_096)))
        .statusCode(200);
  }

  @Test
  void counting_goes_on_under_an_old_slug() {
    String old = "old-" + UUID.randomUUID().toString().substring(0, 8) + "-slug";
    published.addSlug(article, old);
    hit(AGENT);
    given()
        .header("User-Agent", AGENT + " other")
        .post("/api/v1/articles/{a}/views", old)
        .then()
        .statusCode(200)
        .body("views", equalTo(2));
    given().get("/api/v1/articles/{a}/views", old).then().body("views", equalTo(2));
  }

  @Test
  void only_what_is_published_is_counted() {
    hit(AGENT);
    published.unpublish(article);
    post(given().header("User-Agent", AGENT + " 2")).statusCode(404);
    given().get("/api/v1/articles/{a}/views", article).then().statusCode(404);
    assertEquals(
        1,
        published.number("select views from edition_count where article_id = '" + article + "'"));
    published.takeDown(article);
    post(given().header("User-Agent", AGENT + " 3"))
        .statusCode(410)
        .body("reason", equalTo("legal"));
    given().get("/api/v1/articles/{a}/views", article).then().statusCode(410);
    given().post("/api/v1/articles/{a}/views", UUID.randomUUID()).then().statusCode(404);
  }

  @Test
  void what_comes_together_is_entered_together() {
    UUID other = published.article("viewed-" + UUID.randomUUID().toString().substring(0, 8) + "-y");
    Instant noon = Instant.parse("2031-03-04T12:00:00Z");
    List<ViewLedger.Entry> entries =
        List.of(
            entry(article, 1, noon, false),
            entry(other, 1, noon, false),
            entry(article, 2, noon.plusSeconds(3600), false),
            entry(article, 1, noon, false));
    List<ViewLedger.Entered> entered = ledger.enter(entries, WINDOW);
    assertEquals(List.of(true, true, true, false), entered.stream().map(e -> e.counted()).toList());
    assertEquals(List.of(1L, 1L, 2L, 2L), entered.stream().map(ViewLedger.Entered::views).toList());
    assertEquals(
        2, published.number("select count(*) from view_hour where article_id = '" + article + "'"));
    hoursAddUpTo(2);
  }

  @Test
  void a_view_that_races_with_unpublishing_leaves_nothing_and_spoils_no_other() {
    UUID other = published.article("viewed-" + UUID.randomUUID().toString().substring(0, 8) + "-z");
    published.unpublish(article);
    Instant noon = Instant.parse("2031-03-04T12:00:00Z");
    CompletableFuture<ViewLedger.Entered> gone = queue.join(entry(article, 1, noon, false));
    CompletableFuture<ViewLedger.Entered> stays = queue.join(entry(other, 1, noon, false));
    assertEquals(ViewLedger.Entered.NOWHERE, gone.join());
    assertEquals(new ViewLedger.Entered(true, 1), stays.join());
    assertEquals(
        0, published.number("select count(*) from view_hit where article_id = '" + article + "'"));
    hoursAddUpTo(0);
    article = other;
    hoursAddUpTo(1);
  }

  @Test
  void an_article_that_was_unpublished_a_moment_ago_is_not_found() {
    hit(AGENT);
    published.unpublish(article);
    post(given().header("User-Agent", AGENT + " 2")).statusCode(404);
    post(given().header("User-Agent", AGENT + " 2")).statusCode(404);
    hoursAddUpTo(1);
  }

  @Test
  void a_hit_whose_commit_the_database_does_not_survive_may_come_again() {
    String name = "end_" + article.toString().replace("-", "");
    published.run(
        """
        create function %s() returns trigger language plpgsql as $$
        begin
          perform pg_terminate_backend(pg_backend_pid());
          return null;
        end $$
        """
            .formatted(name));
    published.run(
        """
        create constraint trigger %s after insert on view_day deferrable initially deferred
        for each row when (new.article_id = '%s') execute function %1$s()
        """
            .formatted(name, article));
    try {
      for (int i = 0; i < 2; i++) {
        post(given().header("User-Agent", AGENT))
            .statusCode(503)
            .header("Retry-After", notNullValue());
      }
    } finally {
      published.run("drop function " + name + " cascade");
    }
    hoursAddUpTo(0);
    hit(AGENT).body("counted", equalTo(true)).body("views", equalTo(1));
  }

  @Test
  void a_pixel_counts_as_a_view_does() {
    String pixel = "/api/v1/articles/{a}/views.gif";
    byte[] image =
        given()
            .header("User-Agent", AGENT)
            .get(pixel, article)
            .then()
            .statusCode(200)
            .contentType("image/gif")
            .header("Cache-Control", "no-store")
            .extract()
            .asByteArray();
    assertEquals("GIF89a", new String(image, 0, 6, StandardCharsets.US_ASCII));
    hit(AGENT).body("counted", equalTo(false)).body("views", equalTo(1));
    given().header("User-Agent", AGENT + " 2").head(pixel, article).then().statusCode(200);
    reading().body("views", equalTo(1));
    given().get(pixel, UUID.randomUUID()).then().statusCode(404);
  }

  @Test
  void keeps_the_hosts_that_readers_came_from_and_adds_up_those_beyond_fifty() {
    Instant noon = Instant.parse("2031-03-04T12:00:00Z");
    List<ViewLedger.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ViewLedger.Entry entry = entry(article, i, noon, false);
      entries.add(
          new ViewLedger.Entry(
              article,
              entry.today(),
              null,
              noon,
              Referrer.host("https://H%02d.example/p?q".formatted(i))));
    }
    ledger.enter(entries, WINDOW);
    ViewLedger.Entry known = entry(article, 99, noon, false);
    ledger.enter(
        List.of(new ViewLedger.Entry(article, known.today(), null, noon, "h07.example")), WINDOW);
    String from = " from view_referrer where article_id = '" + article + "'";
    assertEquals(61, published.number("select sum(views)" + from));
    assertEquals(51, published.number("select count(*)" + from));
    assertEquals(10, published.number("select views" + from + " and host = 'other'"));
    assertEquals(2, published.number("select views" + from + " and host = 'h07.example'"));
  }

  @Test
  void hits_and_hours_of_now_lie_in_parts_of_their_own() {
    hit(AGENT);
    assertEquals(
        0,
        published.number(
            "select count(*) from view_hit_default where article_id = '" + article + "'"));
    assertEquals(
        0,
        published.number(
            "select count(*) from view_hour_default where article_id = '" + article + "'"));
  }

  @Test
  void yesterday_has_a_part_while_a_window_reaches_into_it() {
    LocalDate today = ViewLedger.day(Instant.now());
    LocalDate yesterday = today.minusDays(1);
    boolean made =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  parts.keep(today, yesterday, LocalDate.of(2001, 1, 1));
                  return sql.first(
                          "select to_regclass(?) is not null",
                          row -> row.getBoolean(1),
                          "view_hit_" + yesterday.toString().replace('-', '_'))
                      .orElseThrow();
                });
    assertTrue(made);
  }

  @Test
  void an_unchanged_count_is_not_sent_again() {
    hit(AGENT);
    String tag =
        reading()
            .header("ETag", startsWith("W/\""))
            .header("Last-Modified", notNullValue())
            .extract()
            .header("ETag");
    given()
        .header("If-None-Match", tag)
        .get("/api/v1/articles/{a}/views", article)
        .then()
        .statusCode(304);
    hit(AGENT + " 2");
    given()
        .header("If-None-Match", tag)
        .get("/api/v1/articles/{a}/views", article)
        .then()
        .statusCode(200);
  }

  @Test
  void unknown_parameters_are_refused() {
    post(given().header("User-Agent", AGENT).queryParam("ip", "x").queryParam("explain", "yes"))
        .statusCode(400)
        .body("errors.code", hasItem("unknown_parameter"))
        .body("errors.code", hasItem("invalid_type"));
  }

  @Test
  void nothing_of_the_visitor_is_stored() {
    hit("Mozilla/5.0 VeryOwnAgent");
    assertEquals(
        0,
        published.number(
            "select count(*) from view_hit h where h::text like '%VeryOwn%' or h::text like"
                + " '%127.0.0%'"));
  }

  private double garbled() {
    return meters.get("masthead.views.garbled").counter().count();
  }

  /** The host that the article's reader came from, or null. */
  private String referrer() {
    return sql.first(
            "select host from view_referrer where article_id = ?", row -> row.getString(1), article)
        .orElse(null);
  }

  private boolean enter(Instant now, boolean nearMidnight) {
    return ledger.enter(List.of(entry(article, 1, now, nearMidnight)), WINDOW).get(0).counted();
  }

  private static ViewLedger.Entry entry(
      UUID article, int visitor, Instant now, boolean nearMidnight) {
    LocalDate day = ViewLedger.day(now);
    return new ViewLedger.Entry(
        article,
        mark(article, visitor, day),
        nearMidnight ? mark(article, visitor, day.minusDays(1)) : null,
        now,
        null);
  }

  private static ViewLedger.Mark mark(UUID article, int visitor, LocalDate day) {
    String mark = article + " " + visitor + " " + day;
    return new ViewLedger.Mark(day, mark.getBytes(StandardCharsets.UTF_8));
  }

  private void atOnce(int hits, IntFunction<String> agent) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < hits; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(articles.resolve(article + "/views"))
              .header("User-Agent", agent.apply(i))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      HttpResponse<String> got = answer.get(60, TimeUnit.SECONDS);
      assertEquals(200, got.statusCode(), got.body());
    }
  }

  private void hoursAddUpTo(long views) {
    assertEquals(
        views,
        published.number(
            "select coalesce(sum(views), 0) from view_hour where article_id = '" + article + "'"));
    assertEquals(
        views,
        published.number(
            "select coalesce(sum(views), 0) from edition_count where article_id = '"
                + article
                + "'"));
  }

  private ValidatableResponse hit(String agent) {
    return post(given().header("User-Agent", agent)).statusCode(200);
  }

  private ValidatableResponse post(RequestSpecification request) {
    return request.post("/api/v1/articles/{a}/views", article).then();
  }

  private ValidatableResponse reading() {
    return given().get("/api/v1/articles/{a}/views", article).then().statusCode(200);
  }
}
