package io.masthead.comment;

import io.masthead.http.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many comments there are of each state. */
@Schema(name = "CommentCounts", description = "How many comments there are of each state")
record StateCounts(@Schema(required = true) List<Count> items) {

  /** How many there are of one state, counted as totals are. */
  @Schema(name = "CommentCount", description = "How many comments there are of a state")
  record Count(
      @Schema(required = true) CommentState state,
      @Schema(required = true, description = "Counted to 10,000", examples = "12") int total,
      @Schema(description = "True where there are more than total says")
          Boolean totalIsLowerBound) {}

  static StateCounts of(Map<CommentState, Long> counted) {
    return new StateCounts(
        Arrays.stream(CommentState.values())
            .map(
                state -> {
                  long count = counted.getOrDefault(state, 0L);
                  return new Count(
                      state,
                      (int) Math.min(count, Page.MAX_TOTAL),
                      count > Page.MAX_TOTAL ? true : null);
                })
            .toList());
  }
}
