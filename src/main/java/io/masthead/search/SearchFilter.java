package io.masthead.search;

import java.time.Instant;

/** What narrows a search; authors, sections and tags by id or slug. Absent ones are null. */
record SearchFilter(
    String author,
    String section,
    String tag,
    String lang,
    Instant publishedFrom,
    Instant publishedTo) {

  /** All that makes it another filter than others. */
  String scope() {
    return String.join(
        "\n",
        String.valueOf(author),
        String.valueOf(section),
        String.valueOf(tag),
        String.valueOf(lang),
        String.valueOf(publishedFrom),
        String.valueOf(publishedTo));
  }
}
