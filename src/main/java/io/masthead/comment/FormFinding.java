package io.masthead.comment;

/** What a form's token tells of the comment that came with it. */
enum FormFinding {
  GOOD,
  MISSING,
  INVALID,
  TOO_FAST,
  TOO_OLD
}
