package io.masthead.database;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Chooses the database while the configuration is read, which is before the pool, Flyway and
 * Hibernate look at it. A database given by {@code quarkus.datasource.jdbc.url} is tried once, so
 * that one that cannot be used stops the start with a single line; without one the embedded server
 * is started.
 */
public final class DatabaseChoice implements ConfigSourceFactory {

  static final String URL = "quarkus.datasource.jdbc.url";
  static final String USERNAME = "quarkus.datasource.username";
  static final String PASSWORD = "quarkus.datasource.password";

  /** Who migrates, and owns what is there, where that is another one. */
  static final String OWNER = "quarkus.flyway.username";

  static final String OWNER_PASSWORD = "quarkus.flyway.password";

  /** Directory of everything Masthead keeps on disk; default {@code masthead-data}. */
  static final String DATA = "masthead.data";

  /** Whether an embedded server may be started at all; default {@code true}. */
  static final String EMBEDDED = "masthead.database.embedded";

  /** Set by this class: where the embedded server that was started has its files. */
  static final String CLUSTER = "masthead.database.cluster";

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    // The build and test discovery read the configuration too; a server started there would have
    // its address baked into the jar.
    if (Application.currentApplication() == null) {
      return List.of();
    }
    try {
      return choose(context);
    } catch (DatabaseUnusableException e) {
      // Quarkus prints this one as its message alone and exits with 1.
      throw new ConfigurationException(e.getMessage());
    }
  }

  private static List<ConfigSource> choose(ConfigSourceContext context) {
    String url = value(context, URL);
    if (url != null) {
      GivenDatabase.check(
          url,
          new GivenDatabase.Login(
              "QUARKUS_DATASOURCE", value(context, USERNAME), value(context, PASSWORD)));
      checkOwner(url, context);
      return List.of();
    }
    if ("false".equalsIgnoreCase(value(context, EMBEDDED))) {
      throw new DatabaseUnusableException(
          "No database: set QUARKUS_DATASOURCE_JDBC_URL (with QUARKUS_DATASOURCE_USERNAME and"
              + " QUARKUS_DATASOURCE_PASSWORD), or let the embedded one start with"
              + " MASTHEAD_DATABASE_EMBEDDED=true.");
    }
    String data = value(context, DATA);
    boolean throwAway = data == null && LaunchMode.current() == LaunchMode.TEST;
    EmbeddedServer.Address server =
        throwAway
            ? EmbeddedServer.runningThrowAway()
            : EmbeddedServer.runningIn(Path.of(data == null ? "masthead-data" : data));
    checkOwner(server.url(), context);
    return List.of(
        new PropertiesConfigSource(
            Map.of(
                URL, server.url(),
                USERNAME, server.username(),
                PASSWORD, server.password(),
                CLUSTER, server.cluster().toString()),
            "embedded PostgreSQL",
            // Below everything a person may set.
            50));
  }

  private static void checkOwner(String url, ConfigSourceContext context) {
    String owner = value(context, OWNER);
    if (owner != null) {
      GivenDatabase.check(
          url, new GivenDatabase.Login("QUARKUS_FLYWAY", owner, value(context, OWNER_PASSWORD)));
    }
  }

  private static String value(ConfigSourceContext context, String name) {
    ConfigValue value = context.getValue(name);
    return value == null || value.getValue() == null || value.getValue().isBlank()
        ? null
        : value.getValue().strip();
  }
}
