package io.masthead.feed;

import io.masthead.edition.Access;
import io.masthead.edition.ArticleDocument;
import io.masthead.edition.EditionConfig;
import io.masthead.edition.Editions;
import io.masthead.edition.Shown;
import io.masthead.edition.Site;
import io.masthead.edition.Syndication;
import io.masthead.edition.TermSummary;
import io.masthead.http.Dated;
import io.masthead.http.Feed;
import io.masthead.term.TermKind;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The newest articles as feeds. */
@ApplicationScoped
public class FeedService {

  /** Pictures of which it can be told by their address what they are. */
  private static final Map<String, String> TYPES =
      Map.of(
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "gif", "image/gif",
          "webp", "image/webp",
          "avif", "image/avif");

  @Inject Syndication syndication;
  @Inject Site site;
  @Inject EditionConfig edition;
  @Inject FeedConfig config;

  /** The section, tag or author that a feed is asked for; 404 where nothing is published there. */
  Syndication.Subject subject(TermKind kind, String ref) {
    return syndication.subject(kind, ref);
  }

  /**
   * The feed of the site, or of a section with its children, a tag or an author.
   *
   * @param subject null for the site
   * @param lang of its articles, or null for any
   */
  Dated<Feed> feed(Syndication.Subject subject, String lang) {
    String language = Editions.language(lang);
    List<Syndication.FedArticle> articles =
        syndication.newest(
            subject,
            language,
            !config.elsewhere(),
            config.content() == FeedConfig.Content.FULL,
            config.entries());
    List<Feed.Entry> entries = articles.stream().map(this::entry).toList();
    String name = subject == null ? site.name() : subject.name() + " – " + site.name();
    String path =
        subject == null
            ? "/api/v1/feed"
            : "/api/v1/%s/%s/feed".formatted(subject.kind().plural(), Site.encode(subject.slug()));
    Feed feed =
        new Feed(
            idOf(subject, language),
            line(name),
            subject == null || subject.description() == null ? line(name) : subject.description(),
            site.name(),
            site.url(),
            site.api(path),
            language == null ? "" : "?lang=" + language,
            config.hub().orElse(null),
            language == null ? edition.language() : language,
            latest(entries, Feed.Entry::updated),
            entries);
    return new Dated<>(
        feed,
        latest(articles, fed -> fed.article().modifiedAt()),
        subject == null ? Set.of(Shown.EDITIONS) : Set.of(Shown.EDITIONS, subject.kind().plural()));
  }

  /** An empty one was never updated, and has to tell a time. */
  private static <T> Instant latest(List<T> all, Function<T, Instant> time) {
    return all.stream().map(time).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  private UUID idOf(Syndication.Subject subject, String language) {
    String of = subject == null ? "" : " " + subject.kind().word() + " " + subject.id();
    String name = "feed of " + site.url() + of + (language == null ? "" : " in " + language);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private Feed.Entry entry(Syndication.FedArticle fed) {
    ArticleDocument article = fed.article();
    boolean open = article.access() == Access.FREE && article.syndication().allowed();
    return new Feed.Entry(
        article.id(),
        line(article.title()),
        fed.address(),
        article.writers().stream().map(byline -> line(byline.name())).distinct().toList(),
        article.standfirst(),
        open ? fed.html() : null,
        categories(article),
        enclosure(fed.image()),
        article.rights(),
        article.lang(),
        article.publishedAt(),
        article.updatedAt() == null ? article.publishedAt() : article.updatedAt());
  }

  private static List<String> categories(ArticleDocument article) {
    Set<String> names = new LinkedHashSet<>();
    Stream.of(
            Stream.ofNullable(article.section()),
            article.sections().stream(),
            article.tags().stream())
        .flatMap(Function.identity())
        .map(TermSummary::name)
        .map(FeedService::line)
        .forEach(names::add);
    return List.copyOf(names);
  }

  /** RSS wants a type; the length of what stands elsewhere nobody knows. */
  private static Feed.Enclosure enclosure(String image) {
    if (image == null) {
      return null;
    }
    String path = image.replaceFirst("[?#].*", "");
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.containsKey(ending) ? new Feed.Enclosure(image, TYPES.get(ending), 0) : null;
  }

  /** A line that turns the direction of nothing that a reader shows after it. */
  private static String line(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(c -> !Text.isBidiControl(c)).forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
