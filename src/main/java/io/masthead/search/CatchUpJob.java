package io.masthead.search;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks through all editions after the start, then through those that came since, a quarter of an
 * hour back: a revision is given before its transaction ends, so a smaller one may be seen later,
 * and the release before this one, which has no search, publishes until it is stopped.
 */
@ApplicationScoped
class CatchUpJob {

  private static final Duration BACK = Duration.ofMinutes(15);

  @Inject SearchIndex index;
  @Inject Clock clock;

  /** What need not be looked at again, what will not once its time has come, and when that is. */
  private long settled;

  private long seen;
  private Instant settlesAt = Instant.MAX;

  @Scheduled(
      every = "10s",
      identity = "catch-up-search",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void catchUp() {
    long last = settled;
    for (Long next = index.catchUp(last); next != null; next = index.catchUp(last)) {
      last = next;
    }
    Instant now = clock.instant();
    if (settlesAt == Instant.MAX) {
      seen = last;
      settlesAt = now.plus(BACK);
    } else if (!now.isBefore(settlesAt)) {
      settled = seen;
      seen = last;
      settlesAt = now.plus(BACK);
    }
  }
}
