package io.masthead.edition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.http.ProblemException;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is told of published articles to feed readers and search engines. */
@ApplicationScoped
public class Syndication {

  /** An author, section or tag under which something is published. */
  public record Subject(TermKind kind, UUID id, String slug, String name, String description) {

    /** Whether a reference is its address, and not a former or another spelling of it. */
    public boolean standsUnder(String ref) {
      return ref.equals(slug) || ref.equalsIgnoreCase(id.toString());
    }
  }

  /**
   * An article for a feed.
   *
   * @param address of its page
   * @param html its text, or null where it was not asked for
   * @param image the address of the first picture of its body, or null
   */
  public record FedArticle(ArticleDocument article, String address, String html, String image) {}

  /** An article for a sitemap. */
  public record MappedArticle(
      String address, String lang, String title, Instant publishedAt, Instant changedAt) {}

  /** How many articles of a month there are for sitemaps, and when one of them last changed. */
  public record Month(Instant start, long size, Instant changedAt) {}

  @Inject SyndicationRepository syndication;
  @Inject TermQueries terms;
  @Inject ArticleAddresses addresses;
  @Inject ObjectMapper json;

  /**
   * By id, or by any slug it ever had.
   *
   * @throws ProblemException 404 where nothing is published under it
   */
  public Subject subject(TermKind kind, String ref) {
    var document = terms.get(TermQueries.Kind.valueOf(kind.name()), ref, false).document();
    return new Subject(
        kind,
        UUID.fromString(document.path("id").asText()),
        document.path("slug").asText(),
        document.path("name").asText(),
        document.path("description").asText(null));
  }

  /**
   * The newest articles, newest first.
   *
   * @param subject what they stand under, a section's children too; or null for all
   * @param lang or null for any
   * @param oursOnly leaves out those whose original stands elsewhere
   */
  public List<FedArticle> newest(
      Subject subject, String lang, boolean oursOnly, boolean withText, int limit) {
    return syndication
        .newest(
            subject == null ? null : subject.kind(),
            subject == null ? null : subject.id(),
            lang,
            oursOnly,
            withText,
            limit)
        .stream()
        .map(
            row -> {
              ArticleDocument article = read(row.document());
              return new FedArticle(article, addresses.of(article), row.html(), row.image());
            })
        .toList();
  }

  private ArticleDocument read(String document) {
    try {
      return json.readValue(document, ArticleDocument.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The months (UTC) of publication that have articles for search engines, oldest first: all but
   * those that are kept out, and those whose original stands elsewhere.
   */
  public List<Month> months() {
    return syndication.months();
  }

  /** Of the articles of such a month those from the n-th (1 is the first) on, oldest first. */
  public List<MappedArticle> between(Instant start, Instant end, long from, int limit) {
    return syndication.between(start, end, from, limit).stream().map(this::mapped).toList();
  }

  /** Those for search engines that were published after a time and are no advertisements. */
  public List<MappedArticle> since(Instant start, int limit) {
    return syndication.since(start, limit).stream().map(this::mapped).toList();
  }

  private MappedArticle mapped(SyndicationRepository.Mapped row) {
    return new MappedArticle(
        addresses.of(row.id(), row.lang(), row.section(), row.slug()),
        row.lang(),
        row.title(),
        row.publishedAt(),
        row.changedAt());
  }
}
