package io.masthead.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook and how it fares. */
@Schema(name = "Webhook", description = "A webhook and how it fares")
record WebhookDetail(
    @Schema(required = true) UUID id,
    @Schema(required = true) int version,
    @Schema(required = true, examples = "https://hooks.example/masthead") String url,
    @Schema(examples = "CDN purger") String name,
    @Schema(required = true) List<Topic> events,
    @Schema(required = true, description = "Whether it is sent to") boolean enabled,
    @Schema(description = "Why it is off: somebody asked, it answered 410, or it failed for days")
        DisabledReason disabledReason,
    @Schema(description = "Since when it is off") Instant disabledAt,
    @Schema(description = "Since when every try failed; absent where the latest did not")
        Instant failingSince,
    @Schema(description = "When it last took something") Instant deliveredAt,
    @Schema(
            description = "Only in the answers that make it: the secret that signs; keep it",
            examples = "whsec_…")
        String secret,
    @Schema(description = "Until when the secret before signs, too") Instant oldSecretUntil,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant modifiedAt) {}
