package io.masthead.owasp;

import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * API10, unsafe consumption of APIs: those who answer us, receivers of webhooks and the identity
 * provider, are believed no more than those who ask. What a receiver may do to the connection is
 * {@code SenderTest}'s.
 */
@QuarkusTest
class Api10ConsumptionTest {

  private static final String LIST = "/manage/v1/tags";

  @AfterEach
  void comeBack() {
    Tokens.keysAre("");
  }

  private static Contract.Answer with(String token) {
    return RawHttp.get(LIST, "Authorization", "Bearer " + token);
  }

  /** A token of a key that nobody knows makes the service ask the provider for its keys. */
  @ParameterizedTest
  @ValueSource(strings = {"nothing", "nonsense", "page", "much", "silence"})
  void an_answer_of_the_provider_that_is_none_lets_nobody_in_and_holds_up_nobody(String said) {
    String known = Tokens.signed(Tokens.claims(mark(), "desk"));
    assertEquals(200, with(known).status());
    Tokens.keysAre(said);
    String stranger = Tokens.signed(Tokens.claims(mark(), "newsroom-admins"), Tokens.otherKey());
    long start = System.nanoTime();
    Contract.Answer answer = with(stranger);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(Set.of(401, 503).contains(answer.status()), answer.status() + answer.text());
    assertTrue(took.toSeconds() < 10, took.toString());
    assertEquals(200, with(known).status());
    assertEquals(200, with(Keys.of("editor")).status());
    assertEquals(200, RawHttp.get("/api/v1/tags").status());
    Tokens.keysAre("");
    until("it is asked again", () -> with(stranger).status() == 401);
    assertEquals(200, with(Tokens.signed(Tokens.claims(mark(), "desk"))).status());
  }

  /** Else whoever can make the provider redirect signs for it. */
  @Test
  void keys_are_taken_from_the_provider_itself_and_not_from_where_it_points() throws IOException {
    RsaJsonWebKey theirs = Tokens.otherKey();
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer other = server();
    other.createContext(
        "/keys",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          byte[] keys =
              new JsonWebKeySet(theirs)
                  .toJson(OutputControlLevel.PUBLIC_ONLY)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    try {
      Tokens.keysAre("elsewhere http://localhost:" + other.getAddress().getPort() + "/keys");
      Contract.Answer answer =
          with(Tokens.signed(Tokens.claims(mark(), "newsroom-admins"), theirs));
      assertTrue(Set.of(401, 503).contains(answer.status()), answer.status() + answer.text());
      assertEquals(List.of(), asked);
    } finally {
      other.stop(0);
    }
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  /** What it says is shown to an administrator as text, as much of it as has a place. */
  @Test
  void what_a_receiver_answers_is_kept_in_bounds_and_shown_as_nothing_but_text() throws Exception {
    String script = "<script>alert(1)</script>\u0000\u001b[31m";
    HttpServer receiver = server();
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          for (int i = 0; i < 50; i++) {
            exchange
                .getResponseHeaders()
                .add("X-Large-" + i, script.replaceAll("\\p{Cntrl}", "") + i);
          }
          exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data");
          exchange.getResponseHeaders().add("Set-Cookie", "a=b");
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=nonsense");
          exchange.sendResponseHeaders(200, 0);
          byte[] some = (script + "\u00ff\ud83d").repeat(200).getBytes(StandardCharsets.ISO_8859_1);
          try {
            for (int i = 0; i < 400; i++) {
              exchange.getResponseBody().write(some);
            }
          } catch (IOException e) {
            // It was read no further.
          }
          exchange.close();
        });
    String hook =
        Keys.as("administrator")
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "url",
                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/",
                    "events",
                    List.of("tag.deleted")))
            .post("/manage/v1/webhooks")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    try {
      String delivery =
          Keys.as("administrator")
              .post("/manage/v1/webhooks/{id}/test", hook)
              .then()
              .statusCode(202)
              .extract()
              .path("id");
      String path = "/manage/v1/webhooks/" + hook + "/deliveries/" + delivery;
      until(
          "it is sent",
          () ->
              !RawHttp.request("GET", path)
                  .as("administrator")
                  .send()
                  .json()
                  .path("state")
                  .asText()
                  .equals("pending"));
      Response shown = Keys.as("administrator").get(path);
      assertEquals("application/json", shown.contentType());
      assertEquals("nosniff", shown.header("X-Content-Type-Options"));
      JsonNode answer = shown.as(JsonNode.class).path("answer");
      assertTrue(shown.asByteArray().length < 512 * 1024, "" + shown.asByteArray().length);
      assertTrue(answer.toString().contains("<script>"), answer.toString());
      assertFalse(shown.asString().contains("\u0000"), "NUL");
      assertEquals(null, shown.header("Set-Cookie"));
    } finally {
      receiver.stop(0);
      Keys.as("administrator")
          .header("If-Match", "*")
          .delete("/manage/v1/webhooks/{id}", hook)
          .then()
          .statusCode(204);
    }
  }
}
