package io.masthead.article;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How to publish; an empty object publishes now. */
@Schema(description = "How to publish; an empty object, or no body, publishes now")
record PublishRequest(
    @Schema(
            description =
                "A time to come schedules it; a past one is what readers see as its time, which"
                    + " takes an editor",
            examples = "2036-12-01T09:00:00+05:00")
        Instant at,
    @Schema(description = "True where readers would call the change an update: sets updatedAt")
        Boolean update) {}
