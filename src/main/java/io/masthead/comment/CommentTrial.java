package io.masthead.comment;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What would become of a comment. */
@Schema(description = "What would become of a comment")
record CommentTrial(
    @Schema(
            required = true,
            description =
                "refuse: it would not be taken, and its writer told why; show, hold, reject, spam:"
                    + " what would become of it")
        Verdict verdict,
    @Schema(
            required = true,
            description = "Why, in the order of the rules",
            examples = "[\"first_timer\"]")
        List<String> reasons,
    @Schema(description = "In per cent; absent until moderators have decided on enough")
        Integer spamScore) {

  /** A comment's outcome, or that it is not taken. */
  @Schema(name = "TrialVerdict", description = "What would become of a comment")
  enum Verdict {
    REFUSE,
    SHOW,
    HOLD,
    REJECT,
    SPAM
  }
}
