package io.masthead.taxonomy;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tag as the newsroom sees one. */
@Schema(description = "A tag as the newsroom sees one")
record TagDetail(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "Rises with every change; see ETag", examples = "1")
        int version,
    @Schema(required = true, examples = "railways") String slug,
    @Schema(required = true, examples = "Railways") String name,
    String description,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant modifiedAt) {

  static TagDetail of(Tag tag) {
    return new TagDetail(
        tag.id, tag.version, tag.slug, tag.name, tag.description, tag.createdAt, tag.modifiedAt);
  }
}
