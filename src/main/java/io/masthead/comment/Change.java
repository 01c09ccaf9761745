package io.masthead.comment;

/** A comment as it is after a move, and the state that it came from. */
record Change(Comment comment, CommentState from) {

  /** By how much it changes the number of comments that are shown. */
  int delta() {
    boolean was = from == CommentState.PUBLISHED;
    return was == comment.isPublished() ? 0 : was ? -1 : 1;
  }
}
