package io.masthead.edition;

/** The forms in which a body can be asked for, all made from its blocks. */
public enum BodyFormat {
  HTML,
  TEXT,
  MARKDOWN,
  BLOCKS
}
