package io.masthead;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.masthead.support.NewsApi.unique;
import static io.masthead.support.NewsApi.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.agroal.api.AgroalDataSource;
import io.masthead.access.WrongKeys;
import io.masthead.support.ApiOperation;
import io.masthead.support.Breakdown;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that operations of a kind give alike, each asked of each of them. */
@QuarkusTest
class EveryOperationTest {

  /** What is answered without a look into the database, the second for a minute. */
  private static final Set<String> WITHOUT_DATABASE = Set.of("getRobots", "getTrending");

  @Inject AgroalDataSource database;
  @Inject WrongKeys wrong;

  @ConfigProperty(name = "masthead.wrong-keys-per-minute")
  int limit;

  static List<ApiOperation> operations() {
    return Contract.committed().operations();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_type_that_cannot_be_given_is_406(ApiOperation operation) {
    assertEquals(406, valid(operation).header("Accept", "text/x-none").send().status());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void an_address_that_is_too_long_is_414(ApiOperation operation) {
    String path = Resources.unknown(operation.path()) + "?a=" + "x".repeat(4_096);
    assertEquals(414, RawHttp.request(operation.method(), path).send().status());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void headers_that_are_too_long_are_431(ApiOperation operation) {
    assertEquals(431, valid(operation).header("X-Long", "x".repeat(20_000)).send().status());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_fault_of_ours_is_500_and_tells_nothing_of_it(ApiOperation operation) {
    Contract.Answer answer = valid(operation).header(Breakdown.HEADER, Breakdown.FAULT).send();
    assertEquals(500, answer.status(), answer.text());
    assertEquals("internal", answer.json().path("code").asText());
    assertEquals(false, answer.json().has("detail"), answer.text());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_request_that_no_thread_is_free_for_is_503(ApiOperation operation) {
    Contract.Answer answer = valid(operation).header(Breakdown.HEADER, Breakdown.NO_THREAD).send();
    assertEquals(503, answer.status(), answer.text());
    assertEquals("1", answer.header("Retry-After"));
  }

  @Test
  void a_request_that_no_connection_to_the_database_is_free_for_is_503() throws Exception {
    Map<ApiOperation, RawHttp> requests = new LinkedHashMap<>();
    for (ApiOperation operation : operations()) {
      if (operation.id().equals("getSitemapPart")) {
        // What no part can be called is not looked for.
        requests.put(operation, valid(operation, Resources.known(operation)));
      } else if (!WITHOUT_DATABASE.contains(operation.id())) {
        requests.put(operation, valid(operation));
      }
    }
    List<String> others = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(requests.size());
    Deque<Connection> held = new ArrayDeque<>();
    try {
      int most = database.getConfiguration().connectionPoolConfiguration().maxSize();
      while (held.size() < most) {
        held.push(database.getConnection());
      }
      Map<ApiOperation, Future<Contract.Answer>> answers = new LinkedHashMap<>();
      requests.forEach(
          (operation, request) -> answers.put(operation, threads.submit(request::send)));
      for (Map.Entry<ApiOperation, Future<Contract.Answer>> answer : answers.entrySet()) {
        if (answer.getValue().get().status() != 503) {
          others.add(answer.getKey() + ": " + answer.getValue().get().status());
        }
      }
    } finally {
      while (!held.isEmpty()) {
        held.pop().close();
      }
      threads.shutdownNow();
    }
    assertEquals(List.of(), others);
  }

  static List<ApiOperation> ofKeys() {
    return operations().stream()
        .filter(o -> o.node().path("responses").has("429") && o.node().path("responses").has("401"))
        .toList();
  }

  /** A key that was good there goes on. */
  @ParameterizedTest
  @MethodSource("ofKeys")
  void a_key_from_where_too_many_wrong_ones_came_is_429(ApiOperation operation) {
    assertNotEquals(429, valid(operation).send().status());
    for (int i = 0; i < limit; i++) {
      wrong.noteWrong("127.0.0.1");
    }
    try {
      Contract.Answer answer =
          valid(operation, Resources.known(operation))
              .header("Authorization", "Bearer mh_" + mark())
              .send();
      assertEquals(429, answer.status(), answer.text());
      assertEquals("60", answer.header("Retry-After"));
      assertNotEquals(429, valid(operation).send().status());
    } finally {
      wrong.forget();
    }
  }

  static List<ApiOperation> answering(String status) {
    return operations().stream()
        .filter(o -> !o.isManagement() && o.node().path("responses").has(status))
        .toList();
  }

  static List<ApiOperation> versioned() {
    return answering("304");
  }

  @ParameterizedTest
  @MethodSource("versioned")
  void who_has_it_is_not_sent_it_again(ApiOperation operation) {
    String path = Resources.known(operation);
    Contract.Answer answer = RawHttp.get(path, "If-None-Match", "*");
    assertEquals(304, answer.status(), path);
    assertEquals(0, answer.body().length, path);
  }

  static List<ApiOperation> underArticles() {
    return answering("410").stream().filter(o -> o.path().contains("{")).toList();
  }

  @ParameterizedTest
  @MethodSource("underArticles")
  void what_is_of_an_article_that_was_taken_down_is_410(ApiOperation operation) {
    String article = published(unique("Taken down"));
    var posted =
        Keys.as("editor")
            .contentType(ContentType.JSON)
            .body(Map.of("author", Map.of("name", "Writer"), "body", unique("Said")))
            .post("/api/v1/articles/{id}/comments", article)
            .then()
            .statusCode(201)
            .extract();
    move(article, "takedown", Map.of("reason", "legal")).statusCode(200);
    String path =
        operation
            .path()
            .replace("{article}", article)
            .replace("{id}", posted.<String>path("comment.id"));
    RawHttp request = valid(operation, path);
    if (operation.takesEditToken()) {
      request.header("Authorization", "Comment " + posted.path("editToken"));
    }
    Contract.Answer answer = request.send();
    assertEquals(410, answer.status(), answer.text());
    assertEquals("gone", answer.json().path("code").asText());
  }

  static List<ApiOperation> ofTerms() {
    return answering("308").stream().filter(o -> !o.path().contains("/articles/")).toList();
  }

  @ParameterizedTest
  @MethodSource("ofTerms")
  void what_stands_under_a_former_slug_of_a_term_is_308(ApiOperation operation) {
    String kind = operation.path().split("/")[3];
    Made made = kind.equals("authors") ? author() : kind.equals("tags") ? tag() : section();
    published(
        unique("With a term"),
        switch (kind) {
          case "authors" -> "bylines";
          case "tags" -> "tags";
          default -> "section";
        },
        switch (kind) {
          case "authors" -> List.of(Map.of("author", made.id()));
          case "tags" -> List.of(made.id());
          default -> made.id();
        });
    String slug = mark();
    patch("editor", "/manage/v1/" + kind + "/" + made.id(), "*", Map.of("slug", slug))
        .statusCode(200);
    String template = operation.path().replaceAll("\\{\\w+}", "%s");
    String former = template.formatted(encoded(made.slug()));
    until(former, () -> RawHttp.get(former).status() == 308);
    assertEquals(template.formatted(slug), RawHttp.get(former).header("Location"));
  }

  private static String encoded(String slug) {
    return URLEncoder.encode(slug, StandardCharsets.UTF_8);
  }

  /** Nothing is wrong with it, and what it is for does not exist, so that it changes nothing. */
  private static RawHttp valid(ApiOperation operation) {
    return valid(operation, Resources.unknown(operation.path()));
  }

  private static RawHttp valid(ApiOperation operation, String resource) {
    String path = resource + Resources.required(operation);
    RawHttp request = RawHttp.request(operation.method(), path).as("administrator");
    if (operation.takesEditToken()) {
      request.header("Authorization", "Comment " + Resources.editToken(path));
    }
    if (operation.takesHeader("If-Match")) {
      request.header("If-Match", "*");
    }
    operation
        .bodySchema()
        .ifPresent(
            schema ->
                request.body(operation.bodyType(), Samples.of(operation).least(schema).toString()));
    return request;
  }
}
