package io.masthead.edition;

/** What was done about something that had been published. */
public enum CorrectionKind {
  CORRECTION,
  CLARIFICATION,
  UPDATE,
  EDITORS_NOTE,
  RETRACTION
}
