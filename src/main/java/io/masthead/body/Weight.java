package io.masthead.body;

import io.masthead.body.Block.Cell;
import io.masthead.body.Block.Image;
import io.masthead.body.Block.Item;
import io.masthead.body.Block.Listing;
import io.masthead.body.Block.Passage;
import io.masthead.body.Block.Row;
import java.util.List;

/** How large a body is once written out, near enough to bound memory, counted up to a limit. */
final class Weight {

  /** Of the members' names and signs around each span, cell, item or block. */
  private static final int FRAME = 24;

  private final long limit;
  private long weight;

  private Weight(long limit) {
    this.limit = limit;
  }

  static long of(List<Block> blocks, long limit) {
    Weight weight = new Weight(limit);
    for (Block block : blocks) {
      weight.add(block);
      if (weight.weight > limit) {
        break;
      }
    }
    return weight.weight;
  }

  private void add(Block block) {
    weight += FRAME;
    if (block instanceof Block.Paragraph paragraph) {
      spans(paragraph.content());
    } else if (block instanceof Block.Heading heading) {
      spans(heading.content());
    } else if (block instanceof Listing list) {
      for (Item item : list.items()) {
        weight += FRAME;
        spans(item.content());
        if (item.list() != null) {
          add(item.list());
        }
      }
    } else if (block instanceof Block.Quote quote) {
      for (Passage passage : quote.paragraphs()) {
        weight += FRAME;
        spans(passage.content());
      }
      text(quote.cite());
    } else if (block instanceof Image image) {
      text(image.url());
      text(image.alt());
      text(image.caption());
      text(image.credit());
    } else if (block instanceof Block.Gallery gallery) {
      gallery.images().forEach(this::add);
    } else if (block instanceof Block.Table table) {
      for (Row row : table.rows()) {
        for (Cell cell : row.cells()) {
          weight += FRAME;
          spans(cell.content());
        }
      }
    } else if (block instanceof Block.Code code) {
      text(code.text());
    } else if (block instanceof Block.Embed embed) {
      text(embed.url());
    }
  }

  private void spans(List<Span> spans) {
    for (Span span : spans) {
      if (weight > limit) {
        return;
      }
      weight += FRAME;
      text(span.text());
      text(span.href());
    }
  }

  private void text(String text) {
    weight += text == null ? 0 : text.length();
  }
}
