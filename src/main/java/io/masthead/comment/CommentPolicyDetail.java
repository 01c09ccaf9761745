package io.masthead.comment;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is said of comments in one place, and who said it last. */
@Schema(description = "What is said of comments in one place, and who said it last")
record CommentPolicyDetail(
    @Schema(description = "Id of the section; neither it nor article for the site") UUID section,
    @Schema(description = "Id of the article") UUID article,
    @Schema(
            required = true,
            description = "Rises with every change; 0 where nothing was ever said; see ETag",
            examples = "1")
        int version,
    @Schema(required = true) CommentPolicyRequest rules,
    @Schema(description = "When it was said") Instant changedAt,
    @Schema(description = "Name of the key that said it", examples = "desk tool")
        String changedBy) {

  static CommentPolicyDetail nothing(PolicySubject subject) {
    return new CommentPolicyDetail(
        subject.section(), subject.article(), 0, CommentPolicyRequest.NOTHING, null, null);
  }
}
