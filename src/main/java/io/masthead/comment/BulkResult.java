package io.masthead.comment;

import io.masthead.http.ProblemException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of each comment, in the order in which they were given. */
@Schema(
    name = "BulkResult",
    description = "What came of each comment, in the order in which they were given")
record BulkResult(@Schema(required = true) List<Outcome> items) {

  /** What came of one. */
  @Schema(name = "BulkOutcome", description = "What came of one comment")
  record Outcome(
      @Schema(required = true) UUID id,
      @Schema(required = true, description = "Whether it was decided") boolean ok,
      @Schema(description = "Its state now, where it was") CommentState state,
      @Schema(description = "Its version now, where there is such a comment", examples = "2")
          Integer version,
      @Schema(description = "Why it was not") Refusal problem) {

    static Outcome done(Comment comment) {
      return new Outcome(comment.id, true, comment.state(), comment.version, null);
    }

    /** A comment that there is not has no version. */
    static Outcome refused(UUID id, Comment comment, ProblemException problem) {
      return new Outcome(
          id,
          false,
          null,
          comment == null ? null : comment.version,
          new Refusal(problem.type().code(), problem.getMessage()));
    }
  }

  /** Why one was not decided, as a request for it alone would have been told. */
  @Schema(name = "BulkRefusal", description = "Why a comment was not decided")
  record Refusal(
      @Schema(
              required = true,
              description = "Code of a problem",
              enumeration = {"not_found", "precondition_failed", "illegal_transition"})
          String code,
      @Schema(required = true, description = "For people") String detail) {}
}
