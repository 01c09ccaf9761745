package io.masthead.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A PostgreSQL whose users are those that the README has an operator make, by the very statements
 * that stand there: one that owns and migrates, and one as whom the service runs.
 */
public final class TwoUsers implements AutoCloseable {

  private static final Pattern BLOCK = Pattern.compile("(?s)```sql\\n(.*?)```");
  private static final String PASSWORD = "a-password-of-this-test";
  private static final String OWNER_PASSWORD = "a-password-of-its-owner";

  private final EmbeddedServer server;

  private TwoUsers(Path directory) {
    this.server = EmbeddedServer.start(directory.resolve("given"), true);
  }

  /** An empty database of them. */
  public static TwoUsers in(Path directory) throws IOException, SQLException {
    TwoUsers users = new TwoUsers(directory);
    try (Connection root = users.root("postgres")) {
      run(root, told(0));
    }
    return users;
  }

  /** An empty database that one user owns and uses, as it is by default. */
  public static TwoUsers oneIn(Path directory) throws IOException, SQLException {
    TwoUsers users = new TwoUsers(directory);
    try (Connection root = users.root("postgres")) {
      run(
          root,
          "create role news login password '" + PASSWORD + "'; create database news owner news");
    }
    return users;
  }

  /** Makes two of the one. */
  public void part() throws IOException, SQLException {
    try (Connection root = root("news")) {
      run(root, told(1));
    }
  }

  /** The README's statements; the cluster of the tests has a masthead already. */
  private static String told(int block) throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .filter(sql -> sql.contains("masthead_owner"))
            .toList();
    return blocks
        .get(block)
        .replace("masthead", "news")
        .replaceFirst("(create role news_owner login password) '…'", "$1 '" + OWNER_PASSWORD + "'")
        .replaceFirst("(create role news login password) '…'", "$1 '" + PASSWORD + "'");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : sql.split(";")) {
        if (!each.isBlank()) {
          statement.execute(each);
        }
      }
    }
  }

  /** The environment of a program that serves as the one user and migrates as the other. */
  public Map<String, String> environment() {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL",
        url("news"),
        "QUARKUS_DATASOURCE_USERNAME",
        "news",
        "QUARKUS_DATASOURCE_PASSWORD",
        PASSWORD,
        "QUARKUS_FLYWAY_USERNAME",
        "news_owner",
        "QUARKUS_FLYWAY_PASSWORD",
        OWNER_PASSWORD);
  }

  /** The environment of a program that knows of one user alone. */
  public Map<String, String> ofOne() {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL",
        url("news"),
        "QUARKUS_DATASOURCE_USERNAME",
        "news",
        "QUARKUS_DATASOURCE_PASSWORD",
        PASSWORD);
  }

  /** As the service connects. */
  public Connection service() throws SQLException {
    return DriverManager.getConnection(url("news"), "news", PASSWORD);
  }

  /** As whoever may look at everything. */
  public Connection root() throws SQLException {
    return root("news");
  }

  private Connection root(String database) throws SQLException {
    return DriverManager.getConnection(
        url(database), server.address().username(), server.address().password());
  }

  private String url(String database) {
    return server.address().url().replace("/postgres", "/" + database);
  }

  @Override
  public void close() {
    server.close();
  }
}
