package io.masthead.view;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How often an article was read. */
@Schema(name = "ViewCounts", description = "How often an article was read")
record ViewCounts(
    @Schema(required = true, description = "All views", examples = "45") long views,
    @Schema(
            required = true,
            description =
                "The visitors of each day, added up; nobody is known again on another day",
            examples = "39")
        long dailyVisitors,
    @Schema(required = true, description = "When they were read; no part of the ETag") Instant asOf,
    @Schema(description = "With interval: every bucket, oldest first") List<ViewPoint> series) {}
