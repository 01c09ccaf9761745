package io.masthead.edition;

/** What somebody did for an article. */
public enum BylineRole {
  WRITER,
  REPORTING,
  PHOTO,
  ILLUSTRATION,
  VIDEO,
  TRANSLATION,
  EDITING,
  RESEARCH,
  DATA
}
