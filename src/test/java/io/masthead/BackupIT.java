package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that is copied while it is worked on, and brought to a moment that was chosen
 * afterwards, as the README says. {@code -Dmasthead.seed} repeats what was worked.
 */
class BackupIT {

  private static final long SEED = Long.getLong("masthead.seed", System.nanoTime());
  private static final String RUN = "seed " + SEED;

  /** What is added up or told a moment later is so by then. */
  private static final String WAITING =
      """
      select (select count(*) from event_outbox) + (select count(*) from term_move)
        + (select count(*) from term_view)
      """;

  @TempDir Path directory;

  private final ObjectMapper json = new ObjectMapper();
  private final List<Program> programs = new ArrayList<>();
  private Cluster primary;
  private Cluster recovered;
  private Newsroom newsroom;

  @AfterEach
  void stopAll() throws Exception {
    if (newsroom != null) {
      newsroom.close();
    }
    for (Program program : programs) {
      program.stop();
    }
    if (primary != null) {
      primary.close();
    }
    if (recovered != null) {
      recovered.close();
    }
  }

  @Test
  void a_copy_taken_under_load_is_brought_to_the_moment_before_a_mishap() throws Exception {
    Path archive = Files.createDirectory(directory.resolve("archive"));
    primary =
        Cluster.create(
            directory,
            "primary",
            "archive_mode = on",
            "archive_command = 'test ! -f \"%s/%%f\" && cp \"%%p\" \"%1$s/%%f\"'"
                .formatted(archive));
    primary.start();
    Program program = started(primary);
    newsroom = new Newsroom(program, SEED);
    newsroom.open(3);
    work(60);
    int before = newsroom.done.get();
    primary.copyTo("copy");
    assertTrue(newsroom.done.get() > before, "nobody worked while it was copied");
    work(60);

    newsroom.pause();
    awaitNothingWaits(primary);
    String sync = token(program, "/api/v1/sync?limit=100");
    Map<String, String> wanted = Answers.of(program);
    String moment = primary.ask("select clock_timestamp()");
    newsroom.resume();
    work(60);
    newsroom.close();
    assertEquals(List.of(), List.copyOf(newsroom.surprises), RUN);
    awaitNothingWaits(primary);
    String lost = token(program, "/api/v1/sync?since=" + sync);
    // The mishap: somebody with a shell on the database.
    primary.execute("delete from comment; update edition set title = 'x', document = '{}'");
    String last = primary.ask("select pg_walfile_name(pg_switch_wal())");
    await(RUN).atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(archive.resolve(last)));
    primary.kill();

    recovered = primary.inItsPlace("copy");
    recovered.set(
        "archive_mode = off",
        "restore_command = 'cp \"%s/%%f\" \"%%p\"'".formatted(archive),
        "recovery_target_time = '%s'".formatted(moment),
        "recovery_target_action = 'promote'");
    Files.createFile(recovered.directory().resolve("recovery.signal"));
    recovered.start();
    await(RUN)
        .atMost(120, TimeUnit.SECONDS)
        .until(() -> recovered.ask("select pg_is_in_recovery()").equals("f"));

    // A replica that was not told goes on as well, and shows nothing of what is lost.
    await(RUN)
        .atMost(30, TimeUnit.SECONDS)
        .ignoreExceptions()
        .untilAsserted(() -> assertSame(wanted, Answers.of(program)));
    program.stop();
    Program next = started(recovered);
    assertSame(wanted, Answers.of(next));
    assertEquals(200, next.read("/api/v1/sync?since=" + sync).statusCode());
    assertGoesOn(next);
    // What was told of the days that are lost is no beginning any more.
    assertEquals(410, next.read("/api/v1/sync?since=" + lost).statusCode());
    next.assertQuiet();
  }

  /** Whatever is numbered goes on behind what is there. */
  private void assertGoesOn(Program program) throws Exception {
    Newsroom again = new Newsroom(program, SEED + 1);
    newsroom = again;
    again.goOn(3);
    work(60);
    again.close();
    assertEquals(List.of(), List.copyOf(again.surprises), RUN);
    String proof = program.post("/manage/v1/views/recount", "{\"repair\": false}").body();
    assertEquals(0, json.readTree(proof).get("differing").size(), proof);
    assertEquals(0, json.readTree(proof).get("comments").get("differing").size(), proof);
  }

  private void work(int acts) {
    int until = newsroom.done.get() + acts;
    await(RUN)
        .atMost(120, TimeUnit.SECONDS)
        .until(() -> newsroom.done.get() >= until || !newsroom.surprises.isEmpty());
    assertEquals(List.of(), List.copyOf(newsroom.surprises), RUN);
  }

  private static void awaitNothingWaits(Cluster cluster) {
    await(RUN).atMost(30, TimeUnit.SECONDS).until(() -> cluster.ask(WAITING).equals("0"));
  }

  private String token(Program program, String path) throws Exception {
    String body = program.read(path).body();
    return json.readTree(body).get("next").asText();
  }

  private static void assertSame(Map<String, String> wanted, Map<String, String> found) {
    assertEquals(wanted.keySet(), found.keySet(), RUN);
    wanted.forEach((path, answer) -> assertEquals(answer, found.get(path), RUN + ": " + path));
  }

  private Program started(Cluster cluster) throws Exception {
    Map<String, String> environment = new HashMap<>(Program.given(cluster.url(), Cluster.PASSWORD));
    environment.put("MASTHEAD_ADMIN_KEY", Program.KEY);
    environment.put("MASTHEAD_CACHE_COUNTS_BEHIND", "0s");
    Program program = Program.run(directory, environment);
    programs.add(program);
    program.awaitUp();
    return program;
  }
}
