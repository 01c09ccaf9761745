package io.masthead.cache;

import io.masthead.database.Standby;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Which answers are made from a standby: those of loads that began when it had all that is known
 * here to have changed, and was no more than {@link #BEHIND} behind. An answer that the database
 * itself gave is followed by one from the standby only once that has all that was there then. So
 * nobody is shown anything older than what they have seen here.
 */
@ApplicationScoped
public class StandbyReads {

  /** How far an answer from the standby may be behind the database. */
  public static final Duration BEHIND = Duration.ofMillis(500);

  private static final Logger LOG = Logger.getLogger(StandbyReads.class);
  private static final long EVERY_MS = 50;

  /** All that had changed by a number is there, and all that had been committed by a time. */
  private record Reached(long number, long at) {}

  /** How many requests wait for an answer of the database itself, and when the last got one. */
  private record Direct(int running, long endedAt) {}

  @Inject ResponseCache cache;
  @Inject Standby standby;

  private final Map<String, Direct> direct = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "standby-reads"));

  private volatile Reached reached;

  void start(@Observes StartupEvent event) {
    if (standby.isThere()) {
      clock.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
  }

  private void look() {
    try {
      Reached next = new Reached(cache.number(), System.nanoTime());
      reached = standby.catchUp() ? next : null;
      direct.values().removeIf(one -> one.running == 0 && one.endedAt - next.at < 0);
    } catch (RuntimeException e) {
      LOG.error("The standby cannot be looked at", e);
    }
  }

  /** Whether there may be any. */
  public boolean arePossible() {
    return standby.isThere();
  }

  /** Lets the caller's request, which makes this answer, read from the standby if it may. */
  public boolean choose(Load load) {
    if (!has(load)) {
      return false;
    }
    standby.choose();
    return true;
  }

  /**
   * Takes note that the database itself is asked for an answer.
   *
   * @return what to do once it has been given
   */
  public Runnable direct(String key) {
    direct.merge(key, new Direct(1, 0), (one, more) -> new Direct(one.running + 1, 0));
    return () ->
        direct.computeIfPresent(key, (same, one) -> new Direct(one.running - 1, System.nanoTime()));
  }

  private boolean has(Load load) {
    Reached all = reached;
    return all != null
        && all.number >= load.since
        && System.nanoTime() - all.at < BEHIND.toNanos()
        && !direct.containsKey(load.key);
  }
}
