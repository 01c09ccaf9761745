package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.support.Follower;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas that tell what happens: the same, in one order, once, whatever becomes of the
 * transactions that write it. {@code -Dmasthead.seed} repeats the choices of a run.
 */
class EventsIT {

  private static final long SEED = Long.getLong("masthead.seed", System.nanoTime());
  private static final String RUN = "seed " + SEED;
  private static final int WRITERS = 20;
  private static final int EVENTS = 10_000;

  @TempDir Path directory;

  private final ObjectMapper json = new ObjectMapper();
  private final List<Program> programs = new ArrayList<>();

  @AfterEach
  void stopAll() throws Exception {
    // The first has the database of both.
    for (int i = programs.size() - 1; i >= 0; i--) {
      programs.get(i).stop();
    }
  }

  private Program started(Map<String, String> environment) throws Exception {
    Program program = Program.withKey(directory, environment);
    programs.add(program);
    program.awaitUp();
    return program;
  }

  @Test
  void each_event_is_told_once_in_one_order_on_every_replica_however_late_it_is_committed()
      throws Exception {
    Program first = started(Map.of());
    Program second = started(Program.given(first.database(), first.secret()));
    Set<String> committed = ConcurrentHashMap.newKeySet();
    AtomicBoolean writing = new AtomicBoolean(true);
    List<List<String>> copies;
    try (Follower one = Follower.of(first.uri("/api/v1/events"));
        Follower other = Follower.of(second.uri("/api/v1/events"))) {
      await().atMost(20, TimeUnit.SECONDS).until(() -> one.lastId() != null);
      await().atMost(20, TimeUnit.SECONDS).until(() -> other.lastId() != null);
      ExecutorService pool = Executors.newCachedThreadPool();
      List<Future<List<String>>> readers = new ArrayList<>();
      for (Program program : programs) {
        String beginning = read(program, "").path("next").asText();
        readers.add(pool.submit(() -> copy(program, beginning, writing, committed)));
      }
      List<Callable<Void>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Random random = new Random(SEED + i);
        writers.add(() -> write(first, random, committed));
      }
      for (Future<Void> writer : pool.invokeAll(writers)) {
        writer.get();
      }
      writing.set(false);
      copies = List.of(readers.get(0).get(), readers.get(1).get());
      pool.shutdown();
      await(RUN)
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () -> one.got().size() >= committed.size() && other.got().size() >= committed.size());
      List<String> order = numbered(first);
      assertEquals(committed, new HashSet<>(order), RUN);
      assertEquals(committed.size(), order.size(), RUN);
      assertEquals(order, subjects(one), RUN);
      assertEquals(order, subjects(other), RUN);
      for (List<String> copy : copies) {
        assertEquals(order, copy, RUN);
      }
    }
    first.assertQuiet();
    second.assertQuiet();
  }

  /** Transactions of one to five events, of which some end late and some come to nothing. */
  private static Void write(Program program, Random random, Set<String> committed)
      throws Exception {
    try (Connection connection = program.connection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into event_outbox (id, type, subject, data, at)
                values (gen_random_uuid(), 'article.updated', ?::uuid, ?, now())
                """)) {
      connection.setAutoCommit(false);
      int left = EVENTS / WRITERS;
      while (left > 0) {
        List<String> subjects = new ArrayList<>();
        int size = Math.min(left, 1 + random.nextInt(5));
        for (int i = 0; i < size; i++) {
          String subject = UUID.randomUUID().toString();
          insert.setString(1, subject);
          insert.setString(2, "{\"id\": \"" + subject + "\"}");
          insert.executeUpdate();
          subjects.add(subject);
          if (random.nextInt(40) == 0) {
            Thread.sleep(random.nextInt(120));
          }
        }
        if (random.nextInt(5) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          committed.addAll(subjects);
          left -= size;
        }
      }
    }
    return null;
  }

  /** What a copy is told of from the beginning on, until nothing more comes. */
  private List<String> copy(
      Program program, String beginning, AtomicBoolean writing, Set<String> committed)
      throws Exception {
    List<String> told = new ArrayList<>();
    String next = beginning;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while ((writing.get() || told.size() < committed.size()) && System.nanoTime() < end) {
      JsonNode answer = read(program, "?limit=100&since=" + next);
      answer.path("items").forEach(item -> told.add(item.path("id").asText()));
      next = answer.path("next").asText();
    }
    return told;
  }

  private JsonNode read(Program program, String query) throws Exception {
    HttpResponse<String> answer = program.read("/api/v1/sync" + query);
    assertEquals(200, answer.statusCode(), answer.body());
    return json.readTree(answer.body());
  }

  private List<String> subjects(Follower follower) throws Exception {
    List<String> subjects = new ArrayList<>();
    for (Follower.Got got : follower.got()) {
      subjects.add(json.readTree(got.data()).at("/data/id").asText());
    }
    return subjects;
  }

  private static List<String> numbered(Program program) throws Exception {
    List<String> order = new ArrayList<>();
    try (Connection connection = program.connection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select subject from event order by position")) {
      while (rows.next()) {
        order.add(rows.getString(1));
      }
    }
    return order;
  }

  @Test
  void streams_are_bounded_end_when_the_service_stops_and_go_on_at_the_other_replica()
      throws Exception {
    Program first = started(Map.of());
    Map<String, String> few = new HashMap<>(Program.given(first.database(), first.secret()));
    few.put("MASTHEAD_EVENTS_STREAMS", "2");
    few.put("MASTHEAD_EVENTS_HEARTBEAT", "1s");
    Program second = started(few);
    String token;
    try (Follower one = Follower.of(second.uri("/api/v1/events"));
        Follower two = Follower.of(second.uri("/api/v1/events"))) {
      await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> one.lastId() != null && two.lastId() != null);
      HttpResponse<String> third = second.read("/api/v1/events");
      assertEquals(503, third.statusCode());
      assertTrue(third.headers().firstValue("Retry-After").isPresent());
      // A sign of life renews the token.
      String before = one.lastId();
      await().atMost(20, TimeUnit.SECONDS).until(() -> !one.lastId().equals(before));
      token = one.lastId();
      long asked = System.nanoTime();
      second.stop();
      assertTrue(Duration.ofNanos(System.nanoTime() - asked).toSeconds() < 9, second.output());
      await().atMost(5, TimeUnit.SECONDS).until(() -> one.hasEnded() && two.hasEnded());
      programs.remove(second);
    }
    insert(first, 1, "{}");
    try (Follower on = Follower.of(first.uri("/api/v1/events"), "Last-Event-ID", token)) {
      await().atMost(20, TimeUnit.SECONDS).until(() -> on.got().size() == 1);
    }
    first.assertQuiet();
  }

  @Test
  void who_never_reads_is_hung_up_on_and_holds_up_nobody() throws Exception {
    Program program = started(Map.of("MASTHEAD_EVENTS_SLOW_AFTER", "2s"));
    try (Socket deaf = program.connect();
        Follower hearing = Follower.of(program.uri("/api/v1/events"))) {
      deaf.setReceiveBufferSize(4096);
      deaf.getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      await().atMost(20, TimeUnit.SECONDS).until(() -> hearing.lastId() != null);
      int told = 0;
      // More than the buffers of both ends hold.
      for (int i = 0; i < 12; i++) {
        insert(program, 500, "{\"much\": \"" + "x".repeat(3_900) + "\"}");
        told += 500;
        int wanted = told;
        await().atMost(60, TimeUnit.SECONDS).until(() -> hearing.got().size() == wanted);
      }
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> program.measured("masthead_events_streams_dropped_total") == 1);
      assertEquals(1, program.measured("masthead_events_streams"));
    }
    program.assertQuiet();
  }

  private static void insert(Program program, int events, String data) throws Exception {
    try (Connection connection = program.connection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into event_outbox (id, type, subject, data, at)
                select gen_random_uuid(), 'article.updated', gen_random_uuid(), ?, now()
                from generate_series(1, ?)
                """)) {
      insert.setString(1, data);
      insert.setInt(2, events);
      insert.executeUpdate();
    }
  }
}
