package io.masthead.body;

import io.masthead.body.Block.Code;
import io.masthead.body.Block.Gallery;
import io.masthead.body.Block.Heading;
import io.masthead.body.Block.Image;
import io.masthead.body.Block.Item;
import io.masthead.body.Block.Listing;
import io.masthead.body.Block.Paragraph;
import io.masthead.body.Block.Quote;
import io.masthead.body.Block.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The words of a body, for search, feeds and counting; embeds and dividers have none. */
final class TextWriter {

  private TextWriter() {}

  static String write(List<Block> blocks) {
    List<String> parts = new ArrayList<>();
    for (Block block : blocks) {
      String part = block(block);
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return String.join("\n\n", parts);
  }

  private static String block(Block block) {
    if (block instanceof Paragraph paragraph) {
      return spans(paragraph.content());
    }
    if (block instanceof Heading heading) {
      return spans(heading.content());
    }
    if (block instanceof Listing list) {
      return list(list);
    }
    if (block instanceof Quote quote) {
      String words =
          quote.paragraphs().stream()
              .map(passage -> spans(passage.content()))
              .collect(Collectors.joining("\n\n"));
      return quote.cite() == null ? words : words + "\n" + quote.cite();
    }
    if (block instanceof Image image) {
      return image(image);
    }
    if (block instanceof Gallery gallery) {
      return gallery.images().stream()
          .map(TextWriter::image)
          .filter(words -> !words.isEmpty())
          .collect(Collectors.joining("\n"));
    }
    if (block instanceof Table table) {
      return table.rows().stream()
          .map(
              row ->
                  row.cells().stream()
                      .map(cell -> spans(cell.content()).replace('\n', ' '))
                      .collect(Collectors.joining("\t")))
          .collect(Collectors.joining("\n"));
    }
    return block instanceof Code code ? code.text() : "";
  }

  private static String list(Listing list) {
    List<String> lines = new ArrayList<>();
    for (Item item : list.items()) {
      lines.add(spans(item.content()));
      if (item.list() != null) {
        lines.add(list(item.list()));
      }
    }
    return String.join("\n", lines);
  }

  private static String image(Image image) {
    return List.of(
            image.caption() == null ? "" : image.caption(),
            image.credit() == null ? "" : image.credit())
        .stream()
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String spans(List<Span> spans) {
    return spans.stream().map(Span::text).collect(Collectors.joining());
  }
}
