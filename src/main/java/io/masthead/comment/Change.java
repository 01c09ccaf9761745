package io.masthead.comment;

import io.masthead.access.Audit;

/** A comment as it is after a move, and the state that it came from. */
record Change(Comment comment, CommentState from) {

  /** By how much it changes the number of comments that are shown. */
  int delta() {
    boolean was = from == CommentState.PUBLISHED;
    return was == comment.isPublished() ? 0 : was ? -1 : 1;
  }

  /** As the audit list tells it. */
  Audit.Item item() {
    return new Audit.Item(
        comment.id,
        new Standing(comment.version - 1, from),
        new Standing(comment.version, comment.state()));
  }

  private record Standing(int version, CommentState state) {}
}
