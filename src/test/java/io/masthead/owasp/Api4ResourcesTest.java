package io.masthead.owasp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** API4, unrestricted resource consumption: what a request may cost has an end. */
@QuarkusTest
class Api4ResourcesTest {

  /** What takes so long on the slowest machine grows with what was sent, and not as it should. */
  private static final Duration LONG = Duration.ofSeconds(20);

  /** As large as any body may be there. */
  private static final int DELIVERY = 262_144;

  private static final int MANAGEMENT = 4 * 1024 * 1024;

  static List<ApiOperation> writing() {
    return Asked.operations().stream().filter(o -> o.bodySchema().isPresent()).toList();
  }

  /** Each as large as is let in, and meant to become more of something than there is. */
  private static Map<String, String> bombs(ApiOperation operation) {
    int most = operation.isManagement() ? MANAGEMENT : DELIVERY;
    JsonNode schema = operation.bodySchema().orElseThrow();
    List<Samples.Member> members = Samples.of(operation).members();
    String name = members.isEmpty() ? "body" : members.get(0).name();
    String least = Samples.of(operation).least(schema).toString();
    Map<String, String> bombs = new LinkedHashMap<>();
    bombs.put("arrays in arrays", nested("[", "]", most));
    bombs.put("objects in objects", nested("{\"a\":", "}", most).replaceFirst("(:)(})", "$11$2"));
    bombs.put("deep under a member", "{\"" + name + "\":" + nested("[", "]", most - 100) + "}");
    bombs.put("a number without end", "{\"" + name + "\":" + "9".repeat(most - 100) + "}");
    bombs.put("an exponent without end", "{\"" + name + "\":1e" + "9".repeat(50_000) + "}");
    bombs.put("a list of nothing", "{\"" + name + "\":[" + "0,".repeat(most / 2 - 60) + "0]}");
    bombs.put("a member in all spellings", members(most));
    bombs.put("a name without end", "{\"" + "n".repeat(most - 100) + "\":1}");
    bombs.put("spaces", least + " ".repeat(most - least.length() - 100) + "x");
    bombs.put("backslashes", "{\"" + name + "\":\"" + "\\\\".repeat(most / 2 - 60));
    return bombs;
  }

  private static String nested(String open, String close, int most) {
    int times = most / (open.length() + close.length()) - 20;
    return open.repeat(times) + close.repeat(times);
  }

  private static String members(int most) {
    StringBuilder object = new StringBuilder(most).append('{');
    for (int i = 0; object.length() < most - 100; i++) {
      object.append("\"m").append(i).append("\":1,");
    }
    return object.append("\"end\":1}").toString();
  }

  @ParameterizedTest
  @MethodSource("writing")
  void a_body_that_grows_in_the_reading_is_refused_at_once(ApiOperation operation) {
    String path = Resources.unknown(operation.path());
    for (Map.Entry<String, String> bomb : bombs(operation).entrySet()) {
      String what = operation + ": " + bomb.getKey();
      byte[] body = bomb.getValue().getBytes(StandardCharsets.UTF_8);
      long start = System.nanoTime();
      Contract.Answer answer =
          RawHttp.request(operation.method(), path + Resources.required(operation))
              .header("Authorization", authorization(operation))
              .header("If-Match", "*")
              .body(operation.bodyType(), body)
              .send();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      // A patch of what is not there is told as that, where it is JSON.
      boolean ofNothing = operation.method().equals("PATCH") && answer.status() == 404;
      boolean refused = answer.status() == 400 || answer.status() == 413;
      assertTrue(refused || ofNothing, what + answer.text());
      assertTrue(took.compareTo(LONG) < 0, what + " took " + took);
      assertTrue(answer.body().length < 64 * 1024, what + " answers " + answer.body().length);
    }
  }

  private static String authorization(ApiOperation operation) {
    return operation.takesEditToken()
        ? "Comment " + "a".repeat(43)
        : "Bearer " + Keys.of("administrator");
  }

  @ParameterizedTest
  @MethodSource("writing")
  void what_is_packed_small_is_not_unpacked(ApiOperation operation) throws IOException {
    if (operation.node().at("/requestBody/content").has("*/*")) {
      return;
    }
    byte[] packed = packed(64 * 1024 * 1024);
    assertTrue(packed.length < 100_000);
    for (String coding : List.of("gzip", "x-gzip", "deflate", "br", "zstd", "gzip, gzip")) {
      assertEquals(
          415,
          RawHttp.request(operation.method(), Resources.unknown(operation.path()))
              .header("Authorization", authorization(operation))
              .header("Content-Encoding", coding)
              .body(operation.bodyType(), packed)
              .send()
              .status(),
          coding);
    }
  }

  private static byte[] packed(int spaces) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      byte[] some = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < spaces / some.length; i++) {
        gzip.write(some);
      }
    }
    return out.toByteArray();
  }

  /** Whatever gives a list gives so many at most, and no way to count off what is skipped. */
  @Test
  void every_list_has_a_limit_and_goes_on_by_a_cursor() {
    Set<String> unbounded = new TreeSet<>();
    for (ApiOperation operation : Asked.operations()) {
      Map<String, JsonNode> parameters = new LinkedHashMap<>();
      for (JsonNode parameter : operation.parameters("query")) {
        JsonNode schema =
            Contract.committed().resolve(operation.document(), parameter.path("schema"));
        parameters.put(parameter.path("name").asText(), schema);
      }
      for (String counted : List.of("offset", "page", "skip", "start", "per_page", "size")) {
        if (parameters.containsKey(counted)) {
          unbounded.add(operation + " skips by " + counted);
        }
      }
      if (parameters.containsKey("cursor") && !parameters.containsKey("limit")) {
        unbounded.add(operation + " has no limit");
      }
      JsonNode limit = parameters.get("limit");
      if (limit != null && (!limit.has("maximum") || limit.path("maximum").asInt() > 100)) {
        unbounded.add(operation + " gives " + limit.path("maximum"));
      }
      parameters.forEach(
          (name, schema) -> {
            if (schema.path("type").asText().equals("array") && !schema.has("maxItems")) {
              unbounded.add(operation + " takes any number of " + name);
            }
          });
    }
    assertEquals(Set.of(), unbounded);
  }

  /** What one person asks for at once leaves others answered. */
  @Test
  void who_asks_for_the_most_of_everything_holds_up_nobody() throws Exception {
    String most = "/api/v1/articles?limit=100&include=body,counts&sort=title&total=true&q=made";
    List<Thread> greedy = new ArrayList<>();
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String target = most + "&publishedFrom=2020-01-01T00:00:" + (10 + i % 50) + "Z";
      Thread thread =
          new Thread(
              () -> {
                int status = RawHttp.get(target).status();
                synchronized (statuses) {
                  statuses.add(status);
                }
              });
      thread.start();
      greedy.add(thread);
    }
    long start = System.nanoTime();
    assertEquals(200, RawHttp.get("/api/v1/robots.txt").status());
    assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(LONG) < 0);
    for (Thread thread : greedy) {
      thread.join(60_000);
    }
    assertEquals(40, statuses.size());
    assertTrue(Set.of(200, 503).containsAll(statuses), statuses::toString);
  }
}
