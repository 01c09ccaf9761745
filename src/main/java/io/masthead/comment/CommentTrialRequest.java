package io.masthead.comment;

import io.masthead.text.Line;
import io.masthead.text.Prose;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A guest's comment that is only judged. */
@Schema(description = "A guest's comment that is only judged")
record CommentTrialRequest(
    @Line(max = 120)
        @Schema(
            description = "Id or slug of the article; judged by the site's rules without it",
            examples = "a-bridge-opens")
        String article,
    @NotNull @Valid CommentRequest.Author author,
    @NotNull
        @Prose(min = 2, max = 5000)
        @Schema(
            description = "As a guest would write it",
            examples = "I crossed it *this morning*.")
        String body,
    @Pattern(regexp = Token.SHAPE, message = "must be a guestToken as it was given")
        @Schema(maxLength = 43, description = "Of the guest who would write it")
        String guestToken) {}
