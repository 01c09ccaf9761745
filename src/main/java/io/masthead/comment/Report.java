package io.masthead.comment;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reader's report of a comment, as moderators see it. */
@Schema(name = "CommentReport", description = "A reader's report of a comment")
record Report(
    @Schema(required = true) UUID id,
    @Schema(required = true) Instant at,
    @Schema(required = true) ReportReason reason,
    @Schema(description = "What the reader said") String text) {}
