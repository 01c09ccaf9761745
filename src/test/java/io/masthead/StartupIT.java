package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started, killed and misled as people do it. */
class StartupIT {

  @TempDir Path directory;
  private final List<Program> programs = new ArrayList<>();

  @AfterEach
  void stopAll() throws Exception {
    for (Program program : programs) {
      program.stop();
    }
  }

  @Test
  void one_directory_through_restarts_kills_and_rivals() throws Exception {
    Program first = started(Map.of());
    assertTrue(first.output().contains("Database  embedded PostgreSQL in " + first.data()));
    assertTrue(first.output().matches("(?s).*API       http://localhost:[1-9]\\d+/api/v1.*"));
    String secret = first.secret();
    try (Connection connection = first.connection()) {
      connection.createStatement().execute("create table kept ()");
    }

    Program rival = ended(Map.of());
    assertEquals(
        "The directory %s is in use by another Masthead (process %d): stop that one, or set MASTHEAD_DATA to another directory."
            .formatted(first.data().getParent(), first.process().pid()),
        rival.output().strip());
    assertTrue(first.isUp());

    refusals(first.database(), secret);
    assertTrue(first.isUp());

    ProcessHandle orphan = first.server();
    first.kill();
    assertTrue(orphan.isAlive());
    Program second = started(Map.of());
    assertKept(second);

    ProcessHandle server = second.server();
    second.kill();
    server.destroyForcibly();
    server.onExit().get(30, TimeUnit.SECONDS);
    Program third = started(Map.of());
    assertKept(third);

    third.stop();
    assertFalse(Files.exists(third.data().resolve("postmaster.pid")));
    for (Program program : programs) {
      assertFalse(program.output().contains(secret));
    }
  }

  @Test
  void what_runs_when_it_is_told_to_stop_is_finished() throws Exception {
    Program program = started(Map.of("MASTHEAD_ADMIN_KEY", Program.KEY));
    String article = "{\"title\": \"Last minute\", \"body\": \"<p>In time.</p>\"}";
    try (Socket kept = program.connect();
        Socket upload = program.connect()) {
      send(kept, "HEAD /api/v1/articles HTTP/1.1\r\nHost: a\r\n\r\n");
      assertTrue(head(kept).startsWith("HTTP/1.1 200 "));
      send(
          upload,
          "POST /manage/v1/articles HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(Program.KEY, article.length(), article.substring(0, 10)));
      Thread.sleep(1_000);
      long told = System.nanoTime();
      program.process().destroy();
      await().atMost(5, TimeUnit.SECONDS).until(() -> program.readiness() == 503);
      send(kept, "HEAD /api/v1/articles HTTP/1.1\r\nHost: a\r\n\r\n");
      String last = head(kept);
      assertTrue(last.startsWith("HTTP/1.1 200 "), last);
      assertTrue(last.toLowerCase(Locale.ROOT).contains("connection: close"), last);
      send(upload, article.substring(10));
      assertTrue(head(upload).startsWith("HTTP/1.1 201 "));
      assertTrue(program.process().waitFor(20, TimeUnit.SECONDS));
      assertTrue(System.nanoTime() - told < TimeUnit.SECONDS.toNanos(20));
    }
    assertEquals(0, program.process().exitValue(), program.output());
    program.assertQuiet();
    Program next = started(Map.of("MASTHEAD_ADMIN_KEY", Program.KEY));
    assertTrue(next.get("/manage/v1/articles").body().contains("Last minute"));
  }

  @Test
  void views_and_comments_that_wait_for_the_database_when_it_is_told_to_stop_are_stored()
      throws Exception {
    Program program = started(Map.of("MASTHEAD_ADMIN_KEY", Program.KEY));
    String article =
        program
            .post(
                "/manage/v1/articles",
                "{\"title\": \"Last words\", \"body\": \"<p>Text.</p>\", \"bylines\": [{\"name\": \"A\"}]}")
            .headers()
            .firstValue("Location")
            .orElseThrow()
            .replaceFirst(".*/", "");
    HttpResponse<String> out = program.post("/manage/v1/articles/" + article + "/publish", "{}");
    assertEquals(200, out.statusCode(), out.body());
    String read = "/api/v1/articles/" + article;
    assertEquals(200, program.read(read + "/views").statusCode());
    List<CompletableFuture<HttpResponse<String>>> views = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> comments = new ArrayList<>();
    try (Connection holder = program.connection()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("lock table edition_count, comment in exclusive mode");
      for (int i = 0; i < 20; i++) {
        views.add(program.post(read + "/views", "{}", "reader " + i));
      }
      for (int i = 0; i < 5; i++) {
        comments.add(
            program.post(
                read + "/comments",
                "{\"author\": {\"name\": \"R\"}, \"body\": \"The last word, %d.\"}".formatted(i),
                "reader " + i));
      }
      await().atMost(2, TimeUnit.SECONDS).until(() -> waiting(holder) >= 6);
      program.process().destroy();
      await()
          .atMost(2, TimeUnit.SECONDS)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> program.readiness() == 503);
      holder.commit();
    }
    for (CompletableFuture<HttpResponse<String>> view : views) {
      assertEquals(200, view.get(20, TimeUnit.SECONDS).statusCode(), view.get().body());
    }
    for (CompletableFuture<HttpResponse<String>> comment : comments) {
      assertEquals(202, comment.get(20, TimeUnit.SECONDS).statusCode(), comment.get().body());
    }
    assertTrue(program.process().waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, program.process().exitValue(), program.output());
    program.assertQuiet();
    Program next = started(Map.of("MASTHEAD_ADMIN_KEY", Program.KEY));
    String counts = next.read(read + "/views").body();
    assertTrue(counts.startsWith("{\"views\":20,"), counts);
    String queue = next.get("/manage/v1/comments?article=" + article).body();
    assertEquals(5, queue.split("\"text\":\"The last word, ", -1).length - 1, queue);
  }

  @Test
  void a_replica_waits_for_another_that_takes_long_to_start() throws Exception {
    Program first = started(Map.of("MASTHEAD_ADMIN_KEY", Program.KEY));
    Map<String, String> same = new HashMap<>(Program.given(first.database(), first.secret()));
    same.put("MASTHEAD_ADMIN_KEY", Program.KEY);
    try (Connection holder = first.connection()) {
      holder.setAutoCommit(false);
      holder
          .createStatement()
          .execute("select pg_advisory_xact_lock(hashtext('masthead.first-key'))");
      Program second = Program.run(directory, same);
      programs.add(second);
      await().atMost(60, TimeUnit.SECONDS).until(() -> waitingFor(holder) >= 5);
      holder.commit();
      second.awaitUp();
      assertEquals(200, second.get("/manage/v1/keys").statusCode());
      second.assertQuiet();
      second.stop();
    }
  }

  /** Seconds for which a statement has waited for a lock. */
  private static int waitingFor(Connection connection) throws SQLException {
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery(
                "select extract(epoch from clock_timestamp() - min(waitstart))::int from pg_locks where not granted")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** How many statements wait for a lock. */
  private static int waiting(Connection connection) throws SQLException {
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery("select count(distinct pid) from pg_locks where not granted")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void a_database_that_dies_comes_back_with_all_it_had() throws Exception {
    Program program = started(Map.of("MASTHEAD_ADMIN_KEY", Program.KEY));
    HttpResponse<String> made = program.post("/manage/v1/articles", "{\"title\": \"Kept\"}");
    assertEquals(201, made.statusCode(), made.body());
    String article = made.headers().firstValue("Location").orElseThrow();
    for (int i = 0; i < 2; i++) {
      program.server().destroyForcibly();
      Set<Integer> seen = new TreeSet<>();
      await()
          .atMost(60, TimeUnit.SECONDS)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                int status = program.get(article).statusCode();
                seen.add(status);
                return seen.contains(503) && status == 200;
              });
      assertEquals(Set.of(200, 503), seen);
      int times = i + 1;
      await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> program.count("publish-due succeeds again") == times);
    }
    assertTrue(program.get(article).body().contains("Kept"));
    assertEquals(2, program.count("publish-due fails until"), program.output());
    program.assertQuiet();
  }

  @Test
  void a_wrong_setting_stops_the_start_and_nothing_else_is_told() throws Exception {
    for (Map<String, String> wrong :
        List.of(
            Map.of("MASTHEAD_SITE_ARTICLE_URL", "https://news.example/{title}"),
            Map.of("MASTHEAD_VIEWS_WINDOW", "-5"),
            Map.of("MASTHEAD_SAMPLE", "ture"),
            Map.of("MASTHEAD_ADMIN_KEY", "short"))) {
      Program program = ended(wrong);
      String key = wrong.keySet().iterator().next().toLowerCase(Locale.ROOT).replace('_', '.');
      List<String> lines = program.output().strip().lines().toList();
      assertEquals(2, lines.size(), program.output());
      assertTrue(lines.get(1).replace('-', '.').contains(key), program.output());
    }
  }

  @Test
  void what_is_no_setting_is_told_with_the_one_that_may_be_meant_and_stops_nothing()
      throws Exception {
    Program program =
        started(
            Map.of(
                "MASTHEAD_HTTP_TRUSTED_PROXYS", "10.0.0.0/8",
                "MASTHEAD_SERVICE_HOST", "10.0.0.1",
                "MASTHEAD_SERVICE_PORT_API", "8080",
                "MASTHEAD_PORT", "tcp://10.0.0.1:8080",
                "MASTHEAD_PORT_8080_TCP_ADDR", "10.0.0.1",
                "MASTHEAD_DB_SERVICE_HOST", "10.0.0.2"));
    assertEquals(
        1,
        program.count(
            "MASTHEAD_HTTP_TRUSTED_PROXYS is no setting and is passed over;"
                + " MASTHEAD_HTTP_TRUSTED_PROXIES is one"),
        program.output());
    assertEquals(1, program.count("is no setting"), program.output());
    assertFalse(program.output().contains("10.0.0.0/8"), program.output());
  }

  @Test
  void secrets_may_come_in_files() throws Exception {
    Path key = Files.writeString(directory.resolve("admin-key"), Program.KEY + "\n");
    Program first = started(Map.of("MASTHEAD_ADMIN_KEY_FILE", key.toString()));
    assertEquals(200, first.get("/manage/v1/articles").statusCode());
    assertFalse(first.output().contains(Program.KEY), first.output());
    Path name = Files.writeString(directory.resolve("username"), "masthead");
    Path password = Files.writeString(directory.resolve("password"), first.secret() + "\r\n");
    Program second =
        started(
            Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", first.database(),
                "QUARKUS_DATASOURCE_USERNAME_FILE", name.toString(),
                "QUARKUS_DATASOURCE_PASSWORD_FILE", password.toString()));
    assertEquals(200, second.get("/manage/v1/articles").statusCode());
  }

  @Test
  void a_secret_that_is_in_no_file_or_given_twice_stops_the_start() throws Exception {
    String none = directory.resolve("none").toString();
    assertEquals(
        "MASTHEAD_ADMIN_KEY_FILE names no file that can be read: " + none,
        ended(Map.of("MASTHEAD_ADMIN_KEY_FILE", none)).output().strip());
    assertEquals(
        "MASTHEAD_ADMIN_KEY and MASTHEAD_ADMIN_KEY_FILE are both set: which is it?",
        ended(Map.of("MASTHEAD_ADMIN_KEY", Program.KEY, "MASTHEAD_ADMIN_KEY_FILE", none))
            .output()
            .strip());
  }

  @Test
  void an_identity_provider_may_come_later_and_keys_do_not_wait_for_it() throws Exception {
    Tokens.setAway(true);
    Program program =
        started(
            Map.of(
                "MASTHEAD_ADMIN_KEY",
                Program.KEY,
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                Tokens.issuer(),
                "MASTHEAD_OIDC_AUDIENCE",
                Tokens.audience(),
                "MASTHEAD_OIDC_ROLES",
                "newsroom-editors=editor,admins=administrator"));
    String token = Tokens.signed(Tokens.claims("ann", "newsroom-editors"));
    try {
      HttpResponse<String> refused = program.get("/manage/v1/articles", token);
      assertEquals(503, refused.statusCode(), refused.body());
      assertTrue(refused.headers().firstValue("Retry-After").isPresent());
      assertTrue(refused.body().contains("\"unavailable\""), refused.body());
      assertEquals(200, program.get("/manage/v1/articles").statusCode());
      assertEquals(401, program.get("/manage/v1/articles", "mh_wrong").statusCode());
    } finally {
      Tokens.setAway(false);
    }
    HttpResponse<String> known = program.get("/manage/v1/articles", token);
    assertEquals(200, known.statusCode(), known.body());
    assertFalse(program.output().contains("\tat "), program.output());
    program.stop();

    Program nowhere =
        started(
            Map.of(
                "MASTHEAD_ADMIN_KEY",
                Program.KEY,
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                "http://localhost:1",
                "MASTHEAD_OIDC_AUDIENCE",
                Tokens.audience(),
                "MASTHEAD_OIDC_ROLES",
                "newsroom-editors=editor"));
    assertEquals(503, nowhere.get("/manage/v1/articles", token).statusCode());
    assertEquals(200, nowhere.get("/manage/v1/articles").statusCode());
    assertFalse(nowhere.output().contains("\tat "), nowhere.output());
    nowhere.stop();

    Program without = started(Map.of("MASTHEAD_ADMIN_KEY", Program.KEY));
    assertEquals(401, without.get("/manage/v1/articles", token).statusCode());
    assertEquals(0, without.count("provider"), without.output());
    assertEquals(0, without.count("OIDC"), without.output());
    without.assertQuiet();
  }

  @Test
  void an_identity_provider_without_whom_its_tokens_are_for_stops_the_start() throws Exception {
    String url = "http://localhost:1";
    Map<String, Map<String, String>> wrong =
        Map.of(
            "MASTHEAD_OIDC_AUDIENCE must be set",
            Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", url, "MASTHEAD_OIDC_ROLES", "a=editor"),
            "MASTHEAD_OIDC_ROLES must be set",
            Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", url, "MASTHEAD_OIDC_AUDIENCE", "masthead"),
            "'a=chief' is not a pair",
            Map.of(
                "QUARKUS_OIDC_AUTH_SERVER_URL", url,
                "MASTHEAD_OIDC_AUDIENCE", "masthead",
                "MASTHEAD_OIDC_ROLES", "b=editor,a=chief"));
    for (Map.Entry<String, Map<String, String>> each : wrong.entrySet()) {
      Program program = ended(each.getValue());
      List<String> lines = program.output().strip().lines().toList();
      assertTrue(lines.get(lines.size() - 1).contains(each.getKey()), program.output());
      program.assertQuiet();
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** The head of the next answer. */
  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = socket.getInputStream().read();
      assertTrue(c >= 0, "hung up after: " + head);
      head.append((char) c);
    }
    return head.toString();
  }

  /** Every one of them is one line, exit code 1, and over within ten seconds of waiting. */
  private void refusals(String url, String secret) throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    assertRefused(
        "cannot be reached: check QUARKUS_DATASOURCE_JDBC_URL",
        Program.given("jdbc:postgresql://127.0.0.1:" + nobody + "/news?password=geheim", "geheim"));
    assertRefused(
        "check QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD",
        Program.given(url, "geheim"));
    assertRefused(
        "has no such database: check QUARKUS_DATASOURCE_JDBC_URL",
        Program.given(url.replace("/postgres", "/geheimnis"), secret));
    assertRefused(
        "No database: set QUARKUS_DATASOURCE_JDBC_URL",
        Map.of("MASTHEAD_DATABASE_EMBEDDED", "false"));
  }

  private void assertRefused(String reason, Map<String, String> environment) throws Exception {
    Program program = ended(environment);
    String output = program.output().strip();
    assertTrue(output.contains(reason), output);
    assertEquals(1, output.lines().count(), output);
    assertFalse(output.contains("password=geheim"), output);
  }

  private static void assertKept(Program program) throws Exception {
    try (Connection connection = program.connection()) {
      connection.createStatement().execute("select from kept");
    }
  }

  private Program started(Map<String, String> environment) throws Exception {
    Program program = run(environment);
    program.awaitUp();
    return program;
  }

  private Program ended(Map<String, String> environment) throws Exception {
    Program program = run(environment);
    assertTrue(program.process().waitFor(60, TimeUnit.SECONDS), program.output());
    assertEquals(1, program.process().exitValue(), program.output());
    return program;
  }

  private Program run(Map<String, String> environment) throws IOException {
    Program program = Program.run(directory, environment);
    programs.add(program);
    return program;
  }
}
