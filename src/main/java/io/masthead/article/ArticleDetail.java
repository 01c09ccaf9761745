package io.masthead.article;

import io.masthead.body.Warning;
import io.masthead.edition.Access;
import io.masthead.edition.ArticleBody;
import io.masthead.edition.ArticleDocument.Breaking;
import io.masthead.edition.ArticleDocument.Headlines;
import io.masthead.edition.ArticleDocument.Pinned;
import io.masthead.edition.ArticleDocument.Seo;
import io.masthead.edition.ArticleDocument.Source;
import io.masthead.edition.ArticleDocument.Syndication;
import io.masthead.edition.Byline;
import io.masthead.edition.CommentMode;
import io.masthead.edition.CommentModeration;
import io.masthead.edition.Genre;
import io.masthead.edition.TermSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A working copy, with where it stands. */
@Schema(name = "WorkingCopy", description = "An article as the newsroom sees it")
record ArticleDetail(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "Also the ETag; If-Match takes it") Integer version,
    @Schema(required = true) ArticleState state,
    @Schema(required = true, examples = "en") String lang,
    @Schema(
            required = true,
            enumeration = {"ltr", "rtl"})
        String dir,
    @Schema(required = true, examples = "a-bridge-opens") String slug,
    @Schema(required = true) String title,
    Headlines headlines,
    String kicker,
    String standfirst,
    @Schema(required = true) Genre genre,
    @Schema(required = true) List<Byline> bylines,
    String creditLine,
    TermSummary section,
    @Schema(required = true) List<TermSummary> sections,
    @Schema(required = true) List<TermSummary> tags,
    @Schema(required = true) ArticleBody body,
    @Schema(required = true) Access access,
    Breaking breaking,
    Pinned pinned,
    Source source,
    String canonicalUrl,
    String rights,
    @Schema(required = true) Syndication syndication,
    @Schema(required = true) Seo seo,
    @Schema(required = true, description = "Oldest first") List<CorrectionDetail> corrections,
    @Schema(required = true) Comments comments,
    String note,
    @Schema(required = true) Integer wordCount,
    @Schema(required = true) Integer readingMinutes,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true, description = "Id of the key that made it") UUID createdBy,
    @Schema(required = true) Instant modifiedAt,
    @Schema(required = true, description = "Id of the key that changed it last") UUID modifiedBy,
    Instant firstPublishedAt,
    Instant publishedAt,
    @Schema(description = "When a reader would say it was updated: on purpose, or by a correction")
        Instant updatedAt,
    @Schema(description = "The version that readers see, or saw last") Integer publishedVersion,
    Instant scheduledFor,
    @Schema(description = "The zone (IANA) that the time was asked in", examples = "Asia/Almaty")
        String scheduledTimeZone,
    @Schema(description = "When readers lose it again") Instant unpublishAt,
    @Schema(description = "The zone (IANA) that the time was asked in", examples = "Asia/Almaty")
        String unpublishTimeZone,
    @Schema(description = "Present until it is lifted, also once its time is past") Embargo embargo,
    TakedownReason takedownReason,
    @Schema(description = "Present for what lies in the bin") Instant binnedAt,
    @Schema(description = "Present while somebody says that they are editing it") Editing editing,
    @Schema(
            required = true,
            description = "False while publishing again would change nothing that readers get")
        Boolean hasUnpublishedChanges,
    @Schema(
            description =
                "Of a published article with such changes: the members that differ from what readers get",
            examples = "[\"body\", \"title\"]")
        List<String> unpublishedChanges,
    @Schema(required = true, description = "What was dropped from the body that was sent")
        List<Warning> warnings) {

  @Schema(name = "CommentSettings", description = "Whether it takes comments, and when they show")
  record Comments(
      @Schema(required = true) CommentMode mode,
      @Schema(required = true) CommentModeration moderation) {}

  @Schema(description = "Before its end nobody publishes or schedules the article")
  record Embargo(
      @Schema(required = true) Instant until,
      @Schema(required = true) String reason,
      @Schema(required = true, description = "Id of the key that set it") UUID setBy) {}
}
