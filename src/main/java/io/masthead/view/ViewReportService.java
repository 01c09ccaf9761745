package io.masthead.view;

import io.masthead.edition.ArticleName;
import io.masthead.edition.Editions;
import io.masthead.http.Fault;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Series, top lists and referrers of the site, of an article, or of what is published now in a
 * section, by an author or in a language.
 */
@ApplicationScoped
public class ViewReportService {

  private static final int DAYS = 30;

  @Inject ViewReportRepository reports;
  @Inject Editions editions;
  @Inject ViewConfig config;
  @Inject Clock clock;

  /** Whose views are told; what is not said is null. */
  record Scope(String section, String author, String lang, String article) {}

  /** Some UTC days, both ends included; what is not said is null. */
  record Days(LocalDate from, LocalDate to) {}

  ViewSeries series(Buckets.Question asked, Scope scope) {
    Buckets buckets = buckets(asked);
    return new ViewSeries(
        buckets.interval(),
        buckets.zone() == ZoneOffset.UTC ? "UTC" : buckets.zone().getId(),
        buckets.start(),
        buckets.end(),
        points(buckets, articles(scope)));
  }

  /** Known before anything is read, so that what is asked wrongly costs nothing. */
  Buckets buckets(Buckets.Question asked) {
    Instant now = clock.instant();
    return Buckets.of(asked, now, keptFrom(now));
  }

  private Instant keptFrom(Instant now) {
    return ViewLedger.day(now)
        .minusDays(config.hoursKept())
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  List<ViewPoint> points(Buckets buckets, List<UUID> articles) {
    int size = buckets.starts().size();
    long[] views = new long[size];
    long[] visitors = new long[size];
    if (articles == null || !articles.isEmpty()) {
      for (ViewReportRepository.Sum sum : reports.series(buckets, articles, hoursFrom(buckets))) {
        views[sum.bucket()] = sum.views();
        visitors[sum.bucket()] = sum.visitors();
      }
    }
    List<ViewPoint> points = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      points.add(new ViewPoint(buckets.starts().get(i), views[i], visitors[i]));
    }
    return points;
  }

  /** The first day that is made of hours: none of UTC, for those are kept as they are. */
  private LocalDate hoursFrom(Buckets buckets) {
    if (buckets.interval() == ViewInterval.HOUR) {
      return null;
    }
    Instant first = buckets.ofUtc() ? null : reports.firstHour(keptFrom(clock.instant()));
    return first == null ? buckets.endDay().plusDays(1) : ViewLedger.day(first);
  }

  TopArticles top(Days days, Scope scope, int limit) {
    Days asked = checked(days);
    List<UUID> articles = articles(scope);
    List<ViewReportRepository.ArticleSum> sums =
        articles != null && articles.isEmpty()
            ? List.of()
            : reports.top(asked.from(), asked.to(), articles, limit);
    Map<UUID, ArticleName> names =
        editions.names(sums.stream().map(ViewReportRepository.ArticleSum::article).toList());
    return new TopArticles(
        asked.from(),
        asked.to(),
        sums.stream()
            .map(
                sum ->
                    new TopArticles.Item(
                        named(sum.article(), names.get(sum.article())),
                        sum.views(),
                        sum.visitors()))
            .toList());
  }

  private static TopArticles.Named named(UUID article, ArticleName name) {
    return name == null
        ? new TopArticles.Named(article, null, null, null)
        : new TopArticles.Named(article, name.slug(), name.lang(), name.title());
  }

  Referrers referrers(Days days, Scope scope) {
    Days asked = checked(days);
    List<UUID> articles = articles(scope);
    List<ViewReportRepository.HostSum> sums =
        articles != null && articles.isEmpty()
            ? List.of()
            : reports.referrers(asked.from(), asked.to(), articles);
    long other =
        sums.stream()
            .filter(sum -> sum.host() == null)
            .mapToLong(ViewReportRepository.HostSum::views)
            .sum();
    return new Referrers(
        asked.from(),
        asked.to(),
        sums.stream()
            .filter(sum -> sum.host() != null)
            .map(sum -> new Referrers.Item(sum.host(), sum.views()))
            .toList(),
        other);
  }

  private Days checked(Days days) {
    LocalDate to = days.to() == null ? ViewLedger.day(clock.instant()) : days.to();
    LocalDate from = days.from() == null ? to.minusDays(DAYS - 1L) : days.from();
    if (from.isAfter(to)) {
      throw ProblemException.badRequest(
          Fault.parameter("from", "out_of_range", "a day that is not after the last is wanted"));
    }
    return new Days(from, to);
  }

  /** Null for the whole site; what names nothing has no articles. */
  private List<UUID> articles(Scope scope) {
    boolean narrowed = scope.section() != null || scope.author() != null || scope.lang() != null;
    List<UUID> published =
        narrowed ? editions.published(scope.section(), scope.author(), scope.lang()) : null;
    if (scope.article() == null) {
      return published;
    }
    UUID one =
        editions.everPublished(List.of(new Editions.Ref(scope.article(), null))).values().stream()
            .findFirst()
            .orElse(null);
    return one == null || published != null && !published.contains(one) ? List.of() : List.of(one);
  }
}
