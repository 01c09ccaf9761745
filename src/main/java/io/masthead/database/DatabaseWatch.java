package io.masthead.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks every two seconds whether the database answers, over a connection of its own: a pool whose
 * connections are all in use is another matter. Whoever asks is told of the last look and does not
 * wait.
 */
@ApplicationScoped
class DatabaseWatch {

  private static final long EVERY_MS = 2_000;
  private static final int PATIENCE_SECONDS = 3;

  private final String url;
  private final Properties properties = new Properties();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "database-watch");
            thread.setDaemon(true);
            return thread;
          });

  private Connection connection;

  /** At the start the migrations have just been there. */
  private volatile boolean reached = true;

  @Inject
  DatabaseWatch(
      @ConfigProperty(name = DatabaseChoice.URL) String url,
      @ConfigProperty(name = DatabaseChoice.USERNAME) Optional<String> username,
      @ConfigProperty(name = DatabaseChoice.PASSWORD) Optional<String> password,
      MeterRegistry meters) {
    this.url = url;
    username.ifPresent(name -> properties.setProperty("user", name));
    password.ifPresent(secret -> properties.setProperty("password", secret));
    properties.setProperty("ApplicationName", "masthead-watch");
    properties.setProperty("connectTimeout", String.valueOf(PATIENCE_SECONDS));
    properties.setProperty("loginTimeout", String.valueOf(PATIENCE_SECONDS));
    properties.setProperty("socketTimeout", String.valueOf(PATIENCE_SECONDS));
    Gauge.builder("masthead.database.reached", this, watch -> watch.reached ? 1 : 0)
        .register(meters);
  }

  void start(@Observes StartupEvent event) {
    clock.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    clock.shutdown();
    clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    close();
  }

  /** Whether it answered when it was last looked at. */
  boolean isReached() {
    return reached;
  }

  private void look() {
    reached = answers();
    if (!reached) {
      close();
    }
  }

  private boolean answers() {
    try {
      if (connection == null) {
        connection = DriverManager.getConnection(url, properties);
      }
      return connection.isValid(PATIENCE_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  private void close() {
    try (Connection lost = connection) {
      connection = null;
    } catch (SQLException e) {
      connection = null;
    }
  }
}
