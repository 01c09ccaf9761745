package io.masthead.comment;

/** The orders of the moderators' queue. */
enum QueueSort {
  NEWEST,
  OLDEST
}
