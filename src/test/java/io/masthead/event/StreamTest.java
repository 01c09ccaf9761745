package io.masthead.event;

import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.unique;
import static io.masthead.support.NewsApi.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Follower;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events as they come, to whoever follows them. */
@QuarkusTest
class StreamTest {

  private static final String EVENTS = "/api/v1/events";

  @Inject Published database;
  @Inject EventService events;
  @Inject SyncTokens tokens;

  private static Follower follow(String query, String... headers) {
    return Follower.of(
        URI.create("http://localhost:" + RestAssured.port + EVENTS + query), headers);
  }

  /** What is committed stands in line. */
  private void settled() {
    until("all is in line", () -> database.number("select count(*) from event_outbox") == 0);
  }

  /** Of an article, what was told, by type. */
  private static List<String> told(Follower follower, String article) {
    return follower.got().stream()
        .filter(got -> got.data().contains("\"data\":{\"id\":\"" + article + "\""))
        .map(Follower.Got::type)
        .toList();
  }

  private static void awaitTold(Follower follower, String article, String... types) {
    until("it is told", () -> told(follower, article).size() >= types.length);
    assertEquals(List.of(types), told(follower, article));
  }

  @Test
  void what_happens_is_told_as_it_happens() {
    String draft = draft(unique("Followed"));
    try (Follower follower = follow("")) {
      assertEquals(200, follower.status());
      assertEquals("text/event-stream", follower.header("Content-Type"));
      assertEquals("no-store", follower.header("Cache-Control"));
      until("it says where it is", () -> follower.lastId() != null);
      publish(draft);
      awaitTold(follower, draft, "article.published");
      change(draft, Map.of("kicker", "Now"));
      publish(draft);
      move(draft, "unpublish");
      awaitTold(follower, draft, "article.published", "article.updated", "article.unpublished");
      Follower.Got got = follower.got().get(follower.got().size() - 1);
      assertTrue(got.data().startsWith("{\"id\":\""), got.data());
      assertTrue(got.data().contains("\"timestamp\":\""), got.data());
    }
  }

  @Test
  void a_slug_of_any_script_is_told_as_it_is() {
    String slug = "мост-" + mark();
    try (Follower follower = follow("")) {
      until("it says where it is", () -> follower.lastId() != null);
      String article = published(unique("Bridge"), "slug", slug);
      awaitTold(follower, article, "article.published");
      assertTrue(
          follower.got().stream().anyMatch(got -> got.data().contains("\"" + slug + "\"")),
          follower.got().toString());
    }
  }

  @Test
  void who_lost_the_stream_goes_on_behind_the_last_event() {
    String first = published(unique("First"));
    settled();
    String lost;
    try (Follower follower = follow("")) {
      until("it says where it is", () -> follower.lastId() != null);
      change(first, Map.of("kicker", "Now"));
      publish(first);
      awaitTold(follower, first, "article.updated");
      lost = follower.got().stream().reduce((one, other) -> other).orElseThrow().token();
    }
    String meanwhile = published(unique("Meanwhile"));
    try (Follower follower = follow("", "Last-Event-ID", lost);
        Follower also = follow("?since=" + lost)) {
      awaitTold(follower, meanwhile, "article.published");
      awaitTold(also, meanwhile, "article.published");
      assertEquals(List.of(), told(follower, first));
      String later = published(unique("Later"));
      awaitTold(follower, later, "article.published");
      awaitTold(also, later, "article.published");
    }
  }

  @Test
  void who_is_far_behind_is_told_everything_once_in_order() {
    String token = tokens.write(new EventRepository.Place(0, null));
    String last = published(unique("Last"));
    settled();
    database.run(
        """
        insert into event_outbox (id, type, subject, data, at)
        select gen_random_uuid(), 'tag.updated', gen_random_uuid(), '{}', now()
        from generate_series(1, 3000)
        """);
    String after = published(unique("After"));
    try (Follower follower = follow("?since=" + token)) {
      until("it has caught up", () -> !told(follower, after).isEmpty());
      List<String> all = events.after(0, 1_000_000).stream().map(e -> e.id().toString()).toList();
      assertEquals(all, follower.got().stream().map(got -> got.data().substring(7, 43)).toList());
      assertEquals(List.of("article.published"), told(follower, last));
    }
  }

  @Test
  void a_copy_goes_on_as_a_stream_and_a_stream_as_a_copy() {
    settled();
    String end = tokens.write(events.end());
    String next = given().queryParam("since", end).get("/api/v1/sync").path("next");
    String article = published(unique("Both"));
    try (Follower follower = follow("?since=" + next)) {
      awaitTold(follower, article, "article.published");
      List<String> changed =
          given()
              .queryParam("since", follower.lastId())
              .get("/api/v1/sync")
              .then()
              .statusCode(200)
              .extract()
              .path("items.id");
      assertTrue(!changed.contains(article));
    }
  }

  @Test
  void only_the_types_asked_for_are_told() {
    try (Follower follower = follow("?types=article.unpublished,tag.updated")) {
      until("it says where it is", () -> follower.lastId() != null);
      String article = published(unique("Filtered"));
      move(article, "unpublish");
      awaitTold(follower, article, "article.unpublished");
    }
    given()
        .queryParam("types", "article.drafted")
        .get(EVENTS)
        .then()
        .statusCode(400)
        .body("errors[0].parameter", equalTo("types"));
  }

  @Test
  void a_token_that_is_none_is_refused() {
    given()
        .header("Last-Event-ID", "17")
        .get(EVENTS)
        .then()
        .statusCode(400)
        .body("errors[0].header", equalTo("Last-Event-ID"));
    given().queryParam("since", "17").get(EVENTS).then().statusCode(400);
  }

  @Test
  void one_address_has_so_many_streams_and_no_more_until_it_closes_one() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        open.add(request());
        assertTrue(head(open.get(i)).startsWith("HTTP/1.1 200 "));
      }
      given()
          .get(EVENTS)
          .then()
          .statusCode(429)
          .header("Retry-After", notNullValue())
          .body("code", equalTo("too_many_requests"));
      open.remove(0).close();
      until(
          "another is let in",
          () -> {
            Socket socket = request();
            open.add(socket);
            return head(socket).startsWith("HTTP/1.1 200 ");
          });
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    until(
        "all are gone",
        () -> {
          try (Socket socket = request()) {
            return head(socket).startsWith("HTTP/1.1 200 ");
          }
        });
  }

  private static Socket request() throws IOException {
    Socket socket = new Socket("localhost", RestAssured.port);
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("GET " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String head(Socket socket) throws IOException {
    byte[] some = new byte[64];
    int length = socket.getInputStream().readNBytes(some, 0, 20);
    return new String(some, 0, length, StandardCharsets.US_ASCII);
  }
}
