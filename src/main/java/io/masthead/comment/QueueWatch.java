package io.masthead.comment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/** Measures how many comments wait for a moderator, as totals are counted: to 10,001. */
@ApplicationScoped
class QueueWatch {

  @Inject QueueRepository queue;

  private final AtomicLong pending = new AtomicLong();

  @Inject
  QueueWatch(MeterRegistry meters) {
    Gauge.builder("masthead.comments.pending", pending, AtomicLong::get).register(meters);
  }

  @Scheduled(
      every = "30s",
      identity = "watch-comment-queue",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    pending.set(queue.pending());
  }
}
