package io.masthead.comment;

/** Whose comments wait for a moderator before they are shown. */
enum Moderation {
  /** Everybody's. */
  PRE,
  /** Nobody's. */
  POST,
  /** Those of guests who have none approved yet. */
  FIRST
}
