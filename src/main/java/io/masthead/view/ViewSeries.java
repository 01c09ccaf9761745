package io.masthead.view;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A series of the site or of a part of it. */
@Schema(name = "ViewSeries", description = "Every bucket from a time to another, oldest first")
record ViewSeries(
    @Schema(required = true) ViewInterval interval,
    @Schema(required = true, examples = "UTC") String timeZone,
    @Schema(required = true, description = "Where the first bucket begins") Instant from,
    @Schema(required = true, description = "Where the last bucket ends") Instant to,
    @Schema(required = true) List<ViewPoint> items) {}
