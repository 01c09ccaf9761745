package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every address, whatever stands behind it. */
@QuarkusTest
class EdgeTest {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND");
  private static final String ORIGIN = "https://reader.example";

  @Inject MeterRegistry meters;

  static List<String> spellings() {
    List<String> spellings = new ArrayList<>();
    for (String surface : List.of("/api/v1", "/manage/v1")) {
      for (String path :
          List.of(
              "%s/tags/",
              "%s//tags",
              "/%s/tags",
              "%s/tags//",
              "%s/./tags",
              "%s/x/../tags",
              "%s/tags/.",
              "%s/tags/..",
              "%s/%%2e/tags",
              "%s/x/%%2e%%2e/tags",
              "%s/x/.%%2E/tags",
              "%s/tags;",
              "%s/tags;a=b",
              "%s;a=b/tags",
              "%s/tags%%3B",
              "%s/tags%%3ba=b",
              "%s%%2Ftags",
              "%s%%2ftags",
              "%s\\tags",
              "%s%%5Ctags",
              "%s%%5ctags",
              "%s/tags%%00",
              "%s/tags%%0a",
              "%s/tags%%",
              "%s/tags%%2",
              "%s/tags%%zz",
              "%s/%%74ags",
              "%s/tags%%7f",
              "%s/tags%%25",
              "%s/TAGS",
              "%s/Tags",
              "%s/tags%%20",
              "%s/tags%%c0%%af",
              "%s/tags%%ff")) {
        spellings.add(path.formatted(surface));
      }
      spellings.add(surface.toUpperCase(java.util.Locale.ROOT) + "/tags");
    }
    return spellings;
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void another_spelling_of_a_path_is_never_the_resource(String target) {
    Contract.Answer answer = RawHttp.request("GET", target).as("administrator").send();
    assertTrue(Set.of(400, 404).contains(answer.status()), target + " → " + answer.status());
    int without = RawHttp.request("GET", target).send().status();
    assertTrue(Set.of(400, 401, 404).contains(without), target + " → " + without);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?a=%zz", "?%zz", "?limit=1&b=%", "?a=%2", "?limit=%g0"})
  void a_malformed_query_is_a_problem(String query) {
    for (String path : List.of("/api/v1/tags", "/manage/v1/tags", "/nowhere", "/docs")) {
      assertEquals(
          400, RawHttp.request("GET", path + query).as("administrator").send().status(), path);
    }
  }

  static List<String> paths() {
    return new ArrayList<>(
        new TreeSet<>(Contract.committed().operations().stream().map(ApiOperation::path).toList()));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void every_path_knows_exactly_its_methods(String template) {
    TreeSet<String> allowed = new TreeSet<>();
    for (ApiOperation operation : Contract.committed().operations()) {
      if (operation.path().equals(template)) {
        allowed.add(operation.method());
        if (operation.method().equals("GET")) {
          allowed.add("HEAD");
        }
      }
    }
    allowed.add("OPTIONS");
    String allow = String.join(", ", allowed);
    String path = Resources.unknown(template);
    for (String method : METHODS) {
      if (allowed.contains(method) && !method.equals("OPTIONS")) {
        continue;
      }
      Contract.Answer answer = RawHttp.request(method, path).as("administrator").send();
      assertEquals(method.equals("OPTIONS") ? 204 : 405, answer.status(), method + " " + path);
      assertEquals(allow, answer.header("Allow"), method + " " + path);
      assertEquals(
          allowed.contains("PATCH") && method.equals("OPTIONS")
              ? "application/merge-patch+json"
              : null,
          answer.header("Accept-Patch"));
    }
  }

  @Test
  void the_documents_and_their_page_are_only_read() {
    for (String path :
        List.of(
            "/docs",
            "/docs/",
            "/docs/index.html",
            "/docs/swagger-ui.css",
            "/openapi/delivery",
            "/openapi/management",
            "/openapi/delivery.json",
            "/openapi/management.yaml")) {
      for (String method : METHODS) {
        Contract.Answer answer = RawHttp.request(method, path).as("administrator").send();
        String what = method + " " + path;
        switch (method) {
          case "GET", "HEAD" -> assertTrue(answer.status() < 400, what + " → " + answer.status());
          case "OPTIONS" -> assertEquals(204, answer.status(), what);
          default -> assertEquals(405, answer.status(), what);
        }
        if (!Set.of("GET", "HEAD").contains(method)) {
          assertEquals("GET, HEAD, OPTIONS", answer.header("Allow"), what);
        }
      }
    }
    assertEquals(404, RawHttp.request("PUT", "/openapi/none").send().status());
    assertEquals(404, RawHttp.request("PUT", "/documents").send().status());
  }

  static List<ApiOperation> reads() {
    return Contract.committed().operations().stream()
        .filter(o -> o.method().equals("GET"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void head_answers_as_get_without_a_body(ApiOperation operation) {
    for (String path : List.of(Resources.known(operation), Resources.unknown(operation.path()))) {
      Contract.Answer get = RawHttp.request("GET", path).as("administrator").send();
      Contract.Answer head = RawHttp.request("HEAD", path).as("administrator").send();
      assertEquals(get.status(), head.status(), path);
      assertArrayEquals(new byte[0], head.body(), path);
      assertEquals(stable(get), stable(head), path);
    }
  }

  private static Map<String, String> stable(Contract.Answer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers
        .keySet()
        .removeAll(Set.of("x-request-id", "date", "content-length", "transfer-encoding"));
    // An answer that holds the time it was made at has another tag each time.
    headers.computeIfPresent("etag", (name, tag) -> "a tag");
    return headers;
  }

  @ParameterizedTest
  @MethodSource("reads")
  void a_type_that_cannot_be_given_is_406(ApiOperation operation) {
    String path = Resources.known(operation);
    List<String> refused =
        new ArrayList<>(
            List.of("text/html", "image/png, text/html;q=0.5", "application/json;q=0", "*/*;q=0"));
    JsonNode answer = operation.node().at("/responses/200/content");
    if (answer.size() == 1 && answer.has("application/json")) {
      // What is left where JSON is refused.
      refused.add("application/json;q=0, */*");
      refused.add("application/*;q=0.0, */*;q=1");
      refused.add("text/csv");
    }
    for (String accept : refused) {
      assertEquals(
          406,
          RawHttp.request("GET", path).as("administrator").header("Accept", accept).send().status(),
          path + " Accept: " + accept);
    }
    List<String> accepted = new ArrayList<>(List.of("*/*", "text/html;q=0, */*;q=0.5"));
    if (answer.has("application/json")) {
      accepted.add("application/*");
      accepted.add("text/html, application/json;q=0.9");
      accepted.add("*/*;q=0, application/json");
      accepted.add("application/*;q=0, application/json;q=0.1");
    }
    for (String accept : accepted) {
      assertEquals(
          200,
          RawHttp.request("GET", path).as("administrator").header("Accept", accept).send().status(),
          path + " Accept: " + accept);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "text/",
        "/",
        "/json",
        ";",
        ",",
        "application/json;q=x",
        "application/json;q=2",
        "a/b/c",
        "*",
        "*/json",
        "\"",
        "application/json; charset"
      })
  void a_malformed_accept_is_no_fault_of_ours(String accept) {
    for (String path : List.of("/api/v1/tags", "/manage/v1/tags")) {
      int status =
          RawHttp.request("GET", path).as("administrator").header("Accept", accept).send().status();
      assertTrue(Set.of(200, 400, 406).contains(status), accept + " → " + status);
    }
  }

  @Test
  void eight_kilobytes_of_types_are_read() {
    String types = "text/x-type-of-mine, ".repeat(390) + "text/csv";
    assertEquals(
        406, RawHttp.request("GET", "/api/v1/tags").header("Accept", types).send().status());
  }

  @Test
  void the_id_of_a_request_is_taken_when_it_is_one_and_made_otherwise() {
    Contract.Answer given =
        RawHttp.request("GET", "/api/v1/none").header("X-Request-Id", "abc-123").send();
    assertEquals("abc-123", given.header("X-Request-Id"));
    assertEquals("abc-123", given.json().path("instance").asText());
    for (String bad : List.of("a b", "a\"b", "x".repeat(65), "<script>", "é", "{}")) {
      Contract.Answer made =
          RawHttp.request("GET", "/api/v1/none").header("X-Request-Id", bad).send();
      assertNotEquals(bad, made.header("X-Request-Id"));
      assertTrue(made.header("X-Request-Id").matches("[0-9a-f-]{36}"), bad);
    }
  }

  @ParameterizedTest
  @MethodSource("reads")
  void what_nobody_vouches_for_is_ignored(ApiOperation operation) {
    Contract.Answer answer =
        RawHttp.request("GET", Resources.known(operation))
            .as("administrator")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Proto", "ftp")
            .header("X-Forwarded-Prefix", "/evil")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("X-Real-IP", "203.0.113.9")
            .header("Forwarded", "for=203.0.113.9;host=evil.example;proto=gopher")
            .header("X-Original-URL", "/evil")
            .header("X-Rewrite-URL", "/evil")
            .header("X-HTTP-Method-Override", "DELETE")
            .send();
    assertEquals(200, answer.status(), operation.toString());
    String all = answer.headers() + answer.text();
    assertFalse(all.contains("evil") || all.contains("203.0.113.9"), all);
  }

  @Test
  void what_is_made_is_told_by_a_path_of_this_host() {
    Contract.Answer made =
        RawHttp.request("POST", "/manage/v1/articles")
            .as("administrator")
            .header("X-Forwarded-Host", "evil.example")
            .body("application/json", "{\"title\": \"Where am I\"}")
            .send();
    assertEquals(201, made.status());
    assertTrue(made.header("Location").startsWith("/manage/v1/articles/"));
  }

  @Test
  void delivery_is_open_to_pages_of_every_origin_errors_included() {
    Map<RawHttp, Integer> requests =
        Map.of(
            RawHttp.request("GET", "/api/v1/tags"),
            200,
            RawHttp.request("GET", "/api/v1/none"),
            404,
            RawHttp.request("GET", "/api/v1/tags/none-such"),
            404,
            RawHttp.request("GET", "/api/v1/tags?limit=0"),
            400,
            RawHttp.request("GET", "/api/v1//tags"),
            400,
            RawHttp.request("GET", "/api/v1/tags?a=%zz"),
            400,
            RawHttp.request("PUT", "/api/v1/tags"),
            405,
            RawHttp.request("GET", "/api/v1/tags").header("Accept", "text/csv"),
            406,
            RawHttp.request("POST", "/api/v1/articles/none-such/views")
                .body("application/json", new byte[300_000]),
            413);
    requests.forEach(
        (request, status) -> {
          Contract.Answer answer = request.header("Origin", ORIGIN).send();
          assertEquals(status, answer.status(), request.toString());
          assertEquals("*", answer.header("Access-Control-Allow-Origin"), request.toString());
          assertNull(answer.header("Access-Control-Allow-Credentials"));
          assertTrue(answer.header("Access-Control-Expose-Headers").contains("X-Request-Id"));
        });
  }

  @Test
  void management_is_closed_to_pages_of_any_origin_that_is_not_configured() {
    for (String path : List.of("/manage/v1/tags", "/manage/v1/none", "/manage/v1/tags?limit=0")) {
      Contract.Answer answer =
          RawHttp.request("GET", path).as("administrator").header("Origin", ORIGIN).send();
      assertNull(answer.header("Access-Control-Allow-Origin"), path);
    }
  }

  @Test
  void a_preflight_needs_no_key() {
    Contract.Answer answer =
        RawHttp.request("OPTIONS", "/api/v1/articles/none-such/views")
            .header("Origin", ORIGIN)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type")
            .send();
    assertEquals(204, answer.status());
    assertEquals("*", answer.header("Access-Control-Allow-Origin"));
    assertEquals(
        "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
        answer.header("Access-Control-Allow-Methods"));
    assertTrue(answer.header("Access-Control-Allow-Headers").contains("Content-Type"));
  }

  @Test
  void a_bad_key_on_delivery_does_not_spoil_a_public_read() {
    Contract.Answer answer =
        RawHttp.request("GET", "/api/v1/tags").header("Authorization", "Bearer x.y.z").send();
    assertEquals(200, answer.status());
  }

  @Test
  void an_address_or_a_head_that_is_too_long_is_a_problem() {
    assertEquals(
        414, RawHttp.request("GET", "/api/v1/tags?a=" + "x".repeat(4_090)).send().status());
    assertEquals(
        414, RawHttp.request("GET", "/api/v1/tags?a=" + "x".repeat(9_000)).send().status());
    assertEquals(
        431,
        RawHttp.request("GET", "/api/v1/tags")
            .header("X-Long", "x".repeat(20_000))
            .send()
            .status());
    // Beyond its own limits the server answers before there is a request to answer.
    assertEquals(
        414,
        RawHttp.request("GET", "/api/v1/tags?a=" + "x".repeat(40_000)).sendUnchecked().status());
    assertEquals(
        431,
        RawHttp.request("GET", "/api/v1/tags")
            .header("X-Long", "x".repeat(40_000))
            .sendUnchecked()
            .status());
  }

  @Test
  void an_address_that_anybody_tries_makes_no_series_of_its_own() {
    for (String path :
        List.of("/api/v1/probe-%s", "/api/v1/tags/probe-%s;", "/manage/v1/tags/probe-%s//a")) {
      for (int i = 0; i < 3; i++) {
        RawHttp.request("GET", path.formatted(i)).send();
        RawHttp.request("PUT", path.formatted(i)).send();
      }
    }
    RawHttp.request("PUT", "/api/v1/tags/probe-of-a-method").send();
    Set<String> routes = new TreeSet<>();
    for (Meter meter : meters.getMeters()) {
      if (meter.getId().getName().equals("http.server.requests")) {
        routes.add(meter.getId().getTag("uri"));
      }
    }
    routes.removeIf(route -> !route.contains("probe"));
    assertEquals(Set.of(), routes);
  }

  static List<ApiOperation> changes() {
    return Contract.committed().operations().stream()
        .filter(o -> !o.method().equals("GET"))
        .toList();
  }

  @Test
  void a_body_that_does_not_come_is_a_problem_on_every_road_and_no_fault_of_ours()
      throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    List<Callable<Void>> requests = new ArrayList<>();
    for (ApiOperation operation : changes()) {
      for (boolean chunked : new boolean[] {false, true}) {
        RawHttp request =
            RawHttp.request(operation.method(), Resources.unknown(operation.path()))
                .as("administrator")
                .body(operation.bodyType(), chunked ? "" : "{\"a\":")
                .brokenOff();
        if (operation.takesHeader("If-Match")) {
          request.header("If-Match", "*");
        }
        boolean refusedUnread = !chunked && !operation.node().has("requestBody");
        requests.add(
            () -> {
              Contract.Answer answer = (chunked ? request.chunked() : request).send();
              String what = operation + (chunked ? " in chunks" : "");
              assertEquals(refusedUnread ? 400 : 408, answer.status(), what);
              assertEquals("close", answer.header("Connection"), what);
              return null;
            });
      }
    }
    try (AutoCloseable ears = listen(logged)) {
      inParallel(requests);
    }
    assertEquals(List.of(), logged);
  }

  @Test
  void who_hangs_up_within_a_body_is_no_fault_of_ours() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    try (AutoCloseable ears = listen(logged)) {
      for (ApiOperation operation : changes()) {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
          String head =
              "%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 99\r\n\r\n{"
                  .formatted(
                      operation.method(),
                      Resources.unknown(operation.path()),
                      Keys.of("administrator"),
                      operation.bodyType());
          socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
          Thread.sleep(50);
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        } catch (IOException e) {
          assertTrue(e.getMessage().contains("reset"), e.getMessage());
        }
      }
      Thread.sleep(500);
    }
    assertEquals(List.of(), logged);
  }

  @Test
  void a_slow_body_is_waited_for_as_long_as_it_comes() {
    String article = "{\"title\": \"Slow\", \"body\": \"<p>%s</p>\"}".formatted("x ".repeat(3_500));
    Contract.Answer answer =
        RawHttp.request("POST", "/manage/v1/articles")
            .as("administrator")
            .body("application/json", article)
            .slowly(Duration.ofSeconds(1))
            .send();
    assertEquals(201, answer.status(), answer.text());
  }

  private static void inParallel(List<Callable<Void>> requests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(60);
    try {
      for (Future<Void> done : threads.invokeAll(requests)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Collects what is logged as a warning or worse until it is closed. */
  private static AutoCloseable listen(List<String> logged) {
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            boolean ofTheTest = record.getLoggerName().startsWith("com.networknt.");
            if (record.getLevel().intValue() >= Level.WARNING.intValue() && !ofTheTest) {
              logged.add(record.getLoggerName() + ": " + record.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    return () -> root.removeHandler(handler);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Content-Type", "Idempotency-Key"})
  void a_header_that_may_stand_once_is_refused_twice(String name) {
    for (String path : List.of("/manage/v1/articles", "/api/v1/articles/none-such/views")) {
      Contract.Answer answer =
          RawHttp.request("POST", path)
              .header("Authorization", "Bearer " + Keys.of("administrator"))
              .body("application/json", "{\"title\": \"Twice\"}")
              .header(name, List.of("application/json", "Bearer x"))
              .send();
      assertEquals(400, answer.status(), path);
      assertEquals(name, answer.json().at("/errors/0/header").asText(), path);
      assertEquals("repeated_header", answer.json().at("/errors/0/code").asText(), path);
    }
  }

  @Test
  void tags_may_come_in_several_headers() throws IOException {
    Contract.Answer made =
        RawHttp.request("POST", "/manage/v1/articles")
            .as("administrator")
            .body("application/json", "{\"title\": \"Tagged\"}")
            .send();
    Contract.Answer changed =
        RawHttp.request("PATCH", made.header("Location"))
            .as("administrator")
            .header("If-Match", List.of("\"99\"", made.header("ETag")))
            .body("application/merge-patch+json", "{\"kicker\": \"Once\"}")
            .send();
    assertEquals(200, changed.status(), changed.text());
  }

  @Test
  void lengths_told_twice_are_refused() {
    Contract.Answer answer =
        RawHttp.request("POST", "/api/v1/articles/none-such/views")
            .header("Transfer-Encoding", "chunked")
            .header("Content-Length", "5")
            .body(null, "0\r\n\r\n")
            .sendUnchecked();
    assertEquals(400, answer.status());
  }

  @Test
  void nobody_is_told_what_the_server_is_made_of() {
    Contract.Answer answer = RawHttp.request("GET", "/api/v1/tags").send();
    assertNull(answer.header("Server"));
    assertNull(answer.header("X-Powered-By"));
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    for (String path : List.of("/q/health", "/q/metrics", "/q/openapi", "/q/dev", "/metrics")) {
      assertEquals(404, RawHttp.request("GET", path).send().status(), path);
    }
  }
}
