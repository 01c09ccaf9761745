package io.masthead.article;

/** Where an article stands on its way to readers. */
enum ArticleState {
  DRAFT,
  IN_REVIEW,
  SCHEDULED,
  PUBLISHED,
  ARCHIVED,
  TAKEN_DOWN
}
