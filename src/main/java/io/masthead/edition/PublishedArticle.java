package io.masthead.edition;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A published article, for what hangs on one.
 *
 * @param section the slug of its primary section, or null
 * @param commentMode open, readonly or off
 * @param commentModeration inherit, pre, post or first
 * @param commentsCloseAt when its comments close, or null
 * @param sectionLine its section and those above it, the nearest first
 * @param changedAt when it or its counts last changed
 */
public record PublishedArticle(
    UUID id,
    String lang,
    String slug,
    String title,
    String section,
    Instant firstPublishedAt,
    String commentMode,
    String commentModeration,
    Instant commentsCloseAt,
    List<UUID> sectionLine,
    Instant changedAt) {

  /** What an answer shows that tells of it and its comments. */
  public Set<String> shownWithComments() {
    return Set.of(Shown.article(id), Shown.comments(id));
  }

  /** Neither taken nor shown. */
  public boolean hasCommentsOff() {
    return commentMode.equals("off");
  }
}
