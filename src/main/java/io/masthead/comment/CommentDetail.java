package io.masthead.comment;

import io.masthead.text.Language;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A comment as readers get it; of a tombstone they get its place and time only. */
@Schema(
    name = "Comment",
    description =
        "A comment. Where it was removed and its replies stayed, it is a tombstone: id, parentId,"
            + " depth, state and createdAt only")
record CommentDetail(
    @Schema(required = true) UUID id,
    @Schema(description = "The comment it hangs under; absent at the top") UUID parentId,
    @Schema(required = true, description = "0 at the top", minimum = "0", maximum = "10") int depth,
    @Schema(description = "The comment it answers, where that is too deep to hang under")
        UUID inReplyTo,
    Author author,
    Body body,
    @Schema(
            description = "Direction of its writing, by the first letter that has one",
            enumeration = {"ltr", "rtl"})
        String dir,
    @Schema(
            required = true,
            description = "published; removed for a tombstone; pending for its writer only")
        CommentState state,
    @Schema(required = true) Instant createdAt,
    @Schema(description = "When its writer changed it, unless within a minute of writing it")
        Instant editedAt,
    @Schema(description = "Published direct replies", examples = "2") Integer replyCount,
    @Schema(description = "How many readers like it", examples = "0") Integer likes,
    @Schema(description = "In a tree: what stands below it") Replies replies) {

  /** Who wrote it. */
  @Schema(name = "Commenter", description = "Who wrote it")
  record Author(
      @Schema(required = true, examples = "Reader") String name,
      @Schema(required = true) AuthorKind kind,
      @Schema(description = "Their page", format = "uri") String url) {}

  /** What it says. */
  @Schema(name = "CommentBody", description = "What it says")
  record Body(
      @Schema(required = true, description = "As it was written") String text,
      @Schema(
              required = true,
              description =
                  "Safe HTML of it: p, br, em, strong, code, pre, blockquote, and a with rel=\""
                      + "nofollow ugc noopener\"",
              examples = "<p>I crossed it <em>this morning</em>.</p>")
          String html) {}

  /** The first of what stands below it, in reading order. */
  @Schema(name = "CommentReplies", description = "What stands below it, in reading order")
  record Replies(
      @Schema(required = true) List<CommentDetail> items,
      @Schema(
              description =
                  "On a thread's first comment: cursor for more, at its /replies; with repliesLimit=0 for all of them")
          String next) {}

  static CommentDetail of(CommentRow row, Replies replies) {
    if (row.state() != CommentState.PUBLISHED) {
      return new CommentDetail(
          row.id(),
          row.parentId(),
          row.depth(),
          null,
          null,
          null,
          null,
          CommentState.REMOVED,
          row.createdAt(),
          null,
          null,
          null,
          replies);
    }
    return new CommentDetail(
        row.id(),
        row.parentId(),
        row.depth(),
        row.inReplyTo(),
        new Author(row.name(), row.kind(), row.url()),
        new Body(row.body(), row.html()),
        Language.directionOf(row.body()),
        row.state(),
        row.createdAt(),
        row.editedAt(),
        row.replyCount(),
        row.likes(),
        replies);
  }

  /** As its writer sees it, shown or not. */
  static CommentDetail toWriter(Comment comment) {
    return new CommentDetail(
        comment.id,
        comment.parentId,
        comment.depth,
        comment.inReplyTo,
        new Author(comment.authorName, comment.authorKind(), comment.authorUrl),
        new Body(comment.body, comment.html),
        Language.directionOf(comment.body),
        comment.stateForWriter(),
        comment.createdAt,
        comment.editedAt,
        comment.replyCount,
        comment.likes,
        null);
  }
}
