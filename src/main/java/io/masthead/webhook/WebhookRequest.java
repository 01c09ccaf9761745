package io.masthead.webhook;

import io.masthead.text.Line;
import io.masthead.text.Text;
import io.masthead.text.WebUrl;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook as an administrator writes one. */
@Schema(description = "A webhook as an administrator writes one")
record WebhookRequest(
    @NotNull
        @WebUrl
        @Schema(
            description =
                "Where to send: https, on port 443 or 8443, without user and fragment, of a host whose"
                    + " addresses are all public",
            minLength = 1,
            examples = "https://hooks.example/masthead")
        String url,
    @Line(max = 120) @Schema(description = "What it is for", examples = "CDN purger") String name,
    @NotNull
        @Size(min = 1, max = 20)
        @Schema(
            description = "What to be told of, from then on",
            examples = "[\"article.published\", \"article.updated\"]")
        List<@NotNull Topic> events,
    @Schema(description = "Whether to send; true where absent", defaultValue = "true")
        Boolean enabled) {

  WebhookRequest {
    name = Text.line(name);
    enabled = enabled == null || enabled;
  }

  /** Each event once, after they were counted as they were sent. */
  WebhookRequest once() {
    return new WebhookRequest(url, name, events.stream().distinct().toList(), enabled);
  }
}
