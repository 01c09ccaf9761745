package io.masthead.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An article as it stands now, or what is left of it. */
@Schema(
    description =
        "An article as it stands now: published, with what readers get of it; unpublished, so that"
            + " it is to be dropped, though it may come back; or taken down for good")
record SyncItem(
    @Schema(required = true, description = "Of the article") UUID id,
    @Schema(required = true) State state,
    @Schema(ref = "Article", description = "Of a published one, as lists show it") JsonNode article,
    @Schema(description = "Why one was taken down", examples = "legal") String reason,
    @Schema(description = "When one was taken down") Instant takenDownAt) {

  enum State {
    PUBLISHED,
    UNPUBLISHED,
    TAKEN_DOWN
  }
}
