package io.masthead.edition;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A section or a tag, as it stands with an article. */
@Schema(name = "Term", description = "A section or a tag, as it stands with an article")
public record TermSummary(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "world") String slug,
    @Schema(required = true, examples = "World") String name) {}
