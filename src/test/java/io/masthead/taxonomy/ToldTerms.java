package io.masthead.taxonomy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what the room told. */
@ApplicationScoped
class ToldTerms {

  private final List<TaxonomyEvent> told = new CopyOnWriteArrayList<>();

  void hear(@Observes TaxonomyEvent event) {
    told.add(event);
  }

  List<TaxonomyEvent> of(UUID term) {
    return told.stream().filter(event -> subject(event).equals(term)).toList();
  }

  private static UUID subject(TaxonomyEvent event) {
    if (event instanceof TaxonomyEvent.SectionChanged changed) {
      return changed.section().id();
    }
    if (event instanceof TaxonomyEvent.SectionMoved moved) {
      return moved.section();
    }
    if (event instanceof TaxonomyEvent.SectionReassigned reassigned) {
      return reassigned.from();
    }
    return event instanceof TaxonomyEvent.TagChanged changed
        ? changed.tag().id()
        : ((TaxonomyEvent.TagReassigned) event).from();
  }
}
