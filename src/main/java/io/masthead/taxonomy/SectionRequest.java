package io.masthead.taxonomy;

import io.masthead.text.Line;
import io.masthead.text.Prose;
import io.masthead.text.Slug;
import io.masthead.text.SlugText;
import io.masthead.text.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A section as an editor writes one. */
@Schema(description = "A section as an editor writes one")
record SectionRequest(
    @SlugText @Schema(description = "Made from the name where absent", examples = "central-asia")
        String slug,
    @NotNull
        @Line(max = 120)
        @Schema(description = "1 to 120 characters", examples = "Central Asia")
        String name,
    @Prose(max = 500) @Schema(description = "At most 500 characters") String description,
    @Line(max = 120)
        @Schema(
            description = "Slug or id of the section above; absent at the top",
            examples = "world")
        String parent) {

  SectionRequest {
    slug = Slug.canonical(slug);
    name = Text.line(name);
    description = Text.prose(description);
    parent = Text.line(parent);
  }

  /** What a merge patch is applied to. */
  static SectionRequest of(Section section) {
    return new SectionRequest(
        section.slug,
        section.name,
        section.description,
        section.parentId == null ? null : section.parentId.toString());
  }
}
