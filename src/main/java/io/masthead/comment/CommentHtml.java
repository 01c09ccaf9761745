package io.masthead.comment;

import io.masthead.text.WebAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
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
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * A guest's text as HTML. Of Markdown only paragraphs, line breaks, emphasis, quotes, code and
 * links are understood; all else, HTML before all, is shown as it was typed. Every tag is written
 * here and nothing of the guest's gets between angle brackets except an address that was checked.
 *
 * <p>The tree is walked without recursion, since a guest may nest as deep as the text is long.
 */
final class CommentHtml {

  private static final int MAX_QUOTES = 5;
  private static final String REL = "nofollow ugc noopener";
  private static final Pattern MAILTO =
      Pattern.compile("mailto:[A-Za-z0-9.!#$%*+/=?^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}");

  private static final Parser PARSER =
      Parser.builder().enabledBlockTypes(Set.of(BlockQuote.class, FencedCodeBlock.class)).build();
  private static final LinkExtractor BARE_LINKS =
      LinkExtractor.builder().linkTypes(Set.of(LinkType.URL)).build();

  private final StringBuilder out = new StringBuilder();
  private int links;
  private int quotes;
  private Node link;
  private Node image;
  private Node emphasis;
  private Node strong;

  /** The HTML, and how many links are in it. */
  record Rendered(String html, int links) {}

  private CommentHtml() {}

  static Rendered of(String text) {
    CommentHtml html = new CommentHtml();
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
    if (node instanceof Paragraph) {
      out.append("<p>");
    } else if (node instanceof BlockQuote) {
      if (++quotes <= MAX_QUOTES) {
        out.append("<blockquote>");
      }
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
    if (node instanceof Paragraph) {
      out.append("</p>");
    } else if (node instanceof BlockQuote) {
      if (quotes-- <= MAX_QUOTES) {
        out.append("</blockquote>");
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

  private static boolean isAllowed(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    return lower.startsWith("mailto:")
        ? MAILTO.matcher(address).matches()
        : WebAddress.isValid(address);
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
