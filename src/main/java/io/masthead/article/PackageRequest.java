package io.masthead.article;

import io.masthead.text.Line;
import io.masthead.text.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A package as an editor writes one. */
@Schema(description = "A package as an editor writes one")
record PackageRequest(
    @NotNull
        @Line(max = 200)
        @Schema(description = "1 to 200 characters, for the newsroom", examples = "Election night")
        String title,
    @NotNull
        @Size(min = 1, max = 50)
        @Schema(description = "Ids of 1 to 50 articles, in order, each once")
        List<@NotNull UUID> articles) {

  PackageRequest {
    title = Text.line(title);
  }
}
