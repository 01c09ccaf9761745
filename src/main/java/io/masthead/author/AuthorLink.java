package io.masthead.author;

import io.masthead.text.Text;
import io.masthead.text.WebUrl;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where else an author can be found. */
@Schema(description = "Where else an author can be found")
record AuthorLink(
    @NotNull
        @Pattern(
            regexp = "[a-z][a-z0-9_-]{0,29}",
            message = "must be a short lower-case word, such as site or mastodon")
        @Schema(maxLength = 30, description = "What stands there", examples = "mastodon")
        String rel,
    @NotNull
        @WebUrl(httpsOnly = true)
        @Schema(
            description = "An https address",
            format = "uri",
            examples = "https://social.example/@annlee")
        String url) {

  AuthorLink {
    url = Text.line(url);
  }
}
