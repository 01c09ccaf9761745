package io.masthead.time;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Hands out the one clock: UTC, in whole milliseconds, as times are stored and sent. It is the
 * machine's, unless that is wrong by another that all replicas share: nothing is published early
 * because one machine is ahead.
 */
@ApplicationScoped
public class TimeSource {

  private static final Logger LOG = Logger.getLogger(TimeSource.class);

  /** Clocks that are kept right differ by much less. */
  private static final long TOLERANCE_MS = 500;

  /** Within these it is not set anew, so that it does not stagger. */
  private static final long STEP_MS = 100;

  /** Tells the time, if it can. */
  @FunctionalInterface
  public interface Teller<E extends Exception> {
    Instant tell() throws E;
  }

  private volatile long aheadMs;

  @Inject
  TimeSource(MeterRegistry meters) {
    Gauge.builder("masthead.clock.ahead", this, source -> source.aheadMs / 1e3)
        .baseUnit("seconds")
        .register(meters);
  }

  @Produces
  @Singleton
  Clock clock() {
    return new Shared(ZoneOffset.UTC);
  }

  /** Asks another clock, which is gone by from now on if the machine's is wrong by it. */
  public <E extends Exception> void compare(Teller<E> other) throws E {
    long asked = System.currentTimeMillis();
    Instant told = other.tell();
    long took = System.currentTimeMillis() - asked;
    compare(asked + took / 2 - told.toEpochMilli(), took);
  }

  /**
   * @param ahead by how much the machine's clock was ahead, ms
   * @param took how long the other took to tell; it may be wrong by half of that
   */
  void compare(long ahead, long took) {
    if (took > TOLERANCE_MS) {
      return;
    }
    boolean wrong = Math.abs(ahead) > TOLERANCE_MS;
    if (!wrong && aheadMs != 0) {
      aheadMs = 0;
      LOG.info("The clock of this machine is right again");
    } else if (wrong && Math.abs(ahead - aheadMs) > STEP_MS) {
      aheadMs = ahead;
      LOG.warnf(
          "The clock of this machine is %s %s the database's, which is gone by",
          Duration.ofMillis(Math.abs(ahead)), ahead > 0 ? "ahead of" : "behind");
    }
  }

  private final class Shared extends Clock {

    private final ZoneId zone;

    Shared(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new Shared(other);
    }

    @Override
    public long millis() {
      return System.currentTimeMillis() - aheadMs;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }
  }
}
