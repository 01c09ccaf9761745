package io.masthead.feed;

import io.masthead.edition.Shown;
import io.masthead.edition.Site;
import io.masthead.edition.Syndication;
import io.masthead.http.Dated;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What search engines are told of articles, in files of a bounded size. */
@ApplicationScoped
public class SitemapService {

  private static final Duration NEWS_FOR = Duration.ofHours(48);
  private static final int MOST_NEWS = 1_000;

  /** A larger one would push too much else out of what is kept. */
  private static final int LARGEST_KEPT = 1_048_576;

  /** The news sitemap, and when the first of it is no news any more; null where there is none. */
  record News(Dated<byte[]> sitemap, Instant until) {}

  @Inject Syndication syndication;
  @Inject Site site;
  @Inject Clock clock;

  /** The index of all parts. */
  Dated<byte[]> index() {
    List<Syndication.Month> months = syndication.months();
    Map<String, Instant> parts = new LinkedHashMap<>();
    for (Syndication.Month month : months) {
      YearMonth of = YearMonth.from(month.start().atOffset(ZoneOffset.UTC));
      for (int number = 1; (number - 1L) * SitemapPart.MOST < month.size(); number++) {
        String name = new SitemapPart(of, number).name();
        parts.put(site.api("/api/v1/sitemaps/" + name), month.changedAt());
      }
    }
    return dated(SitemapWriter.index(parts), latest(months, Syndication.Month::changedAt));
  }

  /**
   * A part by its name.
   *
   * @throws ProblemException 404 where there is none
   */
  Dated<byte[]> part(String name) {
    SitemapPart part = SitemapPart.named(name).orElseThrow(ProblemException::notFound);
    List<Syndication.MappedArticle> articles =
        syndication.between(part.start(), part.end(), part.first(), SitemapPart.MOST);
    if (articles.isEmpty()) {
      throw ProblemException.notFound();
    }
    return dated(
        SitemapWriter.part(articles), latest(articles, Syndication.MappedArticle::changedAt));
  }

  /** The articles of the last 48 hours. */
  News news() {
    List<Syndication.MappedArticle> articles =
        syndication.since(clock.instant().minus(NEWS_FOR), MOST_NEWS);
    return new News(
        dated(
            SitemapWriter.news(articles, site.name()),
            latest(articles, Syndication.MappedArticle::changedAt)),
        articles.isEmpty() ? null : articles.get(articles.size() - 1).publishedAt().plus(NEWS_FOR));
  }

  /** What crawlers of the site are told: they may read it all, and here is what there is. */
  byte[] robots() {
    return String.join(
            "\n",
            "User-agent: *",
            "Allow: /",
            "",
            "Sitemap: " + site.api("/api/v1/sitemap.xml"),
            "Sitemap: " + site.api("/api/v1/sitemap-news.xml"),
            "")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Dated<byte[]> dated(byte[] sitemap, Instant modified) {
    return new Dated<>(
        sitemap, modified, sitemap.length > LARGEST_KEPT ? Set.of() : Set.of(Shown.EDITIONS));
  }

  /** An empty one never changed, and has to tell a time. */
  private static <T> Instant latest(List<T> all, Function<T, Instant> time) {
    return all.stream().map(time).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }
}
