package io.masthead.event;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Forgets events that no token reaches any more; safe on every replica. */
@Singleton
class EventRetention {

  @Inject EventService events;

  @Scheduled(every = "1h", delayed = "15m", identity = "forget-events")
  void forget() {
    events.forgetOld();
  }
}
