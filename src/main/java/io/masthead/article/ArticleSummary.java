package io.masthead.article;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A working copy in a list. */
@Schema(name = "WorkingCopySummary", description = "An article in a list of the newsroom's")
record ArticleSummary(
    @Schema(required = true) UUID id,
    @Schema(required = true) int version,
    @Schema(required = true) ArticleState state,
    @Schema(required = true) String lang,
    @Schema(required = true) String slug,
    @Schema(required = true) String title,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant modifiedAt,
    Instant publishedAt,
    Instant scheduledFor,
    Instant binnedAt,
    Integer publishedVersion,
    @Schema(required = true) boolean hasUnpublishedChanges) {

  static ArticleSummary of(Article article) {
    return new ArticleSummary(
        article.id,
        article.version,
        article.state(),
        article.lang,
        article.slug,
        article.title,
        article.createdAt,
        article.modifiedAt,
        article.publishedAt,
        article.scheduledFor,
        article.binnedAt,
        article.publishedVersion,
        article.hasUnpublishedChanges());
  }
}
