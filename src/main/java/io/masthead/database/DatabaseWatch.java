package io.masthead.database;

import io.agroal.api.AgroalDataSource;
import io.masthead.time.TimeSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks several times a second whether the database answers, over a connection of its own: a pool
 * whose connections are all in use is another matter. Whoever asks is told of the last look and
 * does not wait.
 *
 * <p>It also compares clocks, by which all replicas go where their machine's is wrong.
 *
 * <p>A server that was killed hangs up by itself. On one that has gone silent we hang up, so that
 * what waits for it is refused within two seconds and nothing is left in the pool of the time
 * before.
 */
@ApplicationScoped
class DatabaseWatch {

  private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);
  private static final long EVERY_MS = 300;

  /** With the pause above, what hangs on a silent server is refused within two seconds. */
  private static final int PATIENCE_SECONDS = 1;

  /** A busy machine takes longer to connect than to answer. */
  private static final int CONNECTION_SECONDS = 3;

  /** A server that has done something for others by then is slow to us, or has no room for us. */
  private static final Duration SIGN_OF_LIFE = Duration.ofMillis(500);

  /** Where it was we who stood still, what has come meanwhile is heard first. */
  private static final long BREATH_NS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Clocks drift slowly. */
  private static final int LOOKS_A_COMPARISON = 30;

  private final String url;
  private final Properties properties = new Properties();
  private final AgroalDataSource pool;
  private final PooledConnections pooled;
  private final TimeSource time;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "database-watch");
            thread.setDaemon(true);
            return thread;
          });

  private Connection connection;
  private int looks;

  /** At the start the migrations have just been there. */
  private volatile boolean reached = true;

  @Inject
  DatabaseWatch(
      @ConfigProperty(name = DatabaseChoice.URL) String url,
      @ConfigProperty(name = DatabaseChoice.USERNAME) Optional<String> username,
      @ConfigProperty(name = DatabaseChoice.PASSWORD) Optional<String> password,
      AgroalDataSource pool,
      PooledConnections pooled,
      TimeSource time,
      MeterRegistry meters) {
    this.url = url;
    this.pool = pool;
    this.pooled = pooled;
    this.time = time;
    username.ifPresent(name -> properties.setProperty("user", name));
    password.ifPresent(secret -> properties.setProperty("password", secret));
    properties.setProperty("ApplicationName", "masthead-watch");
    properties.setProperty("connectTimeout", String.valueOf(CONNECTION_SECONDS));
    properties.setProperty("loginTimeout", String.valueOf(CONNECTION_SECONDS));
    properties.setProperty("socketTimeout", String.valueOf(CONNECTION_SECONDS));
    Gauge.builder("masthead.database.reached", this, watch -> watch.reached ? 1 : 0)
        .register(meters);
  }

  /** Clocks are compared once before there are jobs that go by them. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
    answers();
    clock.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    clock.shutdown();
    clock.awaitTermination(CONNECTION_SECONDS, TimeUnit.SECONDS);
    close();
  }

  /** Whether it answered when it was last looked at. */
  boolean isReached() {
    return reached;
  }

  private void look() {
    try {
      long asked = System.nanoTime();
      boolean now = answers();
      boolean silent = System.nanoTime() - asked >= TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      now = now || servesOthers();
      if (reached && !now) {
        reached = false;
        LOG.warn("The database is away: only what is kept is served");
        if (silent) {
          pooled.abort(pool);
        }
      } else if (!reached && now) {
        reached = true;
        LOG.info("The database is back");
      }
    } catch (RuntimeException | SQLException e) {
      LOG.error("The database cannot be watched", e);
    }
  }

  private boolean servesOthers() {
    LockSupport.parkNanos(BREATH_NS);
    return pooled.sinceReturned().compareTo(SIGN_OF_LIFE) < 0;
  }

  private boolean answers() {
    try {
      if (connection == null) {
        connection = DriverManager.getConnection(url, properties);
      }
      if (connection.isValid(PATIENCE_SECONDS)) {
        if (looks++ % LOOKS_A_COMPARISON == 0) {
          time.compare(this::now);
        }
        return true;
      }
    } catch (SQLException e) {
      LOG.debug("The database does not answer", e);
    }
    close();
    return false;
  }

  private Instant now() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private void close() {
    try (Connection lost = connection) {
      connection = null;
    } catch (SQLException e) {
      LOG.debug("A lost connection does not close", e);
    }
  }
}
