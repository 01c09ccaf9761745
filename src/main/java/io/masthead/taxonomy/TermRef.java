package io.masthead.taxonomy;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A section or a tag as others name one. */
@Schema(description = "A section or a tag as others name one")
public record TermRef(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "railways") String slug,
    @Schema(required = true, examples = "Railways") String name) {}
