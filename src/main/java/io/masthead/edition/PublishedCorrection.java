package io.masthead.edition;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was put right, among that of the whole site. */
@Schema(description = "What was put right in an article, and when")
record PublishedCorrection(
    @Schema(required = true) UUID id,
    @Schema(required = true) CorrectionKind kind,
    @Schema(required = true, examples = "The bridge is 120 metres long, not 210.") String text,
    @Schema(required = true) Instant at,
    @Schema(required = true) Article article) {

  /** The article that it was put right in. */
  @Schema(name = "CorrectedArticle", description = "What was put right")
  record Article(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "a-bridge-opens") String slug,
      @Schema(required = true, description = "BCP 47", examples = "en") String lang,
      @Schema(required = true, examples = "A bridge opens") String title) {}
}
