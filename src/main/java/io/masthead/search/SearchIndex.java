package io.masthead.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.cache.Changes;
import io.masthead.edition.EditionEvent;
import io.masthead.edition.EditionRevision;
import io.masthead.edition.EditionText;
import io.masthead.edition.Editions;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Keeps what search looks through like what is published: in the transaction that publishes, and
 * behind those that did without.
 */
@ApplicationScoped
public class SearchIndex {

  /** What answers to searches show: anything that is written may change any of them. */
  static final String SHOWN = "search";

  private static final int AT_ONCE = 200;

  @Inject Editions editions;
  @Inject SearchRepository documents;
  @Inject Changes changes;

  /** What goes takes its row along. */
  @Transactional(Transactional.TxType.MANDATORY)
  void onEdition(@Observes EditionEvent event) {
    if (event instanceof EditionEvent.Published published) {
      writeAll(published.articles().stream().map(EditionEvent.Article::id).toList());
    } else if (event instanceof EditionEvent.Revised revised) {
      writeAll(revised.articles().stream().map(EditionEvent.Article::id).toList());
    } else if (event instanceof EditionEvent.Placed placed) {
      writeAll(placed.articles());
    } else if (event instanceof EditionEvent.Unpublished
        || event instanceof EditionEvent.TakenDown) {
      changes.of(SHOWN);
    }
  }

  private void writeAll(List<UUID> articles) {
    for (int from = 0; from < articles.size(); from += AT_ONCE) {
      write(articles.subList(from, Math.min(from + AT_ONCE, articles.size())));
    }
  }

  /**
   * Writes what is missing or older of the next editions, by revision: those that were published
   * before there was a search, or by a release that has none.
   *
   * @return the last revision that it looked at, or nothing where there is none after that given
   */
  @Transactional
  public Long catchUp(long after) {
    List<EditionRevision> revised = editions.revised(after, AT_ONCE);
    if (revised.isEmpty()) {
      return null;
    }
    Map<UUID, Long> written =
        documents.revisions(revised.stream().map(EditionRevision::article).toList());
    List<UUID> behind =
        revised.stream()
            .filter(e -> written.getOrDefault(e.article(), 0L) < e.revision())
            .map(EditionRevision::article)
            .toList();
    if (!behind.isEmpty()) {
      write(behind);
    }
    return revised.get(revised.size() - 1).revision();
  }

  private void write(List<UUID> articles) {
    List<SearchRepository.Stored> stored =
        editions.texts(articles).stream().map(SearchIndex::stored).toList();
    if (!stored.isEmpty()) {
      documents.save(stored);
      changes.of(SHOWN);
    }
  }

  private static SearchRepository.Stored stored(EditionText edition) {
    ObjectNode document = edition.document();
    Indexed indexed = Indexed.of(Stemming.of(edition.lang()), document);
    boolean hidden = document.at("/seo/noindex").asBoolean();
    String body = Text.first(edition.text(), Indexed.MOST_LETTERS);
    return new SearchRepository.Stored(
        edition.article(),
        edition.revision(),
        edition.lang(),
        indexed.stemming(),
        edition.publishedAt(),
        hidden,
        edition.terms(),
        ids(document.path("bylines"), "/author/id"),
        sections(document),
        ids(document.path("tags"), "/id"),
        indexed.folded(indexed.title()),
        indexed.foldedNames(),
        indexed.folded(indexed.standfirst()),
        indexed.folded(body, Indexed.MOST_WORDS),
        hidden ? "" : String.join(" ", indexed.words()),
        Indexed.near(hidden ? List.of() : indexed.words()),
        FoundArticle.cut(document).toString(),
        body);
  }

  private static List<UUID> sections(JsonNode document) {
    List<UUID> sections = new ArrayList<>(ids(document.path("sections"), "/id"));
    JsonNode primary = document.at("/section/id");
    if (primary.isTextual()) {
      sections.add(0, UUID.fromString(primary.asText()));
    }
    return sections.stream().distinct().toList();
  }

  private static List<UUID> ids(JsonNode items, String pointer) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.at(pointer))
        .filter(JsonNode::isTextual)
        .map(id -> UUID.fromString(id.asText()))
        .distinct()
        .toList();
  }
}
