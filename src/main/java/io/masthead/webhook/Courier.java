package io.masthead.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Sends what is due, on every replica. While something is on its way it holds neither a thread nor
 * a connection of the database, so that receivers that do not answer hold up nobody but themselves.
 */
@Singleton
class Courier {

  private static final Logger LOG = Logger.getLogger(Courier.class);
  private static final int MARKING = 4;
  private static final long STOPPING_SECONDS = 5;

  /** Every so many looks, how far behind the deliveries are is looked at, too. */
  private static final int LAG_EVERY = 10;

  @Inject DeliveryService deliveries;
  @Inject Sender sender;

  private final Semaphore slots = new Semaphore(Sender.AT_ONCE);
  private final Map<Outcome, Timer> tries = new EnumMap<>(Outcome.class);
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Duration lag = Duration.ZERO;
  private volatile boolean stopping;

  private final ExecutorService marking =
      Executors.newFixedThreadPool(
          MARKING,
          task -> {
            Thread thread = new Thread(task, "webhook-marks");
            thread.setDaemon(true);
            return thread;
          });

  @Inject
  Courier(MeterRegistry meters) {
    for (Outcome outcome : Outcome.values()) {
      tries.put(
          outcome,
          Timer.builder("masthead.webhooks.deliveries")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    Gauge.builder("masthead.webhooks.lag", this, courier -> courier.lag.toMillis() / 1_000.0)
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder(
            "masthead.webhooks.sending", slots, free -> Sender.AT_ONCE - free.availablePermits())
        .register(meters);
  }

  @Scheduled(
      every = "1s",
      identity = "send-webhooks",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    boolean more;
    do {
      more = deliveries.fill();
      sendDue();
    } while (more && !stopping);
    if (looks.getAndIncrement() % LAG_EVERY == 0) {
      lag = deliveries.lag();
    }
  }

  private void sendDue() {
    int free = slots.drainPermits();
    int taken = 0;
    try {
      if (free > 0 && !stopping) {
        List<Claimed> due = deliveries.claim(free);
        taken = due.size();
        due.forEach(this::send);
      }
    } finally {
      slots.release(free - taken);
    }
  }

  /** In a slot that is taken for it. */
  private void send(Claimed claimed) {
    sender
        .send(claimed.url(), claimed.event().toString(), claimed.body(), claimed.secrets())
        .whenCompleteAsync((attempt, failure) -> over(claimed, attempt, failure), marking);
  }

  /** What comes behind it goes in its slot. */
  private void over(Claimed claimed, Attempt attempt, Throwable failure) {
    List<Claimed> next = List.of();
    try {
      if (failure != null) {
        LOG.errorf(failure, "A delivery to webhook %s broke off", claimed.webhook());
      } else {
        tries.get(attempt.outcome()).record(attempt.took());
        deliveries.done(claimed, attempt);
        next = stopping ? List.of() : deliveries.claimOf(claimed.webhook());
      }
    } catch (RuntimeException e) {
      // Its claim runs out, and then it is sent again.
      LOG.warnf("What came of a delivery to webhook %s is lost: %s", claimed.webhook(), e);
    } finally {
      if (next.isEmpty()) {
        slots.release();
      } else {
        send(next.get(0));
      }
    }
  }

  /** What is on its way is waited for as long as stopping has time, before the database goes. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    stopping = true;
    try {
      slots.tryAcquire(Sender.AT_ONCE, STOPPING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    marking.shutdownNow();
  }
}
