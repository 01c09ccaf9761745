package io.masthead.edition;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One name of an article's byline, as printed. */
@Schema(description = "One name of an article's byline, as printed")
public record Byline(
    @Schema(required = true, examples = "Ann Lee") String name,
    @Schema(required = true) BylineRole role,
    @Schema(required = true) BylineKind kind,
    @Schema(description = "Absent where the byline is text alone, as a guest's may be")
        AuthorSummary author,
    String affiliation,
    String note) {

  /** Whether words are what they gave to the article. */
  boolean hasWritten() {
    return role == BylineRole.WRITER || role == BylineRole.REPORTING;
  }

  /** The author behind a byline. */
  @Schema(name = "AuthorReference", description = "The author behind a byline")
  public record AuthorSummary(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "ann-lee") String slug,
      @Schema(required = true, examples = "Ann Lee") String name) {}
}
