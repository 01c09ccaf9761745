package io.masthead.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.masthead.edition.Editions;
import io.masthead.edition.PublishedArticle;
import io.masthead.http.Dated;
import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.ProblemException;
import io.masthead.visitor.Visitors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  @Inject Parts parts;
  @Inject ViewRepository views;
  @Inject ViewReportService reports;
  @Inject HitFilter filter;
  @Inject Visitors visitors;
  @Inject ViewConfig config;
  @Inject MeterRegistry meters;
  @Inject Clock clock;
  @Inject Vertx vertx;

  private record Address(String ref, String lang) {}

  /** An address stays its article's, but which language answers without one may change. */
  private final Cache<Address, UUID> articles =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  private final Map<Drop, Counter> drops = new EnumMap<>(Drop.class);
  private Counter counted;
  private Counter garbled;

  @PostConstruct
  void meter() {
    counted = meters.counter("masthead.views.counted");
    garbled = meters.counter("masthead.views.garbled");
    for (Drop drop : Drop.values()) {
      drops.put(drop, meters.counter("masthead.views.dropped", "reason", word(drop)));
    }
  }

  /** Notes that the body of a hit could not be read, whether it counts or not. */
  void noteGarbled() {
    garbled.increment();
  }

  /**
   * The article that a hit is for.
   *
   * @throws ProblemException 404, or 410 where it was taken down
   */
  CompletionStage<UUID> article(String ref, String lang) {
    Address address = new Address(ref, lang);
    UUID known = articles.getIfPresent(address);
    return known != null
        ? CompletableFuture.completedFuture(known)
        : vertx.executeBlocking(() -> look(address), false).toCompletionStage();
  }

  private UUID look(Address address) {
    UUID found = editions.find(address.ref(), address.lang()).id();
    articles.put(address, found);
    return found;
  }

  /** Judges a hit; if it counts, the answer comes when it is durable. */
  CompletionStage<ViewReceipt> count(String ref, String lang, Hit hit) {
    return article(ref, lang)
        .thenCompose(
            article -> {
              Optional<Drop> dropped = filter.judge(hit);
              return dropped.isPresent()
                  ? vertx
                      .executeBlocking(() -> dropped(dropped.get(), total(article)), false)
                      .toCompletionStage()
                  : enter(article, ref, lang, hit);
            });
  }

  private CompletionStage<ViewReceipt> enter(UUID article, String ref, String lang, Hit hit) {
    return queue
        .join(entry(article, hit))
        .thenCompose(
            entered -> {
              if (entered == ViewLedger.Entered.NOWHERE) {
                return gone(ref, lang);
              }
              if (!entered.counted()) {
                return CompletableFuture.completedFuture(dropped(Drop.REPEAT, entered.views()));
              }
              counted.increment();
              return CompletableFuture.completedFuture(
                  new ViewReceipt(true, entered.views(), null));
            });
  }

  /** It was published a minute ago and is no more: the reason is the same as for a reader. */
  private CompletionStage<ViewReceipt> gone(String ref, String lang) {
    Address address = new Address(ref, lang);
    articles.invalidate(address);
    return vertx
        .<ViewReceipt>executeBlocking(
            () -> {
              look(address);
              throw ProblemException.notFound();
            },
            false)
        .toCompletionStage();
  }

  private ViewReceipt dropped(Drop drop, long views) {
    drops.get(drop).increment();
    return new ViewReceipt(false, views, word(drop));
  }

  private static String word(Drop drop) {
    return drop.name().toLowerCase(Locale.ROOT);
  }

  private ViewLedger.Entry entry(UUID article, Hit hit) {
    Instant now = clock.instant();
    LocalDate today = ViewLedger.day(now);
    return new ViewLedger.Entry(
        article,
        mark(today, article, hit),
        oldest(now).isBefore(today) ? mark(today.minusDays(1), article, hit) : null,
        now,
        hit.referrer());
  }

  private ViewLedger.Mark mark(LocalDate day, UUID article, Hit hit) {
    return new ViewLedger.Mark(day, visitors.mark(day, hit.address(), hit.agent(), article));
  }

  /**
   * The counts of a published article, and its series where an interval is asked for.
   *
   * @throws ProblemException 400 where the series is asked for wrongly, or without an interval
   */
  Dated<ViewCounts> read(String ref, String lang, Buckets.Question asked) {
    if (asked.interval() == null) {
      refuseRest(asked);
    }
    Buckets buckets = asked.interval() == null ? null : reports.buckets(asked);
    PublishedArticle article = editions.find(ref, lang);
    return new Dated<>(
        new ViewCounts(
            total(article.id()),
            views.dailyVisitors(article.id()),
            clock.instant(),
            buckets == null ? null : reports.points(buckets, List.of(article.id()))),
        article.changedAt());
  }

  private static void refuseRest(Buckets.Question asked) {
    Faults faults = new Faults();
    Map<String, Object> rest = new LinkedHashMap<>();
    rest.put("from", asked.from());
    rest.put("to", asked.to());
    rest.put("timeZone", asked.timeZone());
    rest.forEach(
        (name, value) -> {
          if (value != null) {
            faults.misunderstood(
                Fault.parameter(name, "not_allowed", "it says nothing without interval"));
          }
        });
    faults.raise();
  }

  private long total(UUID article) {
    return editions.views(List.of(article)).getOrDefault(article, 0L);
  }

  /** Runs on every replica, since each keeps salts in memory. */
  @Transactional
  public void keep() {
    Instant now = clock.instant();
    LocalDate today = ViewLedger.day(now);
    LocalDate oldest = oldest(now);
    visitors.forgetBefore(oldest);
    parts.keep(today, oldest, today.minusDays(config.hoursKept()));
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
