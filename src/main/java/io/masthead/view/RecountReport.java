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
        int repaired,
    @Schema(required = true, description = "The same of comments") Comments comments) {

  /** An article whose numbers do not add up. */
  @Schema(name = "DifferingViews", description = "An article whose numbers do not add up")
  record Differing(
      @Schema(required = true, description = "Its id") UUID article,
      @Schema(required = true, description = "The total that stood") long was,
      @Schema(required = true, description = "What hours, days and imports add up to") long is,
      @Schema(required = true, description = "How many of its days differ from their hours")
          int days) {}

  /** What the proof of the comments found. */
  @Schema(name = "CommentRecount", description = "What the proof of the comments found")
  record Comments(
      @Schema(required = true, description = "Articles that were looked at") int checked,
      @Schema(required = true, description = "Articles that are not right; at most 100 are listed")
          List<Miscounted> differing,
      @Schema(required = true, description = "Articles that were set right, listed or not")
          int repaired) {}

  /** An article whose comments are not as many as it says. */
  @Schema(
      name = "DifferingComments",
      description = "An article whose comments are not as many as it says")
  record Miscounted(
      @Schema(required = true, description = "Its id") UUID article,
      @Schema(required = true, description = "The number that stood") long was,
      @Schema(required = true, description = "How many are published") long is,
      @Schema(
              required = true,
              description = "How many of its comments have wrong numbers of what is below them")
          int comments) {}
}
