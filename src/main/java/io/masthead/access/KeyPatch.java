package io.masthead.access;

import io.masthead.text.Line;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What may be changed of a key. */
@Schema(description = "What may be changed of a key")
record KeyPatch(
    @Line(max = 120)
        @Schema(
            description = "Slug or id of the author that the key acts as; none where absent",
            examples = "ann-lee")
        String author) {}
