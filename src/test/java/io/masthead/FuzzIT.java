package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.database.TwoUsers;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Draws;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Samples;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests drawn by chance from the two documents, right ones and wrong ones, to every operation in
 * turn: no answer is a fault of ours, and each is what its document says. {@code
 * -Dmasthead.requests} says how many, {@code -Dmasthead.seed} draws those of a run again; what went
 * wrong is also in {@code target/fuzz.txt}, with the statuses of each operation. Before them each
 * operation is asked for the least it takes, and does it, for a program whose user of the database
 * owns nothing there.
 */
class FuzzIT {

  private static final long SEED = Long.getLong("masthead.seed", System.nanoTime());
  private static final int REQUESTS = Integer.getInteger("masthead.requests", 1_500);
  private static final List<String> ROLES =
      List.of("editor", "author", "contributor", "moderator", "administrator");
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get");

  /** A new resource each so many requests to an operation: many do not outlive one. */
  private static final int FRESH = 16;

  @TempDir Path directory;

  private final Draws draws = new Draws(new Random(SEED));
  private final Map<ApiOperation, List<String>> paths = new HashMap<>();
  private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
  private final Set<ApiOperation> done = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private TwoUsers database;
  private Program program;

  /** A request to be, where it goes and what it carries. */
  private static final class Sent {
    String method;
    String path;
    final List<String> query = new ArrayList<>();
    final Map<String, String> headers = new TreeMap<>();
    String type;
    byte[] body;

    void carry(ApiOperation operation, JsonNode json) {
      type = operation.bodyType();
      body = json.toString().getBytes(StandardCharsets.UTF_8);
    }

    String target() {
      return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    @Override
    public String toString() {
      String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
      return method + " " + cut(target()) + " " + cut(headers.toString()) + " " + type + cut(text);
    }

    private static String cut(String text) {
      return text.length() > 1_500 ? text.substring(0, 1_500) + "…" : text;
    }
  }

  /** As a user of the database who may do no more than the operations need. */
  @BeforeEach
  void start() throws Exception {
    database = TwoUsers.in(directory);
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.putAll(
        Map.of(
            "MASTHEAD_ADMIN_KEY", Keys.of("administrator"),
            "MASTHEAD_COMMENTS_VISITOR_PER_MINUTE", "0",
            "MASTHEAD_COMMENTS_VISITOR_PER_DAY", "0",
            "MASTHEAD_COMMENTS_ARTICLE_PER_MINUTE", "0",
            "MASTHEAD_WEBHOOKS_PLAIN_LOOPBACK", "true"));
    program = Program.run(directory, environment);
    program.awaitUp();
    RestAssured.port = program.uri("/").getPort();
  }

  @AfterEach
  void stop() throws Exception {
    RestAssured.reset();
    program.stop();
    database.close();
  }

  @Test
  void no_request_is_a_fault_of_ours_and_every_answer_is_as_documented() throws Exception {
    List<ApiOperation> operations = new ArrayList<>(Contract.committed().operations());
    for (ApiOperation operation : operations) {
      send(operation, plain(operation));
    }
    List<String> undone = names(operations, operation -> !done.contains(operation));
    assertEquals(List.of(), undone, () -> statuses + String.join("\n", faults));
    done.clear();
    Random order = new Random(SEED);
    int sent = 0;
    while (sent < REQUESTS) {
      Collections.shuffle(operations, order);
      for (ApiOperation operation : operations) {
        send(operation, drawn(operation, sent / operations.size()));
        sent++;
      }
    }
    List<String> never = names(operations, operation -> !done.contains(operation));
    report(sent, never);
    assertEquals("", String.join("\n", faults), "seed " + SEED);
    assertTrue(
        never.size() <= operations.size() / 5, "Requests must reach what they are for: " + never);
    program.assertQuiet();
  }

  private void send(ApiOperation operation, Sent sent) {
    RawHttp request = RawHttp.request(sent.method, sent.target());
    sent.headers.forEach(request::header);
    if (sent.body != null) {
      request.body(sent.type, sent.body);
    }
    try {
      Contract.Answer answer = request.send();
      statuses
          .computeIfAbsent(operation.document() + " " + operation.id(), id -> new TreeMap<>())
          .merge(answer.status(), 1, Integer::sum);
      if (answer.status() >= 500) {
        faults.add(answer.status() + " to " + sent);
      } else if (answer.status() < 300) {
        if (sent.method.equals(operation.method())) {
          done.add(operation);
        }
        draws.learn(kind(operation), answer.json());
        openComments(operation);
      }
    } catch (AssertionError | RuntimeException e) {
      faults.add(Sent.cut(String.valueOf(e)) + " to " + sent);
    }
  }

  /** The last word of a path that names a kind of thing. */
  private static String kind(ApiOperation operation) {
    String[] segments = operation.path().split("/");
    return segments.length > 3 ? segments[3] : "";
  }

  /** What the whole site's rules say of comments must not keep all others from being written. */
  private static void openComments(ApiOperation operation) {
    if (operation.method().equals("PUT") && operation.path().equals("/manage/v1/comment-rules")) {
      Keys.as("administrator")
          .header("If-Match", "*")
          .contentType("application/json")
          .body(Map.of())
          .put(operation.path())
          .then()
          .statusCode(200);
    }
  }

  /** The least that the operation takes, of a resource that is ready for it. */
  private Sent plain(ApiOperation operation) {
    Sent sent = to(operation, Resources.ready(operation));
    sent.path += Resources.required(operation);
    if (operation.isManagement()) {
      sent.headers.put("Authorization", "Bearer " + Keys.of("administrator"));
    } else if (operation.takesEditToken()) {
      sent.headers.put("Authorization", "Comment " + Resources.editToken(sent.path));
    }
    if (operation.takesHeader("If-Match")) {
      sent.headers.put("If-Match", "*");
    }
    operation
        .bodySchema()
        .ifPresent(schema -> sent.carry(operation, Samples.of(operation).least(schema)));
    return sent;
  }

  private Sent to(ApiOperation operation, String path) {
    Sent sent = new Sent();
    sent.method = operation.method();
    sent.path = path;
    // A ban of one reader's network is not to keep all from commenting.
    sent.headers.put("User-Agent", "reader " + draws.number(1_000));
    return sent;
  }

  private Sent drawn(ApiOperation operation, int round) {
    Sent sent = to(operation, path(operation, round));
    if (operation.isManagement()) {
      String role = draws.chance(85) ? "administrator" : draws.of(ROLES);
      sent.headers.put("Authorization", "Bearer " + Keys.of(role));
    } else if (operation.takesEditToken()) {
      sent.headers.put("Authorization", "Comment " + Resources.editToken(sent.path));
    } else if (operation.node().has("security")) {
      sent.headers.put("Authorization", "Guest " + draws.seen("guestToken"));
      if (draws.chance(60)) {
        sent.headers.remove("Authorization");
      }
    }
    for (JsonNode parameter : operation.parameters("query")) {
      if (parameter.path("required").asBoolean() || draws.chance(20)) {
        query(operation, parameter, sent);
      }
    }
    for (JsonNode parameter : operation.parameters("header")) {
      String name = parameter.path("name").asText();
      if (name.equals("If-Match")) {
        sent.headers.put(name, draws.chance(80) ? "*" : draws.any("\"1\"", "\"2\"", "\"999\""));
      } else if (draws.chance(15)) {
        String value = draws.value(operation, name, parameter.path("schema")).asText();
        sent.headers.put(name, encoded(value));
      }
    }
    operation
        .bodySchema()
        .ifPresent(
            schema -> {
              JsonNode body = draws.value(operation, "", schema);
              for (int i = draws.chance(30) ? 1 + draws.number(3) : 0; i > 0; i--) {
                body = draws.spoilt(body);
              }
              sent.carry(operation, body);
            });
    if (draws.chance(30)) {
      spoil(sent);
    }
    return sent;
  }

  private String path(ApiOperation operation, int round) {
    List<String> made = paths.computeIfAbsent(operation, o -> new ArrayList<>());
    boolean ready = Resources.isPrepared(operation) && draws.chance(60);
    if (made.isEmpty() || ready || operation.path().contains("{") && round % FRESH == 0) {
      made.add(Resources.ready(operation));
    }
    if (ready) {
      return made.get(made.size() - 1);
    }
    if (draws.chance(60)) {
      return draws.chance(70) ? made.get(made.size() - 1) : draws.of(made);
    }
    String path = operation.path();
    boolean known = draws.chance(85);
    for (JsonNode parameter : operation.parameters("path")) {
      String name = parameter.path("name").asText();
      // The keys of the roles are needed to the end.
      boolean isKey = operation.path().contains("/keys/");
      String value =
          !known
              ? draws.hostile()
              : isKey ? UUID.randomUUID().toString() : inPath(operation, parameter);
      path = path.replace("{" + name + "}", encoded(value));
    }
    return path;
  }

  /** What stands for a thing of the path's kind; revisions go by number, not by what was seen. */
  private String inPath(ApiOperation operation, JsonNode parameter) {
    boolean number = parameter.at("/schema/type").asText().equals("integer");
    return number ? "" + (1 + draws.number(3)) : draws.seen(kind(operation));
  }

  private void query(ApiOperation operation, JsonNode parameter, Sent sent) {
    String name = parameter.path("name").asText();
    JsonNode value = draws.value(operation, name, parameter.path("schema"));
    if (!value.isArray()) {
      sent.query.add(name + "=" + encoded(value.asText()));
      return;
    }
    List<String> items = new ArrayList<>();
    value.forEach(item -> items.add(encoded(item.asText())));
    if (parameter.path("explode").asBoolean(true)) {
      items.forEach(item -> sent.query.add(name + "=" + item));
    } else if (!items.isEmpty()) {
      sent.query.add(name + "=" + String.join(",", items));
    }
  }

  private void spoil(Sent sent) {
    String hostile = encoded(draws.hostile());
    switch (draws.number(14)) {
      case 0 -> sent.query.add("noSuchParameter=" + hostile);
      case 1 -> sent.query.add(draws.any("%zz", "=", "&", "a%", "%ff=1", "limit=%", "limit"));
      case 2 -> sent.query.add(draws.any("limit", "cursor", "lang", "fields", "q") + "=" + hostile);
      case 3 -> {
        if (!sent.query.isEmpty()) {
          String one = draws.of(sent.query);
          sent.query.add(draws.chance(50) ? one : one.split("=")[0] + "=" + hostile);
        }
      }
      case 4 ->
          sent.headers.put("Authorization", draws.any("Bearer x", "Basic YTpi", "Bearer ", "x"));
      case 5 -> sent.headers.remove("Authorization");
      case 6 ->
          sent.headers.put(
              "Accept", draws.any("text/html", "*/*;q=0", "x", "application/json;q=0.1, */*", ","));
      case 7 -> sent.headers.put("If-Match", draws.any("W/\"1\"", "1", "\"", "\"1\", \"2\"", ",,"));
      case 8 ->
          sent.headers.put(
              draws.any("If-None-Match", "If-Modified-Since", "Range", "Idempotency-Key"),
              draws.any("*", "W/\"x\"", "x", "bytes=0-1", "Thu, 01 Jan 1970 00:00:00 GMT"));
      case 9 -> {
        if (sent.body != null) {
          sent.type =
              draws.any(
                  "text/plain", "application/json;charset=utf-16", "application/xml", "x/", ";");
        }
      }
      case 10 -> {
        if (sent.body != null) {
          sent.body = draws.mangled(sent.body);
        }
      }
      case 11 -> {
        if (sent.body == null && !sent.method.equals("GET")) {
          sent.type = "application/json";
          sent.body = draws.any("{}", "[", "x".repeat(9_000)).getBytes(StandardCharsets.UTF_8);
        } else {
          sent.headers.put("Accept-Encoding", draws.any("gzip", "br;q=0, gzip", "*;q=0", "x"));
        }
      }
      case 12 -> sent.method = draws.of(METHODS);
      default ->
          sent.path = sent.path + draws.any("/", "//", "/..", ";a=b", "/" + hostile, "%2f", "%00");
    }
  }

  /** By bytes, so that half a pair of surrogates goes out as the bytes that it would be. */
  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            sign -> {
              if (sign >= 0xd800 && sign < 0xe000) {
                out.append("%ED%").append(sign < 0xdc00 ? "A0" : "B0").append("%80");
              } else if (sign < 0x80
                  && (Character.isLetterOrDigit(sign) || "-._~".indexOf(sign) >= 0)) {
                out.appendCodePoint(sign);
              } else {
                for (byte b : Character.toString(sign).getBytes(StandardCharsets.UTF_8)) {
                  out.append('%').append("%02X".formatted(b));
                }
              }
            });
    return out.toString();
  }

  private static List<String> names(List<ApiOperation> operations, Predicate<ApiOperation> wanted) {
    return operations.stream()
        .filter(wanted)
        .map(operation -> operation.document() + " " + operation.id())
        .sorted()
        .toList();
  }

  private void report(int sent, List<String> never) throws Exception {
    List<String> lines = new ArrayList<>();
    Map<Integer, Integer> classes = new TreeMap<>();
    statuses.forEach(
        (operation, seen) -> {
          lines.add(operation + " " + seen);
          seen.forEach((status, times) -> classes.merge(status / 100, times, Integer::sum));
        });
    lines.addAll(faults);
    Files.write(Path.of("target", "fuzz.txt"), lines);
    System.out.printf(
        "%d requests drawn from %d operations, seed %d: %s; %d operations never did what they were"
            + " asked%s%n",
        sent,
        statuses.size(),
        SEED,
        classes.entrySet().stream()
            .map(e -> e.getValue() + " times " + e.getKey() + "xx")
            .collect(Collectors.joining(", ")),
        never.size(),
        never.isEmpty() ? "" : ": " + String.join(", ", never));
  }
}
