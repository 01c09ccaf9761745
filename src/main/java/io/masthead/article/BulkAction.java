package io.masthead.article;

import io.masthead.access.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is done to each of many articles. */
@Schema(name = "BulkArticleAction", description = "What is done to each of the articles")
enum BulkAction {
  SUBMIT(Role.CONTRIBUTOR),
  WITHDRAW(Role.CONTRIBUTOR),
  PUBLISH(Role.AUTHOR),
  UNPUBLISH(Role.AUTHOR),
  ARCHIVE(Role.EDITOR),
  BIN(Role.CONTRIBUTOR),
  RESTORE(Role.CONTRIBUTOR),
  TAG(Role.CONTRIBUTOR),
  UNTAG(Role.CONTRIBUTOR),
  MOVE_SECTION(Role.CONTRIBUTOR);

  /** Who may ask for it at all, as where it is asked for one article. */
  final Role role;

  BulkAction(Role role) {
    this.role = role;
  }

  boolean takesTags() {
    return this == TAG || this == UNTAG;
  }

  boolean takesSection() {
    return this == MOVE_SECTION;
  }

  /** Whether the article is where the action leads already. */
  boolean isDone(Article article) {
    if (article.isBinned()) {
      return this == BIN;
    }
    return switch (this) {
      case SUBMIT -> article.state() == ArticleState.IN_REVIEW;
      case WITHDRAW, UNPUBLISH, RESTORE -> article.state() == ArticleState.DRAFT;
      case PUBLISH -> article.isPublished() && !article.hasUnpublishedChanges();
      case ARCHIVE -> article.state() == ArticleState.ARCHIVED;
      case TAG, UNTAG, MOVE_SECTION, BIN -> false;
    };
  }
}
