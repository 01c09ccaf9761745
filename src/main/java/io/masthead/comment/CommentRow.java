package io.masthead.comment;

import java.time.Instant;
import java.util.UUID;

/** A comment as delivery reads it, without a private column. */
record CommentRow(
    UUID id,
    UUID articleId,
    UUID thread,
    UUID parentId,
    UUID inReplyTo,
    int depth,
    AuthorKind kind,
    String name,
    String url,
    String body,
    String html,
    CommentState state,
    Instant createdAt,
    Instant editedAt,
    int replyCount,
    int descendantCount,
    int likes) {

  /** The comment that it answers; null on top. */
  UUID answered() {
    return inReplyTo == null ? parentId : inReplyTo;
  }
}
