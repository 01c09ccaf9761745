package io.masthead.article;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A preview to be made. */
@Schema(description = "A preview to be made; an empty object, or no body, makes one for a day")
record PreviewRequest(
    @Min(60)
        @Max(2_592_000)
        @Schema(
            description = "Seconds until it expires; a day without it, thirty at most",
            examples = "3600")
        Integer expiresIn) {}
