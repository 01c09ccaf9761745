package io.masthead.search;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An article that a search found, and what put it in its place. */
@Schema(description = "An article that a search found, and what put it in its place")
record ExplainedArticle(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "a-bridge-opens") String slug,
    @Schema(required = true, description = "BCP 47", examples = "en") String lang,
    @Schema(required = true, examples = "A bridge opens") String title,
    @Schema(required = true) Instant publishedAt,
    @Schema(
            required = true,
            description = "Relevance times freshness; the list is sorted by it",
            examples = "1.2")
        double score,
    @Schema(
            required = true,
            description =
                "How heavy the words stand, the title's the heaviest, and half as much again where"
                    + " they stand in a row",
            examples = "0.8")
        double relevance,
    @Schema(
            required = true,
            description = "2 for what is new, 1.5 after 30 days, 1 for what is old",
            examples = "1.5")
        double freshness,
    @Schema(
            required = true,
            description =
                "What brought its words to their stems: a configuration of PostgreSQL, or kazakh or"
                    + " urdu, which are folded by sound",
            examples = "english")
        String stemming,
    @Schema(
            required = true,
            description = "What its words were compared with (tsquery)",
            examples = "'bridg' | 'bridg':*")
        String query,
    @Schema(required = true) Found found) {

  /** How many words were found where. */
  @Schema(name = "ExplainedPlaces", description = "How many words were found where")
  record Found(
      @Schema(required = true, examples = "1") int title,
      @Schema(required = true, description = "Kicker, bylines and tags", examples = "0") int names,
      @Schema(required = true, examples = "1") int standfirst,
      @Schema(required = true, description = "Of the first 300", examples = "4") int body) {}
}
