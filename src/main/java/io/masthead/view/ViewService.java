package io.masthead.view;

import io.masthead.edition.Editions;
import io.masthead.edition.PublishedArticle;
import io.masthead.http.Dated;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts views. A hit counts when no counted hit of the same visitor lies within the window; it is
 * measured from the last counted one, so that a page that reloads itself is not silent for ever.
 */
@ApplicationScoped
public class ViewService {

  @Inject Editions editions;
  @Inject ViewQueue queue;
  @Inject ViewLedger ledger;
  @Inject ViewRepository views;
  @Inject HitFilter filter;
  @Inject Salts salts;
  @Inject ViewConfig config;
  @Inject MeterRegistry meters;
  @Inject Clock clock;

  /** Judges a hit; if it counts, the answer comes when it is durable. */
  CompletionStage<ViewReceipt> count(String ref, String lang, Hit hit) {
    UUID article = editions.find(ref, lang).id();
    Optional<Drop> dropped = filter.judge(hit);
    if (dropped.isPresent()) {
      return CompletableFuture.completedStage(dropped(dropped.get(), editions.views(article)));
    }
    return queue
        .join(entry(article, hit))
        .thenApply(
            entered -> {
              if (!entered.counted()) {
                return dropped(Drop.REPEAT, entered.views());
              }
              meters.counter("masthead.views.counted").increment();
              return new ViewReceipt(true, entered.views(), null);
            });
  }

  private ViewReceipt dropped(Drop drop, long views) {
    String reason = drop.name().toLowerCase(Locale.ROOT);
    meters.counter("masthead.views.dropped", "reason", reason).increment();
    return new ViewReceipt(false, views, reason);
  }

  private ViewLedger.Entry entry(UUID article, Hit hit) {
    Instant now = clock.instant();
    LocalDate today = ViewLedger.day(now);
    return new ViewLedger.Entry(
        article,
        mark(today, article, hit),
        oldest(now).isBefore(today) ? mark(today.minusDays(1), article, hit) : null,
        now);
  }

  private ViewLedger.Mark mark(LocalDate day, UUID article, Hit hit) {
    return new ViewLedger.Mark(
        day, Visitor.mark(salts.of(day), hit.address(), hit.agent(), article));
  }

  /** The counts of a published article. */
  Dated<ViewCounts> read(String ref, String lang) {
    PublishedArticle article = editions.find(ref, lang);
    return new Dated<>(
        new ViewCounts(
            editions.views(article.id()), views.dailyVisitors(article.id()), clock.instant()),
        article.changedAt());
  }

  /** Runs on every replica, since each keeps salts in memory. */
  void forget() {
    LocalDate oldest = oldest(clock.instant());
    salts.forgetBefore(oldest);
    ledger.forgetBefore(oldest);
  }

  /** The first day into which the window reaches. */
  private LocalDate oldest(Instant now) {
    // A hit that was counted exactly a window ago is no repeat.
    return ViewLedger.day(now.minus(window()).plusMillis(window().isZero() ? 0 : 1));
  }

  private Duration window() {
    return Duration.ofMinutes(config.window());
  }
}
