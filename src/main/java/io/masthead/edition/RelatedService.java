package io.masthead.edition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.http.Dated;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What to read after an article. */
@ApplicationScoped
class RelatedService implements ArticlePart {

  static final String NAME = "related";

  /** How many there are where nobody says. */
  static final int USUAL = 5;

  static final int MOST = 20;

  @Inject RelatedRepository related;
  @Inject Editions editions;
  @Inject Clock clock;

  /**
   * The articles most related to one, the nearest first.
   *
   * @param ref id or slug
   * @param lang the language of the slug, or null
   * @throws ProblemException 404, or 410 where it was taken down
   */
  Dated<List<JsonNode>> list(String ref, String lang, int limit) {
    return list(editions.find(ref, lang), limit);
  }

  private Dated<List<JsonNode>> list(PublishedArticle article, int limit) {
    Instant now = clock.instant();
    RelatedRepository.Found found = related.find(article.id(), limit);
    List<JsonNode> items =
        found.articles().stream().<JsonNode>map(row -> editions.item(row, now)).toList();
    Set<String> shown = new HashSet<>();
    shown.add(Shown.RELATED);
    shown.add(Shown.article(article.id()));
    found.articles().forEach(row -> shown.add(Shown.article(row.id())));
    found.terms().forEach(term -> shown.add(Shown.under(term)));
    Instant modified =
        Stream.concat(
                Stream.of(article.changedAt()),
                found.articles().stream().map(EditionRepository.Listed::modifiedAt))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new Dated<>(items, modified, shown);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Added addTo(ObjectNode document, PublishedArticle article) {
    Dated<List<JsonNode>> list = list(article, USUAL);
    document.putArray(NAME).addAll(list.shown());
    return new Added(list.modified(), list.of(), closing(list.shown()));
  }

  /** When the first of them closes its comments, or null. */
  static Instant closing(List<JsonNode> items) {
    return items.stream()
        .map(ArticleResource::closesAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
