package io.masthead.comment;

import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a moderator decides of a comment. */
@Schema(name = "CommentDecision", description = "What a moderator decides of a comment")
enum Decision {
  APPROVE("approved", Comment::approve),
  REJECT("rejected", Comment::reject),
  SPAM("marked_spam", Comment::markSpam),
  REMOVE("removed", Comment::remove),
  RESTORE("restored", Comment::restore);

  private final String done;
  private final Consumer<Comment> verb;

  Decision(String done, Consumer<Comment> verb) {
    this.done = done;
    this.verb = verb;
  }

  /** Moves the comment, or refuses as its state demands. */
  void on(Comment comment) {
    verb.accept(comment);
  }

  /** What was done, as the audit list tells it. */
  String done() {
    return done;
  }
}
