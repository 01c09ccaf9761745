package io.masthead.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** The database a person named: whether it can be used, and how to speak of it. */
final class GivenDatabase {

  /** Seconds for one address; a name may have several. */
  private static final String CONNECT_TIMEOUT = "3";

  /** Seconds for the whole attempt, a server that accepts and then says nothing included. */
  private static final String LOGIN_TIMEOUT = "6";

  /** As whom, and how the settings are called that say so. */
  record Login(String settings, String username, String password) {}

  private GivenDatabase() {}

  /** Logs in once and out again; refuses with a line that names the setting at fault. */
  static void check(String url, Login as) {
    Properties login = new Properties();
    login.setProperty("connectTimeout", CONNECT_TIMEOUT);
    login.setProperty("loginTimeout", LOGIN_TIMEOUT);
    if (as.username() != null) {
      login.setProperty("user", as.username());
    }
    if (as.password() != null) {
      login.setProperty("password", as.password());
    }
    Driver driver = new Driver();
    if (!driver.acceptsURL(url)) {
      throw new DatabaseUnusableException(
          "QUARKUS_DATASOURCE_JDBC_URL is not a URL like jdbc:postgresql://host:5432/database: "
              + withoutSecrets(url));
    }
    try (Connection connection = driver.connect(url, login)) {
      connection.isReadOnly();
    } catch (SQLException e) {
      throw new DatabaseUnusableException(explained(e, withoutSecrets(url), as), e);
    }
  }

  /** The URL without its parameters and without a user, since either may hold a password. */
  static String withoutSecrets(String url) {
    String bare = url.split("[?;]", 2)[0];
    int slashes = bare.indexOf("//");
    int at = bare.lastIndexOf('@');
    return slashes >= 0 && at > slashes
        ? bare.substring(0, slashes + 2) + bare.substring(at + 1)
        : bare;
  }

  private static String explained(SQLException e, String url, Login as) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return switch (state) {
      case "28P01", "28000", "08004" ->
          "The database at %1$s refuses the login: check %3$s_USERNAME and %3$s_PASSWORD (%2$s)."
              .formatted(url, reason(e), as.settings());
      case "3D000" ->
          "The server of %s has no such database: check QUARKUS_DATASOURCE_JDBC_URL (%s)."
              .formatted(url, reason(e));
      case "57P03", "53300" ->
          "The database at %s takes no connections now (%s); start Masthead again when it does."
              .formatted(url, reason(e));
      default ->
          "The database at %s cannot be reached: check QUARKUS_DATASOURCE_JDBC_URL (%s)."
              .formatted(url, reason(e));
    };
  }

  /** The innermost cause says "Connection refused" where the driver's own text advises. */
  private static String reason(SQLException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    String line = message.lines().findFirst().orElse("").strip();
    return cause == e || line.isEmpty()
        ? (line.isEmpty() ? e.getClass().getSimpleName() : line)
        : (cause instanceof java.net.UnknownHostException ? "unknown host " + line : line);
  }
}
