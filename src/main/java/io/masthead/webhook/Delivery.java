package io.masthead.webhook;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something on its way to a receiver, and what came of its latest try. */
@Schema(description = "Something on its way to a receiver, and what came of its latest try")
record Delivery(
    @Schema(required = true) UUID id,
    @Schema(
            required = true,
            description =
                "event: it happened; notice: another webhook was switched off; replay: somebody asked"
                    + " for it again; test: somebody asked whether anything arrives")
        DeliveryKind kind,
    @Schema(
            required = true,
            description = "The id of what happened: webhook-id, the same however often it is sent")
        UUID event,
    @Schema(required = true, description = "What happened", examples = "article.published")
        String type,
    @Schema(required = true) DeliveryState state,
    @Schema(required = true, description = "How often it was tried", examples = "1") int attempts,
    @Schema(required = true) Instant createdAt,
    @Schema(description = "While it is pending: not before") Instant nextAttemptAt,
    Instant lastAttemptAt,
    @Schema(description = "How long that took, milliseconds", examples = "48") Integer took,
    Outcome outcome,
    @Schema(description = "Of the answer; absent where there was none", examples = "204")
        Integer status,
    @Schema(
            description = "What went wrong, where that was not the answer",
            examples = "the host is not known")
        String error) {}
