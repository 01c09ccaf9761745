package io.masthead.article;

import io.masthead.edition.ArticleDocument;
import io.masthead.edition.CorrectionKind;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was put right in an article, with who did it. */
@Schema(
    name = "RecordedCorrection",
    description = "What was put right in an article, when and by whom; it never changes")
record CorrectionDetail(
    @Schema(required = true) UUID id,
    @Schema(required = true) CorrectionKind kind,
    @Schema(required = true) String text,
    @Schema(required = true) Instant at,
    @Schema(required = true) Revision.By by) {

  /** As readers are told it. */
  ArticleDocument.Correction told() {
    return new ArticleDocument.Correction(id, kind, text, at);
  }
}
