package io.masthead.view;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Proves the totals each night, on every replica, so that each has the number in its metrics. */
@ApplicationScoped
class RecountJob {

  @Inject RecountService recounts;

  @Scheduled(cron = "0 17 3 * * ?", timeZone = "UTC", identity = "recount-views")
  void check() {
    recounts.check();
  }
}
