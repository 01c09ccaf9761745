package io.masthead.view;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Sees to it that salts and hits live no longer than they serve. */
@ApplicationScoped
class SaltRetention {

  @Inject ViewService views;

  @Scheduled(every = "1m", delayed = "1m", identity = "forget-view-salts")
  void forget() {
    views.forget();
  }
}
