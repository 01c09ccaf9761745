package io.masthead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Desk and readers at work: a few of them write, publish, change, take back, view and comment until
 * they are told to stop. Whatever is not done as asked is a surprise.
 */
final class Newsroom {

  private final Program program;
  private final Random random;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> articles = new CopyOnWriteArrayList<>();
  private final List<Thread> people = new ArrayList<>();
  private final AtomicInteger visitors = new AtomicInteger();

  /** Whoever pauses the work, and all who work, one act a phase at least. */
  private final Phaser rest = new Phaser(1);

  final AtomicInteger done = new AtomicInteger();
  final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private volatile boolean resting;
  private volatile boolean over;

  Newsroom(Program program, long seed) {
    this.program = program;
    this.random = new Random(seed);
  }

  /** Makes what they work on, and begins. */
  void open(int count) throws Exception {
    desk(
        "PUT",
        "/comment-rules",
        "{\"moderation\": \"post\", \"visitorPerMinute\": 0, \"holdRepeats\": false}");
    desk("POST", "/authors", "{\"name\": \"Ann Lee\", \"kind\": \"staff\"}");
    desk("POST", "/sections", "{\"name\": \"World\"}");
    desk("POST", "/sections", "{\"name\": \"Asia\", \"parent\": \"world\"}");
    desk("POST", "/tags", "{\"name\": \"Bridges\"}");
    goOn(count);
  }

  /** Begins with what is there. */
  void goOn(int count) throws Exception {
    for (int i = 0; i < 5; i++) {
      publishNew();
    }
    for (int i = 0; i < count; i++) {
      Thread one = new Thread(this::work, "newsroom-" + i);
      rest.register();
      people.add(one);
      one.start();
    }
  }

  /** All that was begun is done, and nothing is begun before {@link #resume}. */
  void pause() {
    resting = true;
    rest.arriveAndAwaitAdvance();
  }

  void resume() {
    resting = false;
    rest.arriveAndAwaitAdvance();
  }

  void close() throws InterruptedException {
    over = true;
    rest.forceTermination();
    for (Thread one : people) {
      one.join();
    }
  }

  private void work() {
    try {
      while (!over) {
        if (resting) {
          rest.arriveAndAwaitAdvance();
          rest.arriveAndAwaitAdvance();
        }
        act();
        done.incrementAndGet();
      }
    } catch (Exception | AssertionError e) {
      surprises.add(e.toString());
    } finally {
      rest.arriveAndDeregister();
    }
  }

  private void act() throws Exception {
    int kind = next(10);
    String article = articles.get(next(articles.size()));
    if (kind < 1) {
      publishNew();
    } else if (kind < 2) {
      desk("PATCH", "/articles/" + article, "{\"kicker\": \"Changed %d\"}".formatted(next(1_000)));
      desk("POST", "/articles/" + article + "/publish", "{}");
    } else if (kind < 6) {
      reader("/articles/" + article + "/views", "{\"referrer\": \"https://search.example/\"}");
    } else {
      reader(
          "/articles/" + article + "/comments",
          "{\"author\": {\"name\": \"Reader\"}, \"body\": \"Said by visitor %d.\"}"
              .formatted(visitors.incrementAndGet()));
    }
  }

  private synchronized int next(int bound) {
    return random.nextInt(bound);
  }

  private void publishNew() throws Exception {
    JsonNode article =
        desk(
            "POST",
            "/articles",
            "{\"title\": \"An article %d\", \"body\": \"<p>Of <b>something</b>.</p>\", \"section\": \"asia\", \"tags\": [\"bridges\"], \"bylines\": [{\"author\": \"ann-lee\"}]}"
                .formatted(next(1_000_000)));
    String id = article.get("id").asText();
    desk("POST", "/articles/" + id + "/publish", "{}");
    articles.add(id);
  }

  JsonNode desk(String method, String path, String body) throws Exception {
    String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
    return send(
        program
            .request("/manage/v1" + path)
            .header("If-Match", "*")
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private void reader(String path, String body) throws Exception {
    send(
        HttpRequest.newBuilder(program.uri("/api/v1" + path))
            .header("User-Agent", "Mozilla/5.0 (X11) Firefox/" + visitors.incrementAndGet())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(
          "%s %s: %d %s"
              .formatted(
                  request.method(), request.uri().getPath(), answer.statusCode(), answer.body()));
    }
    return json.readTree(answer.body());
  }
}
