package io.masthead.access;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key as it is shown once, with its secret. */
@Schema(description = "A key as it is shown once, with its secret")
record NewKey(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "The secret; it is not shown again", examples = "mh_…")
        String key,
    @Schema(required = true) String name,
    @Schema(required = true) Role role,
    UUID author,
    @Schema(required = true) Instant createdAt,
    Instant expiresAt) {

  static NewKey of(ApiKey key, String secret) {
    return new NewKey(
        key.id, secret, key.name, key.role(), key.authorId, key.createdAt, key.expiresAt);
  }
}
