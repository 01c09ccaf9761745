package io.masthead.access;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key without its secret, or a person whom the identity provider vouches for. */
@Schema(name = "Key", description = "A key without its secret")
record KeySummary(
    @Schema(required = true) UUID id,
    @Schema(required = true) KeyKind kind,
    @Schema(required = true) String name,
    @Schema(required = true) Role role,
    @Schema(description = "Id of the author that it acts as") UUID author,
    @Schema(required = true) Instant createdAt,
    Instant expiresAt,
    @Schema(description = "To the minute") Instant lastUsedAt,
    Instant revokedAt,
    @Schema(
            description = "With kind oidc: the provider's name for itself",
            examples = "https://login.example/realms/news")
        String issuer,
    @Schema(description = "With kind oidc: its name for the person") String subject) {

  static KeySummary of(ApiKey key) {
    return new KeySummary(
        key.id,
        key.kind(),
        key.name,
        key.role(),
        key.authorId,
        key.createdAt,
        key.expiresAt,
        key.lastUsedAt,
        key.revokedAt,
        key.issuer,
        key.subject);
  }
}
