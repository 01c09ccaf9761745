package io.masthead.view;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Sees to it that salts, hits and hours live as long as they serve, and no longer. */
@ApplicationScoped
class ViewRetention {

  @Inject ViewService views;

  /** Before the first hit. */
  void start(@Observes StartupEvent event) {
    views.keep();
  }

  @Scheduled(every = "1m", delayed = "1m", identity = "keep-views")
  void keep() {
    views.keep();
  }
}
