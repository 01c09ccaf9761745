package io.masthead.comment;

import io.masthead.text.Prose;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One decision on many comments. */
@Schema(name = "BulkRequest", description = "One decision on many comments")
record BulkRequest(
    @NotNull Decision decision,
    @NotNull @Size(max = BulkRequest.MOST) List<@NotNull @Valid Item> items,
    @Prose(max = 1000)
        @Schema(
            description = "For the trail of each; readers are not shown it",
            minLength = 1,
            maxLength = 1000,
            examples = "One campaign")
        String note,
    @Schema(
            description =
                "each (default): what cannot be decided is told and left; all: then nothing is done")
        BulkMode mode) {

  static final int MOST = 500;

  /** One of the comments. */
  @Schema(name = "BulkItem", description = "One of the comments")
  record Item(
      @NotNull @Schema(description = "Its id") UUID id,
      @Min(1)
          @Max(1_000_000_000)
          @Schema(description = "The version that was seen; absent for whatever it is now")
          Integer version) {}

  boolean isAllOrNothing() {
    return mode == BulkMode.ALL;
  }
}
