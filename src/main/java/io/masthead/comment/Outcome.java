package io.masthead.comment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What becomes of a comment by the rules. */
@Schema(description = "What becomes of a comment by the rules")
enum Outcome {
  SHOW,
  HOLD,
  REJECT,
  SPAM;

  /** The state that a new comment has by it. */
  CommentState state() {
    return switch (this) {
      case SHOW -> CommentState.PUBLISHED;
      case HOLD -> CommentState.PENDING;
      case REJECT -> CommentState.REJECTED;
      case SPAM -> CommentState.SPAM;
    };
  }
}
