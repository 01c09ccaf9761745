package io.masthead.article;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Publishes what is due, within a second; what fell due while nobody ran goes out at the start. */
@ApplicationScoped
class PublishingSchedule {

  private static final Logger LOG = Logger.getLogger(PublishingSchedule.class);

  @Inject ArticleService articles;
  @Inject PackageService packages;

  @Scheduled(
      every = "1s",
      identity = "unpublish-ended",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void unpublishEnded() {
    while (articles.unpublishDue()) {
      LOG.info("Unpublished on schedule");
    }
  }

  @Scheduled(
      every = "1s",
      identity = "publish-due",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void publishDue() {
    publish("", articles::publishDue, articles::giveUpDue);
  }

  /** Each whole. */
  @Scheduled(
      every = "1s",
      identity = "publish-due-packages",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void publishDuePackages() {
    publish(", a package", packages::publishDue, packages::giveUpDue);
  }

  /**
   * One after the other while any is due.
   *
   * @param publishNext publishes one, tells which it is first, and gives whether one was due
   * @param giveUp takes one that failed from the schedule, so that it holds up nothing else
   */
  private static void publish(
      String what, Predicate<Consumer<UUID>> publishNext, Consumer<UUID> giveUp) {
    boolean due = true;
    while (due) {
      AtomicReference<UUID> claimed = new AtomicReference<>();
      try {
        due = publishNext.test(claimed::set);
        if (due) {
          LOG.infof("Done on schedule%s: %s", what, claimed.get());
        }
      } catch (RuntimeException e) {
        if (claimed.get() == null) {
          throw e;
        }
        LOG.errorf(e, "Not published on schedule%s, back to review: %s", what, claimed.get());
        giveUp.accept(claimed.get());
      }
    }
  }
}
