package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Cluster;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From each earlier version whose database is kept in {@code src/test/resources/upgrade} to this
 * one. {@code v<n>.sql} is what such a database held and {@code v<n>.json} what that version
 * answered of it, both as {@code src/test/upgrade/record} wrote them down; {@code v<n>-serving.sql}
 * is what it goes on doing while another upgrades the schema under it.
 */
class UpgradeIT {

  private static final Path KEPT = Path.of("src/test/resources/upgrade");
  private static final int ARTICLES = 5_000;

  @TempDir Path directory;

  private final ObjectMapper json = new ObjectMapper();
  private final List<Program> programs = new ArrayList<>();
  private Cluster cluster;

  static List<String> versions() throws IOException {
    try (Stream<Path> files = Files.list(KEPT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("v\\d+\\.sql"))
          .map(name -> name.substring(1, name.indexOf('.')))
          .sorted()
          .toList();
    }
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Program program : programs) {
      program.stop();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void what_an_earlier_version_answered_is_answered_after_the_upgrade(String version)
      throws Exception {
    startAt(version);
    JsonNode kept = json.readTree(KEPT.resolve("v" + version + ".json").toFile());
    Program program = started();
    String editor = kept.get("keys").get("editor").asText();
    assertEquals(200, program.get("/manage/v1/articles", editor).statusCode());
    assertEquals(200, program.get("/manage/v1/keys").statusCode(), "the administrator's key");
    assertEquals(
        401,
        program.get("/manage/v1/articles", kept.get("keys").get("revoked").asText()).statusCode());

    List<String> differing = new ArrayList<>();
    for (JsonNode answer : kept.get("answers")) {
      String path = answer.get("path").asText();
      HttpResponse<String> now =
          answer.get("by").asText().isEmpty() ? program.read(path) : program.get(path, editor);
      if (now.statusCode() != answer.get("status").asInt()) {
        differing.add(path + ": " + now.statusCode() + " " + now.body());
      } else if (!answer.get("body").isNull()) {
        compare(path, answer.get("body"), json.readTree(now.body()), differing);
      }
    }
    assertEquals(List.of(), differing);

    assertNothingDiffers(program);
    // What this version keeps besides is made of what was there.
    int published = count("select count(*) from edition");
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> count("select count(*) from search_document") == published);
    JsonNode found = read(program, "/api/v1/search?q=opened&total=true");
    assertEquals("the-bridge", found.get("items").get(0).get("slug").asText());
    assertEquals(
        published + count("select count(*) from edition_takedown"),
        read(program, "/api/v1/sync?limit=100").get("items").size());
    program.assertQuiet();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void an_earlier_version_serves_while_replicas_upgrade_under_it(String version) throws Exception {
    startAt(version);
    cluster.execute(Files.readString(KEPT.resolve("many.sql")).formatted(ARTICLES));
    cluster.execute(Files.readString(KEPT.resolve("watch.sql")));
    Serving serving = new Serving(Files.readString(KEPT.resolve("v" + version + "-serving.sql")));
    serving.begin(3);
    try {
      // Not the start of a replica, but the schema under it is in question.
      await().atMost(30, TimeUnit.SECONDS).until(() -> serving.done.get() > 100);
      Program one = run();
      Program two = run();
      one.awaitUp();
      two.awaitUp();
      long after = serving.done.get();
      await().atMost(30, TimeUnit.SECONDS).until(() -> serving.done.get() > after + 100);
    } finally {
      serving.end();
    }
    System.out.printf(
        "Served %d transactions of version %s; the longest took %d ms (%s)%n",
        serving.done.get(), version, serving.longest.get(), serving.slowest);
    assertEquals(List.of(), List.copyOf(serving.failures));
    assertMigratedOnce();
    assertEquals(List.of(), column("select what from upgrade_watch.rewritten"));
    assertEquals(
        List.of(),
        column("select what from upgrade_watch.built where not alongside order by what"));
    for (Program program : programs) {
      assertNothingDiffers(program);
      program.assertQuiet();
    }
    // What it did after the upgrade is in the sums that it knows nothing of.
    assertEquals(
        List.of(),
        column(
            """
            select t.slug || ': ' || coalesce(n.articles, 0) || ', not ' || count(s.article_id)
            from section t left join edition_section s on s.section_id = t.id
            left join (
              select term_id, sum(articles) as articles from (
                select term_id, articles from term_count where kind = 'section'
                union all select term_id, by from term_move where kind = 'section') all_of_them
              group by term_id) n on n.term_id = t.id
            group by t.slug, n.articles having coalesce(n.articles, 0) <> count(s.article_id)
            """));
  }

  @Test
  void replicas_that_start_at_once_on_an_empty_database_migrate_it_once() throws Exception {
    cluster = Cluster.create(directory, "empty");
    cluster.start();
    for (int i = 0; i < 3; i++) {
      run();
    }
    for (Program program : programs) {
      program.awaitUp();
      program.assertQuiet();
    }
    assertMigratedOnce();
    assertEquals(3, programs.stream().filter(p -> p.process().isAlive()).count());
  }

  @Test
  void a_replica_starts_again_after_a_later_version_has_upgraded_the_schema() throws Exception {
    cluster = Cluster.create(directory, "later");
    cluster.start();
    started().stop();
    cluster.execute(
        """
        insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
          installed_by, execution_time, success)
        values (10000, '10000', 'add what nobody knows yet', 'SQL', 'V10000__add_what.sql', 1, 'masthead', 1, true);
        alter table article add column later text
        """);
    Program program = started();
    assertEquals(200, program.read("/api/v1/articles").statusCode());
    assertEquals(
        201, program.post("/manage/v1/articles", "{\"title\": \"Written before\"}").statusCode());
    assertEquals(0, program.count(" ERROR "), program.output());
  }

  /** The database as that version left it. */
  private void startAt(String version) throws Exception {
    cluster = Cluster.create(directory, "v" + version);
    cluster.start();
    Flyway.configure()
        .dataSource(cluster.url(), Cluster.USERNAME, Cluster.PASSWORD)
        .locations("filesystem:src/main/resources/db/migration")
        .target(version)
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        .load()
        .migrate();
    cluster.execute(Files.readString(KEPT.resolve("v" + version + ".sql")));
  }

  private void assertMigratedOnce() throws Exception {
    List<String> wanted;
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      wanted =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> name.substring(1, name.indexOf("__")))
              .sorted()
              .toList();
    }
    assertEquals(
        wanted,
        column(
            """
            select version collate "C" from flyway_schema_history
            where success and version is not null order by 1
            """));
    assertEquals(0, count("select count(*) from flyway_schema_history where not success"));
    assertEquals(0, count("select count(*) from pg_index where not indisvalid"));
  }

  /** Every sum is what it is made of. */
  private void assertNothingDiffers(Program program) throws Exception {
    HttpResponse<String> proof = program.post("/manage/v1/views/recount", "{\"repair\": false}");
    assertEquals(200, proof.statusCode(), proof.body());
    JsonNode report = json.readTree(proof.body());
    assertEquals(0, report.get("differing").size(), proof.body());
    assertEquals(0, report.get("comments").get("differing").size(), proof.body());
  }

  private JsonNode read(Program program, String path) throws Exception {
    HttpResponse<String> answer = program.read(path);
    assertEquals(200, answer.statusCode(), answer.body());
    return json.readTree(answer.body());
  }

  /** All that was said before has to be said; members may have come. */
  private static void compare(String where, JsonNode then, JsonNode now, List<String> differing) {
    if (now == null) {
      differing.add(where + " is gone");
    } else if (then.isObject() && now.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> members = then.fields(); members.hasNext(); ) {
        Map.Entry<String, JsonNode> member = members.next();
        if (!Answers.NOT_COMPARED.contains(member.getKey())) {
          compare(
              where + " " + member.getKey(),
              member.getValue(),
              now.get(member.getKey()),
              differing);
        }
      }
    } else if (then.isArray() && now.isArray() && then.size() == now.size()) {
      for (int i = 0; i < then.size(); i++) {
        compare(where + " " + i, then.get(i), now.get(i), differing);
      }
    } else if (!then.equals(now)) {
      differing.add("%s: %s, not %s".formatted(where, now, then));
    }
  }

  private int count(String sql) throws SQLException {
    return Integer.parseInt(cluster.ask(sql));
  }

  private List<String> column(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = cluster.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private Program started() throws Exception {
    Program program = run();
    program.awaitUp();
    return program;
  }

  /** What was recorded grows older; nothing of it may be over for that. */
  private Program run() throws IOException {
    Map<String, String> environment = new HashMap<>(Program.given(cluster.url(), Cluster.PASSWORD));
    environment.put("MASTHEAD_ADMIN_KEY", Program.KEY);
    environment.put("MASTHEAD_COMMENTS_CLOSE_AFTER_DAYS", "0");
    environment.put("MASTHEAD_COMMENTS_EMAIL_KEPT", "3660");
    Program program = Program.run(directory, environment);
    programs.add(program);
    return program;
  }

  /**
   * A version that serves: its transactions, over and over, with its patience: who waits for a lock
   * for three seconds fails.
   */
  private final class Serving {

    private final List<String> transactions;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile String slowest = "";
    private volatile boolean over;

    /** Transactions begin with a line of {@code -- } and what they are. */
    Serving(String text) {
      transactions =
          Arrays.stream(text.split("(?m)^(?=-- )")).filter(part -> part.contains(";")).toList();
      assertFalse(transactions.isEmpty());
    }

    void begin(int count) {
      for (int i = 0; i < count; i++) {
        Thread client = new Thread(this::serve, "serving-" + i);
        clients.add(client);
        client.start();
      }
    }

    void end() throws InterruptedException {
      over = true;
      for (Thread client : clients) {
        client.join();
      }
    }

    private void serve() {
      try (Connection connection = cluster.connection();
          Statement statement = connection.createStatement()) {
        statement.execute("set lock_timeout = '3s'; set statement_timeout = '10s'");
        connection.setAutoCommit(false);
        while (!over) {
          for (String transaction : transactions) {
            once(connection, statement, transaction);
          }
        }
      } catch (SQLException e) {
        failures.add(e.toString());
      }
    }

    private void once(Connection connection, Statement statement, String transaction)
        throws SQLException {
      String name = transaction.lines().findFirst().orElseThrow();
      long start = System.nanoTime();
      try {
        statement.execute(transaction);
        connection.commit();
        done.incrementAndGet();
      } catch (SQLException e) {
        failures.add(name + ": " + e.getMessage());
        connection.rollback();
      }
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (longest.accumulateAndGet(took, Math::max) == took) {
        slowest = name + " took " + took + " ms";
      }
    }
  }
}
