package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many write and several decide on one article at the same moment. */
@QuarkusTest
class CommentRushTest {

  private static final int WRITERS = 200;
  private static final int MODERATORS = 5;

  /** More with -Drush.seconds=30, in which case each writes more, too. */
  private static final long SECONDS = Long.getLong("rush.seconds", 4);

  private static final long MOST_EACH = 2 * SECONDS;

  /** In one statement, and so in one snapshot, how many are counted and how many are shown. */
  private static final String SAMPLE =
      """
      select c.comments, (
        select count(*) from comment where article_id = c.article_id and state = 'published') as shown
      from edition_count c where c.article_id = ?
      """;

  @Inject Published published;
  @Inject Sql sql;
  @Inject ObjectMapper json;

  private final Queue<String> shown = new ConcurrentLinkedQueue<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private UUID article;
  private long end;

  @Test
  void the_count_is_of_what_is_shown_at_every_moment_and_nobody_is_sent_away() throws Exception {
    article = published.article("rush-" + NewsApi.mark());
    Keys.of("moderator");
    end = System.nanoTime() + SECONDS * 1_000_000_000L;
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS + MODERATORS + 2);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        running.add(pool.submit(() -> write(writer)));
      }
      for (int i = 0; i < MODERATORS; i++) {
        int moderator = i;
        running.add(pool.submit(() -> moderate(moderator)));
      }
      running.add(pool.submit(this::recount));
      Future<Integer> samples = pool.submit(this::sample);
      for (Future<?> one : running) {
        one.get();
      }
      over.set(true);
      assertTrue(samples.get() > 20, () -> "samples");
    } finally {
      over.set(true);
      pool.shutdownNow();
    }
    assertTrue(statuses.keySet().stream().allMatch(s -> s < 500), () -> "answers " + statuses);
    assertTrue(statuses.get(201).get() > WRITERS, () -> "answers " + statuses);
    assertEquals(List.of(), differences());
  }

  private void write(int writer) {
    Random random = new Random(writer);
    for (int i = 0; i < MOST_EACH && System.nanoTime() < end; i++) {
      String parent = random.nextInt(3) == 0 ? shown.peek() : null;
      Contract.Answer answer =
          RawHttp.request("POST", "/api/v1/articles/" + article + "/comments")
              .header("User-Agent", "Writer " + writer)
              .body(
                  "application/json",
                  "{\"author\": {\"name\": \"Writer %d\"}, \"body\": \"Said %d of %s\"%s}"
                      .formatted(
                          writer,
                          i,
                          UUID.randomUUID(),
                          parent == null ? "" : ", \"parentId\": \"" + parent + "\""))
              .send();
      note(answer);
      if (answer.status() == 201) {
        shown.add(answer.json().at("/comment/id").asText());
      }
    }
  }

  private void moderate(int moderator) {
    Random random = new Random(moderator);
    List<String> mine = new ArrayList<>();
    while (System.nanoTime() < end) {
      for (int i = 0; i < 5; i++) {
        String id = shown.poll();
        if (id != null) {
          mine.add(id);
          shown.add(id);
        }
      }
      if (mine.isEmpty()) {
        Thread.onSpinWait();
        continue;
      }
      if (random.nextBoolean()) {
        String id = mine.get(random.nextInt(mine.size()));
        String verb = List.of("remove", "restore", "approve").get(random.nextInt(3));
        note(
            RawHttp.request("POST", "/manage/v1/comments/" + id + "/" + verb)
                .as("moderator")
                .header("If-Match", "*")
                .send());
      } else {
        bulk(mine, random);
      }
    }
  }

  private void bulk(List<String> mine, Random random) {
    List<String> some = new ArrayList<>(mine);
    java.util.Collections.shuffle(some, random);
    List<Map<String, String>> items =
        some.stream().distinct().limit(20).map(id -> Map.of("id", id)).toList();
    JsonNode body =
        json.valueToTree(
            Map.of("decision", random.nextBoolean() ? "remove" : "restore", "items", items));
    note(
        RawHttp.request("POST", "/manage/v1/comments/bulk")
            .as("moderator")
            .body("application/json", body.toString())
            .send());
  }

  /** A proof that may repair finds nothing to repair, however much moves meanwhile. */
  private void recount() {
    while (System.nanoTime() < end) {
      Contract.Answer answer =
          RawHttp.request("POST", "/manage/v1/views/recount")
              .as("administrator")
              .body("application/json", "{\"repair\": true}")
              .send();
      note(answer);
      List<String> articles = answer.json().at("/comments/differing").findValuesAsText("article");
      assertFalse(articles.contains(article.toString()), answer::text);
    }
  }

  private void note(Contract.Answer answer) {
    statuses.computeIfAbsent(answer.status(), s -> new AtomicInteger()).incrementAndGet();
  }

  private int sample() {
    int samples = 0;
    while (!over.get()) {
      assertEquals(List.of(), differences());
      samples++;
    }
    return samples;
  }

  private List<String> differences() {
    return sql
        .list(SAMPLE, row -> new int[] {row.getInt("comments"), row.getInt("shown")}, article)
        .stream()
        .filter(pair -> pair[0] != pair[1])
        .map(pair -> pair[0] + " counted, " + pair[1] + " shown")
        .toList();
  }
}
