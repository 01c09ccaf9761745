package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program under load while its database is away for twenty seconds. The database is
 * that of another program, which is held up where the database is not to come back yet.
 */
class OutageIT {

  private static final Duration AWAY = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Where the machine itself stands still for a moment. */
  private static final Duration STANDSTILL = Duration.ofSeconds(5);

  private static final Duration RECOVERY = Duration.ofSeconds(10);

  /** Each asks, waits for the answer, and pauses. */
  private static final Map<Kind, Integer> CLIENTS =
      Map.of(Kind.KEPT, 3, Kind.READ, 3, Kind.DESK, 3, Kind.VIEW, 6, Kind.COMMENT, 3);

  private static final long PAUSE_MS = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is asked for; all but the first needs the database. */
  private enum Kind {
    KEPT,
    READ,
    DESK,
    VIEW,
    COMMENT
  }

  /** A request with its answer, by the clock of {@link System#nanoTime}. */
  private record Asked(Kind kind, int number, long sent, long answered, HttpResponse<String> by) {

    boolean isServed() {
      return by.statusCode() / 100 == 2;
    }

    Duration took() {
      return Duration.ofNanos(answered - sent);
    }
  }

  @TempDir Path directory;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private volatile boolean over;
  private final List<Program> programs = new ArrayList<>();
  private Program keeper;
  private Program program;
  private String article;

  @AfterEach
  void stopAll() throws Exception {
    over = true;
    pool.shutdownNow();
    // The first has the database of both.
    for (int i = programs.size() - 1; i >= 0; i--) {
      programs.get(i).stop();
    }
  }

  @Test
  void a_database_that_is_killed_and_started_again_costs_nothing_that_was_acknowledged()
      throws Exception {
    outage(
        "killed",
        () -> {
          signal("-STOP", List.of(keeper.process().pid()));
          keeper.server().destroyForcibly();
          return null;
        },
        () -> {
          signal("-CONT", List.of(keeper.process().pid()));
          return null;
        });
  }

  @Test
  void a_database_that_freezes_and_goes_on_costs_nothing_that_was_acknowledged() throws Exception {
    List<Long> processes = new ArrayList<>();
    outage(
        "frozen",
        () -> {
          Stream.concat(Stream.of(keeper.server()), keeper.server().descendants())
              .forEach(process -> processes.add(process.pid()));
          signal("-STOP", processes);
          return null;
        },
        () -> {
          signal("-CONT", processes);
          return null;
        });
  }

  private void outage(String what, Callable<Void> takeAway, Callable<Void> giveBack)
      throws Exception {
    keeper = started(Map.of());
    program = started(Program.given(keeper.database(), keeper.secret()));
    article = published();
    String kept = "/api/v1/articles/" + article;
    assertEquals(200, program.read(kept).statusCode());
    long start = System.nanoTime();
    List<Future<Void>> clients = new ArrayList<>();
    CLIENTS.forEach(
        (kind, number) -> {
          for (int i = 0; i < number; i++) {
            clients.add(pool.submit(() -> ask(kind)));
          }
        });
    // What is first asked of each kind takes a while by itself.
    long warm = start + TimeUnit.SECONDS.toNanos(3);
    await().atMost(60, TimeUnit.SECONDS).until(() -> isServedAfter(warm));

    long gone = System.nanoTime();
    takeAway.call();
    try {
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> program.operate("/q/health/group/database").statusCode() == 503);
      await().atMost(AWAY.multipliedBy(2)).until(() -> System.nanoTime() - gone >= AWAY.toNanos());
      assertEquals(200, program.readiness());
    } finally {
      giveBack.call();
    }
    await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(50)).until(this::answers);
    long back = System.nanoTime();
    await().atMost(60, TimeUnit.SECONDS).until(() -> isServedAfter(back + RECOVERY.toNanos()));
    over = true;
    for (Future<Void> client : clients) {
      client.get(30, TimeUnit.SECONDS);
    }

    judge(what, gone, back);
    assertStored();
    program.assertQuiet();
  }

  private void judge(String what, long gone, long back) {
    List<Asked> all = List.copyOf(asked);
    List<Asked> kept = all.stream().filter(a -> a.kind() == Kind.KEPT).toList();
    List<Asked> others = all.stream().filter(a -> a.kind() != Kind.KEPT).toList();
    List<Asked> refused = others.stream().filter(a -> !a.isServed()).toList();
    Asked slowest =
        others.stream()
            .filter(a -> a.answered() - gone > 0 && a.sent() - back < 0)
            .max(Comparator.comparing(Asked::took))
            .orElseThrow();
    long last = refused.stream().mapToLong(a -> a.answered() - back).max().orElseThrow();
    System.out.printf(
        "Database %s for %d ms: %d kept answers (slowest %d ms); of %d other requests %d were"
            + " refused, the slowest took %d ms (%s, %d ms after it was gone), the last was refused"
            + " %d ms after its return%n",
        what,
        (back - gone) / 1_000_000,
        kept.size(),
        kept.stream().map(Asked::took).max(Comparator.naturalOrder()).orElseThrow().toMillis(),
        others.size(),
        refused.size(),
        slowest.took().toMillis(),
        slowest.kind(),
        (slowest.sent() - gone) / 1_000_000,
        last / 1_000_000);

    assertEquals(Set.of(200), statuses(kept));
    assertTrue(kept.stream().anyMatch(a -> a.by().headers().firstValue("Age").isPresent()));
    assertEquals(Set.of(503), statuses(refused));
    for (Asked one : refused) {
      assertTrue(one.by().headers().firstValue("Retry-After").isPresent(), one.by()::toString);
      assertEquals(
          "application/problem+json", one.by().headers().firstValue("Content-Type").orElse(""));
      assertTrue(one.answered() - gone > 0, one::toString);
    }
    for (Kind kind : Kind.values()) {
      assertTrue(kind == Kind.KEPT || refused.stream().anyMatch(a -> a.kind() == kind));
    }
    List<Duration> took = refused.stream().map(Asked::took).sorted().toList();
    Duration usual = took.get(took.size() * 95 / 100);
    assertTrue(usual.compareTo(PATIENCE) < 0, () -> "95 of 100 are refused within " + usual);
    assertTrue(slowest.took().compareTo(STANDSTILL) < 0, slowest::toString);
    assertTrue(last < RECOVERY.toNanos());
  }

  private static Set<Integer> statuses(List<Asked> asked) {
    return asked.stream()
        .map(a -> a.by().statusCode())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every view that was acknowledged has been counted, and every comment is there. */
  private void assertStored() throws Exception {
    List<Integer> views = new ArrayList<>();
    Set<String> comments = new HashSet<>();
    for (Asked one : asked) {
      if (one.isServed() && one.kind() == Kind.VIEW) {
        views.add(one.number());
      }
      if (one.isServed() && one.kind() == Kind.COMMENT) {
        JsonNode answer = JSON.readTree(one.by().body());
        comments.add(answer.at("/comment/id").asText());
      }
    }
    Queue<Integer> again = new ConcurrentLinkedQueue<>(views);
    Callable<Void> repeat =
        () -> {
          for (Integer number = again.poll(); number != null; number = again.poll()) {
            HttpResponse<String> answer = send(Kind.VIEW, number);
            assertTrue(answer.body().startsWith("{\"counted\":false,"), answer.body());
          }
          return null;
        };
    List<Future<Void>> repeats = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      repeats.add(pool.submit(repeat));
    }
    for (Future<Void> done : repeats) {
      done.get(120, TimeUnit.SECONDS);
    }
    Set<String> stored = new HashSet<>();
    try (Connection connection = keeper.connection();
        ResultSet row = connection.createStatement().executeQuery("select id from comment")) {
      while (row.next()) {
        stored.add(row.getString("id"));
      }
    }
    assertTrue(stored.containsAll(comments));
    System.out.printf(
        "%d views and %d comments were acknowledged, all of them are stored%n",
        views.size(), comments.size());
  }

  private Void ask(Kind kind) throws Exception {
    while (!over) {
      int number = numbers.incrementAndGet();
      long sent = System.nanoTime();
      HttpResponse<String> answer = send(kind, number);
      asked.add(new Asked(kind, number, sent, System.nanoTime(), answer));
      Thread.sleep(PAUSE_MS);
    }
    return null;
  }

  /** Each view and each comment is of another reader, each read of another address. */
  private HttpResponse<String> send(Kind kind, int number)
      throws IOException, InterruptedException {
    String read = "/api/v1/articles/" + article;
    HttpRequest.Builder request =
        switch (kind) {
          case KEPT -> HttpRequest.newBuilder(program.uri(read));
          case READ -> HttpRequest.newBuilder(program.uri("/api/v1/search?q=word" + number));
          case DESK -> program.request("/manage/v1/articles/" + article);
          case VIEW ->
              HttpRequest.newBuilder(program.uri(read + "/views")).POST(BodyPublishers.noBody());
          case COMMENT ->
              HttpRequest.newBuilder(program.uri(read + "/comments"))
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"author\": {\"name\": \"R\"}, \"body\": \"What I say is %d.\"}"
                              .formatted(number)));
        };
    return http.send(
        request
            .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0 reader " + number)
            .timeout(Duration.ofSeconds(60))
            .build(),
        BodyHandlers.ofString());
  }

  /** Whether something of each kind that was sent after that moment was served. */
  private boolean isServedAfter(long moment) {
    return Arrays.stream(Kind.values())
        .allMatch(
            kind ->
                asked.stream()
                    .anyMatch(a -> a.kind() == kind && a.isServed() && a.sent() - moment >= 0));
  }

  private boolean answers() {
    try (Connection connection = keeper.connection()) {
      return connection.isValid(1);
    } catch (SQLException | IOException e) {
      return false;
    }
  }

  private String published() throws Exception {
    HttpResponse<String> made =
        program.post(
            "/manage/v1/articles",
            "{\"title\": \"Read on\", \"body\": \"<p>Text.</p>\", \"bylines\": [{\"name\": \"A\"}]}");
    assertEquals(201, made.statusCode(), made.body());
    String id = JSON.readTree(made.body()).get("id").asText();
    HttpResponse<String> out = program.post("/manage/v1/articles/" + id + "/publish", "{}");
    assertEquals(200, out.statusCode(), out.body());
    return id;
  }

  private Program started(Map<String, String> environment) throws Exception {
    Program started = Program.withKey(directory, environment);
    programs.add(started);
    started.awaitUp();
    return started;
  }

  private static void signal(String signal, List<Long> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(String.valueOf(process)));
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}
