package io.masthead.view;

import io.masthead.http.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets hits that come at once share a transaction. One is entered at a time, and meanwhile the next
 * forms by itself: alone a hit does not wait, and a crowd on one article takes one connection and a
 * few commits. A hit is answered once its transaction is durable.
 */
@Startup
@ApplicationScoped
class ViewQueue {

  private static final int MOST_WAITING = 10_000;
  private static final int MOST_TOGETHER = 1_000;
  private static final int TRIES = 3;
  private static final int SECONDS_TO_FINISH = 10;

  private record Waiting(
      ViewLedger.Entry entry, CompletableFuture<ViewLedger.Entered> answer, long since) {}

  @Inject ViewLedger ledger;
  @Inject ViewConfig config;

  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean running = new AtomicBoolean();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "view-writer"));

  /** The first of those that are being entered; null while none are. */
  private volatile Waiting first;

  private final DistributionSummary size;
  private final Timer entered;
  private final Timer failed;
  private final Counter refused;

  @Inject
  ViewQueue(MeterRegistry meters) {
    size = DistributionSummary.builder("masthead.views.batch.size").register(meters);
    entered = meters.timer("masthead.views.batch", "outcome", "entered");
    failed = meters.timer("masthead.views.batch", "outcome", "failed");
    refused = meters.counter("masthead.views.refused");
    Gauge.builder("masthead.views.waiting", waiting, BlockingQueue::size).register(meters);
    Gauge.builder("masthead.views.lag", this, ViewQueue::lag).baseUnit("seconds").register(meters);
  }

  /** How long the hit waits that has waited longest. */
  private double lag() {
    Waiting being = first;
    Waiting oldest = being == null ? waiting.peek() : being;
    return oldest == null ? 0 : (System.nanoTime() - oldest.since()) / 1e9;
  }

  /**
   * @throws ProblemException 503 where more are waiting than can be entered in reasonable time
   */
  CompletableFuture<ViewLedger.Entered> join(ViewLedger.Entry entry) {
    Waiting hit = new Waiting(entry, new CompletableFuture<>(), System.nanoTime());
    if (!waiting.offer(hit)) {
      refused.increment();
      throw ProblemException.unavailable("Too many views are waiting to be counted.");
    }
    wake();
    return hit.answer();
  }

  private void wake() {
    if (!waiting.isEmpty() && running.compareAndSet(false, true)) {
      writer.execute(this::drain);
    }
  }

  private void drain() {
    try {
      List<Waiting> together = new ArrayList<>();
      while (waiting.drainTo(together, MOST_TOGETHER) > 0) {
        first = together.get(0);
        size.record(together.size());
        long start = System.nanoTime();
        (enter(together) ? entered : failed)
            .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        together.clear();
      }
    } finally {
      first = null;
      running.set(false);
      // One may have come between the last look and here.
      wake();
    }
  }

  /** Whether they are durable; who waits for them is told in either case. */
  private boolean enter(List<Waiting> hits) {
    List<ViewLedger.Entry> entries = hits.stream().map(Waiting::entry).toList();
    for (int left = TRIES; left > 0; left--) {
      try {
        List<ViewLedger.Entered> answers =
            ledger.enter(entries, Duration.ofMinutes(config.window()));
        for (int i = 0; i < hits.size(); i++) {
          hits.get(i).answer().complete(answers.get(i));
        }
        return true;
      } catch (RuntimeException e) {
        if (left == 1 || !(e instanceof ViewLedger.UnpublishedMeanwhile)) {
          hits.forEach(hit -> hit.answer().completeExceptionally(e));
          return false;
        }
      }
    }
    return false;
  }

  /** While there is still a database: whoever waits is answered. */
  void finish(@Observes ShutdownEvent event) throws InterruptedException {
    writer.shutdown();
    writer.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
  }
}
