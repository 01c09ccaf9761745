package io.masthead.access;

import io.masthead.text.Line;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key to be made. */
record KeyRequest(
    @NotNull @Line(max = 120) @Schema(description = "What it is for", examples = "desk tool")
        String name,
    @NotNull Role role,
    @Line(max = 120)
        @Schema(description = "Slug or id of the author that the key acts as", examples = "ann-lee")
        String author,
    @Schema(description = "When it stops working; absent for never") Instant expiresAt) {}
