package io.masthead.comment;

import io.masthead.text.Prose;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a moderator may say with a decision. */
record DecisionRequest(
    @Prose(max = 1000)
        @Schema(
            description = "For the trail; readers are not shown it",
            minLength = 1,
            maxLength = 1000,
            examples = "Off topic, and said before")
        String note) {

  static final DecisionRequest NONE = new DecisionRequest(null);
}
