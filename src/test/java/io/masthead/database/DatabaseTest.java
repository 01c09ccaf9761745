package io.masthead.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseTest {

  @Inject DataSource pool;
  @Inject Flyway flyway;
  @Inject DatabaseName name;

  @Test
  void it_is_postgresql_17_and_has_been_migrated() throws Exception {
    try (Connection connection = pool.getConnection()) {
      assertEquals("17", ask(connection, "show server_version").split("\\.")[0]);
      assertEquals(
          "flyway_schema_history", ask(connection, "select 'flyway_schema_history'::regclass"));
    }
  }

  @Test
  void it_is_the_one_the_run_asked_for() throws Exception {
    String asked = System.getProperty("database", "embedded");
    assertEquals(asked.equals("embedded"), name.text().startsWith("embedded PostgreSQL in "));
  }

  @Test
  void a_request_cannot_hold_a_connection_for_ever() throws Exception {
    try (Connection connection = pool.getConnection()) {
      assertEquals("10s", ask(connection, "show statement_timeout"));
      assertEquals("3s", ask(connection, "show lock_timeout"));
      assertEquals("15s", ask(connection, "show idle_in_transaction_session_timeout"));
    }
  }

  @Test
  void a_migration_takes_the_time_it_needs() throws Exception {
    try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
      assertEquals("0", ask(connection, "show statement_timeout"));
      assertEquals("0", ask(connection, "show lock_timeout"));
      assertEquals("0", ask(connection, "show idle_in_transaction_session_timeout"));
    }
  }

  @Test
  void the_database_cannot_be_wiped_by_a_migration_command() {
    assertTrue(flyway.getConfiguration().isCleanDisabled());
    assertThrows(FlywayException.class, flyway::clean);
  }

  @Test
  void the_migration_lock_is_no_transaction() {
    assertFalse(
        flyway
            .getConfiguration()
            .getPluginRegister()
            .getExact(org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension.class)
            .isTransactionalLock());
    assertTrue(flyway.getConfiguration().isValidateOnMigrate());
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }
}
