package io.masthead.edition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.cache.Changes;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Dated;
import io.masthead.http.Json;
import io.masthead.http.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What was put right in published articles, as readers are told it. */
@ApplicationScoped
public class CorrectionService {

  @Inject Sql sql;
  @Inject CorrectionRepository corrections;
  @Inject Editions editions;
  @Inject PlaceChanges places;
  @Inject Changes changes;
  @Inject Event<EditionEvent> events;
  @Inject ObjectMapper json;
  @Inject Cursors cursors;

  /**
   * Adds one to what readers have of a published article, and changes nothing else of it, in the
   * caller's transaction: it was updated then, and one that is retracted is kept out of search
   * engines.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void add(UUID article, ArticleDocument.Correction correction) {
    Place before = places.hold(article);
    ObjectNode document =
        corrections.find(article).map(held -> Json.object(json, held)).orElseThrow();
    ((ObjectNode) document.get("seo"))
        .put(
            "noindex",
            document.at("/seo/noindex").asBoolean()
                || correction.kind() == CorrectionKind.RETRACTION);
    document.withArray("corrections").add(json.<JsonNode>valueToTree(correction));
    ObjectNode updated = updated(document, json.valueToTree(correction.at()));
    Sql.Together written = sql.together();
    corrections.update(article, updated.toString(), correction.at(), written);
    corrections.keep(article, document.path("lang").asText(), List.of(correction), written);
    changes.of(Shown.CORRECTIONS);
    places.since(before, article, written);
    events.fire(new EditionEvent.Revised(List.of(EditionEvent.Article.of(updated))));
  }

  /** Its members stand in the order in which publishing writes them. */
  private ObjectNode updated(ObjectNode document, JsonNode at) {
    ObjectNode updated = json.createObjectNode();
    document.remove("updatedAt");
    document
        .properties()
        .forEach(
            member -> {
              if (member.getKey().equals("modifiedAt")) {
                updated.set("updatedAt", at);
                updated.set("modifiedAt", at);
              } else {
                updated.set(member.getKey(), member.getValue());
              }
            });
    return updated;
  }

  /**
   * Those of a published article, oldest first.
   *
   * @param ref id or slug
   * @param lang of the slug, or null
   */
  Dated<Page<ArticleDocument.Correction>> list(String ref, String lang, String cursor, int limit) {
    UUID article = editions.find(ref, lang).id();
    String scope = "corrections\n" + article;
    Cursors.Position at = cursors.read(cursor, scope);
    Page<ArticleDocument.Correction> page =
        cursors.page(
            corrections.list(article, at, limit),
            limit,
            at,
            scope,
            c -> List.of(c.at().toString(), c.id().toString()));
    return new Dated<>(
        page,
        latest(page, ArticleDocument.Correction::at),
        Set.of(Shown.article(article), Shown.slug(ref)));
  }

  /**
   * Those of the whole site, newest first.
   *
   * @param kind or null for any
   * @param lang or null for any
   */
  Dated<Page<PublishedCorrection>> list(
      CorrectionKind kind, String lang, String cursor, int limit) {
    String language = Editions.language(lang);
    String scope = String.join("\n", "all corrections", "" + kind, "" + language);
    Cursors.Position at = cursors.read(cursor, scope);
    Page<CorrectionRepository.Found> page =
        cursors.page(
            corrections.list(kind, language, at, limit),
            limit,
            at,
            scope,
            row -> List.of(row.correction().at().toString(), row.correction().id().toString()));
    return new Dated<>(
        page.map(CorrectionRepository.Found::correction),
        latest(page, CorrectionRepository.Found::changedAt),
        shown(page));
  }

  private static Set<String> shown(Page<CorrectionRepository.Found> page) {
    Set<String> shown = new HashSet<>(Set.of(Shown.CORRECTIONS));
    page.items().forEach(row -> shown.add(Shown.article(row.correction().article().id())));
    return shown;
  }

  private static <T> Instant latest(Page<T> page, Function<T, Instant> time) {
    return page.items().stream().map(time).max(Comparator.naturalOrder()).orElse(null);
  }
}
