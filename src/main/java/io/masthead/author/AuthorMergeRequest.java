package io.masthead.author;

import io.masthead.text.Line;
import io.masthead.text.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which author another is the same as. */
@Schema(description = "Which author this one is the same as")
record AuthorMergeRequest(
    @NotNull
        @Line(max = 120)
        @Schema(description = "Id or slug of the author that stays", examples = "ann-lee")
        String into,
    @Schema(
            description =
                "Whether bylines printed so far take the name of the author that stays; where not,"
                    + " which is so without it, they keep the name they printed",
            examples = "false")
        Boolean rewritePublished) {

  AuthorMergeRequest {
    into = Text.line(into);
    rewritePublished = Boolean.TRUE.equals(rewritePublished);
  }
}
