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
    @Schema(description = "The comment it answers; absent at the top") UUID parentId,
    @Schema(
            required = true,
            description =
                "0 at the top. What answers a comment at the limit has the limit, too, and stands"
                    + " beside it",
            minimum = "0",
            maximum = "10")
        int depth,
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
    @Schema(description = "In a tree: what stands below it") Replies replies,
    @Schema(
            description =
                "With context=true: the comments above it, from the top, each the parent of the"
                    + " next; the 200 nearest where there are more")
        List<CommentDetail> context,
    @Schema(description = "Among the latest of the site: what it is about") Article article) {

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
                  "Safe HTML of it: p, br, em, strong, code, pre, blockquote, ul, ol, li, and a with rel=\""
                      + "nofollow ugc noopener\"",
              examples = "<p>I crossed it <em>this morning</em>.</p>")
          String html) {}

  /** The article that it is about. */
  @Schema(name = "CommentedArticle", description = "What a comment is about")
  record Article(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "a-bridge-opens") String slug,
      @Schema(required = true, description = "BCP 47", examples = "en") String lang,
      @Schema(required = true, examples = "A bridge opens") String title) {}

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
          row.answered(),
          row.depth(),
          null,
          null,
          null,
          CommentState.REMOVED,
          row.createdAt(),
          null,
          null,
          null,
          replies,
          null,
          null);
    }
    return new CommentDetail(
        row.id(),
        row.answered(),
        row.depth(),
        new Author(row.name(), row.kind(), row.url()),
        new Body(row.body(), row.html()),
        Language.directionOf(row.body()),
        row.state(),
        row.createdAt(),
        row.editedAt(),
        row.replyCount(),
        row.likes(),
        replies,
        null,
        null);
  }

  /** As its writer sees it, shown or not: what the rules refused seems to wait. */
  static CommentDetail toWriter(Comment comment) {
    return new CommentDetail(
        comment.id,
        comment.answered(),
        comment.depth,
        new Author(comment.authorName, comment.authorKind(), comment.authorUrl),
        new Body(comment.body, comment.html),
        Language.directionOf(comment.body),
        comment.stateForWriter(),
        comment.createdAt,
        comment.editedAt,
        comment.replyCount,
        comment.likes,
        null,
        null,
        null);
  }

  CommentDetail in(List<CommentDetail> context) {
    return new CommentDetail(
        id,
        parentId,
        depth,
        author,
        body,
        dir,
        state,
        createdAt,
        editedAt,
        replyCount,
        likes,
        replies,
        context,
        article);
  }

  CommentDetail about(Article article) {
    return new CommentDetail(
        id,
        parentId,
        depth,
        author,
        body,
        dir,
        state,
        createdAt,
        editedAt,
        replyCount,
        likes,
        replies,
        context,
        article);
  }
}
