package io.masthead.comment;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a guest wants of their own comments. */
@Schema(name = "OwnErasureRequest", description = "What a guest wants of their own comments")
record OwnErasureRequest(
    @NotNull ErasureAction action,
    @Schema(description = "With export: next of the answer before") UUID after) {}
