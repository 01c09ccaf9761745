package io.masthead.view;

import io.masthead.edition.CountProof;
import io.masthead.edition.Editions;
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

/**
 * Proves that every article's total is the sum of its days and imports, and each day the sum of its
 * hours while those are kept. What looks wrong is looked at once more with its total held, behind
 * which all counting of the article waits, so that hits that come meanwhile neither look like an
 * error nor get lost.
 */
@ApplicationScoped
class ViewProof implements CountProof {

  private static final int BATCH = 200;

  /** Later than every hour: where none is kept, no day is held against hours. */
  private static final LocalDate NEVER = LocalDate.of(9999, 1, 1);

  @Inject Editions editions;
  @Inject RecountRepository recounts;
  @Inject ViewReportRepository reports;
  @Inject ViewConfig config;
  @Inject Clock clock;

  @Override
  public Count of() {
    return Count.VIEWS;
  }

  @Override
  public Batch next(UUID after, boolean repair) {
    LocalDate hoursFrom = hoursFrom();
    Map<UUID, Long> totals = editions.viewsAfter(after, BATCH);
    if (totals.isEmpty()) {
      return Batch.end(after);
    }
    List<UUID> articles = List.copyOf(totals.keySet());
    List<UUID> suspects = compare(totals, hoursFrom).stream().map(Differing::article).toList();
    List<Differing> differing =
        suspects.isEmpty() ? List.of() : lookAgain(suspects, hoursFrom, repair);
    return new Batch(articles.size(), articles.get(articles.size() - 1), differing);
  }

  private List<Differing> lookAgain(List<UUID> suspects, LocalDate hoursFrom, boolean repair) {
    if (repair) {
      recounts.holdDays(suspects, hoursFrom);
    }
    List<Differing> differing = compare(editions.holdViews(suspects), hoursFrom);
    if (repair && !differing.isEmpty()) {
      recounts.setDays(differing.stream().map(Differing::article).toList(), hoursFrom);
      Map<UUID, Long> right = new HashMap<>();
      differing.forEach(d -> right.put(d.article(), d.is()));
      editions.setViews(right);
    }
    return differing;
  }

  private List<Differing> compare(Map<UUID, Long> totals, LocalDate hoursFrom) {
    Map<UUID, RecountRepository.Sums> sums = recounts.sums(totals.keySet(), hoursFrom);
    List<Differing> differing = new ArrayList<>();
    totals.forEach(
        (article, was) -> {
          RecountRepository.Sums sum = sums.get(article);
          if (was != sum.views() || sum.days() > 0) {
            differing.add(new Differing(article, was, sum.views(), sum.days()));
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
