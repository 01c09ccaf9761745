package io.masthead.cache;

import io.masthead.database.Sql;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Hears from the database what other replicas have changed. A row is seen when its transaction is
 * committed, which need not be in the order of the rows: so those of all transactions that were
 * open at the last look are read again, and the ones known passed over.
 */
@ApplicationScoped
class Listener {

  private static final Logger LOG = Logger.getLogger(Listener.class);
  private static final long EVERY_MS = 400;

  private static final String HEAR =
      """
      select s.low, s.source, d.id, d.shown
      from (
        select pg_snapshot_xmin(pg_current_snapshot())::text as low,
          pg_postmaster_start_time() || ' ' || 'cache_drop'::regclass::oid as source) s
      left join cache_drop d on d.tx >= ?::text::xid8 and d.replica <> ?
      """;

  /** A replica that hears nothing for longer starts anew. */
  private static final String FORGET =
      "delete from cache_drop where at < now() - interval '1 hour'";

  private record Heard(String low, String source, Long id, List<String> shown) {}

  @Inject ResponseCache cache;
  @Inject Changes changes;
  @Inject Sql sql;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cache-listener"));

  /** The oldest transaction that was open at the last look; null before the first. */
  private String low;

  /**
   * What was heard last: a run of a server, and the table there. After either is another one, the
   * database may have gone back to an earlier day, from a backup or on another server.
   */
  private String source;

  private Set<Long> known = new HashSet<>();

  /** What had changed by then is heard. */
  private volatile long heardAt = System.nanoTime();

  @Inject
  Listener(MeterRegistry meters) {
    Gauge.builder("masthead.cache.lag", this, l -> (System.nanoTime() - l.heardAt) / 1e9)
        .baseUnit("seconds")
        .register(meters);
  }

  void start(@Observes StartupEvent event) {
    clock.scheduleWithFixedDelay(this::listen, 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdown();
  }

  private void listen() {
    try {
      hear();
      if (cache.isUnsure()) {
        cache.unsure(false);
        LOG.info("Changes are heard again; what was kept is true");
      }
    } catch (PersistenceException e) {
      if (!cache.isUnsure()) {
        cache.unsure(true);
        LOG.warnf("Changes are not heard; what is kept may be behind: %s", e.getCause());
      }
    } catch (RuntimeException e) {
      LOG.error("Changes are not heard", e);
    }
  }

  private void hear() {
    long now = System.nanoTime();
    boolean longAgo = now - heardAt > TimeUnit.MINUTES.toNanos(50);
    List<Heard> rows =
        sql.list(
            HEAR,
            row ->
                new Heard(
                    row.getString("low"),
                    row.getString("source"),
                    row.getObject("id", Long.class),
                    row.getArray("shown") == null
                        ? List.of()
                        : Arrays.asList((String[]) row.getArray("shown").getArray())),
            low == null ? "0" : low,
            changes.replica());
    boolean another = !rows.get(0).source().equals(source) || isBefore(rows.get(0).low(), low);
    if (longAgo || another) {
      // Nothing is known of what was changed before.
      cache.changed(Set.of(ResponseCache.EVERYTHING));
    }
    Set<Long> seen = new HashSet<>();
    Set<String> changed = new HashSet<>();
    for (Heard row : rows) {
      if (row.id() != null) {
        seen.add(row.id());
        if (!known.contains(row.id())) {
          changed.addAll(row.shown());
        }
      }
    }
    if (!changed.isEmpty()) {
      cache.changed(changed);
    }
    low = rows.get(0).low();
    source = rows.get(0).source();
    known = seen;
    heardAt = now;
  }

  private static boolean isBefore(String one, String other) {
    return Long.compareUnsigned(Long.parseUnsignedLong(one), Long.parseUnsignedLong(other)) < 0;
  }

  @Scheduled(every = "10m", identity = "forget-cache-drops")
  @ActivateRequestContext
  void forget() {
    sql.update(FORGET);
  }
}
