package io.masthead.webhook;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Forgets deliveries beyond the latest, and secrets that sign no more; safe on every replica. */
@Singleton
class WebhookRetention {

  @Inject WebhookService webhooks;
  @Inject DeliveryService deliveries;

  @Scheduled(every = "5m", delayed = "1m", identity = "forget-deliveries")
  void forget() {
    deliveries.forgetOld();
    webhooks.forgetOldSecrets();
  }
}
