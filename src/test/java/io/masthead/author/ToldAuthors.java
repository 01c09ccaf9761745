package io.masthead.author;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what the room told. */
@ApplicationScoped
class ToldAuthors {

  private final List<AuthorEvent> told = new CopyOnWriteArrayList<>();

  void hear(@Observes AuthorEvent event) {
    told.add(event);
  }

  List<AuthorEvent> of(UUID author) {
    return told.stream().filter(event -> subject(event).equals(author)).toList();
  }

  private static UUID subject(AuthorEvent event) {
    if (event instanceof AuthorEvent.Renamed renamed) {
      return renamed.author().id();
    }
    if (event instanceof AuthorEvent.KindChanged changed) {
      return changed.author();
    }
    if (event instanceof AuthorEvent.Merged merged) {
      return merged.from().id();
    }
    return event instanceof AuthorEvent.Reassigned reassigned
        ? reassigned.from()
        : ((AuthorEvent.KeptAsText) event).author();
  }
}
