package io.masthead.event;

import java.util.Locale;

/** What can happen. */
enum EventType {
  ARTICLE_PUBLISHED,
  ARTICLE_UPDATED,
  ARTICLE_UNPUBLISHED,
  ARTICLE_TAKEN_DOWN,
  AUTHOR_UPDATED,
  AUTHOR_DELETED,
  SECTION_UPDATED,
  SECTION_DELETED,
  TAG_UPDATED,
  TAG_DELETED;

  /** As it is told: the thing, a dot, and what became of it. */
  String told() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }
}
