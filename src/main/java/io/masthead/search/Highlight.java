package io.masthead.search;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A text in which words were found, whole or, of a body, the extract where most of them stand. */
@Schema(description = "A text in which words were found; of a body an extract")
record Highlight(
    @Schema(
            required = true,
            enumeration = {"title", "kicker", "standfirst", "body"})
        String field,
    @Schema(required = true, examples = "A bridge opens") String text,
    @Schema(
            required = true,
            description = "The same as HTML that is safe as it is: text and mark elements alone",
            examples = "A <mark>bridge</mark> opens")
        String html,
    @Schema(required = true, description = "Where in text they stand") List<Range> ranges) {

  /** A part of a text. */
  @Schema(name = "HighlightRange", description = "A part of a text, in code points")
  record Range(
      @Schema(required = true, examples = "2") int start,
      @Schema(required = true, description = "After its last one", examples = "8") int end) {}
}
