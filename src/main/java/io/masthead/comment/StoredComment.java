package io.masthead.comment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A comment as the person gets it who wrote it. */
@Schema(name = "StoredComment", description = "A comment with all that is stored of its writer")
record StoredComment(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "Id of the article") UUID article,
    @Schema(description = "The comment it hangs under") UUID parentId,
    @Schema(required = true) ManagedComment.Author author,
    @Schema(required = true) CommentDetail.Body body,
    @Schema(required = true) CommentState state,
    @Schema(required = true) Instant createdAt,
    Instant editedAt,
    @Schema(required = true) int likes,
    @Schema(required = true, description = "Earlier words of it, oldest first")
        List<Earlier> earlier,
    @Schema(
            required = true,
            description =
                "What else is kept of its writer, as hashes that tell nobody anything: guest_token,"
                    + " edit_token, email, network",
            examples = "[\"guest_token\", \"edit_token\"]")
        List<String> hashes) {

  /** Words that stood there before an edit. */
  @Schema(name = "EarlierWords", description = "Words that stood there before an edit")
  record Earlier(
      @Schema(required = true, description = "When they were changed") Instant at,
      @Schema(required = true) String text) {}
}
