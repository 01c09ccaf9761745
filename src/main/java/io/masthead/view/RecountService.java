package io.masthead.view;

import io.masthead.edition.Editions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Proves that every article's total is the sum of its days and imports, and each day the sum of its
 * hours while those are kept, or sets it right. What looks wrong is looked at once more with its
 * total held, behind which all counting of the article waits, so that hits that come meanwhile
 * neither look like an error nor get lost.
 */
@ApplicationScoped
public class RecountService {

  private static final Logger LOG = Logger.getLogger(RecountService.class);

  private static final int BATCH = 200;
  private static final int MOST_LISTED = 100;
  private static final UUID FIRST = new UUID(0, 0);

  /** Later than every hour: where none is kept, no day is held against hours. */
  private static final LocalDate NEVER = LocalDate.of(9999, 1, 1);

  @Inject Editions editions;
  @Inject RecountRepository recounts;
  @Inject ViewReportRepository reports;
  @Inject ViewConfig config;
  @Inject MeterRegistry meters;
  @Inject Clock clock;

  private final AtomicLong differing = new AtomicLong();

  @PostConstruct
  void meter() {
    meters.gauge("masthead.views.differing", differing);
  }

  /** What is not right in one batch, and the last article of it. */
  private record Batch(int size, UUID last, List<RecountReport.Differing> differing) {}

  RecountReport recount(boolean repair) {
    int checked = 0;
    int found = 0;
    List<RecountReport.Differing> listed = new ArrayList<>();
    UUID after = FIRST;
    Batch batch;
    do {
      UUID start = after;
      batch = QuarkusTransaction.requiringNew().call(() -> next(start, repair));
      checked += batch.size();
      found += batch.differing().size();
      batch.differing().stream().limit(MOST_LISTED - listed.size()).forEach(listed::add);
      after = batch.last();
    } while (batch.size() == BATCH);
    differing.set(repair ? 0 : found);
    return new RecountReport(checked, listed, repair ? found : 0);
  }

  /** The proof without a repair, told to whoever operates this. */
  void check() {
    RecountReport report = recount(false);
    if (!report.differing().isEmpty()) {
      LOG.warnf(
          "The views of %d of %d articles do not add up, first that of %s; recount repairs them",
          differing.get(), report.checked(), report.differing().get(0).article());
    }
  }

  private Batch next(UUID after, boolean repair) {
    LocalDate hoursFrom = hoursFrom();
    Map<UUID, Long> totals = editions.viewsAfter(after, BATCH);
    if (totals.isEmpty()) {
      return new Batch(0, after, List.of());
    }
    List<UUID> articles = List.copyOf(totals.keySet());
    List<UUID> suspects =
        compare(totals, hoursFrom).stream().map(RecountReport.Differing::article).toList();
    List<RecountReport.Differing> differing =
        suspects.isEmpty() ? List.of() : lookAgain(suspects, hoursFrom, repair);
    return new Batch(articles.size(), articles.get(articles.size() - 1), differing);
  }

  private List<RecountReport.Differing> lookAgain(
      List<UUID> suspects, LocalDate hoursFrom, boolean repair) {
    if (repair) {
      recounts.holdDays(suspects, hoursFrom);
    }
    List<RecountReport.Differing> differing = compare(editions.holdViews(suspects), hoursFrom);
    if (repair && !differing.isEmpty()) {
      recounts.setDays(
          differing.stream().map(RecountReport.Differing::article).toList(), hoursFrom);
      Map<UUID, Long> right = new HashMap<>();
      differing.forEach(d -> right.put(d.article(), d.is()));
      editions.setViews(right);
    }
    return differing;
  }

  private List<RecountReport.Differing> compare(Map<UUID, Long> totals, LocalDate hoursFrom) {
    Map<UUID, RecountRepository.Sums> sums = recounts.sums(totals.keySet(), hoursFrom);
    List<RecountReport.Differing> differing = new ArrayList<>();
    totals.forEach(
        (article, was) -> {
          RecountRepository.Sums sum = sums.get(article);
          if (was != sum.views() || sum.days() > 0) {
            differing.add(new RecountReport.Differing(article, was, sum.views(), sum.days()));
          }
        });
    return differing;
  }

  /**
   * The first day whose hours are all there. Hours go by the day, so those of the first hour's day
   * are whole; where they were to be kept for a shorter time before, that is later than it need be.
   */
  private LocalDate hoursFrom() {
    Instant kept =
        ViewLedger.day(clock.instant())
            .minusDays(config.hoursKept())
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    Instant first = reports.firstHour(kept);
    return first == null ? NEVER : ViewLedger.day(first);
  }
}
