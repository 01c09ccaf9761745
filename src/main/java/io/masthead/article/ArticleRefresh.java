package io.masthead.article;

import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.author.AuthorEvent;
import io.masthead.taxonomy.TaxonomyEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Moves working copies along when an author, section or tag gives its place to another, and lets
 * those that were printed go on saying what they said.
 */
@ApplicationScoped
class ArticleRefresh {

  /** Working copies before editions, as publishing locks them, so that neither waits in a ring. */
  private static final int FIRST = Interceptor.Priority.APPLICATION;

  @Inject ArticleRepository articles;
  @Inject Audit audit;
  @Inject Clock clock;

  void onAuthor(@Observes @Priority(FIRST) AuthorEvent event) {
    if (event instanceof AuthorEvent.Renamed renamed && renamed.leavesPrintedName()) {
      articles.keepPrintedName(renamed.author().id(), renamed.nameBefore());
    } else if (event instanceof AuthorEvent.KindChanged changed) {
      articles.keepPrintedKind(changed.author(), changed.kindBefore());
    } else if (event instanceof AuthorEvent.Merged merged) {
      tell(
          articles.mergeAuthor(merged, clock.instant()),
          new Moved("author", merged.from().id(), merged.to().id()),
          merged.by());
    } else if (event instanceof AuthorEvent.Reassigned reassigned) {
      UUID to = reassigned.to().id();
      tell(
          articles.reassignAuthor(reassigned.from(), to, clock.instant()),
          new Moved("author", reassigned.from(), to),
          reassigned.by());
    } else if (event instanceof AuthorEvent.KeptAsText kept) {
      tell(
          articles.keepAuthorAsText(kept.author(), kept.name(), clock.instant()),
          new Moved("author", kept.author(), null),
          kept.by());
    }
  }

  void onTaxonomy(@Observes @Priority(FIRST) TaxonomyEvent event) {
    if (event instanceof TaxonomyEvent.SectionReassigned reassigned) {
      UUID to = reassigned.to().id();
      tell(
          articles.reassignSection(reassigned.from(), to, clock.instant()),
          new Moved("section", reassigned.from(), to),
          reassigned.by());
    } else if (event instanceof TaxonomyEvent.TagReassigned reassigned) {
      UUID to = reassigned.to().id();
      tell(
          articles.reassignTag(reassigned.from(), to, clock.instant()),
          new Moved("tag", reassigned.from(), to),
          reassigned.by());
    }
  }

  /** What stands in the place of what; null where that is text now. */
  private record Moved(String kind, UUID from, UUID to) {}

  private void tell(List<ArticleRepository.Bumped> bumped, Moved moved, Caller by) {
    audit.changed(
        Actor.of(by),
        "article",
        Change.REFERENCES_MOVED.name().toLowerCase(Locale.ROOT),
        bumped.stream()
            .map(
                b ->
                    new Audit.Item(
                        b.id(),
                        trace(b.version() - 1, moved.kind(), moved.from()),
                        trace(b.version(), moved.kind(), moved.to())))
            .toList());
  }

  private static Map<String, Object> trace(int version, String kind, UUID id) {
    return id == null ? Map.of("version", version) : Map.of("version", version, kind, id);
  }
}
