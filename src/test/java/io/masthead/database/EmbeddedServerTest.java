package io.masthead.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server in a directory with a space in its name, crashed in every way it can be. */
class EmbeddedServerTest {

  @TempDir static Path temporary;
  private static Path data;

  @BeforeAll
  static void makeACluster() throws Exception {
    data = temporary.resolve("news room");
    try (EmbeddedServer server = EmbeddedServer.start(data, false)) {
      execute(server, "create table kept (word text)");
      execute(server, "insert into kept values ('ёлка')");
    }
  }

  @AfterAll
  static void nothingIsLeftRunning() throws IOException {
    assertTrue(PidFile.of(data.resolve("pg17")).isEmpty());
  }

  @Test
  void data_survives_a_restart_and_is_written_through_to_the_disk() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(data, false)) {
      assertEquals("ёлка", ask(server, "select word from kept"));
      assertEquals("on", ask(server, "show fsync"));
      assertEquals("on", ask(server, "show synchronous_commit"));
      assertEquals("UTC", ask(server, "show log_timezone"));
    }
  }

  @Test
  void letters_of_every_script_are_letters_and_sort_by_code_point() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(data, false)) {
      assertEquals("ЁЛКА", ask(server, "select upper(word) from kept"));
      assertEquals("t", ask(server, "select 'ПРАВДА' ~* 'правда'"));
      assertEquals("'новост':1", ask(server, "select to_tsvector('russian', '«Новости»')"));
      assertEquals("f", ask(server, "select 'ё' < 'ж'"));
      assertEquals("t", ask(server, "select 'ё' < 'ж' collate \"ru-x-icu\""));
    }
  }

  @Test
  void nobody_gets_in_without_the_password_and_only_its_owner_can_read_it() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(data, false)) {
      SQLException refused =
          assertThrows(
              SQLException.class,
              () -> DriverManager.getConnection(server.address().url(), "masthead", "postgres"));
      assertEquals("28P01", refused.getSQLState());
      assertTrue(server.address().url().startsWith("jdbc:postgresql://127.0.0.1:"));
    }
    Path password = data.resolve("pg17.password");
    if (Files.getFileStore(password).supportsFileAttributeView("posix")) {
      assertEquals(
          "[OWNER_READ, OWNER_WRITE]",
          new TreeSet<>(Files.getPosixFilePermissions(password)).toString());
    }
  }

  @Test
  void a_directory_in_use_is_refused_and_its_server_left_alone() throws Exception {
    try (EmbeddedServer first = EmbeddedServer.start(data, false)) {
      DatabaseUnusableException refused =
          assertThrows(DatabaseUnusableException.class, () -> EmbeddedServer.start(data, false));
      assertEquals(
          "The directory %s is in use by another Masthead (process %d): stop that one, or set MASTHEAD_DATA to another directory."
              .formatted(data, ProcessHandle.current().pid()),
          refused.getMessage());
      assertEquals("1", ask(first, "select 1"));
    }
  }

  @Test
  void an_orphaned_server_is_stopped_and_its_data_kept() throws Exception {
    EmbeddedServer killed = EmbeddedServer.start(data, false);
    ProcessHandle orphan = killed.process().orElseThrow();
    killed.abandon();
    assertTrue(orphan.isAlive());
    try (EmbeddedServer next = EmbeddedServer.start(data, false)) {
      assertNotEquals(orphan, next.process().orElseThrow());
      assertThrows(SQLException.class, () -> connect(killed));
      assertEquals("ёлка", ask(next, "select word from kept"));
    }
  }

  @Test
  void a_stale_pid_file_does_not_stop_the_start() throws Exception {
    EmbeddedServer killed = EmbeddedServer.start(data, false);
    ProcessHandle server = killed.process().orElseThrow();
    killed.abandon();
    server.destroyForcibly();
    server.onExit().get(10, TimeUnit.SECONDS);
    assertTrue(Files.exists(data.resolve("pg17/postmaster.pid")));
    try (EmbeddedServer next = EmbeddedServer.start(data, false)) {
      assertEquals("ёлка", ask(next, "select word from kept"));
    }
  }

  @Test
  void a_server_that_ends_while_it_is_wanted_is_started_again_where_it_was() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(data, false)) {
      for (int i = 0; i < 2; i++) {
        ProcessHandle killed = server.process().orElseThrow();
        killed.destroyForcibly();
        await()
            .atMost(40, TimeUnit.SECONDS)
            .ignoreExceptions()
            .until(() -> !killed.isAlive() && ask(server, "select word from kept").equals("ёлка"));
        assertNotEquals(killed, server.process().orElseThrow());
      }
    }
  }

  @Test
  void a_server_that_is_stopped_on_purpose_stays_so() throws Exception {
    EmbeddedServer server = EmbeddedServer.start(data, false);
    server.close();
    Thread.sleep(2_500);
    assertTrue(PidFile.of(data.resolve("pg17")).isEmpty());
  }

  @Test
  void a_pid_file_that_names_some_other_program_does_not_stop_the_start_nor_that_program()
      throws Exception {
    Process living = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(data.resolve("pg17/postmaster.pid"), living.pid() + "\n");
      try (EmbeddedServer server = EmbeddedServer.start(data, false)) {
        assertEquals("ёлка", ask(server, "select word from kept"));
      }
      assertTrue(living.isAlive());
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  void what_an_interrupted_first_start_left_is_made_anew() throws Exception {
    Path fresh = temporary.resolve("interrupted");
    Files.createDirectories(fresh.resolve("pg17.new/base"));
    Files.writeString(fresh.resolve("pg17.new/postgresql.conf"), "half");
    Files.createDirectories(fresh.resolve("postgresql-new/bin"));
    Files.writeString(fresh.resolve("postgresql-new/bin/initdb"), "half");
    Files.writeString(fresh.resolve("pg17.password"), "of the interrupted one");
    try (EmbeddedServer server = EmbeddedServer.start(fresh, false)) {
      assertEquals("1", ask(server, "select 1"));
    }
    assertFalse(Files.exists(fresh.resolve("pg17.new")));
  }

  @Test
  void a_throw_away_server_leaves_nothing_behind() throws Exception {
    Path fresh = temporary.resolve("throw-away");
    try (EmbeddedServer server = EmbeddedServer.start(fresh, true)) {
      assertEquals("off", ask(server, "show fsync"));
    }
    assertFalse(Files.exists(fresh));
  }

  @Test
  void a_directory_that_cannot_be_made_is_one_clear_line() throws Exception {
    Path file = Files.writeString(temporary.resolve("a file"), "");
    DatabaseUnusableException refused =
        assertThrows(
            DatabaseUnusableException.class,
            () -> EmbeddedServer.start(file.resolve("data"), false));
    assertTrue(refused.getMessage().contains("MASTHEAD_DATA"), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }

  private static void execute(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedServer server) throws SQLException {
    EmbeddedServer.Address address = server.address();
    return DriverManager.getConnection(address.url(), address.username(), address.password());
  }
}
