package io.masthead.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A run of text with one formatting.
 *
 * @param text the words; {@code \n} is a line break
 * @param marks in the order of {@link Mark}, each once
 * @param href where the text leads: an http, https, mailto or tel address
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"text", "marks", "href"})
@Schema(
    description =
        "A run of text with one formatting. Spans follow each other without a space between")
public record Span(
    @Schema(required = true, description = "The words; \\n is a line break") String text,
    @Schema(
            required = true,
            description = "How it is set apart, each mark once; the first is the outermost")
        List<Mark> marks,
    @Schema(description = "An http, https, mailto or tel address") String href) {

  public Span {
    text = text == null ? "" : text;
    marks = marks == null ? List.of() : Mark.of(Mark.bits(marks));
  }

  public static Span of(String text, Mark... marks) {
    return new Span(text, List.of(marks), null);
  }

  public static Span link(String text, String href, Mark... marks) {
    return new Span(text, List.of(marks), href);
  }
}
