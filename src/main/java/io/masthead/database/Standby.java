package io.masthead.database;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * A server that follows the database by streaming replication, from which requests that may be a
 * moment behind are answered ({@code masthead.read-url}). It is used for a request that chose it,
 * outside of transactions; what it cannot answer is asked of the database itself.
 */
@ApplicationScoped
public class Standby {

  private static final Logger LOG = Logger.getLogger(Standby.class);

  private static final String CHOSEN = "masthead.standby.chosen";
  private static final String FAILED = "masthead.standby.failed";

  /** For how long one that is behind is waited for, and how often it is looked at meanwhile. */
  private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

  /** One that is behind now and then is nothing to tell of. */
  private static final long LONG_NS = TimeUnit.SECONDS.toNanos(10);

  /**
   * Behind everything that is committed: what is seen is flushed before, unless the server is told
   * not to wait for that. Where that is just behind the header of a page, the end of the record
   * before is the end of the page before. With it, of which history: a server that was brought back
   * to an earlier day goes on in another one.
   */
  private static final String POSITION =
      """
      select case when mod(at, 8192) in (24, 40) then at - mod(at, 8192) else at end as at,
        (select system_identifier from pg_control_system()) || ' '
          || ('x' || left(pg_walfile_name(now), 8))::bit(32)::int as history
      from (
        select now, pg_wal_lsn_diff(now, '0/0') as at
        from (
          select case current_setting('synchronous_commit')
            when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn() end as now
        ) as own
      ) as position
      """;

  /** None of one that does not follow any more: it was made a database of its own. */
  private static final String REPLAYED =
      """
      select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') as at,
        (select system_identifier from pg_control_system()) || ' '
          || (select timeline_id from pg_control_checkpoint()) as history
      where pg_is_in_recovery()
      """;

  private record Position(BigDecimal at, String history) {

    boolean reaches(Position other) {
      return history.equals(other.history) && at.compareTo(other.at) >= 0;
    }
  }

  private final AgroalDataSource database;
  private final AgroalDataSource standby;
  private final TransactionManager transactions;
  private final Counter reads;
  private final Counter failures;

  private volatile long upToDateAt = System.nanoTime();
  private boolean used;
  private boolean givenUp;

  @Inject
  Standby(
      AgroalDataSource database,
      @DataSource("standby") InjectableInstance<AgroalDataSource> standby,
      TransactionManager transactions,
      MeterRegistry meters) {
    this.database = database;
    this.standby = standby.getHandle().getBean().isActive() ? standby.get() : null;
    this.transactions = transactions;
    reads = Counter.builder("masthead.standby.reads").register(meters);
    failures = Counter.builder("masthead.standby.failures").register(meters);
    Gauge.builder("masthead.standby.lag", this, Standby::lag).baseUnit("seconds").register(meters);
  }

  private double lag() {
    return isThere() ? (System.nanoTime() - upToDateAt) / 1e9 : 0;
  }

  /** Whether one is named. */
  public boolean isThere() {
    return standby != null;
  }

  /**
   * Waits a moment until it has all that is committed when this is called; false where it has not,
   * or does not answer. To be asked again and again, by one thread.
   */
  public boolean catchUp() {
    long asked = System.nanoTime();
    boolean caughtUp = false;
    String why = "it is behind, or follows another database";
    try {
      Position wanted = position(database, POSITION);
      do {
        Position replayed = position(standby, REPLAYED);
        caughtUp = replayed != null && replayed.reaches(wanted);
      } while (!caughtUp && System.nanoTime() - asked < PATIENCE_NS && pause());
    } catch (SQLException e) {
      why = e.getMessage();
    }
    if (caughtUp) {
      upToDateAt = asked;
    }
    tell(caughtUp, why);
    return caughtUp;
  }

  private void tell(boolean caughtUp, String why) {
    if (caughtUp && !used) {
      used = true;
      givenUp = false;
      LOG.info("Readers are answered from the standby, too");
    } else if (!caughtUp && !givenUp && System.nanoTime() - upToDateAt > LONG_NS) {
      used = false;
      givenUp = true;
      LOG.warnf("Nobody is answered from the standby: %s", why);
    }
  }

  private static boolean pause() {
    LockSupport.parkNanos(PAUSE_NS);
    return !Thread.currentThread().isInterrupted();
  }

  private static Position position(AgroalDataSource of, String sql) throws SQLException {
    try (Connection connection = of.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBigDecimal("at") != null
          ? new Position(row.getBigDecimal("at"), row.getString("history"))
          : null;
    }
  }

  /** What the request of the caller reads from here on may be read from it. */
  public void choose() {
    ContextLocals.put(CHOSEN, true);
  }

  /** Whether what the caller's request reads may be a moment behind. */
  public boolean isChosen() {
    return isThere() && is(CHOSEN);
  }

  private static boolean is(String said) {
    Context request = Vertx.currentContext();
    return request != null
        && VertxContext.isDuplicatedContext(request)
        && ContextLocals.get(said, false);
  }

  /** Whether the caller's next statement is to be tried here. */
  boolean answers() {
    try {
      return isChosen() && !is(FAILED) && transactions.getStatus() == Status.STATUS_NO_TRANSACTION;
    } catch (SystemException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connection() throws SQLException {
    Connection connection = standby.getConnection();
    reads.increment();
    return connection;
  }

  /** The rest of the request is answered by the database itself. */
  void failed(SQLException e) {
    failures.increment();
    LOG.debug("The standby does not answer", e);
    ContextLocals.put(FAILED, true);
  }
}
