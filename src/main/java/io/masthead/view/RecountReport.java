package io.masthead.view;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the proof of the totals found. */
@Schema(name = "RecountReport", description = "What the proof of the totals found")
record RecountReport(
    @Schema(required = true, description = "Articles that were looked at") int checked,
    @Schema(required = true, description = "Articles that are not right; at most 100 are listed")
        List<Differing> differing,
    @Schema(required = true, description = "Articles that were set right, listed or not")
        int repaired) {

  /** An article whose numbers do not add up. */
  @Schema(name = "DifferingViews", description = "An article whose numbers do not add up")
  record Differing(
      @Schema(required = true, description = "Its id") UUID article,
      @Schema(required = true, description = "The total that stood") long was,
      @Schema(required = true, description = "What hours, days and imports add up to") long is,
      @Schema(required = true, description = "How many of its days differ from their hours")
          int days) {}
}
