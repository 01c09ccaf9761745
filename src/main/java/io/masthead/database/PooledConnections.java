package io.masthead.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * The connections of the pool as the driver has them. A statement that waits for a server that has
 * gone silent ends only with its connection, and the pool closes those on a thread that may itself
 * wait for that server.
 *
 * <p>Nothing may be thrown where a connection comes back or goes: the pool would never let go of
 * it, and in the end have room for no other. So a broken one, which the driver will not even
 * unwrap, is only asked whether it is closed.
 */
@Singleton
class PooledConnections implements AgroalPoolInterceptor {

  private static final Logger LOG = Logger.getLogger(PooledConnections.class);

  /** Those that are closed leave it when another is made. */
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  private volatile long returnedAt = System.nanoTime();

  @Override
  public void onConnectionCreate(Connection connection) {
    open.removeIf(PooledConnections::isClosed);
    open.add(driver(connection));
  }

  @Override
  public void onConnectionReturn(Connection connection) {
    if (!isClosed(connection)) {
      returnedAt = System.nanoTime();
    }
  }

  /** How long ago one came back from its work unharmed: the server did that. */
  Duration sinceReturned() {
    return Duration.ofNanos(System.nanoTime() - returnedAt);
  }

  /**
   * Hangs up on the server without a word. What waits for an answer fails at once, and what is idle
   * is taken out of the pool.
   */
  void abort(AgroalDataSource pool) throws SQLException {
    for (Connection connection : open) {
      connection.abort(Runnable::run);
    }
    pool.flush(AgroalDataSource.FlushMode.INVALID);
  }

  private static Connection driver(Connection pooled) {
    try {
      return (Connection) pooled.unwrap(PGConnection.class);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      LOG.debug("A connection does not tell whether it is closed", e);
      return true;
    }
  }
}
