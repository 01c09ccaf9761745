package io.masthead.article;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Measures how long what is due has waited. It looks by itself, so that a schedule that stands
 * still is seen; while the database is away, what was planned for meanwhile waits as well.
 */
@ApplicationScoped
class ScheduleWatch {

  @Inject PlanRepository plans;

  private final Clock clock;
  private volatile NextMoves next = NextMoves.NONE;

  @Inject
  ScheduleWatch(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    measure(meters, "publish", NextMoves::publish);
    measure(meters, "unpublish", NextMoves::unpublish);
    measure(meters, "package", NextMoves::publishPackage);
  }

  private void measure(MeterRegistry meters, String move, Function<NextMoves, Instant> due) {
    Gauge.builder("masthead.schedule.lag", this, watch -> watch.lag(due.apply(watch.next)))
        .tag("move", move)
        .baseUnit("seconds")
        .register(meters);
  }

  private double lag(Instant due) {
    return due == null ? 0 : Math.max(0, Duration.between(due, clock.instant()).toMillis() / 1e3);
  }

  @Scheduled(
      every = "1s",
      identity = "watch-schedule",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    next = plans.next();
  }
}
