package io.masthead.http;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Forgets idempotency keys after their day; safe on every replica. */
@Singleton
class IdempotencyRetention {

  @Inject Idempotency answers;

  @Scheduled(every = "1h", delayed = "10m", identity = "forget-idempotency-keys")
  void forget() throws SQLException {
    answers.forget();
  }
}
