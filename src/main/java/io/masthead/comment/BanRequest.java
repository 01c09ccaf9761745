package io.masthead.comment;

import io.masthead.text.EmailAddress;
import io.masthead.text.Prose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is to comment no more: the writer of a comment, or an e-mail address. */
@Schema(
    name = "BanRequest",
    description = "Who is to comment no more: either the writer of a comment or an e-mail address")
record BanRequest(
    @Schema(description = "Id of a comment: its writer") UUID comment,
    @Size(max = 3)
        @Schema(
            description =
                "With comment: what its writer is known by. guest is the guestToken, email the"
                    + " address, network the address and browser of that day, which nobody can tell"
                    + " any more when the day is over (UTC). guest and email where it is absent",
            examples = "[\"guest\", \"email\"]")
        List<@NotNull BanTarget> by,
    @EmailAddress
        @Schema(
            description = "An address; it is kept as a keyed hash",
            format = "email",
            maxLength = 254,
            examples = "spam@example.org")
        String email,
    @Schema(description = "Until when; absent for good") Instant expiresAt,
    @Schema(
            description =
                "Whether the writer is not to notice: what they post looks to them as any other and"
                    + " is shown to nobody else. The law may ask you to tell them; false by default")
        Boolean shadow,
    @Schema(
            description =
                "Whether to decide what is there already: shown comments are removed, waiting ones"
                    + " are spam, the newest 10,000 at once. False by default")
        Boolean remove,
    @Prose(max = 1000)
        @Schema(
            description = "For the newsroom; readers are not shown it",
            minLength = 1,
            maxLength = 1000,
            examples = "Third campaign this week")
        String note) {

  boolean isShadow() {
    return Boolean.TRUE.equals(shadow);
  }

  boolean isSweeping() {
    return Boolean.TRUE.equals(remove);
  }
}
