package io.masthead.comment;

import io.masthead.text.EmailAddress;
import io.masthead.text.Line;
import io.masthead.text.Prose;
import io.masthead.text.WebUrl;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A comment to be posted. What the service decides, such as its state, cannot be given. */
@Signed
record CommentRequest(
    @Valid
        @Schema(
            description =
                "Who writes: with a name, or a 422, of everybody but callers whose key or token"
                    + " stands for an author; those may leave it out")
        Author author,
    @NotNull
        @Prose(min = 2, max = 5000)
        @Schema(
            description =
                "Plain text; a small Markdown is understood: emphasis, strong, quote, code, links",
            minLength = 2,
            maxLength = 5000,
            examples = "I crossed it *this morning*.")
        String body,
    @Schema(description = "The comment that this one answers") UUID parentId,
    @Pattern(regexp = Token.SHAPE, message = "must be a guestToken as it was given")
        @Schema(
            maxLength = 43,
            description = "As given with an earlier comment: makes this the same guest's",
            examples = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA")
        String guestToken,
    @Line(min = 0, max = 200) @Schema(description = "As the form came with; see getCommentForm")
        String formToken,
    @Prose(min = 0, max = 1000)
        @Schema(
            description =
                "Must stay empty. A page may offer it where people do not see it: what programs"
                    + " fill in is spam")
        String subject) {

  static final String DECOY = "subject";

  /** Who writes. */
  @Schema(name = "CommenterRequest", description = "Who writes")
  record Author(
      @Line(max = 60)
          @Schema(
              description =
                  "As shown; white space at the ends is dropped. Without it a 422, but of callers"
                      + " whose key or token stands for an author: it is the author's, or left out",
              minLength = 1,
              maxLength = 60,
              examples = "Reader")
          String name,
      @EmailAddress
          @Schema(
              description = "Never shown to readers",
              format = "email",
              maxLength = 254,
              examples = "reader@example.org")
          String email,
      @WebUrl(httpsOnly = true)
          @Schema(
              description = "Their page, https only",
              format = "uri",
              maxLength = 2000,
              examples = "https://reader.example/")
          String url) {}
}
