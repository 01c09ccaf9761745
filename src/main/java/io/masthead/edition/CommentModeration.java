package io.masthead.edition;

/**
 * When a comment is shown: by the site's rule, after approval, at once, or at once for the known.
 */
public enum CommentModeration {
  INHERIT,
  PRE,
  POST,
  FIRST
}
