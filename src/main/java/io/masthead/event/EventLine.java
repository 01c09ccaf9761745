package io.masthead.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Puts what happened in line and tells those who follow, twice a second: on every replica, of which
 * one at a time numbers.
 */
@ApplicationScoped
class EventLine {

  private static final Logger LOG = Logger.getLogger(EventLine.class);
  private static final long EVERY_MS = 400;

  @Inject EventService events;
  @Inject Streams streams;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "event-line"));

  private boolean failing;

  /** What had happened by then is told. */
  private volatile long toldAt = System.nanoTime();

  @Inject
  EventLine(MeterRegistry meters) {
    Gauge.builder("masthead.events.lag", this, line -> (System.nanoTime() - line.toldAt) / 1e9)
        .baseUnit("seconds")
        .register(meters);
  }

  void start(@Observes StartupEvent event) {
    clock.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdown();
  }

  private void look() {
    try {
      long start = System.nanoTime();
      EventRepository.Line line = events.line();
      while (line.waiting() && events.number()) {
        line = events.line();
      }
      streams.bring(line.position());
      if (!line.waiting()) {
        toldAt = start;
      }
      if (failing) {
        failing = false;
        LOG.info("Events are told again");
      }
    } catch (RuntimeException e) {
      tell(e);
    }
  }

  /** Once, and in a line where it is of the database, which comes back. */
  private void tell(RuntimeException failure) {
    if (!failing) {
      failing = true;
      ofTheDatabase(failure)
          .ifPresentOrElse(
              refused -> LOG.warnf("Events are not told until the database serves: %s", refused),
              () -> LOG.error("Events are not told", failure));
    }
  }

  /** A commit that fails carries its reason as one that was suppressed. */
  private static Optional<Throwable> ofTheDatabase(Throwable failure) {
    if (failure == null || failure instanceof SQLException) {
      return Optional.ofNullable(failure);
    }
    return ofTheDatabase(failure.getCause())
        .or(
            () ->
                Arrays.stream(failure.getSuppressed())
                    .flatMap(one -> ofTheDatabase(one).stream())
                    .findFirst());
  }
}
