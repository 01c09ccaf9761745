package io.masthead.article;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What will happen to an article by itself. */
@Schema(description = "What will happen to an article by itself")
record PlannedMove(
    @Schema(required = true, description = "Id of the article") UUID article,
    @Schema(required = true, examples = "en") String lang,
    @Schema(required = true, examples = "a-bridge-opens") String slug,
    @Schema(required = true, examples = "A bridge opens") String title,
    @Schema(required = true) Kind move,
    @Schema(required = true) Instant at,
    @Schema(description = "The zone (IANA) that the time was asked in", examples = "Asia/Almaty")
        String timeZone,
    @Schema(
            description = "What the zone's clocks were to show when it was asked",
            examples = "2031-12-01T09:00:00")
        String localTime,
    @Schema(
            required = true,
            description =
                "True where the rules of the zone have changed since, so that its clocks will show"
                    + " another time: somebody has to decide which was meant")
        Boolean clockMoved) {

  /** Where it goes. */
  @Schema(name = "PlannedMoveKind", description = "Whether readers get it or lose it")
  enum Kind {
    PUBLISH,
    UNPUBLISH
  }
}
