package io.masthead.article;

import io.masthead.database.PassingFailure;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Publishes what is due, within a second, and takes away what is over; what fell due while nobody
 * ran goes out at the start.
 */
@ApplicationScoped
class PublishingSchedule {

  private static final Logger LOG = Logger.getLogger(PublishingSchedule.class);

  /** So many share what a transaction costs, and one that fails takes few others with it. */
  private static final int AT_ONCE = 20;

  @Inject ArticleService articles;
  @Inject PackageService packages;

  @FunctionalInterface
  private interface Moves {
    /**
     * Moves the next that are due, all or none.
     *
     * @param most how many at once
     * @param except which not
     * @param claimed told which they are, if any, before anything is done to them
     */
    void next(int most, Collection<UUID> except, Consumer<List<UUID>> claimed);
  }

  @Scheduled(
      every = "1s",
      identity = "unpublish-ended",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void unpublishEnded() {
    moveAll((most, except, claimed) -> articles.unpublishDue(except, claimed), null);
  }

  @Scheduled(
      every = "1s",
      identity = "publish-due",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void publishDue() {
    moveAll(articles::publishDue, articles::giveUpDue);
  }

  /** Each whole. */
  @Scheduled(
      every = "1s",
      identity = "publish-due-packages",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void publishDuePackages() {
    moveAll((most, except, claimed) -> packages.publishDue(except, claimed), packages::giveUpDue);
  }

  /**
   * One after the other while any is due, some of them at once. Where that fails they go by ones,
   * so that the one that it fails of holds up nothing else: it is taken from the schedule, or,
   * where the reason passes, tried again the next time.
   *
   * @param giveUp takes it from the schedule; null where it is to be tried again in any case
   */
  private static void moveAll(Moves moves, Consumer<UUID> giveUp) {
    int most = AT_ONCE;
    Set<UUID> left = new HashSet<>();
    RuntimeException failure = null;
    List<UUID> claimed = new ArrayList<>();
    do {
      claimed.clear();
      try {
        moves.next(most, left, claimed::addAll);
        claimed.forEach(id -> LOG.infof("Done on schedule: %s", id));
      } catch (RuntimeException e) {
        if (claimed.isEmpty()) {
          throw e;
        }
        if (claimed.size() == 1) {
          UUID id = claimed.get(0);
          if (giveUp == null || PassingFailure.isBehind(e)) {
            left.add(id);
            failure = e;
          } else {
            LOG.errorf(e, "Not published on schedule, back to review: %s", id);
            giveUp.accept(id);
          }
        }
        most = 1;
      }
    } while (!claimed.isEmpty());
    if (failure != null) {
      throw failure;
    }
  }
}
