package io.masthead.owasp;

import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.ApiOperation;
import io.masthead.support.Breakdown;
import io.masthead.support.Contract;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * API8, security misconfiguration: as it comes the service tells nobody what it is made of, and no
 * answer, whichever way it came about, is without what keeps browsers to its type.
 */
@QuarkusTest
class Api8MisconfigurationTest {

  private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

  static List<ApiOperation> operations() {
    return Asked.operations();
  }

  private static void assertSecure(String what, Contract.Answer answer, String policy) {
    assertEquals("nosniff", answer.header("X-Content-Type-Options"), what);
    String said = answer.header("Content-Security-Policy");
    assertNotNull(said, what);
    assertTrue(
        policy == null ? said.contains("frame-ancestors 'none'") : said.equals(policy), said);
    assertNotNull(answer.header("X-Request-Id"), what);
    for (String banner : List.of("Server", "X-Powered-By", "Via", "X-AspNet-Version")) {
      assertNull(answer.header(banner), what);
    }
    assertNull(answer.header("Access-Control-Allow-Credentials"), what);
    // Over plain HTTP nobody could hold us to it.
    assertNull(answer.header("Strict-Transport-Security"), what);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void every_operation_s_answers_of_every_kind_carry_what_browsers_are_to_heed(
      ApiOperation operation) {
    String nowhere = Resources.unknown(operation.path());
    Map<String, RawHttp> requests = new LinkedHashMap<>();
    if (operation.method().equals("GET")) {
      requests.put("as it should be", Asked.of(operation, Resources.known(operation)).as("editor"));
    }
    requests.put("of nobody", Asked.of(operation, nowhere));
    requests.put(
        "of a wrong key", Asked.of(operation, nowhere).header("Authorization", "Bearer x"));
    requests.put("of the least role", Asked.of(operation, nowhere).as("contributor"));
    requests.put("of another type", Asked.of(operation, nowhere).header("Accept", "text/x-none"));
    requests.put(
        "too long a head", Asked.of(operation, nowhere).header("X-Long", "x".repeat(20_000)));
    requests.put("an unknown parameter", RawHttp.request(operation.method(), nowhere + "?x=1"));
    requests.put("another spelling", RawHttp.request(operation.method(), nowhere + "/"));
    requests.put("another method", RawHttp.request("PROPFIND", nowhere));
    requests.put("a trace", RawHttp.request("TRACE", nowhere).header("X-Secret", "geheim"));
    requests.put(
        "a preflight",
        RawHttp.request("OPTIONS", nowhere)
            .header("Origin", "https://a.example")
            .header("Access-Control-Request-Method", "PUT"));
    requests.put(
        "a fault of ours",
        Asked.of(operation, nowhere).as("administrator").header(Breakdown.HEADER, Breakdown.FAULT));
    requests.put(
        "no thread",
        Asked.of(operation, nowhere)
            .as("administrator")
            .header(Breakdown.HEADER, Breakdown.NO_THREAD));
    requests.forEach(
        (what, request) -> {
          Contract.Answer answer = request.send();
          String told = operation + " " + what + ": " + answer.status();
          assertSecure(told, answer, DATA);
          assertFalse(answer.text().contains("geheim"), told);
          if (answer.status() >= 400) {
            assertNotNull(answer.header("Cache-Control"), told);
          }
          String open = answer.header("Access-Control-Allow-Origin");
          assertEquals(operation.isManagement() ? null : "*", open, told);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/favicon.ico",
        "/robots.txt",
        "/none-such",
        "/api",
        "/api/v2/articles",
        "/manage",
        "/manage/v1",
        "/manage/v2/keys",
        "/q",
        "/q/health",
        "/q/health/ready",
        "/q/metrics",
        "/q/openapi",
        "/q/swagger-ui",
        "/q/dev",
        "/q/dev-ui",
        "/q/info",
        "/q/arc/beans",
        "/q/cyclonedx",
        "/.well-known/sbom",
        "/health",
        "/metrics",
        "/actuator",
        "/actuator/env",
        "/env",
        "/debug",
        "/trace",
        "/console",
        "/graphql",
        "/openapi.json",
        "/swagger.json",
        "/application.properties",
        "/META-INF/MANIFEST.MF",
        "/META-INF/resources/sample/index.html",
        "/WEB-INF/web.xml",
        "/db/migration/V1__create_http.sql",
        "/.env",
        "/.git/config",
        "/sample/none-such.js",
      })
  void nothing_is_found_where_others_leave_something_and_it_is_a_problem_all_the_same(String path) {
    Contract.Answer answer = RawHttp.get(path);
    assertEquals(404, answer.status(), answer.text());
    assertSecure(path, answer, null);
    assertEquals(Contract.PROBLEM, answer.header("Content-Type"));
    assertFalse(answer.text().contains("<"), answer.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/",
        "/docs/index.html",
        "/openapi/delivery",
        "/openapi/management?format=json",
        "/sample/",
        "/sample/index.html"
      })
  void pages_are_in_no_frame_and_tell_no_more_of_the_server_than_answers_do(String path) {
    Contract.Answer answer = RawHttp.get(path);
    assertTrue(Set.of(200, 308).contains(answer.status()), answer.text());
    assertSecure(path, answer, null);
    assertSecure(path, RawHttp.head(path), null);
    assertSecure(path, RawHttp.request("POST", path).body("text/plain", "x").send(), null);
  }

  @Test
  void a_kept_answer_and_one_that_did_not_change_carry_the_same() {
    String path = "/api/v1/articles/" + published(unique("Kept"));
    Contract.Answer made = RawHttp.get(path);
    Contract.Answer kept = RawHttp.get(path);
    Contract.Answer unchanged = RawHttp.get(path, "If-None-Match", kept.header("ETag"));
    assertEquals(304, unchanged.status());
    for (Contract.Answer answer : List.of(made, kept, unchanged)) {
      assertSecure(path, answer, DATA);
    }
  }

  /** What the server itself refuses never becomes a request. */
  @Test
  void what_is_no_http_is_told_nothing_of_the_server() {
    for (RawHttp request :
        List.of(
            RawHttp.request("GET", "http://[::1/"),
            RawHttp.request("G ET", "/api/v1/tags"),
            RawHttp.request("GET", "/" + "a".repeat(40_000)),
            RawHttp.request("GET", "/api/v1/tags").header("X-Large", "x".repeat(70_000)),
            RawHttp.request("GET", "/api/v1/tags").header("Content-Length", "-1"))) {
      Contract.Answer answer = request.sendUnchecked();
      assertTrue(answer.status() >= 400 && answer.status() < 500, request + ": " + answer.status());
      assertNull(answer.header("Server"), request.toString());
      String text = (answer.text() + answer.headers()).toLowerCase(java.util.Locale.ROOT);
      for (String maker : List.of("netty", "vert.x", "vertx", "quarkus", "java", "exception")) {
        assertFalse(text.contains(maker), request + text);
      }
    }
  }

  /** Neither its version nor that of anything in it is told to who has no key. */
  @Test
  void no_version_of_anything_is_told_but_the_api_s_own() {
    Set<String> telling = new TreeSet<>();
    String nowhere = "/api/v1/articles/" + UUID.randomUUID();
    for (String path : List.of(nowhere, "/api/v1/tags", "/none-such", "/api/v1/feed.rss")) {
      String text = RawHttp.get(path).text() + RawHttp.get(path).headers();
      if (text.matches("(?is).*(quarkus|vert\\.?x|netty|hibernate|postgres|resteasy|jackson).*")) {
        telling.add(path);
      }
    }
    assertEquals(Set.of(), telling);
  }
}
