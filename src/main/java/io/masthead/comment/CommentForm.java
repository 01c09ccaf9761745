package io.masthead.comment;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a page needs to show the form for a comment. */
@Schema(description = "What a page needs to show the form for a comment")
record CommentForm(
    @Schema(
            required = true,
            description = "To be sent as formToken with the comment, from 3 seconds to 24 hours on",
            examples = "AZjC9G0eejCfVT8cLUtaaQAAAZrWq0SAu3mVf0Z2b8s4cXoK1n5q2w")
        String formToken,
    @Schema(required = true, description = "Whether comments without it wait")
        FormTokenUse formTokenUse,
    @Schema(
            required = true,
            description = "Member that a page offers hidden from people, and sends empty or not",
            examples = "subject")
        String decoyField,
    @Schema(required = true, description = "Fewest characters", examples = "2") int minLength,
    @Schema(required = true, description = "Most characters", examples = "5000") int maxLength,
    @Schema(required = true, description = "With more links it waits", examples = "3") int maxLinks,
    @Schema(required = true, description = "Whose comments wait for a moderator")
        Moderation moderation,
    @Schema(description = "When comments close; absent where they stay open") Instant closesAt) {}
