package io.masthead.support;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Gives the whole run the database that the system property {@code database} names: {@code
 * embedded} (default), {@code testcontainers}, or a JDBC URL, with {@code database.username} and
 * {@code database.password}. Started once, before any test is discovered.
 */
public final class TestDatabase implements LauncherSessionListener {

  private PostgreSQLContainer container;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String database = System.getProperty("database", "embedded");
    if (database.startsWith("jdbc:postgresql:")) {
      use(
          database,
          System.getProperty("database.username"),
          System.getProperty("database.password"));
    } else if (database.equals("testcontainers")) {
      container = new PostgreSQLContainer("postgres:17");
      container.start();
      use(container.getJdbcUrl(), container.getUsername(), container.getPassword());
    } else if (!database.equals("embedded")) {
      throw new IllegalArgumentException(
          "-Ddatabase is embedded, testcontainers or a jdbc:postgresql: URL, not " + database);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (container != null) {
      container.stop();
    }
  }

  private static void use(String url, String username, String password) {
    System.setProperty("quarkus.datasource.jdbc.url", url);
    if (username != null) {
      System.setProperty("quarkus.datasource.username", username);
    }
    if (password != null) {
      System.setProperty("quarkus.datasource.password", password);
    }
  }
}
