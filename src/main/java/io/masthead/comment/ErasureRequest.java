package io.masthead.comment;

import io.masthead.text.EmailAddress;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whose comments, and what is wanted of them. */
@Schema(
    name = "ErasureRequest",
    description = "Either an e-mail address or a comment, and what is wanted of that person's")
record ErasureRequest(
    @NotNull ErasureAction action,
    @EmailAddress
        @Schema(
            description = "All guests' comments that were sent with it",
            format = "email",
            maxLength = 254,
            examples = "reader@example.org")
        String email,
    @Schema(description = "Id of a comment: all of the same guest, known by the guestToken")
        UUID comment,
    @Schema(description = "With export: next of the answer before") UUID after) {}
