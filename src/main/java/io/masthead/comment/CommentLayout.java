package io.masthead.comment;

/** How a list of comments is laid out. */
enum CommentLayout {
  /** Threads, each with its first replies nested in it. */
  TREE,
  /** All comments alike, one after the other. */
  FLAT
}
