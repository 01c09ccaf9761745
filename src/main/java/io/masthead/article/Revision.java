package io.masthead.article;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version of a working copy: who made it, when and by what. */
@Schema(description = "A version of a working copy: who made it, when and by what")
record Revision(
    @Schema(required = true, description = "The version that it made", examples = "3") int number,
    @Schema(required = true) Instant at,
    @Schema(required = true) By by,
    @Schema(required = true) Change change,
    @Schema(required = true, description = "The state in which it left the article")
        ArticleState state,
    @Schema(description = "What whoever saved it said of it") String note) {

  @Schema(name = "RevisionBy", description = "Whose key it was, and its name then")
  record By(
      @Schema(required = true, description = "Id of the key") UUID key,
      @Schema(required = true, examples = "Desk tool") String name) {}
}
