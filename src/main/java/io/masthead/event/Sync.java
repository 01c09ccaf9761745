package io.masthead.event;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some of what there is, or of what changed. */
@Schema(description = "Some of what there is, or of what changed")
record Sync(
    @Schema(required = true) List<SyncItem> items,
    @Schema(
            required = true,
            description =
                "The token to go on with: at once where there is more, else whenever you like")
        String next,
    @Schema(required = true, description = "Whether there is more by now") Boolean more) {}
