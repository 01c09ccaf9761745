package io.masthead.comment;

import io.masthead.text.WebAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * A guest's text as HTML. Of Markdown only paragraphs, line breaks, emphasis, quotes, lists, code
 * and links are understood; all else, HTML before all, is shown as it was typed. Every tag is
 * written here and nothing of the guest's gets between angle brackets except an address that was
 * checked. It is written as a browser writes it, so that no sanitiser has anything to change.
 *
 * <p>The tree is walked without recursion, since a guest may nest as deep as the text is long.
 */
final class CommentHtml {

  /** Quotes and lists in one another; deeper ones are read as if they were not there. */
  private static final int MAX_NESTED = 5;

  private static final String REL = "nofollow ugc noopener";
  private static final Pattern MAILTO =
      Pattern.compile("mailto:[A-Za-z0-9.!#$%*+/=?^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}");

  private static final Parser PARSER =
      Parser.builder()
          .enabledBlockTypes(Set.of(BlockQuote.class, FencedCodeBlock.class, ListBlock.class))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .build();
  private static final LinkExtractor BARE_LINKS =
      LinkExtractor.builder().linkTypes(Set.of(LinkType.URL)).build();

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}[.)]");

  private final String source;
  private final StringBuilder out = new StringBuilder();

  /** Quotes and lists that are open without a tag. */
  private final Set<Node> bare = new HashSet<>();

  private int links;
  private int nested;
  private String number;
  private Node link;
  private Node image;
  private Node emphasis;
  private Node strong;

  /** The HTML, and how many links are in it. */
  record Rendered(String html, int links) {}

  private CommentHtml(String source) {
    this.source = source;
  }

  static Rendered of(String text) {
    CommentHtml html = new CommentHtml(text);
    html.walk(PARSER.parse(text));
    return new Rendered(html.out.toString(), html.links);
  }

  private void walk(Node root) {
    Deque<Node> open = new ArrayDeque<>();
    Node node = root;
    while (node != null || !open.isEmpty()) {
      if (node == null) {
        Node done = open.pop();
        close(done);
        node = done == root ? null : done.getNext();
      } else {
        open(node);
        open.push(node);
        node = node.getFirstChild();
      }
    }
  }

  private void open(Node node) {
    if (node instanceof Paragraph paragraph) {
      openParagraph(paragraph);
    } else if (node instanceof BlockQuote) {
      openBlock(node, "blockquote", true);
    } else if (node instanceof OrderedList list) {
      openBlock(list, "ol", list.getMarkerStartNumber() == 1);
    } else if (node instanceof ListBlock) {
      openBlock(node, "ul", true);
    } else if (node instanceof ListItem item) {
      openItem(item);
    } else if (node instanceof FencedCodeBlock code) {
      out.append("<pre><code>");
      escape(code.getLiteral());
      out.append("</code></pre>");
    } else if (node instanceof Code code) {
      out.append("<code>");
      escape(code.getLiteral());
      out.append("</code>");
    } else if (node instanceof Emphasis && emphasis == null) {
      emphasis = node;
      out.append("<em>");
    } else if (node instanceof StrongEmphasis && strong == null) {
      strong = node;
      out.append("<strong>");
    } else if (node instanceof Link target) {
      openLink(target);
    } else if (node instanceof Image && image == null) {
      image = node;
    } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
      out.append("<br>");
    } else if (node instanceof Text text) {
      text(text.getLiteral());
    } else if (node instanceof HtmlInline html) {
      escape(html.getLiteral());
    } else if (node instanceof LinkReferenceDefinition definition) {
      definition(definition);
    }
  }

  private void close(Node node) {
    if (node instanceof Paragraph paragraph) {
      if (!isTight(paragraph)) {
        out.append("</p>");
      }
    } else if (node instanceof BlockQuote) {
      closeBlock(node, "blockquote");
    } else if (node instanceof OrderedList) {
      closeBlock(node, "ol");
    } else if (node instanceof ListBlock) {
      closeBlock(node, "ul");
    } else if (node instanceof ListItem) {
      if (!bare.contains(node.getParent())) {
        out.append("</li>");
      }
    } else if (node == emphasis) {
      emphasis = null;
      out.append("</em>");
    } else if (node == strong) {
      strong = null;
      out.append("</strong>");
    } else if (node == link) {
      link = null;
      out.append("</a>");
    } else if (node == image) {
      image = null;
    }
  }

  private void openBlock(Node block, String tag, boolean tagged) {
    if (tagged && nested < MAX_NESTED) {
      nested++;
      out.append('<').append(tag).append('>');
    } else {
      bare.add(block);
    }
  }

  private void closeBlock(Node block, String tag) {
    if (!bare.remove(block)) {
      nested--;
      out.append("</").append(tag).append('>');
    }
  }

  /** A list that begins with a year, say, is not renumbered: its numbers stay what was written. */
  private void openItem(ListItem item) {
    if (!bare.contains(item.getParent())) {
      out.append("<li>");
    } else if (item.getParent() instanceof OrderedList) {
      number = numberOf(item);
      if (!(item.getFirstChild() instanceof Paragraph)) {
        out.append("<p>").append(number).append("</p>");
        number = null;
      }
    }
  }

  private String numberOf(ListItem item) {
    Matcher found = NUMBER.matcher(source);
    return found.find(item.getSourceSpans().get(0).getInputIndex()) ? found.group() : "";
  }

  private void openParagraph(Paragraph paragraph) {
    if (!isTight(paragraph)) {
      out.append("<p>");
    }
    if (number != null) {
      out.append(number).append(' ');
      number = null;
    }
  }

  /** In a list without empty lines the items' texts are no paragraphs. */
  private boolean isTight(Paragraph paragraph) {
    return paragraph.getParent() instanceof ListItem
        && paragraph.getParent().getParent() instanceof ListBlock list
        && list.isTight()
        && !bare.contains(list);
  }

  private void openLink(Link target) {
    String address = target.getDestination();
    if (link == null && image == null && isAllowed(address)) {
      link = target;
      openLink(address);
    }
  }

  private void openLink(String address) {
    links++;
    out.append("<a href=\"");
    escape(address);
    out.append("\" rel=\"").append(REL).append("\">");
  }

  /** Addresses in running text become links, except inside one. */
  private void text(String text) {
    if (link != null || image != null) {
      escape(text);
      return;
    }
    int from = 0;
    for (LinkSpan span : BARE_LINKS.extractLinks(text)) {
      String address = text.substring(span.getBeginIndex(), span.getEndIndex());
      if (isAllowed(address)) {
        escape(text.substring(from, span.getBeginIndex()));
        openLink(address);
        escape(address);
        out.append("</a>");
        from = span.getEndIndex();
      }
    }
    escape(text.substring(from));
  }

  /** Markdown would swallow it; a guest wrote it to be read. */
  private void definition(LinkReferenceDefinition definition) {
    out.append("<p>[");
    escape(definition.getLabel());
    out.append("]: ");
    text(definition.getDestination());
    if (definition.getTitle() != null) {
      out.append(' ');
      escape(definition.getTitle());
    }
    out.append("</p>");
  }

  /** What cannot be seen in an address can only mislead. */
  private static boolean isAllowed(String address) {
    if (address.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT)) {
      return false;
    }
    String lower = address.toLowerCase(Locale.ROOT);
    return lower.startsWith("mailto:")
        ? MAILTO.matcher(address).matches()
        : WebAddress.isValid(address);
  }

  /** Controls, which an entity can smuggle in, and what is no character are shown as unknown. */
  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\u00a0' -> out.append("&nbsp;");
        case '\r' -> out.append('\n');
        case '\n', '\t' -> out.append(c);
        default ->
            out.append(
                Character.isISOControl(c) || io.masthead.text.Text.isNoncharacter(c)
                    ? '\uFFFD'
                    : c);
      }
    }
  }
}
