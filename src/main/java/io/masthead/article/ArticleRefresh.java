package io.masthead.article;

import io.masthead.author.AuthorEvent;
import io.masthead.taxonomy.TaxonomyEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Clock;

/**
 * Moves working copies along when an author, section or tag gives its place to another, and lets
 * those that were printed go on saying what they said.
 */
@ApplicationScoped
class ArticleRefresh {

  /** Working copies before editions, as publishing locks them, so that neither waits in a ring. */
  private static final int FIRST = Interceptor.Priority.APPLICATION;

  @Inject ArticleRepository articles;
  @Inject Clock clock;

  void onAuthor(@Observes @Priority(FIRST) AuthorEvent event) {
    if (event instanceof AuthorEvent.Renamed renamed && renamed.leavesPrintedName()) {
      articles.keepPrintedName(renamed.author().id(), renamed.nameBefore());
    } else if (event instanceof AuthorEvent.KindChanged changed) {
      articles.keepPrintedKind(changed.author(), changed.kindBefore());
    } else if (event instanceof AuthorEvent.Merged merged) {
      articles.mergeAuthor(merged, clock.instant());
    } else if (event instanceof AuthorEvent.Reassigned reassigned) {
      articles.reassignAuthor(reassigned.from(), reassigned.to().id(), clock.instant());
    } else if (event instanceof AuthorEvent.KeptAsText kept) {
      articles.keepAuthorAsText(kept.author(), kept.name(), clock.instant());
    }
  }

  void onTaxonomy(@Observes @Priority(FIRST) TaxonomyEvent event) {
    if (event instanceof TaxonomyEvent.SectionReassigned reassigned) {
      articles.reassignSection(reassigned.from(), reassigned.to().id(), clock.instant());
    } else if (event instanceof TaxonomyEvent.TagReassigned reassigned) {
      articles.reassignTag(reassigned.from(), reassigned.to().id(), clock.instant());
    }
  }
}
