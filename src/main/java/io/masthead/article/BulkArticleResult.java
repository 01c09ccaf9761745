package io.masthead.article;

import io.masthead.http.Fault;
import io.masthead.http.ProblemException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of each article. */
@Schema(
    name = "BulkArticleResult",
    description =
        "What came of each article, in the order of the ids that were given, else of their making")
record BulkArticleResult(@Schema(required = true) List<Outcome> items) {

  /** Whether it was done. */
  @Schema(
      name = "BulkArticleStatus",
      description = "done; unchanged, where it was so already; failed, where it may not be so")
  enum Status {
    DONE,
    UNCHANGED,
    FAILED
  }

  /** What came of one. */
  @Schema(name = "BulkArticleOutcome", description = "What came of one article")
  record Outcome(
      @Schema(required = true) UUID id,
      @Schema(required = true) Status status,
      @Schema(description = "Its version now; absent where it failed", examples = "2")
          Integer version,
      @Schema(description = "Why it failed") Refusal problem) {

    static Outcome of(UUID id, int before, int now) {
      return new Outcome(id, before == now ? Status.UNCHANGED : Status.DONE, now, null);
    }

    static Outcome failed(UUID id, ProblemException problem) {
      return new Outcome(
          id,
          Status.FAILED,
          null,
          new Refusal(
              problem.type().status(),
              problem.type().code(),
              problem.getMessage(),
              problem.faults()));
    }
  }

  /** Why one failed, as a request for it alone would have been told. */
  @Schema(name = "BulkArticleRefusal", description = "Why an article was left as it is")
  record Refusal(
      @Schema(required = true, examples = "409") int status,
      @Schema(required = true, description = "Stable code", examples = "illegal_transition")
          String code,
      @Schema(required = true, description = "The same for people") String detail,
      @Schema(required = true, description = "Every fault, where it broke a rule")
          List<Fault> errors) {}
}
