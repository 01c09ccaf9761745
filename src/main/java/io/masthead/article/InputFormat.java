package io.masthead.article;

/** The forms in which a body is accepted. */
enum InputFormat {
  HTML,
  MARKDOWN,
  BLOCKS
}
