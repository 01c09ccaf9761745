package io.masthead.view;

import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.edition.CountProof;
import io.masthead.edition.CountProof.Batch;
import io.masthead.edition.CountProof.Count;
import io.masthead.edition.CountProof.Differing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Proves every count that editions show, batch by batch, or sets it right. */
@Startup
@ApplicationScoped
public class RecountService {

  private static final Logger LOG = Logger.getLogger(RecountService.class);

  private static final int MOST_LISTED = 100;
  private static final UUID FIRST = new UUID(0, 0);

  @Inject @Any Instance<CountProof> proofs;
  @Inject Audit audit;
  @Inject MeterRegistry meters;

  private final Map<Count, AtomicLong> differing = new EnumMap<>(Count.class);

  @PostConstruct
  void meter() {
    for (Count count : Count.values()) {
      AtomicLong number = new AtomicLong();
      differing.put(count, number);
      meters.gauge("masthead." + word(count) + ".differing", number);
    }
  }

  private static String word(Count count) {
    return count.name().toLowerCase(Locale.ROOT);
  }

  /** What one proof found; not all that differs is listed. */
  private record Found(int checked, int differing, List<Differing> listed) {}

  RecountReport recount() {
    return report(prove(null), false);
  }

  /** Sets right what differs, and tells of each article in whose name. */
  RecountReport repair(Caller caller) {
    return report(prove(caller), true);
  }

  private static RecountReport report(Map<Count, Found> found, boolean repair) {
    Found views = found.get(Count.VIEWS);
    Found comments = found.get(Count.COMMENTS);
    return new RecountReport(
        views.checked(),
        views.listed().stream()
            .map(d -> new RecountReport.Differing(d.article(), d.was(), d.is(), d.parts()))
            .toList(),
        repair ? views.differing() : 0,
        new RecountReport.Comments(
            comments.checked(),
            comments.listed().stream()
                .map(d -> new RecountReport.Miscounted(d.article(), d.was(), d.is(), d.parts()))
                .toList(),
            repair ? comments.differing() : 0));
  }

  /** The proof without a repair, told to whoever operates this. */
  void check() {
    prove(null)
        .forEach(
            (count, found) -> {
              if (found.differing() > 0) {
                LOG.warnf(
                    "The %s of %d of %d articles do not add up, first that of %s; recount repairs them",
                    word(count),
                    found.differing(),
                    found.checked(),
                    found.listed().get(0).article());
              }
            });
  }

  private Map<Count, Found> prove(Caller repairer) {
    Map<Count, Found> found = new EnumMap<>(Count.class);
    for (CountProof proof : proofs) {
      found.put(proof.of(), prove(proof, repairer));
    }
    return found;
  }

  /** Repairs where there is somebody who wants it. */
  private Found prove(CountProof proof, Caller repairer) {
    int checked = 0;
    int found = 0;
    List<Differing> listed = new ArrayList<>();
    UUID after = FIRST;
    Batch batch;
    do {
      UUID start = after;
      batch = QuarkusTransaction.requiringNew().call(() -> next(proof, start, repairer));
      checked += batch.size();
      found += batch.differing().size();
      batch.differing().stream().limit(MOST_LISTED - listed.size()).forEach(listed::add);
      after = batch.last();
    } while (batch.size() > 0);
    differing.get(proof.of()).set(repairer == null ? found : 0);
    return new Found(checked, found, listed);
  }

  private Batch next(CountProof proof, UUID after, Caller repairer) {
    Batch batch = proof.next(after, repairer != null);
    if (repairer != null) {
      audit.changed(
          Actor.of(repairer),
          "article",
          "recounted",
          batch.differing().stream().map(d -> item(word(proof.of()), d)).toList());
    }
    return batch;
  }

  /** Where the sum was right, some of its parts were not, of which there is nothing to tell. */
  private static Audit.Item item(String count, Differing differing) {
    return differing.was() == differing.is()
        ? new Audit.Item(differing.article(), null, null)
        : new Audit.Item(
            differing.article(), Map.of(count, differing.was()), Map.of(count, differing.is()));
  }
}
