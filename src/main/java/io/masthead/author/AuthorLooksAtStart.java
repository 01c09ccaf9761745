package io.masthead.author;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Sees to the authors that an earlier release added. */
@ApplicationScoped
class AuthorLooksAtStart {

  @Inject AuthorService authors;

  void start(@Observes StartupEvent event) {
    authors.lookAtAll();
  }
}
