package io.masthead.comment;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * Forgets what is known of writers when it has served: addresses after some months, of which only
 * the keyed hash stays, network marks after two days, what texts are compared by after one, bans
 * that are over. In small transactions, so that nobody waits for it.
 */
@ApplicationScoped
public class RetentionService {

  private static final int BATCH = 1000;
  private static final Duration MARK_KEPT = Duration.ofDays(2);
  private static final Duration SHAPE_KEPT = Duration.ofDays(1);

  @Inject ErasureRepository erasures;
  @Inject BanRepository bans;
  @Inject EvidenceRepository evidence;
  @Inject EmailHashes emails;
  @Inject CommentConfig config;
  @Inject Clock clock;

  void keep() {
    Instant now = clock.instant();
    Instant oldestEmail = now.minus(Duration.ofDays(config.emailKept()));
    byBatches(this::hash);
    byBatches(() -> erasures.forgetEmails(oldestEmail, BATCH));
    byBatches(() -> erasures.forgetVisitors(now.minus(MARK_KEPT), BATCH));
    QuarkusTransaction.requiringNew().run(() -> evidence.forgetShapes(now.minus(SHAPE_KEPT)));
    QuarkusTransaction.requiringNew()
        .run(() -> bans.forget(now, LocalDate.ofInstant(now, ZoneOffset.UTC)));
  }

  private static void byBatches(IntSupplier step) {
    int done;
    do {
      done = QuarkusTransaction.requiringNew().call(step::getAsInt);
    } while (done == BATCH);
  }

  private int hash() {
    Map<UUID, byte[]> hashes = new HashMap<>();
    erasures.unhashed(BATCH).forEach((id, email) -> hashes.put(id, emails.of(email)));
    if (!hashes.isEmpty()) {
      erasures.hash(hashes);
    }
    return hashes.size();
  }
}
