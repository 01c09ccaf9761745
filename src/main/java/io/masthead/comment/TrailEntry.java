package io.masthead.comment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One change of a comment's state or words. */
@Schema(description = "One change of a comment's state or words")
record TrailEntry(
    @Schema(required = true) UUID id,
    @Schema(required = true) Instant at,
    @Schema(
            required = true,
            description =
                "Name of the moderator's key; rules, writer or readers where it was one of these",
            examples = "desk tool")
        String by,
    @Schema(description = "Absent where it was posted") CommentState from,
    @Schema(required = true) CommentState to,
    @Schema(required = true, examples = "[\"first_timer\"]") List<String> reasons,
    String note,
    @Schema(description = "With an edit: the text before it") String bodyBefore) {}
