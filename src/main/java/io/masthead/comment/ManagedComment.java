package io.masthead.comment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A comment as moderators see it. */
@Schema(name = "ModeratedComment", description = "A comment as moderators see it")
record ManagedComment(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "1") int version,
    @Schema(required = true, description = "Id of the article") UUID article,
    @Schema(description = "The comment it answers; absent at the top") UUID parentId,
    @Schema(required = true) int depth,
    @Schema(required = true) Author author,
    @Schema(required = true) CommentDetail.Body body,
    @Schema(required = true) CommentState state,
    @Schema(required = true, description = "Whether a person has approved these words")
        boolean reviewed,
    @Schema(
            required = true,
            description =
                "Why it stands in this state: decoy, blocked_term, form_missing, form_invalid,"
                    + " form_too_fast, form_too_old, suspect_term, too_many_links, shouting,"
                    + " mixed_scripts, repeated, spam_score, first_timer, flood, premoderation,"
                    + " moderator, withdrawn, reported, shadow_banned; others may be added",
            examples = "[\"first_timer\"]")
        List<String> reasons,
    @Schema(
            description =
                "How much it reads like spam, in per cent; absent until moderators have decided on"
                    + " enough",
            examples = "12")
        Integer spamScore,
    @Schema(required = true) Instant createdAt,
    Instant editedAt,
    @Schema(required = true, description = "Published direct replies") int replyCount,
    @Schema(required = true, description = "Published comments below it") int descendantCount,
    @Schema(required = true) int likes,
    @Schema(
            required = true,
            description = "How many readers report it, by reason, since it was last approved",
            examples = "{\"spam\": 2}")
        Map<String, Integer> reports) {

  /** Who wrote it, with what readers are not shown. */
  @Schema(name = "ModeratedCommenter", description = "Who wrote it")
  record Author(
      @Schema(required = true, examples = "Reader") String name,
      @Schema(required = true) AuthorKind kind,
      @Schema(description = "Never shown to readers", format = "email") String email,
      @Schema(format = "uri") String url) {}

  static ManagedComment of(Comment comment) {
    return new ManagedComment(
        comment.id,
        comment.version,
        comment.articleId,
        comment.answered(),
        comment.depth,
        new Author(
            comment.authorName, comment.authorKind(), comment.authorEmail, comment.authorUrl),
        new CommentDetail.Body(comment.body, comment.html),
        comment.state(),
        comment.reviewed,
        comment.reasons(),
        comment.spamScore,
        comment.createdAt,
        comment.editedAt,
        comment.replyCount,
        comment.descendantCount,
        comment.likes,
        comment.reports().byReason());
  }
}
