package io.masthead.view;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of the rows of an import. */
@Schema(name = "ViewImportResult", description = "What became of the rows")
record ViewImportResult(
    @Schema(required = true, description = "Rows that are new or have another number") int imported,
    @Schema(required = true, description = "Rows that were there as they are") int unchanged,
    @Schema(required = true, description = "Rows that are wrong, in their order")
        List<Rejected> rejected) {

  /** A row that is wrong. */
  @Schema(name = "RejectedRow", description = "A row that is wrong")
  record Rejected(
      @Schema(required = true, description = "Which one, from 0", examples = "3") int row,
      @Schema(required = true, description = "Stable code for programs", examples = "not_found")
          String code,
      @Schema(required = true, description = "What is wrong, for people") String detail) {}
}
