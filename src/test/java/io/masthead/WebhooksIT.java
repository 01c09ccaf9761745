package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of the packaged program, as it is set and where it is killed. */
class WebhooksIT {

  @TempDir Path directory;

  private final ObjectMapper json = new ObjectMapper();
  private Program program;

  @AfterEach
  void stop() throws Exception {
    program.stop();
  }

  private void start(Map<String, String> environment) throws Exception {
    program = Program.withKey(directory, environment);
    program.awaitUp();
  }

  private JsonNode made(String path, Object body) throws Exception {
    HttpResponse<String> answer = program.post("/manage/v1/" + path, json.writeValueAsString(body));
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return json.readTree(answer.body());
  }

  private static Map<String, Object> hook(String url) {
    return Map.of("url", url, "events", List.of("article.published"));
  }

  @Test
  void unless_it_is_set_for_development_no_address_of_this_machine_is_taken() throws Exception {
    start(Map.of());
    for (String url :
        List.of(
            "http://127.0.0.1:9000/x",
            "http://[::1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://0x7f000001/",
            "http://2130706433/",
            "http://127.1/",
            "http://localhost./",
            "http://[::ffff:127.0.0.1]/",
            "file:///etc/passwd",
            "gopher://x.example/",
            "http://x.example:22/\r\nX: y",
            "notaurl",
            "",
            "https://127.0.0.1/",
            "https://localhost/",
            "https://[::1]:8443/")) {
      HttpResponse<String> answer =
          program.post("/manage/v1/webhooks", json.writeValueAsString(hook(url)));
      assertEquals(422, answer.statusCode(), url + " " + answer.body());
    }
    program.assertQuiet();
  }

  @Test
  void what_was_sent_by_one_that_was_killed_before_it_marked_it_is_sent_again_under_its_id()
      throws Exception {
    List<String> ids = new CopyOnWriteArrayList<>();
    List<String> bodies = new CopyOnWriteArrayList<>();
    CountDownLatch killed = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes()));
          ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          try {
            killed.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      Map<String, String> settings =
          Map.of("MASTHEAD_WEBHOOKS_PLAIN_LOOPBACK", "true", "MASTHEAD_WEBHOOKS_TIMEOUT", "3s");
      start(settings);
      String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
      String id = made("webhooks", hook(url)).path("id").asText();
      String article =
          made(
                  "articles",
                  Map.of(
                      "title",
                      "A bridge opens",
                      "body",
                      "<p>It opened.</p>",
                      "bylines",
                      List.of(Map.of("name", "P. Guest"))))
              .path("id")
              .asText();
      made("articles/" + article + "/publish", Map.of());
      await().atMost(30, TimeUnit.SECONDS).until(() -> ids.size() == 1);
      program.kill();
      killed.countDown();
      start(settings);
      await().atMost(60, TimeUnit.SECONDS).until(() -> ids.size() == 2);
      assertEquals(ids.get(0), ids.get(1));
      assertEquals(bodies.get(0), bodies.get(1));
      assertTrue(bodies.get(0).contains(article));
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(
              () ->
                  json.readTree(program.get("/manage/v1/webhooks/" + id + "/deliveries").body())
                      .at("/items/0/state")
                      .asText()
                      .equals("delivered"));
      assertEquals(2, ids.size());
      program.assertQuiet();
    } finally {
      receiver.stop(0);
      threads.shutdownNow();
    }
  }
}
