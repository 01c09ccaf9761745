package io.masthead.article;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who says that they are editing an article. */
@Schema(description = "Who says that they are editing it; nobody is kept from saving by that")
record Editing(
    @Schema(required = true, description = "Id of the key") UUID by,
    @Schema(required = true, description = "The key's name then", examples = "Desk tool")
        String name,
    @Schema(required = true) Instant since,
    @Schema(required = true, description = "When it ends by itself unless it is renewed")
        Instant until) {}
