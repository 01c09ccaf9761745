package io.masthead.edition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.author.AuthorEvent;
import io.masthead.author.AuthorRef;
import io.masthead.cache.Changes;
import io.masthead.http.Json;
import io.masthead.taxonomy.TaxonomyEvent;
import io.masthead.taxonomy.TermRef;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Keeps the finished documents true when an author, section or tag in them changes: in the
 * transaction of that change, in batches, so that readers see it everywhere or nowhere.
 */
@ApplicationScoped
class EditionRefresh {

  private static final int BATCH = 500;
  private static final UUID FIRST = new UUID(0, 0);

  @Inject EditionRepository editions;
  @Inject PlaceChanges places;
  @Inject Changes changes;
  @Inject Event<EditionEvent> events;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  void onAuthor(@Observes AuthorEvent event) {
    if (event instanceof AuthorEvent.Renamed renamed) {
      AuthorRef author = renamed.author();
      rewrite(
          "author",
          author.id(),
          document ->
              eachByline(
                  document,
                  author.id(),
                  byline -> rename(byline, author, renamed.rewritePublished())));
      changed(TermKind.AUTHOR, author.id());
    } else if (event instanceof AuthorEvent.KindChanged changed) {
      changed(TermKind.AUTHOR, changed.author());
    } else if (event instanceof AuthorEvent.Merged merged) {
      UUID from = merged.from().id();
      AuthorRef to = merged.to();
      List<UUID> articles =
          rewrite(
              "author",
              from,
              document ->
                  replaceAuthor(
                      document, from, to, byline -> rename(byline, to, merged.rewritePublished())));
      gone(TermKind.AUTHOR, from, to.id());
      reassign(TermKind.AUTHOR, from, to.id());
      events.fire(new EditionEvent.Placed(articles));
    } else if (event instanceof AuthorEvent.Reassigned reassigned) {
      AuthorRef to = reassigned.to();
      List<UUID> articles =
          rewrite(
              "author",
              reassigned.from(),
              document ->
                  replaceAuthor(
                      document,
                      reassigned.from(),
                      to,
                      byline -> {
                        byline.set("author", reference(to.id(), to.slug(), to.name()));
                        byline.put("name", to.name());
                        byline.put("kind", to.kind());
                      }));
      gone(TermKind.AUTHOR, reassigned.from(), to.id());
      reassign(TermKind.AUTHOR, reassigned.from(), to.id());
      events.fire(new EditionEvent.Placed(articles));
    } else if (event instanceof AuthorEvent.KeptAsText kept) {
      List<UUID> articles =
          rewrite(
              "author",
              kept.author(),
              document -> eachByline(document, kept.author(), byline -> byline.remove("author")));
      gone(TermKind.AUTHOR, kept.author(), null);
      places.under(TermKind.AUTHOR, List.of(kept.author()));
      editions.drop("author", kept.author());
      events.fire(new EditionEvent.Placed(articles));
    }
  }

  void onTaxonomy(@Observes TaxonomyEvent event) {
    if (event instanceof TaxonomyEvent.SectionChanged changed) {
      TermRef section = changed.section();
      rewrite("section", section.id(), document -> replaceSection(document, section.id(), section));
      changed(TermKind.SECTION, section.id());
    } else if (event instanceof TaxonomyEvent.SectionMoved moved) {
      changes.of(Shown.RELATED, Shown.EDITIONS);
      List<UUID> articles = editions.articlesUnderSection(moved.section());
      placeAnew(articles, () -> {});
      events.fire(new EditionEvent.Placed(articles));
      changed(TermKind.SECTION, moved.section());
    } else if (event instanceof TaxonomyEvent.SectionReassigned reassigned) {
      List<UUID> articles = editions.articlesUnderSection(reassigned.from());
      rewrite(
          "section",
          reassigned.from(),
          document -> replaceSection(document, reassigned.from(), reassigned.to()));
      gone(TermKind.SECTION, reassigned.from(), reassigned.to().id());
      placeAnew(
          articles, () -> editions.reassign("section", reassigned.from(), reassigned.to().id()));
      events.fire(new EditionEvent.Placed(articles));
    } else if (event instanceof TaxonomyEvent.TagChanged changed) {
      TermRef tag = changed.tag();
      rewrite("tag", tag.id(), document -> replaceIn(document.path("tags"), tag.id(), tag));
      changed(TermKind.TAG, tag.id());
    } else if (event instanceof TaxonomyEvent.TagReassigned reassigned) {
      List<UUID> articles =
          rewrite(
              "tag",
              reassigned.from(),
              document -> replaceIn(document.path("tags"), reassigned.from(), reassigned.to()));
      gone(TermKind.TAG, reassigned.from(), reassigned.to().id());
      reassign(TermKind.TAG, reassigned.from(), reassigned.to().id());
      events.fire(new EditionEvent.Placed(articles));
    }
  }

  private void changed(TermKind kind, UUID id) {
    editions
        .shownSlug(kind, id)
        .ifPresent(slug -> events.fire(new EditionEvent.TermChanged(kind, id, slug)));
  }

  /** To be told while the articles still stand under it. */
  private void gone(TermKind kind, UUID id, UUID heir) {
    editions
        .shownSlug(kind, id)
        .ifPresent(slug -> events.fire(new EditionEvent.TermGone(kind, id, slug, heir)));
  }

  private void reassign(TermKind kind, UUID from, UUID to) {
    places.under(kind, List.of(from, to));
    editions.reassign(kind.word(), from, to);
  }

  /** They leave sections, and come to others. */
  private void placeAnew(List<UUID> articles, Runnable before) {
    places.underSectionsOf(articles);
    before.run();
    editions.placeAnew(articles);
    places.underSectionsOf(articles);
  }

  /** Gives the articles whose documents name the term. */
  private List<UUID> rewrite(String term, UUID id, Consumer<ObjectNode> change) {
    changes.of(Shown.RELATED, Shown.EDITIONS);
    List<UUID> rewritten = new ArrayList<>();
    UUID after = FIRST;
    List<EditionRepository.Stored> batch;
    do {
      batch = editions.nextUnder(term, id, after, BATCH);
      List<EditionEvent.Article> revised = new ArrayList<>();
      for (EditionRepository.Stored stored : batch) {
        ObjectNode document = Json.object(json, stored.document());
        change.accept(document);
        Instant now = clock.instant();
        document.put("modifiedAt", Json.format(now));
        editions.rewrite(stored.id(), document.toString(), now);
        changes.of(Shown.article(stored.id()));
        revised.add(EditionEvent.Article.of(document));
        rewritten.add(stored.id());
        after = stored.id();
      }
      if (!revised.isEmpty()) {
        events.fire(new EditionEvent.Revised(revised));
      }
    } while (batch.size() == BATCH);
    return rewritten;
  }

  private static void eachByline(ObjectNode document, UUID author, Consumer<ObjectNode> change) {
    for (JsonNode byline : document.path("bylines")) {
      if (byline.path("author").path("id").asText().equals(author.toString())) {
        change.accept((ObjectNode) byline);
      }
    }
  }

  /** The name that was printed follows where it is asked to, and was the author's. */
  private void rename(ObjectNode byline, AuthorRef author, boolean rewritePublished) {
    boolean printedSo = byline.path("name").equals(byline.path("author").path("name"));
    byline.set("author", reference(author.id(), author.slug(), author.name()));
    if (rewritePublished && printedSo) {
      byline.put("name", author.name());
    }
  }

  /** Where the other stands there already in the same role, the name goes. */
  private static void replaceAuthor(
      ObjectNode document, UUID from, AuthorRef to, Consumer<ObjectNode> change) {
    Set<String> roles = new HashSet<>();
    eachByline(document, to.id(), byline -> roles.add(byline.path("role").asText()));
    Iterator<JsonNode> bylines = document.path("bylines").elements();
    while (bylines.hasNext()) {
      ObjectNode byline = (ObjectNode) bylines.next();
      if (byline.path("author").path("id").asText().equals(from.toString())) {
        if (roles.contains(byline.path("role").asText())) {
          bylines.remove();
        } else {
          change.accept(byline);
        }
      }
    }
  }

  private void replaceSection(ObjectNode document, UUID old, TermRef section) {
    if (document.path("section").path("id").asText().equals(old.toString())) {
      document.set("section", reference(section.id(), section.slug(), section.name()));
    }
    replaceIn(document.path("sections"), old, section);
    Iterator<JsonNode> further = document.path("sections").elements();
    while (further.hasNext()) {
      if (further.next().path("id").equals(document.path("section").path("id"))) {
        further.remove();
      }
    }
  }

  /** A term that is there already does not come twice. */
  private static void replaceIn(JsonNode terms, UUID old, TermRef term) {
    boolean present = false;
    Iterator<JsonNode> each = terms.elements();
    while (each.hasNext()) {
      ObjectNode item = (ObjectNode) each.next();
      String id = item.path("id").asText();
      boolean isOld = id.equals(old.toString());
      boolean isNew = id.equals(term.id().toString());
      if ((isOld || isNew) && present) {
        each.remove();
      } else if (isOld || isNew) {
        present = true;
        item.put("id", term.id().toString()).put("slug", term.slug()).put("name", term.name());
      }
    }
  }

  private ObjectNode reference(UUID id, String slug, String name) {
    return json.createObjectNode().put("id", id.toString()).put("slug", slug).put("name", name);
  }
}
