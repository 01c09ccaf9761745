package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.Cluster;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas that also read from a PostgreSQL which follows their own by streaming replication.
 * {@code -Dmasthead.seed} repeats the order of a run.
 */
class StandbyIT {

  private static final long SEED = Long.getLong("masthead.seed", System.nanoTime());
  private static final String RUN = "seed " + SEED;
  private static final int PUBLICATIONS = 150;
  private static final String READS = "masthead_standby_reads_total";
  private static final Pattern NUMBER = Pattern.compile("\"Number (\\d+)\"");

  @TempDir Path directory;

  private final List<Program> programs = new ArrayList<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private Cluster primary;
  private Cluster standby;

  @BeforeEach
  void follow() throws Exception {
    primary = Cluster.create(directory, "primary", "wal_keep_size = 1GB");
    primary.start();
    primary.copyTo("standby");
    standby = primary.over("standby");
    standby.set(
        // Near as it is, it would hardly ever be seen to be behind.
        "recovery_min_apply_delay = 80ms",
        "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s'"
            .formatted(primary.port(), Cluster.USERNAME, Cluster.PASSWORD));
    Files.createFile(standby.directory().resolve("standby.signal"));
    standby.start();
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Program program : programs) {
      program.stop();
    }
    standby.close();
    primary.close();
  }

  @Test
  void readers_never_see_anything_older_than_what_they_have_seen() throws Exception {
    // Room for next to nothing, so that most answers are made anew.
    started(Map.of("MASTHEAD_CACHE_SIZE", "4k"));
    started(Map.of("MASTHEAD_CACHE_SIZE", "4k"));
    String article = programs.get(0).published("Number 0", "Text.");
    List<String> paths = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      paths.add("/api/v1/articles?limit=" + i);
      paths.add("/api/v1/articles/" + article + "?fields=title,slug" + ",id".repeat(i % 2));
    }
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 4; i++) {
        Program program = programs.get(i % 2);
        Random random = new Random(SEED + i);
        readers.submit(() -> readOn(program, paths, random, over));
      }
      Random random = new Random(SEED);
      for (int number = 1; number <= PUBLICATIONS && surprises.isEmpty(); number++) {
        Program here = programs.get(random.nextInt(2));
        publish(here, article, number);
        for (int i = 0; i < 3; i++) {
          String path = paths.get(random.nextInt(paths.size()));
          assertEquals(number, number(here.read(path)), RUN + ": " + path);
        }
      }
    } finally {
      over.set(true);
      readers.shutdown();
      assertTrue(readers.awaitTermination(30, TimeUnit.SECONDS));
    }
    assertEquals(List.of(), List.copyOf(surprises), RUN);
    for (Program program : programs) {
      System.out.printf(
          "%d statements were answered by the standby%n", (long) program.measured(READS));
      assertTrue(program.measured(READS) > 20, RUN);
      program.assertQuiet();
    }
  }

  /** As one reader who remembers what each address showed. */
  private void readOn(Program program, List<String> paths, Random random, AtomicBoolean over) {
    Map<String, Integer> seen = new HashMap<>();
    try {
      while (!over.get()) {
        String path = paths.get(random.nextInt(paths.size()));
        int number = number(program.read(path));
        int before = seen.getOrDefault(path, 0);
        if (number < before) {
          surprises.add(path + " showed " + before + " and then " + number);
        }
        seen.put(path, number);
      }
    } catch (Exception e) {
      surprises.add(e.toString());
    }
  }

  @Test
  void one_that_is_behind_away_or_on_its_own_is_not_asked() throws Exception {
    Program program = started(Map.of("MASTHEAD_SAMPLE", "true"));
    Program without = run(Program.given(primary.url(), Cluster.PASSWORD));
    assertEquals(Answers.of(without), Answers.of(program));
    String article = programs.get(0).published("Number 0", "Text.");
    String path = "/api/v1/articles/" + article;
    awaitUsed(program);

    standby.execute("select pg_wal_replay_pause()");
    await(RUN)
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> standby.ask("select pg_get_wal_replay_pause_state()").equals("paused"));
    publish(program, article, 1);
    assertEquals(1, number(program.read(path)));
    await(RUN)
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> program.measured("masthead_standby_lag_seconds") > 2);
    assertUnused(program);
    standby.execute("select pg_wal_replay_resume()");
    awaitUsed(program);
    assertEquals(1, number(program.read(path)));

    standby.kill();
    publish(program, article, 2);
    assertEquals(2, number(program.read(path)));
    assertUnused(program);
    standby.start();
    awaitUsed(program);

    assertEquals("t", standby.ask("select pg_promote()"));
    assertUnused(program);
    publish(program, article, 3);
    assertEquals(3, number(program.read(path)));
    assertEquals(Answers.of(without), Answers.of(program));
    program.assertQuiet();
  }

  /** How many statements it is asked for answers that nobody has asked for yet. */
  private static double asked(Program program) throws Exception {
    double before = program.measured(READS);
    // From then on answers of the kind are known to be kept.
    program.read("/api/v1/articles?limit=3");
    for (int i = 0; i < 10; i++) {
      String path = "/api/v1/articles?limit=3&publishedFrom=2001-01-01T00:00:00.%09dZ";
      HttpResponse<String> read = program.read(path.formatted(System.nanoTime() % 1_000_000_000));
      assertEquals(200, read.statusCode(), read.body());
    }
    return program.measured(READS) - before;
  }

  private void awaitUsed(Program program) {
    await(RUN).atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertTrue(asked(program) >= 10));
  }

  private void assertUnused(Program program) {
    await(RUN).atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertEquals(0, asked(program)));
  }

  private void publish(Program program, String article, int number) throws Exception {
    String path = "/manage/v1/articles/" + article;
    HttpResponse<String> saved =
        program.patch(path, "{\"title\": \"Number %d\"}".formatted(number));
    assertEquals(200, saved.statusCode(), saved.body());
    HttpResponse<String> published = program.post(path + "/publish", "{}");
    assertEquals(200, published.statusCode(), published.body());
  }

  private static int number(HttpResponse<String> read) {
    Matcher number = NUMBER.matcher(read.body());
    assertTrue(read.statusCode() == 200 && number.find(), read.statusCode() + read.body());
    return Integer.parseInt(number.group(1));
  }

  private Program started(Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>(Program.given(primary.url(), Cluster.PASSWORD));
    all.put("MASTHEAD_READ_URL", standby.url());
    all.putAll(environment);
    return run(all);
  }

  private Program run(Map<String, String> environment) throws Exception {
    Program program = Program.withKey(directory, environment);
    programs.add(program);
    program.awaitUp();
    return program;
  }
}
