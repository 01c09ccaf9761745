package io.masthead.taxonomy;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A section as the newsroom sees one. */
@Schema(description = "A section as the newsroom sees one")
record SectionDetail(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "Rises with every change; see ETag", examples = "1")
        int version,
    @Schema(required = true, examples = "central-asia") String slug,
    @Schema(required = true, examples = "Central Asia") String name,
    String description,
    @Schema(description = "The section above; absent at the top") TermRef parent,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant modifiedAt) {

  static SectionDetail of(Section section, TermRef parent) {
    return new SectionDetail(
        section.id,
        section.version,
        section.slug,
        section.name,
        section.description,
        parent,
        section.createdAt,
        section.modifiedAt);
  }
}
