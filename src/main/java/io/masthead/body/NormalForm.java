package io.masthead.body;

import com.ibm.icu.lang.UCharacter;
import io.masthead.body.Block.Cell;
import io.masthead.body.Block.Code;
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
import io.masthead.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The one form in which a body is kept. Its rules are those that HTML and Markdown can both
 * express, so that every road out and in again ends where it began; applying it twice changes
 * nothing.
 */
final class NormalForm {

  /** What line breaks mean in a run of spans. */
  private enum Breaks {
    /** One is a break, several part paragraphs. */
    SPLIT,
    /** Several are one. */
    KEEP,
    /** None may stand: a heading has one line. */
    SPACE
  }

  private NormalForm() {}

  static List<Block> of(List<Block> blocks) {
    List<Block> out = new ArrayList<>();
    for (Block block : blocks) {
      add(block, out);
    }
    return List.copyOf(out);
  }

  private static void add(Block block, List<Block> out) {
    if (block instanceof Paragraph paragraph) {
      for (List<Span> part : spans(paragraph.content(), Breaks.SPLIT)) {
        out.add(new Paragraph(part));
      }
    } else if (block instanceof Heading heading) {
      List<Span> content = one(heading.content(), Breaks.SPACE);
      if (!content.isEmpty()) {
        out.add(new Heading(heading.level(), content));
      }
    } else if (block instanceof Listing list) {
      Listing kept = listing(list, 1);
      if (!kept.items().isEmpty()) {
        out.add(kept);
      }
    } else if (block instanceof Quote quote) {
      quote(quote, out);
    } else if (block instanceof Image image) {
      out.add(image(image));
    } else if (block instanceof Gallery gallery) {
      if (!gallery.images().isEmpty()) {
        out.add(new Gallery(gallery.images().stream().map(NormalForm::image).toList()));
      }
    } else if (block instanceof Table table) {
      table(table, out);
    } else if (block instanceof Code code) {
      String text = codeText(code.text());
      if (!Text.isBlank(text)) {
        out.add(new Code(code.language(), text));
      }
    } else {
      out.add(block);
    }
  }

  /** Entries without words hand their own entries up; too deep ones come up to the last level. */
  private static Listing listing(Listing list, int depth) {
    List<Item> items = new ArrayList<>();
    for (Item item : list.items()) {
      List<Span> content = one(item.content(), Breaks.KEEP);
      Listing below = item.list();
      if (below == null) {
        if (!content.isEmpty()) {
          items.add(new Item(content, null));
        }
      } else if (content.isEmpty() || depth == Body.MAX_LIST_DEPTH) {
        if (!content.isEmpty()) {
          items.add(new Item(content, null));
        }
        items.addAll(listing(below, depth).items());
      } else {
        Listing kept = listing(below, depth + 1);
        items.add(new Item(content, kept.items().isEmpty() ? null : kept));
      }
    }
    return new Listing(list.ordered(), items);
  }

  private static void quote(Quote quote, List<Block> out) {
    List<Passage> passages = new ArrayList<>();
    for (Passage passage : quote.paragraphs()) {
      for (List<Span> part : spans(passage.content(), Breaks.SPLIT)) {
        passages.add(new Passage(part));
      }
    }
    String cite = line(quote.cite());
    if (!passages.isEmpty()) {
      out.add(new Quote(passages, cite));
    } else if (cite != null) {
      out.add(new Paragraph(List.of(Span.of(cite))));
    }
  }

  private static void table(Table table, List<Block> out) {
    int columns = table.rows().stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    boolean ink = false;
    List<Row> rows = new ArrayList<>();
    for (Row row : table.rows()) {
      if (row.cells().isEmpty()) {
        continue;
      }
      List<Cell> cells = new ArrayList<>(columns);
      for (Cell cell : row.cells()) {
        List<Span> content = one(cell.content(), Breaks.KEEP);
        ink |= !content.isEmpty();
        cells.add(new Cell(content));
      }
      while (cells.size() < columns) {
        cells.add(new Cell(List.of()));
      }
      rows.add(new Row(cells));
    }
    if (ink) {
      out.add(new Table(table.header(), rows));
    }
  }

  private static Image image(Image image) {
    String alt = line(image.alt());
    return new Image(
        image.url(),
        alt == null ? "" : alt,
        line(image.caption()),
        line(image.credit()),
        image.width(),
        image.height());
  }

  /** A text of one line, or null where nothing of it can be seen. */
  static String line(String text) {
    if (text == null) {
      return null;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (UCharacter.isUWhiteSpace(c)) {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
      } else if (!isUnprintable(c) && !Text.isBidiControl(c)) {
        out.appendCodePoint(isLone(c) ? 0xFFFD : c);
      }
    }
    String line = Text.line(out.toString());
    return Text.isBlank(line) ? null : line;
  }

  static String codeText(String text) {
    StringBuilder out = new StringBuilder(text.length());
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    for (int i = 0, c; i < lines.length(); i += Character.charCount(c)) {
      c = lines.codePointAt(i);
      if (c == '\n' || c == '\t' || !isUnprintable(c)) {
        out.appendCodePoint(isLone(c) ? 0xFFFD : c);
      }
    }
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == '\n') {
      end--;
    }
    return Text.nfc(out.substring(0, end));
  }

  private static List<Span> one(List<Span> spans, Breaks breaks) {
    List<List<Span>> parts = spans(spans, breaks);
    return parts.isEmpty() ? List.of() : parts.get(0);
  }

  private static List<List<Span>> spans(List<Span> spans, Breaks breaks) {
    Run run = new Run(breaks);
    for (Span span : spans) {
      run.add(span);
    }
    return run.parts();
  }

  private static boolean isUnprintable(int c) {
    return UCharacter.isISOControl(c) || Text.isNoncharacter(c);
  }

  private static boolean isLone(int c) {
    return c >= 0xD800 && c <= 0xDFFF;
  }

  /** A formatting: marks as bits, and the link. */
  private record Style(int marks, String href) {
    Style and(Style other) {
      return new Style(marks & other.marks, Objects.equals(href, other.href) ? href : null);
    }
  }

  /**
   * Spans being brought into form, sign by sign. White space between two words has the formatting
   * that both words and the space share: Markdown cannot mark a space at a mark's edge.
   */
  private static final class Run {
    private final Breaks breaks;
    private final List<List<Span>> parts = new ArrayList<>();
    private List<Span> part = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Style style;
    private final StringBuilder gap = new StringBuilder();
    private Style gapStyle;
    private int newlines;

    Run(Breaks breaks) {
      this.breaks = breaks;
    }

    void add(Span span) {
      Style now = new Style(Mark.bits(span.marks()), span.href());
      String signs = span.text();
      for (int i = 0, c; i < signs.length(); i += Character.charCount(c)) {
        c = signs.codePointAt(i);
        if (UCharacter.isUWhiteSpace(c)) {
          if (c == '\r' && i + 1 < signs.length() && signs.charAt(i + 1) == '\n') {
            continue;
          }
          space(c, now);
        } else if (!isUnprintable(c)) {
          ink(isLone(c) ? 0xFFFD : c, now);
        }
      }
    }

    private void space(int c, Style now) {
      gapStyle = gapStyle == null ? now : gapStyle.and(now);
      if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029') {
        newlines++;
      } else if (c > 0xA0 - 1) {
        gap.appendCodePoint(c);
      } else if (gap.length() == 0 || gap.charAt(gap.length() - 1) != ' ') {
        gap.append(' ');
      }
    }

    private void ink(int c, Style now) {
      if (gapStyle != null && style != null) {
        if (newlines > 1 && breaks == Breaks.SPLIT) {
          endPart();
        } else {
          Style between = style.and(now).and(gapStyle);
          if (newlines == 0) {
            write(gap, between);
          } else {
            write(breaks == Breaks.SPACE ? " " : "\n", between);
          }
        }
      }
      gap.setLength(0);
      gapStyle = null;
      newlines = 0;
      write(Character.toString(c), now);
    }

    private void write(CharSequence signs, Style now) {
      if (!now.equals(style)) {
        endSpan();
        style = now;
      }
      text.append(signs);
    }

    private void endSpan() {
      if (text.length() > 0) {
        part.add(new Span(Text.nfc(text.toString()), Mark.of(style.marks()), style.href()));
        text.setLength(0);
      }
    }

    private void endPart() {
      endSpan();
      style = null;
      if (!part.stream().allMatch(span -> Text.isBlank(span.text()))) {
        parts.add(part);
      }
      part = new ArrayList<>();
    }

    List<List<Span>> parts() {
      endPart();
      return parts;
    }
  }
}
