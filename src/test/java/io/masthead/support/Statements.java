package io.masthead.support;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/**
 * The statements that requests send to the database, by the id of the request: listens to what the
 * driver logs of its protocol, so that nothing goes past it.
 */
public final class Statements implements AutoCloseable {

  private record Sent(String requestId, String statement) {}

  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
  private final Level level = driver.getLevel();
  private final boolean parents = driver.getUseParentHandlers();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getMessage() != null && record.getMessage().contains("FE=> Execute(")) {
            String id = ExtLogRecord.wrap(record).getMdc("requestId");
            sent.add(new Sent(String.valueOf(id), record.getMessage()));
          }
        }

        @Override
        public void flush() {
          // nothing is held back
        }

        @Override
        public void close() {
          // nothing is open
        }
      };

  public Statements() {
    listener.setLevel(Level.ALL);
    driver.setLevel(Level.FINEST);
    driver.setUseParentHandlers(false);
    driver.addHandler(listener);
  }

  public static String requestId() {
    return "t-" + UUID.randomUUID();
  }

  public List<String> of(String requestId) {
    return sent.stream().filter(s -> s.requestId().equals(requestId)).map(Sent::statement).toList();
  }

  @Override
  public void close() {
    driver.removeHandler(listener);
    driver.setUseParentHandlers(parents);
    driver.setLevel(level);
  }
}
