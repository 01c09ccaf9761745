package io.masthead.taxonomy;

import io.masthead.text.Line;
import io.masthead.text.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which section or tag another is the same as. */
@Schema(description = "Which section or tag this one is the same as")
record MergeRequest(
    @NotNull
        @Line(max = 120)
        @Schema(description = "Id or slug of the one that stays", examples = "railways")
        String into) {

  MergeRequest {
    into = Text.line(into);
  }
}
