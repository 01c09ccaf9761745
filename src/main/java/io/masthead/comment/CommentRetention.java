package io.masthead.comment;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Sees to it that what comments are judged by lives no longer than it serves. */
@ApplicationScoped
class CommentRetention {

  @Inject CommentService comments;

  @Scheduled(every = "1h", delayed = "10m", identity = "forget-comment-evidence")
  void forget() {
    comments.forget();
  }
}
