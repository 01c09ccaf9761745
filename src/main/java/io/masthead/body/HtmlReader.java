package io.masthead.body;

import io.masthead.body.Block.Cell;
import io.masthead.body.Block.Code;
import io.masthead.body.Block.Divider;
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
import io.masthead.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * Maps HTML, as jsoup's parser (the WHATWG algorithm) sees it, to blocks. Nothing of the markup is
 * carried over: an element either has a block or mark that stands for it, or it is opened and its
 * text kept, or it is dropped with all it holds; the last two are reported.
 */
final class HtmlReader {

  /** Deeper elements become siblings, so that reading can recurse. */
  private static final int MAX_DEPTH = 120;

  /** Elements whose text is not words of the article. */
  private static final Set<String> DROPPED =
      Set.of(
          "applet",
          "area",
          "audio",
          "base",
          "button",
          "canvas",
          "datalist",
          "dialog",
          "embed",
          "frame",
          "frameset",
          "head",
          "iframe",
          "input",
          "link",
          "listing",
          "map",
          "math",
          "meta",
          "meter",
          "noembed",
          "noframes",
          "noscript",
          "object",
          "optgroup",
          "option",
          "output",
          "param",
          "plaintext",
          "portal",
          "progress",
          "script",
          "select",
          "source",
          "style",
          "svg",
          "template",
          "textarea",
          "title",
          "track",
          "video",
          "xmp");

  /** Elements that only group text and can be opened without loss. */
  private static final Set<String> OPENED =
      Set.of(
          "article",
          "body",
          "col",
          "colgroup",
          "div",
          "figcaption",
          "footer",
          "header",
          "hgroup",
          "html",
          "label",
          "li",
          "main",
          "nav",
          "p",
          "picture",
          "search",
          "section",
          "span",
          "tbody",
          "td",
          "th",
          "thead",
          "tr",
          "wbr");

  /** Attributes that say something of any element that holds words. */
  private static final List<String> SAYING = List.of("dir", "hidden", "lang", "title");

  /** Attributes that say something of one element; how a thing looks is not told. */
  private static final Map<String, List<String>> SAYING_OF =
      Map.ofEntries(
          Map.entry("a", List.of("download", "hreflang")),
          Map.entry("blockquote", List.of("cite")),
          Map.entry("del", List.of("cite", "datetime")),
          Map.entry("img", List.of("longdesc", "usemap")),
          Map.entry("ins", List.of("cite", "datetime")),
          Map.entry("li", List.of("value")),
          Map.entry("ol", List.of("reversed", "start", "type")),
          Map.entry("q", List.of("cite")),
          Map.entry("table", List.of("summary")),
          Map.entry("td", List.of("align", "colspan", "rowspan")),
          Map.entry("th", List.of("align", "abbr", "colspan", "rowspan")));

  /** Elements that begin and end a line of their own. */
  private static final Set<String> LINES =
      Set.of(
          "address",
          "article",
          "aside",
          "body",
          "caption",
          "center",
          "dd",
          "details",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "footer",
          "form",
          "header",
          "hgroup",
          "html",
          "legend",
          "li",
          "main",
          "nav",
          "p",
          "search",
          "section",
          "summary",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr");

  private static final Map<String, Mark> MARKS =
      Map.ofEntries(
          Map.entry("b", Mark.STRONG),
          Map.entry("strong", Mark.STRONG),
          Map.entry("i", Mark.EMPHASIS),
          Map.entry("em", Mark.EMPHASIS),
          Map.entry("cite", Mark.EMPHASIS),
          Map.entry("var", Mark.EMPHASIS),
          Map.entry("u", Mark.UNDERLINE),
          Map.entry("ins", Mark.UNDERLINE),
          Map.entry("s", Mark.STRIKE),
          Map.entry("strike", Mark.STRIKE),
          Map.entry("del", Mark.STRIKE),
          Map.entry("code", Mark.CODE),
          Map.entry("kbd", Mark.CODE),
          Map.entry("samp", Mark.CODE),
          Map.entry("tt", Mark.CODE),
          Map.entry("sub", Mark.SUB),
          Map.entry("sup", Mark.SUP));

  private static final Set<String> GALLERY_CLASSES =
      Set.of("gallery", "wp-block-gallery", "blocks-gallery-grid", "kg-gallery-card");
  private static final Set<String> EMBED_CLASSES = Set.of("embed", "wp-block-embed");
  private static final Set<String> POST_CLASSES =
      Set.of(
          "twitter-tweet",
          "twitter-video",
          "instagram-media",
          "tiktok-embed",
          "fb-post",
          "fb-video",
          "telegram-post");
  private static final Set<String> EMOJI_CLASSES = Set.of("emoji", "wp-smiley");

  private static final Pattern LANGUAGE_CLASS = Pattern.compile("(?:language|lang)-(\\S+)");
  private static final Pattern CODE_LANGUAGE = Pattern.compile(Body.CODE_LANGUAGE);
  private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]{0,20}):");
  private static final Pattern WEIGHT = Pattern.compile("font-weight\\s*:\\s*(\\w+)");
  private static final Pattern ITALIC = Pattern.compile("font-style\\s*:\\s*(?:italic|oblique)");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9:_.-]{0,39}");

  private record Style(int marks, String href) {
    static final Style PLAIN = new Style(0, null);

    Style with(Mark mark) {
      return new Style(marks | mark.bit(), href);
    }

    Style without(Mark mark) {
      return new Style(marks & ~mark.bit(), href);
    }

    Style linked(String to) {
      return new Style(marks, to);
    }
  }

  /** Where lines and blocks go: the body, or the block that is being read. */
  private abstract static class Sink {
    private final List<Span> inline = new ArrayList<>();

    final void text(String text, Style style) {
      if (!text.isEmpty()) {
        inline.add(new Span(text, Mark.of(style.marks()), style.href()));
      }
    }

    final void endLine() {
      if (inline.stream().anyMatch(span -> !Text.isBlank(span.text()))) {
        line(List.copyOf(inline));
      }
      inline.clear();
    }

    final void add(Block block) {
      endLine();
      block(block);
    }

    abstract void line(List<Span> spans);

    abstract void block(Block block);
  }

  /** Lines are paragraphs. */
  private static class Flow extends Sink {
    final List<Block> blocks = new ArrayList<>();

    @Override
    void line(List<Span> spans) {
      blocks.add(new Paragraph(spans));
    }

    @Override
    void block(Block block) {
      blocks.add(block);
    }
  }

  /** Lines are paragraphs of a quote, which any other block parts in two. */
  private static final class QuoteFlow extends Flow {
    private final List<Passage> passages = new ArrayList<>();

    @Override
    void line(List<Span> spans) {
      passages.add(new Passage(spans));
    }

    @Override
    void block(Block block) {
      if (block instanceof Quote quote) {
        passages.addAll(quote.paragraphs());
        if (quote.cite() != null) {
          passages.add(new Passage(List.of(Span.of(quote.cite()))));
        }
      } else {
        close(null);
        blocks.add(block);
      }
    }

    void close(String cite) {
      if (!passages.isEmpty() || cite != null) {
        blocks.add(new Quote(List.copyOf(passages), cite));
        passages.clear();
      }
    }
  }

  /** Lines are lines of one text; other blocks wait until that text's block is done. */
  private static final class Lines extends Sink {
    final List<Span> content = new ArrayList<>();
    final List<Block> moved = new ArrayList<>();

    @Override
    void line(List<Span> spans) {
      if (!content.isEmpty()) {
        content.add(Span.of("\n"));
      }
      content.addAll(spans);
    }

    @Override
    void block(Block block) {
      if (block instanceof Quote quote) {
        quote.paragraphs().forEach(passage -> line(passage.content()));
      } else if (block instanceof Heading heading) {
        line(heading.content());
      } else {
        moved.add(block);
      }
    }
  }

  private final boolean titleIsCaption;
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

  private HtmlReader(boolean titleIsCaption) {
    this.titleIsCaption = titleIsCaption;
  }

  static Parsed read(String html) {
    return new HtmlReader(false).parse(html);
  }

  /** HTML that a Markdown renderer wrote: an image's title is the caption its writer gave. */
  static Parsed readRendered(String html) {
    return new HtmlReader(true).parse(html);
  }

  private Parsed parse(String html) {
    Parser parser = Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    Document document = Document.createShell("");
    for (Node node : List.copyOf(parser.parseFragmentInput(html, document.body(), ""))) {
      document.body().appendChild(node);
    }
    countAttributes(document.body());
    Flow flow = new Flow();
    children(document.body(), Style.PLAIN, flow);
    flow.endLine();
    return new Parsed(Body.of(flow.blocks), warnings());
  }

  /** What is dropped whole, or replaced by an embed, is told as that. */
  private void countAttributes(Element body) {
    NodeTraversor.filter(
        (node, depth) -> {
          if (node instanceof Element element) {
            if (DROPPED.contains(element.normalName()) || isEmbedded(element)) {
              return NodeFilter.FilterResult.SKIP_ENTIRELY;
            }
            countAttributesOf(element);
          }
          return NodeFilter.FilterResult.CONTINUE;
        },
        body);
  }

  private void countAttributesOf(Element element) {
    String name = element.normalName();
    for (String attribute : SAYING) {
      boolean isCaption = titleIsCaption && name.equals("img") && attribute.equals("title");
      if (!isCaption && says(element, attribute)) {
        count("dropped_attribute", name + " " + attribute);
      }
    }
    for (String attribute : SAYING_OF.getOrDefault(name, List.of())) {
      if (says(element, attribute)) {
        count("dropped_attribute", name + " " + attribute);
      }
    }
    for (String size : name.equals("img") ? List.of("height", "width") : List.<String>of()) {
      if (!element.attr(size).isBlank() && number(element.attr(size)).isEmpty()) {
        count("dropped_attribute", "img " + size);
      }
    }
  }

  /** An attribute that says what is so without it says nothing. */
  private static boolean says(Element element, String attribute) {
    if (!element.hasAttr(attribute)) {
      return false;
    }
    String value = element.attr(attribute).strip();
    return switch (attribute) {
      case "hidden", "reversed", "download" -> true;
      case "start", "type", "colspan", "rowspan" -> !value.isEmpty() && !value.equals("1");
      case "align" -> !value.isEmpty() && !value.equalsIgnoreCase("left");
      default -> !value.isEmpty();
    };
  }

  private static boolean isEmbedded(Element element) {
    return hasClass(element, POST_CLASSES) && post(element).isPresent();
  }

  private void children(Node parent, Style style, Sink sink) {
    for (Node child : parent.childNodes()) {
      if (child instanceof TextNode text) {
        sink.text(text.getWholeText().replace('\n', ' ').replace('\r', ' '), style);
      } else if (child instanceof Element element) {
        element(element, style, sink);
      }
    }
  }

  private void element(Element element, Style style, Sink sink) {
    String name = element.normalName();
    switch (name) {
      case "br" -> sink.text("\n", style);
      case "wbr" -> {
        // only a hint where a line may break
      }
      case "hr" -> {
        countMoved(name, sink);
        sink.add(new Divider());
      }
      case "img" -> image(element, style, sink);
      case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, style, sink);
      case "ul", "ol", "menu", "dir" -> listOrGallery(element, style, sink);
      case "blockquote" -> quote(element, style, sink);
      case "pre" -> code(element, sink);
      case "table" -> table(element, style, sink);
      case "figure" -> figure(element, style, sink);
      case "oembed", "o-embed" -> embedOrDrop(element, element.attr("url"), sink);
      case "iframe" -> embedOrDrop(element, element.attr("src"), sink);
      case "a" -> children(element, link(element, style), sink);
      case "q" -> {
        sink.text("“", style);
        children(element, style, sink);
        sink.text("”", style);
      }
      case "script" -> script(element, sink);
      case "div" -> division(element, style, sink);
      default -> other(name, element, style, sink);
    }
  }

  private void other(String name, Element element, Style style, Sink sink) {
    if (name.equals("source") && element.parent() != null) {
      return; // another form of the picture beside it
    }
    if (DROPPED.contains(name)) {
      count("dropped_element", name);
      return;
    }
    Mark mark = MARKS.get(name);
    if (mark == null && !OPENED.contains(name)) {
      count("unwrapped_element", NAME.matcher(name).matches() ? name : "unknown");
    }
    boolean line = LINES.contains(name);
    if (line) {
      sink.endLine();
    }
    children(element, styled(element, mark == null ? style : style.with(mark)), sink);
    if (line) {
      sink.endLine();
    }
  }

  /** Word processors set marks by style, and wrap whole texts in a b that is not bold. */
  private static Style styled(Element element, Style style) {
    String css = element.attr("style").toLowerCase(Locale.ROOT);
    if (css.isEmpty()) {
      return style;
    }
    Style now = style;
    Matcher weight = WEIGHT.matcher(css);
    if (weight.find()) {
      String value = weight.group(1);
      if (value.equals("bold") || value.matches("[6-9]00")) {
        now = now.with(Mark.STRONG);
      } else if (value.equals("normal") || value.matches("[1-5]00")) {
        now = now.without(Mark.STRONG);
      }
    }
    return ITALIC.matcher(css).find() ? now.with(Mark.EMPHASIS) : now;
  }

  private Style link(Element anchor, Style style) {
    String raw = anchor.attr("href");
    if (raw.isBlank()) {
      return style;
    }
    Optional<String> href = Href.link(raw);
    if (href.isEmpty()) {
      count("dropped_link", scheme(raw));
      return style;
    }
    return style.linked(href.get());
  }

  private static String scheme(String address) {
    Matcher scheme = SCHEME.matcher(Href.clean(address));
    if (!scheme.find()) {
      return "relative address";
    }
    String name = scheme.group(1).toLowerCase(Locale.ROOT);
    return Set.of("http", "https", "mailto", "tel").contains(name)
        ? "malformed " + name + " address"
        : name + " address";
  }

  /** What cannot stand in a line comes after the block that the line is of. */
  private void countMoved(String name, Sink sink) {
    if (sink instanceof Lines) {
      count("moved_element", name);
    }
  }

  /** What can stand in a line by its words alone. */
  private void countUnwrapped(String name, Sink sink) {
    if (sink instanceof Lines) {
      count("unwrapped_element", name);
    }
  }

  private void heading(Element element, Style style, Sink sink) {
    int level = element.normalName().charAt(1) - '0';
    countUnwrapped(element.normalName(), sink);
    if (level < Block.MIN_LEVEL || level > Block.MAX_LEVEL) {
      count("changed_heading", element.normalName());
    }
    Lines lines = new Lines();
    children(element, style, lines);
    lines.endLine();
    sink.add(
        new Heading(Math.max(Block.MIN_LEVEL, Math.min(Block.MAX_LEVEL, level)), lines.content));
    lines.moved.forEach(sink::add);
  }

  private void listOrGallery(Element element, Style style, Sink sink) {
    if (hasClass(element, GALLERY_CLASSES)) {
      gallery(element, style, sink);
      return;
    }
    List<Block> moved = new ArrayList<>();
    List<Item> items = items(element, style, 1, moved);
    if (sink instanceof Lines) {
      // a list inside a cell or heading: its entries are lines there
      count("unwrapped_element", element.normalName());
      flatten(items, sink);
    } else if (!items.isEmpty()) {
      sink.add(new Listing(isOrdered(element), items));
    }
    moved(moved, sink);
  }

  private static void flatten(List<Item> items, Sink sink) {
    for (Item item : items) {
      sink.endLine();
      if (!item.content().isEmpty()) {
        sink.line(item.content());
      }
      if (item.list() != null) {
        flatten(item.list().items(), sink);
      }
    }
  }

  private List<Item> items(Element list, Style style, int depth, List<Block> moved) {
    if (depth == Body.MAX_LIST_DEPTH + 1) {
      count("flattened_list", "deeper than " + Body.MAX_LIST_DEPTH);
    }
    List<Item> items = new ArrayList<>();
    Lines stray = new Lines();
    for (Node child : list.childNodes()) {
      if (child instanceof Element element && isList(element)) {
        stray = endStray(stray, items, moved);
        // a list straight in a list belongs to the entry before it
        List<Item> below = items(element, style, depth + 1, moved);
        Item last = items.isEmpty() ? new Item(List.of(), null) : items.remove(items.size() - 1);
        if (last.list() != null) {
          countJoined(last.list().ordered(), element);
        }
        items.add(with(last, isOrdered(element), below));
      } else if (child instanceof Element element && element.normalName().equals("li")) {
        stray = endStray(stray, items, moved);
        items.add(item(element, style, depth, moved));
      } else if (child instanceof Element element) {
        element(element, style, stray);
      } else if (child instanceof TextNode text) {
        stray.text(text.getWholeText().replace('\n', ' '), style);
      }
    }
    endStray(stray, items, moved);
    return items;
  }

  private static Lines endStray(Lines stray, List<Item> items, List<Block> moved) {
    stray.endLine();
    if (!stray.content.isEmpty()) {
      items.add(new Item(stray.content, null));
    }
    moved.addAll(stray.moved);
    return new Lines();
  }

  private Item item(Element li, Style style, int depth, List<Block> moved) {
    Lines lines = new Lines();
    List<Item> below = new ArrayList<>();
    boolean[] ordered = new boolean[1];
    itemChildren(li, style, depth, lines, below, ordered, moved);
    lines.endLine();
    moved.addAll(lines.moved);
    return with(new Item(lines.content, null), ordered[0], below);
  }

  /** The entry's own words go to its lines, the lists among them become the one below it. */
  private void itemChildren(
      Element parent,
      Style style,
      int depth,
      Lines lines,
      List<Item> below,
      boolean[] ordered,
      List<Block> moved) {
    for (Node child : parent.childNodes()) {
      if (child instanceof Element element && isList(element)) {
        lines.endLine();
        if (below.isEmpty()) {
          ordered[0] = isOrdered(element);
        } else {
          countJoined(ordered[0], element);
        }
        below.addAll(items(element, style, depth + 1, moved));
      } else if (child instanceof Element element
          && LINES.contains(element.normalName())
          && element.selectFirst("ul, ol") != null) {
        lines.endLine();
        itemChildren(element, style, depth, lines, below, ordered, moved);
        lines.endLine();
      } else if (child instanceof Element element) {
        element(element, style, lines);
      } else if (child instanceof TextNode text) {
        lines.text(text.getWholeText().replace('\n', ' '), style);
      }
    }
  }

  /** An entry has one list below it; a further one of the other kind loses what it was. */
  private void countJoined(boolean ordered, Element list) {
    if (ordered != isOrdered(list)) {
      count("unwrapped_element", list.normalName());
    }
  }

  private static Item with(Item item, boolean ordered, List<Item> below) {
    if (below.isEmpty()) {
      return item;
    }
    if (item.list() == null) {
      return new Item(item.content(), new Listing(ordered, below));
    }
    List<Item> all = new ArrayList<>(item.list().items());
    all.addAll(below);
    return new Item(item.content(), new Listing(item.list().ordered(), all));
  }

  private static boolean isList(Element element) {
    return Set.of("ul", "ol", "menu", "dir").contains(element.normalName());
  }

  private static boolean isOrdered(Element element) {
    return element.normalName().equals("ol");
  }

  private void quote(Element element, Style style, Sink sink) {
    if (hasClass(element, POST_CLASSES)) {
      Optional<Embed> post = post(element);
      if (post.isPresent()) {
        sink.add(post.get());
        return;
      }
    }
    countUnwrapped("blockquote", sink);
    QuoteFlow flow = new QuoteFlow();
    String cite = null;
    for (Node child : element.childNodes()) {
      if (child instanceof Element part && isSource(part) && cite == null) {
        cite = cut(plain(part, e -> false), Body.MAX_CREDIT, "cite");
        flow.endLine();
      } else if (child instanceof Element part) {
        element(part, style, flow);
      } else if (child instanceof TextNode text) {
        flow.text(text.getWholeText().replace('\n', ' '), style);
      }
    }
    flow.endLine();
    flow.close(cite);
    flow.blocks.forEach(sink::add);
  }

  private static boolean isSource(Element element) {
    return element.normalName().equals("footer")
        || (element.normalName().equals("cite") && element.nextElementSibling() == null);
  }

  private void code(Element pre, Sink sink) {
    countMoved("pre", sink);
    Element inner = pre.selectFirst("code");
    String language =
        language(pre).or(() -> inner == null ? Optional.empty() : language(inner)).orElse(null);
    StringBuilder text = new StringBuilder();
    NodeTraversor.filter(
        (node, depth) -> {
          if (node instanceof TextNode words) {
            text.append(words.getWholeText());
          } else if (node instanceof Element element) {
            if (element.normalName().equals("br")) {
              text.append('\n');
            } else if (DROPPED.contains(element.normalName())) {
              count("dropped_element", element.normalName());
              return NodeFilter.FilterResult.SKIP_ENTIRELY;
            } else if (element != pre && element != inner) {
              countPlain(element);
            }
          }
          return NodeFilter.FilterResult.CONTINUE;
        },
        pre);
    sink.add(new Code(language, text.toString()));
  }

  private static Optional<String> language(Element element) {
    for (String name : element.classNames()) {
      Matcher matcher = LANGUAGE_CLASS.matcher(name);
      if (matcher.matches() && CODE_LANGUAGE.matcher(matcher.group(1)).matches()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  private void table(Element table, Style style, Sink sink) {
    sink.endLine();
    List<Row> rows = new ArrayList<>();
    List<Block> moved = new ArrayList<>();
    boolean header = false;
    int dropped = 0;
    for (Element part : table.children()) {
      if (part.normalName().equals("caption")) {
        element(part, style, sink);
        continue;
      }
      if (part.normalName().equals("tfoot")) {
        count("unwrapped_element", "tfoot");
      }
      List<Element> lines = part.normalName().equals("tr") ? List.of(part) : part.children();
      for (Element tr : lines) {
        if (!tr.normalName().equals("tr")) {
          continue;
        }
        if (rows.size() == Body.MAX_ROWS) {
          dropped++;
          continue;
        }
        if (rows.isEmpty()) {
          header =
              part.normalName().equals("thead")
                  || tr.children().stream().noneMatch(cell -> cell.normalName().equals("td"));
        } else if (part.normalName().equals("thead")) {
          count("unwrapped_element", "thead");
        }
        if (!rows.isEmpty() || !header) {
          tr.children().stream()
              .filter(cell -> cell.normalName().equals("th"))
              .forEach(cell -> count("unwrapped_element", "th"));
        }
        row(tr, style, moved).ifPresent(rows::add);
      }
    }
    if (dropped > 0) {
      count("cut_table", dropped + " rows");
    }
    if (!rows.isEmpty()) {
      countMoved("table", sink);
      sink.add(new Table(header, rows));
    }
    moved(moved, sink);
  }

  private Optional<Row> row(Element tr, Style style, List<Block> moved) {
    List<Cell> cells = new ArrayList<>();
    for (Element element : tr.children()) {
      if (!Set.of("td", "th").contains(element.normalName())) {
        continue;
      }
      Lines lines = new Lines();
      children(element, style, lines);
      lines.endLine();
      moved.addAll(lines.moved);
      if (cells.size() == Body.MAX_COLUMNS) {
        count("cut_table", "column");
        continue;
      }
      cells.add(new Cell(lines.content));
      int span = number(element.attr("colspan")).orElse(1);
      while (--span > 0 && cells.size() < Body.MAX_COLUMNS) {
        cells.add(new Cell(List.of()));
      }
    }
    return cells.isEmpty() ? Optional.empty() : Optional.of(new Row(cells));
  }

  private void figure(Element figure, Style style, Sink sink) {
    sink.endLine();
    Element caption = figure.selectFirst("> figcaption");
    if (hasClass(figure, EMBED_CLASSES)) {
      Optional<Embed> embed = Provider.embed(words(figure, e -> e == caption));
      if (embed.isPresent()) {
        sink.add(embed.get());
        captionBelow(caption, style, sink);
        return;
      }
    }
    Flow flow = new Flow();
    for (Node child : figure.childNodes()) {
      if (child instanceof Element element && element != caption) {
        element(element, style, flow);
      } else if (child instanceof TextNode text) {
        flow.text(text.getWholeText().replace('\n', ' '), style);
      }
    }
    flow.endLine();
    List<Block> blocks = flow.blocks;
    boolean pictures = !blocks.isEmpty() && blocks.stream().allMatch(Image.class::isInstance);
    if (pictures && blocks.size() == 1 && !hasClass(figure, GALLERY_CLASSES)) {
      sink.add(captioned((Image) blocks.get(0), caption));
      return;
    }
    if (pictures) {
      sink.add(new Gallery(blocks.stream().map(Image.class::cast).toList()));
    } else if (caption != null && blocks.size() == 1 && blocks.get(0) instanceof Quote quote) {
      String words =
          quote.cite() == null ? cut(plain(caption, e -> false), Body.MAX_CREDIT, "cite") : null;
      if (words != null) {
        sink.add(new Quote(quote.paragraphs(), words));
        return;
      }
      sink.add(quote);
    } else {
      blocks.forEach(sink::add);
    }
    captionBelow(caption, style, sink);
  }

  private void captionBelow(Element caption, Style style, Sink sink) {
    if (caption != null) {
      count("unwrapped_element", "figcaption");
      element(caption, style, sink);
    }
  }

  private Image captioned(Image image, Element caption) {
    if (caption == null) {
      return image;
    }
    Predicate<Element> isCredit =
        part -> part.normalName().equals("small") || hasClass(part, Set.of("credit"));
    StringBuilder credit = new StringBuilder();
    for (Element part : caption.getAllElements()) {
      boolean outermost = part.parents().stream().takeWhile(p -> p != caption).noneMatch(isCredit);
      if (part != caption && isCredit.test(part) && outermost) {
        credit.append(Objects.toString(plain(part, e -> false), "")).append(' ');
      }
    }
    String text = plain(caption, part -> part != caption && isCredit.test(part));
    return new Image(
        image.url(),
        image.alt(),
        text == null ? image.caption() : cut(text, Body.MAX_CAPTION, "caption"),
        cut(credit.toString(), Body.MAX_CREDIT, "credit"),
        image.width(),
        image.height());
  }

  private void division(Element element, Style style, Sink sink) {
    if (hasClass(element, GALLERY_CLASSES)) {
      gallery(element, style, sink);
      return;
    }
    if (hasClass(element, POST_CLASSES)) {
      Optional<Embed> post = post(element);
      if (post.isPresent()) {
        sink.add(post.get());
        return;
      }
    }
    other("div", element, style, sink);
  }

  private void gallery(Element element, Style style, Sink sink) {
    Flow flow = new Flow();
    children(element, style, flow);
    flow.endLine();
    boolean pictures =
        !flow.blocks.isEmpty() && flow.blocks.stream().allMatch(Image.class::isInstance);
    if (pictures) {
      sink.add(new Gallery(flow.blocks.stream().map(Image.class::cast).toList()));
    } else {
      if (!flow.blocks.isEmpty()) {
        count("unwrapped_element", "gallery");
      }
      sink.endLine();
      flow.blocks.forEach(sink::add);
    }
  }

  private void image(Element img, Style style, Sink sink) {
    String alt = cut(img.attr("alt"), Body.MAX_ALT, "alt");
    if (hasClass(img, EMOJI_CLASSES) && alt != null) {
      sink.text(alt, style);
      return;
    }
    Optional<String> url = Href.web(img.attr("src")).or(() -> Href.web(img.attr("data-src")));
    if (url.isEmpty()) {
      count("dropped_image", img.attr("src").isBlank() ? "no address" : scheme(img.attr("src")));
      return;
    }
    String title = titleIsCaption ? cut(img.attr("title"), Body.MAX_CAPTION, "caption") : null;
    countMoved("img", sink);
    sink.add(
        new Image(
            url.get(),
            alt,
            title,
            null,
            number(img.attr("width")).orElse(null),
            number(img.attr("height")).orElse(null)));
  }

  private void embedOrDrop(Element element, String address, Sink sink) {
    Optional<Embed> embed = Provider.embed(address);
    if (embed.isPresent()) {
      countMoved(element.normalName(), sink);
      sink.add(embed.get());
    } else {
      count("dropped_element", element.normalName());
    }
  }

  private void script(Element script, Sink sink) {
    Optional<Embed> post =
        script.hasAttr("data-telegram-post")
            ? Provider.embed("https://t.me/" + script.attr("data-telegram-post"))
            : Optional.empty();
    if (post.isPresent()) {
      sink.add(post.get());
    } else {
      count("dropped_element", "script");
    }
  }

  /** The address of a post that a site's own embed code wraps in a quote. */
  private static Optional<Embed> post(Element element) {
    List<String> addresses = new ArrayList<>();
    for (String name : List.of("cite", "data-instgrm-permalink", "data-href")) {
      addresses.add(element.attr(name));
    }
    // the link to the post itself is the last one; those before it are in its words
    List<Element> links = element.select("a[href]");
    for (int i = links.size() - 1; i >= 0; i--) {
      addresses.add(links.get(i).attr("href"));
    }
    return addresses.stream().map(Provider::embed).flatMap(Optional::stream).findFirst();
  }

  private static void moved(List<Block> moved, Sink sink) {
    moved.forEach(sink::add);
  }

  private static Optional<Integer> number(String text) {
    String digits = text.strip();
    if (!digits.matches("\\d{1,6}(?:px)?")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(digits.replace("px", ""));
    return number >= 1 && number <= Body.MAX_SIZE ? Optional.of(number) : Optional.empty();
  }

  private static boolean hasClass(Element element, Set<String> names) {
    return element.hasAttr("class") && element.classNames().stream().anyMatch(names::contains);
  }

  /** The words of an element on one line, or null. */
  private static String words(Element element, Predicate<Element> without) {
    StringBuilder words = new StringBuilder();
    NodeTraversor.filter(
        (node, depth) -> {
          if (node instanceof TextNode text) {
            words.append(text.getWholeText());
          } else if (node instanceof Element part) {
            if (DROPPED.contains(part.normalName()) || without.test(part)) {
              return NodeFilter.FilterResult.SKIP_ENTIRELY;
            }
            if (part.isBlock() || part.normalName().equals("br")) {
              words.append(' ');
            }
          }
          return NodeFilter.FilterResult.CONTINUE;
        },
        element);
    return NormalForm.line(words.toString());
  }

  /** The words of an element that stays as words alone, on one line, or null; counts the rest. */
  private String plain(Element element, Predicate<Element> without) {
    NodeTraversor.filter(
        (node, depth) -> {
          if (node instanceof Element part && part != element) {
            if (without.test(part)) {
              return NodeFilter.FilterResult.SKIP_ENTIRELY;
            }
            if (DROPPED.contains(part.normalName())) {
              count("dropped_element", part.normalName());
              return NodeFilter.FilterResult.SKIP_ENTIRELY;
            }
            countPlain(part);
          }
          return NodeFilter.FilterResult.CONTINUE;
        },
        element);
    return words(element, without);
  }

  private void countPlain(Element part) {
    String name = part.normalName();
    if (name.equals("img")) {
      count("dropped_image", "in a text without images");
    } else if (name.equals("a")) {
      if (!part.attr("href").isBlank()) {
        count("dropped_link", "in a text without links");
      }
    } else if (!OPENED.contains(name) && !name.equals("br")) {
      count("unwrapped_element", NAME.matcher(name).matches() ? name : "unknown");
    }
  }

  private String cut(String text, int max, String what) {
    String line = NormalForm.line(text);
    if (Text.length(line) <= max) {
      return line;
    }
    count("cut_text", what);
    return Text.excerpt(line, max);
  }

  private void count(String code, String what) {
    counts.computeIfAbsent(code, c -> new TreeMap<>()).merge(what, 1, Integer::sum);
  }

  private List<Warning> warnings() {
    List<Warning> warnings = new ArrayList<>();
    counts.forEach(
        (code, things) ->
            things.forEach(
                (what, times) -> warnings.add(new Warning(code, what + " (" + times + "×)"))));
    return warnings;
  }
}
