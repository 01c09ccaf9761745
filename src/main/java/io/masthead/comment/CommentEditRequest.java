package io.masthead.comment;

import io.masthead.text.Prose;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What its writer may change of a comment. */
record CommentEditRequest(
    @NotNull
        @Prose(min = 2, max = 5000)
        @Schema(
            description = "The new text",
            minLength = 2,
            maxLength = 5000,
            examples = "I crossed it this evening.")
        String body) {}
