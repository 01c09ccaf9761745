package io.masthead.taxonomy;

import io.masthead.text.Line;
import io.masthead.text.Prose;
import io.masthead.text.Slug;
import io.masthead.text.SlugText;
import io.masthead.text.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag as an editor writes one. */
@Schema(description = "A tag as an editor writes one")
record TagRequest(
    @SlugText @Schema(description = "Made from the name where absent", examples = "railways")
        String slug,
    @NotNull
        @Line(max = 120)
        @Schema(
            description = "1 to 120 characters; no two tags differ in case alone",
            examples = "Railways")
        String name,
    @Prose(max = 500) @Schema(description = "At most 500 characters") String description) {

  TagRequest {
    slug = Slug.canonical(slug);
    name = Text.line(name);
    description = Text.prose(description);
  }

  /** What a merge patch is applied to. */
  static TagRequest of(Tag tag) {
    return new TagRequest(tag.slug, tag.name, tag.description);
  }
}
