package io.masthead.view;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where readers came from in some days. */
@Schema(name = "Referrers", description = "Where the readers of some UTC days came from")
record Referrers(
    @Schema(required = true, description = "The first day") LocalDate from,
    @Schema(required = true, description = "The last day") LocalDate to,
    @Schema(required = true, description = "At most 50, the most frequent first") List<Item> items,
    @Schema(
            required = true,
            description =
                "Views from all other hosts: those with fewer than 3, and those beyond the 50 of"
                    + " an article's day or of this list",
            examples = "2")
        long other) {

  /** A host. */
  @Schema(name = "Referrer", description = "Views whose readers came from a host")
  record Item(
      @Schema(required = true, examples = "search.example") String host,
      @Schema(required = true, examples = "12") long views) {}
}
