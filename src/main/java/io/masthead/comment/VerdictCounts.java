package io.masthead.comment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what becomes of new comments, once they are stored. */
@Startup
@ApplicationScoped
class VerdictCounts {

  private final Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
  private final Counter inShadow;

  @Inject
  VerdictCounts(MeterRegistry meters) {
    for (Outcome outcome : Outcome.values()) {
      byOutcome.put(outcome, counter(meters, outcome.name().toLowerCase(Locale.ROOT)));
    }
    inShadow = counter(meters, "shadow");
  }

  private static Counter counter(MeterRegistry meters, String verdict) {
    return meters.counter("masthead.comments.judged", "verdict", verdict);
  }

  void count(@Observes(during = TransactionPhase.AFTER_SUCCESS) Judged judged) {
    (judged.inShadow() ? inShadow : byOutcome.get(judged.outcome())).increment();
  }
}
