package io.masthead.body;

import io.masthead.body.Block.Cell;
import io.masthead.body.Block.Code;
import io.masthead.body.Block.Embed;
import io.masthead.body.Block.Gallery;
import io.masthead.body.Block.Heading;
import io.masthead.body.Block.Image;
import io.masthead.body.Block.Item;
import io.masthead.body.Block.Listing;
import io.masthead.body.Block.Paragraph;
import io.masthead.body.Block.Passage;
import io.masthead.body.Block.Quote;
import io.masthead.body.Block.Row;
import io.masthead.body.Block.Table;
import java.util.List;
import java.util.Objects;

/**
 * The only place where HTML is written. Every element and attribute name stands in this file;
 * whatever comes from a body passes through {@link #escape}.
 */
final class HtmlWriter {

  private final StringBuilder out = new StringBuilder();

  private HtmlWriter() {}

  static String write(List<Block> blocks) {
    HtmlWriter writer = new HtmlWriter();
    for (Block block : blocks) {
      if (writer.out.length() > 0) {
        writer.out.append('\n');
      }
      writer.block(block);
    }
    return writer.out.toString();
  }

  /** One block; on one line unless it is code. */
  static String write(Block block) {
    return write(List.of(block));
  }

  private void block(Block block) {
    if (block instanceof Paragraph paragraph) {
      element("p", paragraph.content());
    } else if (block instanceof Heading heading) {
      element("h" + heading.level(), heading.content());
    } else if (block instanceof Listing list) {
      list(list);
    } else if (block instanceof Quote quote) {
      out.append("<blockquote>");
      for (Passage passage : quote.paragraphs()) {
        element("p", passage.content());
      }
      if (quote.cite() != null) {
        out.append("<footer>");
        escape(quote.cite());
        out.append("</footer>");
      }
      out.append("</blockquote>");
    } else if (block instanceof Image image) {
      image(image);
    } else if (block instanceof Gallery gallery) {
      out.append("<div class=\"gallery\">");
      gallery.images().forEach(this::image);
      out.append("</div>");
    } else if (block instanceof Table table) {
      table(table);
    } else if (block instanceof Code code) {
      out.append("<pre><code");
      if (code.language() != null) {
        attribute("class", "language-" + code.language());
      }
      out.append('>');
      escape(code.text(), "\n");
      out.append("</code></pre>");
    } else if (block instanceof Embed embed) {
      out.append("<figure class=\"embed\"");
      attribute("data-provider", embed.provider().wire());
      out.append("><a");
      attribute("href", embed.url());
      out.append(" rel=\"noopener\">");
      escape(embed.url());
      out.append("</a></figure>");
    } else {
      out.append("<hr>");
    }
  }

  private void list(Listing list) {
    String name = list.ordered() ? "ol" : "ul";
    out.append('<').append(name).append('>');
    for (Item item : list.items()) {
      out.append("<li>");
      spans(item.content());
      if (item.list() != null) {
        list(item.list());
      }
      out.append("</li>");
    }
    out.append("</").append(name).append('>');
  }

  private void image(Image image) {
    out.append("<figure><img");
    attribute("src", image.url());
    attribute("alt", image.alt());
    if (image.width() != null) {
      attribute("width", image.width().toString());
    }
    if (image.height() != null) {
      attribute("height", image.height().toString());
    }
    out.append('>');
    if (image.caption() != null || image.credit() != null) {
      out.append("<figcaption>");
      if (image.caption() != null) {
        escape(image.caption());
      }
      if (image.credit() != null) {
        out.append(image.caption() == null ? "<small>" : " <small>");
        escape(image.credit());
        out.append("</small>");
      }
      out.append("</figcaption>");
    }
    out.append("</figure>");
  }

  private void table(Table table) {
    out.append("<table>");
    int first = 0;
    if (table.header()) {
      out.append("<thead>");
      row(table.rows().get(0), "th");
      out.append("</thead>");
      first = 1;
    }
    if (first < table.rows().size()) {
      out.append("<tbody>");
      for (Row row : table.rows().subList(first, table.rows().size())) {
        row(row, "td");
      }
      out.append("</tbody>");
    }
    out.append("</table>");
  }

  private void row(Row row, String name) {
    out.append("<tr>");
    for (Cell cell : row.cells()) {
      element(name, cell.content());
    }
    out.append("</tr>");
  }

  private void element(String name, List<Span> content) {
    out.append('<').append(name).append('>');
    spans(content);
    out.append("</").append(name).append('>');
  }

  /** Neighbours with one link share its element, so that a long address is written once. */
  private void spans(List<Span> spans) {
    String href = null;
    for (Span span : spans) {
      if (!Objects.equals(href, span.href())) {
        closeLink(href);
        href = span.href();
        openLink(href);
      }
      for (Mark mark : span.marks()) {
        out.append('<').append(mark.element).append('>');
      }
      escape(span.text());
      for (int i = span.marks().size() - 1; i >= 0; i--) {
        out.append("</").append(span.marks().get(i).element).append('>');
      }
    }
    closeLink(href);
  }

  private void openLink(String href) {
    if (href != null) {
      out.append("<a");
      attribute("href", href);
      out.append(href.startsWith("http") ? " rel=\"noopener\">" : ">");
    }
  }

  private void closeLink(String href) {
    if (href != null) {
      out.append("</a>");
    }
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(value);
    out.append('"');
  }

  private void escape(String text) {
    escape(text, "<br>");
  }

  private void escape(String text, String newline) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\n' -> out.append(newline);
        default -> out.append(c);
      }
    }
  }
}
