package io.masthead.article;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A link under which a working copy is read as readers would get it. */
@Schema(description = "A link under which a working copy is read as readers would get it")
record Preview(
    @Schema(required = true) UUID id,
    @Schema(
            required = true,
            description = "Whoever has it can read the working copy, without a key",
            format = "uri")
        String url,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true, description = "Id of the key that made it") UUID createdBy,
    @Schema(required = true, description = "From then on the link answers 404")
        Instant expiresAt) {}
