package io.masthead.comment;

import io.masthead.text.Prose;
import io.masthead.text.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a reader finds wrong with a comment. */
@Schema(name = "CommentReportRequest")
record ReportRequest(
    @NotNull @Schema(examples = "spam") ReportReason reason,
    @Prose(max = 500)
        @Schema(
            description = "For the moderators; nobody else is shown it",
            minLength = 1,
            maxLength = 500,
            examples = "The same offer stands under every article")
        String text) {

  ReportRequest {
    text = Text.prose(text);
  }
}
