package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.TwoUsers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program as a user of the database that owns nothing there. That every operation can
 * be done so is shown by {@link FuzzIT}, whose program is one of these.
 */
class LeastRightsIT {

  /** What the service never does, and whoever came to speak as its user may not either. */
  private static final List<String> REFUSED =
      List.of(
          "alter table article add column planted text",
          "alter table article disable trigger all",
          "alter table audit_entry disable trigger only_added_to",
          "drop trigger only_added_to on audit_entry",
          "drop table tag",
          "truncate article cascade",
          "create table planted ()",
          "create schema planted",
          "create function planted() returns int language sql as 'select 1'",
          "create or replace function refuse_audit_change() returns trigger language plpgsql"
              + " as 'begin return null; end'",
          "alter function drop_view_part(text) reset search_path",
          "create index ix_planted on article (title)",
          "set role news_owner",
          "set session_replication_role = replica",
          "update audit_entry set by_name = 'somebody else'",
          "delete from audit_entry",
          "truncate audit_entry",
          "update article_revision set content = null",
          "delete from article_revision",
          "update article_correction set text = 'It was right.'",
          "delete from article_correction",
          "update comment_policy_entry set rules = '{}'",
          "delete from comment_policy_entry",
          "update moderation_entry set to_state = 'published'",
          "update moderation_entry set by_name = 'somebody else'",
          "delete from moderation_entry",
          "update signing_key set secret = ''",
          "delete from signing_key",
          "select from flyway_schema_history",
          "delete from flyway_schema_history",
          "select admit_service('news')");

  private static final String RIGHTS =
      """
      select string_agg(c.relname || c.xmin::text || coalesce(c.relacl::text, ''), ' ' order by c.relname)
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
        and c.relname !~ '^view_(hit|hour)'
      """;

  /** Tables and views that the service's user cannot read. */
  private static final String UNREAD =
      """
      select string_agg(c.relname, ' ' order by c.relname) from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and not has_table_privilege('news', c.oid, 'select')
      """;

  @TempDir Path directory;
  private final List<Program> programs = new ArrayList<>();
  private TwoUsers database;

  @AfterEach
  void stopAll() throws Exception {
    for (Program program : programs) {
      program.stop();
    }
    database.close();
  }

  @Test
  void it_serves_as_a_user_that_may_change_neither_the_schema_nor_what_was_noted()
      throws Exception {
    database = TwoUsers.in(directory);
    Program first = started(database.environment());
    publish(first, "First");
    assertNothingMore();
    assertEquals("flyway_schema_history", asked(UNREAD));
    String rights = asked(RIGHTS);
    assertPartsAlone();
    LocalDate ahead = LocalDate.now(ZoneOffset.UTC).plusDays(2);
    String part = "view_hit_" + ahead.toString().replace('-', '_');
    assertEquals(part, asked("select to_regclass('" + part + "')::text"));
    first.assertQuiet();
    first.stop();
    done("select make_view_part('view_hit', '2020-02-29')");
    done("select make_view_part('view_hour', '2020-02-01')");
    done("select drop_view_part('" + part + "')");
    assertEquals(
        "view_hit_2020_02_29 view_hour_2020_02",
        asked(
            "select to_regclass('view_hit_2020_02_29') || ' '"
                + " || to_regclass('view_hour_2020_02')"));

    Program second = started(database.environment());
    assertEquals(1, second.count("Dropped view_hit_2020_02_29"), second.output());
    assertEquals(1, second.count("Dropped view_hour_2020_02"), second.output());
    assertEquals(1, second.count("Made " + part), second.output());
    publish(second, "Second");
    assertEquals(rights, asked(RIGHTS), "A start that has nothing to migrate changes no right.");
    second.assertQuiet();
    for (Program program : programs) {
      assertEquals(0, program.count("nothing is kept from it"), program.output());
    }
  }

  /** What the owner's functions are for, and nothing besides. */
  private void assertPartsAlone() throws SQLException {
    for (String refused :
        List.of(
            "select drop_view_part('article')",
            "select drop_view_part('view_hit_default')",
            "select drop_view_part('pk_view_hit')",
            "select drop_view_part('view_hit; drop table tag')",
            "select drop_view_part(null)",
            "select make_view_part('article', '2020-02-01')",
            "select make_view_part('view_hour', '2020-02-29')",
            "select make_view_part('view_hit', null)",
            "select make_view_part('view_hit', 'infinity')",
            "select make_view_part(null, '2020-02-01')")) {
      assertEquals("22023", state(refused), refused);
    }
    // What the user may make, something temporary, is not taken for what the owner means.
    done(
        "create temporary table view_hit (day date) partition by range (day);"
            + " set search_path = pg_temp, public;"
            + " select public.make_view_part('view_hit', '2020-03-01')");
    assertEquals(
        "public.view_hit",
        asked(
            "select n.nspname || '.' || c.relname from pg_inherits i join pg_class c on c.oid ="
                + " i.inhparent join pg_namespace n on n.oid = c.relnamespace where inhrelid ="
                + " 'public.view_hit_2020_03_01'::regclass"));
    done("select drop_view_part('view_hit_2020_03_01')");
  }

  private void done(String sql) throws SQLException {
    try (Connection service = database.service();
        Statement statement = service.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void a_database_of_one_user_becomes_one_of_two() throws Exception {
    database = TwoUsers.oneIn(directory);
    Program one = started(database.ofOne());
    publish(one, "Before");
    one.stop();
    assertNull(state("create table by_its_owner ()"));

    database.part();
    Program two = started(database.environment());
    assertEquals(200, two.read("/api/v1/articles/before").statusCode());
    publish(two, "After");
    assertNothingMore();
    two.assertQuiet();
  }

  @Test
  void who_migrates_may_be_known_to_a_job_alone() throws Exception {
    database = TwoUsers.in(directory);
    Map<String, String> job = new HashMap<>(database.environment());
    job.put("MASTHEAD_DATABASE_MIGRATE_ONLY", "true");
    Program migrating = run(job);
    assertTrue(migrating.process().waitFor(60, TimeUnit.SECONDS), migrating.output());
    assertEquals(0, migrating.process().exitValue(), migrating.output());
    assertEquals("t", asked("select count(*) > 20 from flyway_schema_history where success"));

    Map<String, String> replica = new HashMap<>(database.ofOne());
    replica.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
    Program serving = started(replica);
    publish(serving, "Served");
    assertNothingMore();
    serving.assertQuiet();
  }

  @Test
  void a_user_from_whom_nothing_is_kept_is_told_of_and_a_wrong_password_stops_the_start()
      throws Exception {
    database = TwoUsers.in(directory);
    try (Connection root = database.root();
        Statement statement = root.createStatement()) {
      statement.execute("grant news_owner to news");
    }
    Program program = started(database.environment());
    assertEquals(1, program.count("news may do what news_owner may"), program.output());

    Map<String, String> wrong = new HashMap<>(database.environment());
    wrong.put("QUARKUS_FLYWAY_PASSWORD", "geheim");
    Program ended = run(wrong);
    assertTrue(ended.process().waitFor(60, TimeUnit.SECONDS), ended.output());
    assertEquals(1, ended.process().exitValue(), ended.output());
    String output = ended.output().strip();
    assertEquals(1, output.lines().count(), output);
    assertTrue(
        output.contains("check QUARKUS_FLYWAY_USERNAME and QUARKUS_FLYWAY_PASSWORD"), output);
    assertFalse(output.contains("geheim"), output);
  }

  private void assertNothingMore() throws SQLException {
    TreeSet<String> allowed = new TreeSet<>();
    for (String statement : REFUSED) {
      String state = state(statement);
      if (!"42501".equals(state)) {
        allowed.add(statement + ": " + state);
      }
    }
    assertEquals(new TreeSet<>(), allowed);
  }

  /** How the statement is refused to the service's user, or null where it is not. */
  private String state(String sql) throws SQLException {
    try (Connection service = database.service();
        Statement statement = service.createStatement()) {
      statement.execute(sql);
      return null;
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private String asked(String sql) throws SQLException {
    try (Connection root = database.root();
        Statement statement = root.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }

  private static void publish(Program program, String title) throws Exception {
    var made =
        program.post(
            "/manage/v1/articles",
            "{\"title\": \"%s\", \"body\": \"<p>Text.</p>\", \"bylines\": [{\"name\": \"P. Guest\"}]}"
                .formatted(title));
    assertEquals(201, made.statusCode(), made.body());
    String path = made.headers().firstValue("Location").orElseThrow();
    var published = program.post(path + "/publish", "{}");
    assertEquals(200, published.statusCode(), published.body());
  }

  private Program started(Map<String, String> environment) throws Exception {
    Program program = run(environment);
    program.awaitUp();
    return program;
  }

  private Program run(Map<String, String> environment) throws Exception {
    Program program = Program.withKey(directory, environment);
    programs.add(program);
    return program;
  }
}
