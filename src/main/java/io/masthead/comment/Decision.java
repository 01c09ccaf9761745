package io.masthead.comment;

import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a moderator decides of a comment. */
@Schema(name = "CommentDecision", description = "What a moderator decides of a comment")
enum Decision {
  APPROVE(Comment::approve),
  REJECT(Comment::reject),
  SPAM(Comment::markSpam),
  REMOVE(Comment::remove),
  RESTORE(Comment::restore);

  private final Consumer<Comment> verb;

  Decision(Consumer<Comment> verb) {
    this.verb = verb;
  }

  /** Moves the comment, or refuses as its state demands. */
  void on(Comment comment) {
    verb.accept(comment);
  }
}
