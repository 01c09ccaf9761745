package io.masthead.body;

import com.ibm.icu.lang.UCharacter;
import io.masthead.body.Block.Cell;
import io.masthead.body.Block.Code;
import io.masthead.body.Block.Heading;
import io.masthead.body.Block.Image;
import io.masthead.body.Block.Item;
import io.masthead.body.Block.Listing;
import io.masthead.body.Block.Paragraph;
import io.masthead.body.Block.Passage;
import io.masthead.body.Block.Quote;
import io.masthead.body.Block.Row;
import io.masthead.body.Block.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Markdown that reads back as the same blocks. Where delimiters would be ambiguous (a marked span
 * that begins or ends with a sign), the mark is written as an HTML element.
 */
final class MarkdownWriter {

  private static final int STRONG = Mark.STRONG.bit();
  private static final int EMPHASIS = Mark.EMPHASIS.bit();
  private static final int STRIKE = Mark.STRIKE.bit();
  private static final int CODE = Mark.CODE.bit();

  private static final Pattern ENTITY = Pattern.compile("&(?=#?[A-Za-z0-9]+;)");

  private MarkdownWriter() {}

  static String write(List<Block> blocks) {
    StringBuilder out = new StringBuilder();
    Listing before = null;
    boolean second = false;
    for (Block block : blocks) {
      if (out.length() > 0) {
        out.append("\n\n");
      }
      if (block instanceof Listing list) {
        // Two lists in a row stay two because their markers differ.
        second = before != null && before.ordered() == list.ordered() && !second;
        list(list, second, "", out);
        before = list;
      } else {
        before = null;
        second = false;
        out.append(block(block));
      }
    }
    return out.toString();
  }

  /** A heading's closing signs are optional: a last # of its own would be taken for one. */
  private static String unclosed(String text) {
    if (!text.endsWith("#")) {
      return text;
    }
    String before = text.substring(0, text.length() - 1);
    int escapes = before.length() - before.replaceAll("\\\\+$", "").length();
    return escapes % 2 == 1 ? text : before + "\\#";
  }

  private static String block(Block block) {
    if (block instanceof Paragraph paragraph) {
      return inline(paragraph.content());
    }
    if (block instanceof Heading heading) {
      return "#".repeat(heading.level()) + " " + unclosed(inline(heading.content()));
    }
    if (block instanceof Quote quote) {
      return quote(quote);
    }
    if (block instanceof Image image
        && image.credit() == null
        && image.width() == null
        && image.height() == null) {
      String title = image.caption() == null ? "" : " \"" + literal(image.caption()) + "\"";
      return "![" + literal(image.alt()) + "](" + destination(image.url()) + title + ")";
    }
    if (block instanceof Table table && table.header()) {
      return table(table);
    }
    if (block instanceof Code code) {
      String fence = "`".repeat(Math.max(3, longestTicks(code.text()) + 1));
      String language = code.language() == null ? "" : code.language();
      return fence + language + "\n" + code.text() + "\n" + fence;
    }
    if (block instanceof Block.Divider) {
      return "---";
    }
    return HtmlWriter.write(block);
  }

  private static void list(Listing list, boolean second, String indent, StringBuilder out) {
    int number = 1;
    for (Item item : list.items()) {
      String marker = list.ordered() ? number++ + (second ? ") " : ". ") : (second ? "* " : "- ");
      String deeper = indent + " ".repeat(marker.length());
      if (number > 2 || item != list.items().get(0)) {
        out.append('\n').append(indent);
      }
      out.append(marker).append(inline(item.content()).replace("\n", "\n" + deeper));
      if (item.list() != null) {
        out.append('\n').append(deeper);
        list(item.list(), false, deeper, out);
      }
    }
  }

  private static String quote(Quote quote) {
    List<String> parts = new ArrayList<>();
    for (Passage passage : quote.paragraphs()) {
      parts.add("> " + inline(passage.content()).replace("\n", "\n> "));
    }
    if (quote.cite() != null) {
      parts.add("> <footer>" + htmlText(quote.cite()) + "</footer>");
    }
    return String.join("\n>\n", parts);
  }

  private static String table(Table table) {
    StringBuilder out = new StringBuilder();
    boolean head = true;
    for (Row row : table.rows()) {
      if (!head) {
        out.append('\n');
      }
      out.append(
          row.cells().stream().map(MarkdownWriter::cell).collect(Collectors.joining("", "|", "")));
      if (head) {
        out.append("\n|").append(" --- |".repeat(row.cells().size()));
        head = false;
      }
    }
    return out.toString();
  }

  private static String cell(Cell cell) {
    return " " + new Inline(true).write(cell.content()) + " |";
  }

  private static String inline(List<Span> spans) {
    return new Inline(false).write(spans);
  }

  private static String literal(String text) {
    return new Inline(false).literal(text);
  }

  /** For text inside an HTML block, where Markdown's escapes do not hold. */
  private static String htmlText(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A kept address holds no space, angle bracket or backslash; parentheses need the brackets. */
  private static String destination(String url) {
    String escaped = ENTITY.matcher(url).replaceAll("\\\\&");
    boolean plain = url.indexOf('(') < 0 && url.indexOf(')') < 0;
    return plain ? escaped : "<" + escaped + ">";
  }

  private static int longestTicks(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** Inline text of one block. */
  private static final class Inline {
    private final boolean cell;
    private final StringBuilder out = new StringBuilder();
    private boolean lineStart = true;
    private int closed = -1;
    private String closer = "";

    Inline(boolean cell) {
      this.cell = cell;
      this.lineStart = !cell;
    }

    String write(List<Span> spans) {
      for (Span span : spans) {
        if (span.href() == null) {
          marked(span);
        } else {
          out.append('[');
          lineStart = false;
          marked(span);
          out.append("](").append(destination(span.href())).append(')');
        }
      }
      return out.toString();
    }

    String literal(String text) {
      lineStart = false;
      escape(text);
      return out.toString();
    }

    private void marked(Span span) {
      int marks = Mark.bits(span.marks());
      String text = span.text();
      String delimiter = delimiter(marks, text);
      if (marks == 0) {
        escape(text);
      } else if (!delimiter.isEmpty() && !isAmbiguous(delimiter)) {
        out.append(delimiter);
        lineStart = false;
        escape(text);
        out.append(delimiter);
        closed = out.length();
        closer = delimiter;
      } else if (marks == CODE && isPlainCode(text)) {
        String ticks = "`".repeat(longestTicks(text) + 1);
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        out.append(ticks).append(pad).append(text).append(pad).append(ticks);
        lineStart = false;
      } else {
        for (Mark mark : span.marks()) {
          out.append('<').append(mark.element).append('>');
        }
        lineStart = false;
        escape(text);
        for (int i = span.marks().size() - 1; i >= 0; i--) {
          out.append("</").append(span.marks().get(i).element).append('>');
        }
      }
    }

    /** Two code spans that touch would join their ticks. */
    private boolean isPlainCode(String text) {
      boolean touches = out.length() > 0 && out.charAt(out.length() - 1) == '`';
      return text.indexOf('\n') < 0 && !(cell && text.indexOf('|') >= 0) && !touches;
    }

    /** Three asterisks that touch others may find a partner on either side. */
    private boolean isAmbiguous(String delimiter) {
      boolean touches = closed == out.length() && closer.startsWith("*");
      return touches && (delimiter.equals("***") || closer.equals("***"));
    }

    /**
     * With a letter or digit on each inner side a run of delimiters can open and close, and no two
     * runs of one or two that touch add up to a multiple of three, except one beside two, which
     * find their partners in order.
     */
    private static String delimiter(int marks, String text) {
      if (!isWord(text.codePointAt(0)) || !isWord(text.codePointBefore(text.length()))) {
        return "";
      }
      if (marks == STRONG) {
        return "**";
      }
      if (marks == EMPHASIS) {
        return "*";
      }
      if (marks == (STRONG | EMPHASIS)) {
        return "***";
      }
      return marks == STRIKE ? "~~" : "";
    }

    private static boolean isWord(int c) {
      return UCharacter.isLetterOrDigit(c);
    }

    private void escape(String text) {
      boolean digits = false; // whether only digits stand before on this line
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\n') {
          out.append(cell ? "<br>" : "\\\n");
          lineStart = !cell;
          digits = false;
          continue;
        }
        boolean escaped =
            switch (c) {
              case '\\', '`', '*', '[', ']', '<', '&', '~', '|', '"' -> true;
              case '_' -> !isInside(text, i);
              case '!' -> i == text.length() - 1;
              case '#', '+', '-', '=', '>', ':' -> lineStart;
              case '.', ')' -> digits;
              default -> false;
            };
        if (escaped) {
          out.append('\\');
        }
        out.append(c);
        digits = c >= '0' && c <= '9' && (digits || lineStart);
        lineStart = false;
      }
    }

    private static boolean isInside(String text, int at) {
      return at > 0
          && at + 1 < text.length()
          && isWord(text.codePointBefore(at))
          && isWord(text.codePointAt(at + 1));
    }
  }
}
