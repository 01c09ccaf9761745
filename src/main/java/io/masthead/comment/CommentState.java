package io.masthead.comment;

/** Where a comment stands. Only published ones are counted and shown. */
enum CommentState {
  PENDING,
  PUBLISHED,
  REJECTED,
  SPAM,
  REMOVED
}
