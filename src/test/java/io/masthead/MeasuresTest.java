package io.masthead;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Exposition;
import io.masthead.support.NewsApi;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of a service that runs. */
@QuarkusTest
class MeasuresTest {

  private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0";

  @TestHTTPResource(value = "/metrics", management = true)
  URI metrics;

  @TestHTTPResource(value = "/health", management = true)
  URI health;

  @Inject DataSource database;
  @Inject MeterRegistry meters;

  @Test
  void a_request_is_measured_under_the_template_of_its_route() {
    String article = NewsApi.published("Measured");
    String[] route = {"uri", "/api/v1/articles/{article}", "method", "GET", "status", "200"};
    String[] withinTen = {route[0], route[1], route[2], route[3], route[4], route[5], "le", "10.0"};
    double before = read().sum("http_server_requests_seconds_bucket", withinTen);
    given().get("/api/v1/articles/{id}", article).then().statusCode(200);
    given().get("/api/v1/articles/{id}", article).then().statusCode(200);
    await().until(() -> read().sum("http_server_requests_seconds_bucket", withinTen) >= before + 2);
    Exposition now = read();
    assertTrue(now.sum("http_server_requests_seconds_count", route) >= before + 2);
    assertFalse(
        now.named("http_server_requests_seconds_count")
            .anyMatch(series -> series.labels().get("uri").contains(article)));
  }

  @Test
  void a_view_is_measured_with_the_transaction_that_it_was_entered_in() {
    Exposition before = read();
    String article = NewsApi.published("Measured");
    given()
        .header("User-Agent", AGENT)
        .post("/api/v1/articles/{id}/views", article)
        .then()
        .statusCode(200);
    Exposition after = read();
    assertGrew(before, after, "masthead_views_counted_total");
    assertGrew(before, after, "masthead_views_batch_size_sum");
    assertGrew(before, after, "masthead_views_batch_seconds_count", "outcome", "entered");
    assertGrew(before, after, "masthead_views_batch_seconds_sum", "outcome", "entered");
  }

  @Test
  void a_comment_is_counted_by_its_verdict_and_only_if_it_is_stored() {
    String article = NewsApi.published("Measured");
    double before = read().sum("masthead_comments_judged_total");
    double held = read().sum("masthead_comments_judged_total", "verdict", "hold");
    comment(article, "Nobody has said this before.", 202);
    comment(article, "Nobody has said this before.", 409);
    comment(article, "", 422);
    assertEquals(before + 1, read().sum("masthead_comments_judged_total"));
    assertEquals(held + 1, read().sum("masthead_comments_judged_total", "verdict", "hold"));
  }

  @Test
  void what_is_due_and_held_up_is_measured_until_it_is_done() throws Exception {
    String article = NewsApi.draft("Measured");
    NewsApi.move(article, "publish", Map.of("at", Instant.now().plusSeconds(3).toString()))
        .statusCode(200);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .executeQuery("select from article where id = '%s' for update".formatted(article));
      await()
          .atMost(Duration.ofSeconds(12))
          .until(() -> read().sum("masthead_schedule_lag_seconds", "move", "publish") > 1);
      connection.rollback();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> read().sum("masthead_schedule_lag_seconds", "move", "publish") == 0);
    given().get("/api/v1/articles/{id}", article).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"masthead_events_lag_seconds", "masthead_cache_lag_seconds"})
  void a_lag_is_next_to_nothing_while_all_goes_well(String lag) {
    await().atMost(Duration.ofSeconds(20)).until(() -> read().sum(lag) < 3);
    assertEquals(1, read().named(lag).count());
  }

  @Test
  void pools_and_the_database_are_measured() {
    Exposition now = read();
    assertEquals(1, now.sum("masthead_database_reached"));
    for (String name :
        List.of(
            "agroal_active_count",
            "agroal_awaiting_count",
            "worker_pool_active",
            "worker_pool_queue_size")) {
      assertTrue(now.named(name).findAny().isPresent(), name);
    }
  }

  @Test
  void readiness_is_no_matter_of_the_database_which_has_a_group_by_itself() throws Exception {
    assertFalse(ask("/ready").body().contains("PostgreSQL"));
    assertEquals(200, ask("/ready").statusCode());
    assertTrue(ask("/group/database").body().contains("PostgreSQL answers"));
    assertEquals(200, ask("/group/database").statusCode());
  }

  @Test
  void every_meter_of_ours_is_in_the_readme_and_no_other() throws Exception {
    Set<String> told = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      if (line.startsWith("| `masthead.") && line.split("\\|").length == 3) {
        Matcher name = Pattern.compile("`(masthead\\.[a-z.]+)`").matcher(line.split("\\|")[1]);
        while (name.find()) {
          told.add(name.group(1));
        }
      }
    }
    await()
        .atMost(Duration.ofSeconds(35))
        .untilAsserted(
            () ->
                assertEquals(
                    told,
                    meters.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .filter(name -> name.startsWith("masthead."))
                        .collect(Collectors.toCollection(TreeSet::new))));
  }

  private Exposition read() {
    return Exposition.of(metrics);
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(health + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static void assertGrew(
      Exposition before, Exposition after, String name, String... labelled) {
    assertTrue(after.sum(name, labelled) > before.sum(name, labelled), name);
  }

  private static void comment(String article, String text, int status) {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("author", Map.of("name", "Reader"), "body", text))
        .post("/api/v1/articles/{id}/comments", article)
        .then()
        .statusCode(status);
  }
}
