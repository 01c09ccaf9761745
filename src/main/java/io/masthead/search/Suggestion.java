package io.masthead.search;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An article whose title has the words that are being typed. */
@Schema(description = "An article whose title has the words that are being typed")
record Suggestion(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "a-bridge-opens") String slug,
    @Schema(required = true, description = "BCP 47", examples = "en") String lang,
    @Schema(
            required = true,
            description = "Direction of its writing",
            enumeration = {"ltr", "rtl"})
        String dir,
    @Schema(required = true, examples = "A bridge opens") String title,
    @Schema(
            required = true,
            description = "The title as HTML that is safe as it is: text and mark elements alone",
            examples = "A <mark>bridge</mark> opens")
        String html) {}
