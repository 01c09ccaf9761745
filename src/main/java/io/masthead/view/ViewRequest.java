package io.masthead.view;

import io.masthead.text.Line;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a front end may tell with a view; the view itself is told by the address alone. */
@Schema(name = "ViewRequest", description = "What may be told with a view")
record ViewRequest(
    @Line(min = 0, max = 2000)
        @Schema(
            description =
                "The page it came from, as document.referrer has it; its host alone is kept",
            maxLength = 2000,
            examples = "https://search.example/")
        String referrer) {}
