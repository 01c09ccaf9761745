package io.masthead.article;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Publishes what is due, within a second; what fell due while nobody ran goes out at the start. */
@ApplicationScoped
class PublishingSchedule {

  private static final Logger LOG = Logger.getLogger(PublishingSchedule.class);

  @Inject ArticleService articles;

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
    boolean due = true;
    while (due) {
      AtomicReference<UUID> claimed = new AtomicReference<>();
      try {
        due = articles.publishDue(claimed::set);
        if (due) {
          LOG.infof("Done on schedule: %s", claimed.get());
        }
      } catch (RuntimeException e) {
        if (claimed.get() == null) {
          throw e;
        }
        LOG.errorf(e, "Not published on schedule, back to review: %s", claimed.get());
        articles.giveUpDue(claimed.get());
      }
    }
  }
}
