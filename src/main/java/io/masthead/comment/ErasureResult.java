package io.masthead.comment;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was found of a person, and done. */
@Schema(name = "ErasureResult", description = "What was found of a person, and done")
record ErasureResult(
    @Schema(
            required = true,
            description =
                "How many comments were exported or made nameless by this; 0 where there were none,"
                    + " or none any more",
            examples = "2")
        int comments,
    @Schema(description = "With export: all that is stored of them, oldest first, 500 at most")
        List<StoredComment> items,
    @Schema(
            description =
                "With export: to be sent as after for the rest; absent where there is none")
        UUID next) {}
