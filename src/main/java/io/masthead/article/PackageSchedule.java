package io.masthead.article;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Publishes packages that are due, within a second, each whole. */
@ApplicationScoped
class PackageSchedule {

  private static final Logger LOG = Logger.getLogger(PackageSchedule.class);

  @Inject PackageService packages;

  @Scheduled(
      every = "1s",
      identity = "publish-due-packages",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void publishDue() {
    boolean due = true;
    while (due) {
      AtomicReference<UUID> claimed = new AtomicReference<>();
      try {
        due = packages.publishDue(claimed::set);
        if (due) {
          LOG.infof("Done on schedule, a package: %s", claimed.get());
        }
      } catch (RuntimeException e) {
        if (claimed.get() == null) {
          throw e;
        }
        LOG.errorf(e, "Not published on schedule, a package, back to review: %s", claimed.get());
        packages.giveUpDue(claimed.get());
      }
    }
  }
}
