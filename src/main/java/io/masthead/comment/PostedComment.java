package io.masthead.comment;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A comment as its writer gets it once, with the secrets that make it theirs. */
@Schema(description = "A comment as its writer gets it once, with the secrets that make it theirs")
record PostedComment(
    @Schema(required = true) CommentDetail comment,
    @Schema(
            required = true,
            description = "For Authorization: Comment … when changing it or taking it back",
            examples = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA")
        String editToken,
    @Schema(
            required = true,
            description = "To be sent as guestToken with the next comment",
            examples = "7N8rM0V4kAGrze8SNFZ4kKvN7xI0VniQq83vEjRWeJB")
        String guestToken,
    @Schema(required = true, description = "Until when the editToken serves")
        Instant editableUntil) {}
