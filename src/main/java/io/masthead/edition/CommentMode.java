package io.masthead.edition;

/** Whether an article takes comments. */
public enum CommentMode {
  OPEN,
  READONLY,
  OFF
}
