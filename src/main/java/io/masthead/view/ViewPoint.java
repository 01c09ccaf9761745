package io.masthead.view;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A bucket of a series. */
@Schema(name = "ViewPoint", description = "An hour or a day, also one without a view")
record ViewPoint(
    @Schema(required = true, description = "When it begins") Instant at,
    @Schema(required = true, examples = "7") long views,
    @Schema(
            required = true,
            description = "Those whose first view of the UTC day was then",
            examples = "5")
        long visitors) {}
