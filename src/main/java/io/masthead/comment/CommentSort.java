package io.masthead.comment;

/** The orders of a list of comments. */
enum CommentSort {
  OLDEST,
  NEWEST,
  /** Most liked first, then oldest. */
  TOP
}
