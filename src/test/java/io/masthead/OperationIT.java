package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Cluster;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever operates the packaged program is told while its database is in trouble. */
class OperationIT {

  private static final String REQUEST = "of-this-test";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private Program program;

  @AfterEach
  void stop() throws Exception {
    program.stop();
  }

  @Test
  void a_database_that_hangs_is_told_and_holds_up_neither_readiness_nor_a_scrape()
      throws Exception {
    program = Program.run(directory, Map.of());
    program.awaitUp();
    await().atMost(10, TimeUnit.SECONDS).until(() -> reached() == 1);
    List<String> processes =
        Stream.concat(Stream.of(program.server()), program.server().descendants())
            .map(process -> String.valueOf(process.pid()))
            .toList();
    signal("-STOP", processes);
    try {
      await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> program.operate("/q/health/group/database").statusCode() == 503);
      long start = System.nanoTime();
      assertEquals(0, reached());
      assertEquals(200, program.readiness());
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(2));
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> program.measured("masthead_events_lag_seconds") > 5);
    } finally {
      signal("-CONT", processes);
    }
    await().atMost(10, TimeUnit.SECONDS).until(() -> reached() == 1);
    assertEquals(200, program.operate("/q/health/group/database").statusCode());
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> program.measured("masthead_events_lag_seconds") < 3);
  }

  @Test
  void logs_for_machines_tell_requests_and_traces_and_nobodys_person() throws Exception {
    program =
        Program.run(
            directory,
            Map.of(
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                "true",
                "MASTHEAD_ADMIN_KEY",
                Program.KEY,
                "MASTHEAD_HTTP_TRUSTED_PROXIES",
                "127.0.0.0/8"));
    program.awaitUp();
    String article = program.published("Logged", "Text.");
    assertEquals(202, comment(article));
    program.server().destroyForcibly();
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () -> {
              comment(article);
              return told().isPresent();
            });
    assertEquals(TRACE, told().orElseThrow().at("/mdc/traceId").asText());
    assertEquals("WARN", told().orElseThrow().get("level").asText());
    for (String line : program.output().lines().toList()) {
      JsonNode entry = JSON.readTree(line);
      assertTrue(entry.get("timestamp").asText().endsWith("Z"), line);
      assertFalse(entry.get("message").asText().isEmpty(), line);
    }
    for (String personal :
        List.of("Jane Q", "jane@example.org", "walked across", "203.0.113.9", "Iceweasel", "mh_")) {
      assertFalse(program.output().contains(personal), personal);
    }
  }

  @Test
  void a_database_that_may_only_be_read_is_read_on_and_written_to_again_when_it_may_be()
      throws Exception {
    program = Program.withKey(directory, Map.of("MASTHEAD_SAMPLE", "true"));
    program.awaitUp();
    String article =
        JSON.readTree(program.read("/api/v1/articles?limit=1").body()).at("/items/0/id").asText();
    String path = "/api/v1/articles/" + article;
    setOfDatabase("default_transaction_read_only = on");
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> program.post("/manage/v1/sections", "{\"name\": \"A\"}").statusCode() == 503);
    for (String read :
        List.of(
            path + "?include=counts,related,comments,jsonLd",
            path + "/comments?sort=top",
            path + "/views?interval=day",
            "/api/v1/articles?sort=-views&include=counts",
            "/api/v1/search?q=the",
            "/api/v1/trending",
            "/api/v1/corrections",
            "/api/v1/sync",
            "/api/v1/feed.atom",
            "/api/v1/sitemap.xml")) {
      assertEquals(200, program.read(read).statusCode(), read);
    }
    for (String read :
        List.of(
            "/manage/v1/articles/" + article,
            "/manage/v1/articles?limit=5",
            "/manage/v1/comments",
            "/manage/v1/schedule",
            "/manage/v1/audit",
            "/manage/v1/views/top")) {
      assertEquals(200, program.get(read).statusCode(), read);
    }
    for (var refused :
        List.of(
            program.post("/manage/v1/articles", "{\"title\": \"A\"}"),
            program.post("/manage/v1/articles/" + article + "/unpublish", ""),
            program.patch("/manage/v1/articles/" + article, "{\"title\": \"A\"}"),
            program.post(path + "/views", "{}", "1").get(30, TimeUnit.SECONDS),
            program
                .post(
                    path + "/comments",
                    "{\"author\": {\"name\": \"Reader\"}, \"body\": \"I walked across it.\"}",
                    "1")
                .get(30, TimeUnit.SECONDS))) {
      assertEquals(503, refused.statusCode(), refused.uri() + " " + refused.body());
      assertTrue(refused.headers().firstValue("Retry-After").isPresent(), refused.body());
    }
    assertEquals(200, program.readiness());
    assertEquals(200, program.operate("/q/health/live").statusCode());
    setOfDatabase("default_transaction_read_only = off");
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> program.post("/manage/v1/sections", "{\"name\": \"A\"}").statusCode() == 201);
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> program.measured("masthead_jobs_failing") == 0);
    program.assertQuiet();
  }

  private void setOfDatabase(String setting) throws Exception {
    try (Connection connection = program.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set " + setting);
      statement.execute("select pg_reload_conf()");
    }
  }

  @Test
  void where_the_clock_of_the_machine_is_wrong_all_go_by_that_of_the_database() throws Exception {
    try (Cluster cluster = Cluster.create(directory, "an hour later")) {
      cluster.start();
      cluster.execute(
          """
          create schema later;
          create function later.clock_timestamp() returns timestamptz language sql
            as $$ select pg_catalog.clock_timestamp() + interval '1 hour' $$;
          alter role masthead set search_path = public, later, pg_catalog;
          """);
      program = Program.withKey(directory, Program.given(cluster.url(), Cluster.PASSWORD));
      program.awaitUp();
      String article = program.drafted("Later", "Text.");
      Instant at = Instant.now().plus(1, ChronoUnit.HOURS).plusSeconds(3);
      assertEquals(
          200,
          program
              .post("/manage/v1/articles/" + article + "/publish", "{\"at\": \"" + at + "\"}")
              .statusCode());
      assertEquals(404, program.read("/api/v1/articles/" + article).statusCode());
      await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> program.read("/api/v1/articles/" + article).statusCode() == 200);
      assertFalse(Instant.now().plus(1, ChronoUnit.HOURS).isBefore(at));
      assertEquals(-3600, program.measured("masthead_clock_ahead_seconds"), 1);
      assertEquals(1, program.count("The clock of this machine is PT"));
      program.stop();
    }
  }

  /** The entry of a request that the database did not serve. */
  private Optional<JsonNode> told() throws IOException {
    for (String line : program.output().lines().toList()) {
      JsonNode entry = JSON.readTree(line);
      if (entry.at("/mdc/requestId").asText().equals(REQUEST)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private int comment(String article) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(program.uri("/api/v1/articles/" + article + "/comments"))
            .header("Content-Type", "application/json")
            .header("X-Request-Id", REQUEST)
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("User-Agent", "Iceweasel/2.0")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"author\": {\"name\": \"Jane Q\", \"email\": \"jane@example.org\"}, \"body\": \"I walked across it.\"}"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private double reached() throws Exception {
    return program.measured("masthead_database_reached");
  }

  private static void signal(String signal, List<String> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    command.addAll(processes);
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}
