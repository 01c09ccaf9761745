package io.masthead.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.http.Fault;
import io.masthead.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Reads bodies from what clients send. Check a source with {@link #fault} before reading it. */
public final class BodyReader {

  // Deeper nesting is text; both limits are far above what a person writes.
  private static final int MAX_NESTING = 50;

  private static final Parser MARKDOWN =
      Parser.builder()
          .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
          .maxOpenBlockParsers(MAX_NESTING)
          .maxInlineNesting(MAX_NESTING)
          .build();

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
          .build();

  private BodyReader() {}

  /** What makes a source of HTML or Markdown unreadable: its size, or signs no text may hold. */
  public static Optional<Fault> fault(String source, String pointer) {
    if (source.length() > Body.MAX_BYTES
        || source.getBytes(StandardCharsets.UTF_8).length > Body.MAX_BYTES) {
      return Optional.of(
          Fault.at(pointer, "too_long", "must have at most " + Body.MAX_BYTES + " bytes"));
    }
    return Text.faultOfProse(source)
        .map(code -> Fault.at(pointer, code, BlocksReader.sentence(code)));
  }

  /** Reads HTML; what has no block is dropped and named in the warnings. */
  public static Parsed html(String html) {
    return HtmlReader.read(html);
  }

  /**
   * Reads CommonMark with GFM tables and strikethrough; HTML in it goes the way of {@link #html}. A
   * bare address is text, as in CommonMark.
   */
  public static Parsed markdown(String markdown) {
    return HtmlReader.readRendered(RENDERER.render(MARKDOWN.parse(markdown)));
  }

  /**
   * Reads an array of blocks and adds every fault found in it, under the pointer of the array. With
   * faults the body returned holds the blocks that had none.
   */
  public static Body blocks(JsonNode array, String pointer, List<Fault> faults) {
    return new BlocksReader(faults).read(array, pointer);
  }
}
