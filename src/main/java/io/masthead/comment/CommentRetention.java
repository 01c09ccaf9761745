package io.masthead.comment;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Sees to it that nothing is known of writers for longer than it serves. */
@ApplicationScoped
class CommentRetention {

  @Inject RetentionService retention;

  @Scheduled(every = "1h", delayed = "1m", identity = "keep-comments")
  void keep() {
    retention.keep();
  }
}
