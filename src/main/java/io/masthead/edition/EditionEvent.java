package io.masthead.edition;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.term.TermKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What happened to what readers get, told inside the transaction that does it. It tells where
 * something stands and never what it says.
 */
public sealed interface EditionEvent {

  /** An article that readers have, or had. */
  record Article(UUID id, String slug, String lang, Instant publishedAt, Instant modifiedAt) {

    static Article of(ArticleDocument document) {
      return new Article(
          document.id(),
          document.slug(),
          document.lang(),
          document.publishedAt(),
          document.modifiedAt());
    }

    static Article of(JsonNode document) {
      return new Article(
          UUID.fromString(document.path("id").asText()),
          document.path("slug").asText(),
          document.path("lang").asText(),
          Instant.parse(document.path("publishedAt").asText()),
          Instant.parse(document.path("modifiedAt").asText()));
    }
  }

  /** Readers have these articles who did not have them before. */
  record Published(List<Article> articles) implements EditionEvent {}

  /** Readers have these articles otherwise than before. */
  record Revised(List<Article> articles) implements EditionEvent {}

  /** Readers have it no more; it may come back. */
  record Unpublished(Article article) implements EditionEvent {}

  /**
   * It was taken down for good.
   *
   * @param article with its id alone where it was not published
   */
  record TakenDown(Article article, String reason, Instant at) implements EditionEvent {}

  /** Other authors, sections or tags than before lead to these articles. */
  record Placed(List<UUID> articles) implements EditionEvent {}

  /** An author, section or tag under which something is published is another than before. */
  record TermChanged(TermKind kind, UUID id, String slug) implements EditionEvent {}

  /**
   * An author, section or tag under which something is published goes.
   *
   * @param heir whom its articles go to, or null
   */
  record TermGone(TermKind kind, UUID id, String slug, UUID heir) implements EditionEvent {}
}
