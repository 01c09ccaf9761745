package io.masthead.access;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key without its secret. */
@Schema(name = "Key", description = "A key without its secret")
record KeySummary(
    @Schema(required = true) UUID id,
    @Schema(required = true) String name,
    @Schema(required = true) Role role,
    @Schema(description = "Id of the author that it acts as") UUID author,
    @Schema(required = true) Instant createdAt,
    Instant expiresAt,
    @Schema(description = "To the minute") Instant lastUsedAt,
    Instant revokedAt) {

  static KeySummary of(ApiKey key) {
    return new KeySummary(
        key.id,
        key.name,
        key.role(),
        key.authorId,
        key.createdAt,
        key.expiresAt,
        key.lastUsedAt,
        key.revokedAt);
  }
}
