package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentHtmlTest {

  private static final Set<String> TAGS =
      Set.of("p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plain|<p>plain</p>",
        "*a* and **b**|<p><em>a</em> and <strong>b</strong></p>",
        "`x < y`|<p><code>x &lt; y</code></p>",
        "> said|<blockquote><p>said</p></blockquote>",
        "plain <b>bold</b> text & more|<p>plain &lt;b&gt;bold&lt;/b&gt; text &amp; more</p>",
        "![alt](https://x.example/a.png)|<p>alt</p>",
        "# no heading|<p># no heading</p>",
        "-no list|<p>-no list</p>",
        "1.no list|<p>1.no list</p>",
        "\u00a0a|<p>&nbsp;a</p>",
        "&lt;script&gt;|<p>&lt;script&gt;</p>",
        "<script>alert(1)</script>|<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
      })
  void understands_a_little_markdown_and_no_html(String text, String html) {
    assertEquals(html, CommentHtml.of(text).html());
  }

  @Test
  void what_an_entity_smuggles_in_is_unknown() {
    assertEquals("<p>\n\ufffd\ufffd\ufffda</p>", CommentHtml.of("&#13;&#27;&#xfffe;&#0;a").html());
  }

  @Test
  void quotation_marks_stay_as_they_are() {
    assertEquals("<p>\"a\" 'b'</p>", CommentHtml.of("\"a\" 'b'").html());
  }

  @Test
  void keeps_paragraphs_and_line_breaks() {
    assertEquals("<p>a<br>b</p><p>c</p>", CommentHtml.of("a\nb\n\nc").html());
    assertEquals("<pre><code>a &lt; b\n</code></pre>", CommentHtml.of("```\na < b\n```").html());
    assertEquals("<p>    indented</p>".replace("    ", ""), CommentHtml.of("    indented").html());
  }

  @Test
  void understands_lists() {
    assertEquals("<ul><li>a</li><li>b</li></ul>", CommentHtml.of("- a\n- b").html());
    assertEquals(
        "<ul><li><p>a</p></li><li><p>b</p></li></ul>", CommentHtml.of("* a\n\n* b").html());
    assertEquals(
        "<p>so:</p><ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
        CommentHtml.of("so:\n1. a\n   - b\n2. c").html());
    assertEquals(
        "<ul><li><blockquote><p>said</p></blockquote></li></ul>",
        CommentHtml.of("- > said").html());
    assertEquals("<ul><li></li></ul>", CommentHtml.of("-").html());
  }

  @Test
  void a_year_at_the_begin_of_a_line_stays() {
    assertEquals(
        "<p>1986. A good year</p><p>1990) And that</p>",
        CommentHtml.of("1986. A good year\n\n1990) And that").html());
    assertEquals("<p>7. a</p><p>9. b</p><p>c</p>", CommentHtml.of(" 7. a\n 9. b\n\n    c").html());
    assertEquals("<p>7.</p><blockquote><p>a</p></blockquote>", CommentHtml.of("7. > a").html());
  }

  @Test
  void lists_nest_no_deeper_than_is_readable() {
    assertEquals(
        "<ul><li>".repeat(5) + "<p>a</p><p>b</p>" + "</li></ul>".repeat(5),
        CommentHtml.of("- - - - - - a\n" + "  ".repeat(5) + "- b").html());
  }

  @Test
  void makes_links_that_pass_nothing_on() {
    String rel = "rel=\"nofollow ugc noopener\"";
    assertEquals(
        "<p>see <a href=\"https://shop.example/a\" " + rel + ">https://shop.example/a</a>.</p>",
        CommentHtml.of("see https://shop.example/a.").html());
    assertEquals(
        "<p><a href=\"https://shop.example/?a=1&amp;b=2\" " + rel + ">x</a></p>",
        CommentHtml.of("[x](https://shop.example/?a=1&b=2 \"title\")").html());
    assertEquals(
        "<p><a href=\"mailto:a@b.example\" " + rel + ">a@b.example</a></p>",
        CommentHtml.of("<mailto:a@b.example>").html().replace(">mailto:a", ">a"));
  }

  @Test
  void counts_links() {
    String many =
        IntStream.range(0, 60)
            .mapToObj(i -> "https://spam.example/" + i)
            .collect(Collectors.joining(" "));
    CommentHtml.Rendered rendered = CommentHtml.of(many);
    assertEquals(60, rendered.links());
    safe(rendered.html());
    assertEquals(1, CommentHtml.of("[https://a.example](https://b.example)").links());
    assertEquals(0, CommentHtml.of("`https://a.example`").links());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a](data:text/html;base64,PHA+aGk8L3A+)",
        "[b](vbscript:msgbox(1))",
        "[c](JaVaScRiPt:alert(1))",
        "[c](javascript&colon;alert(1))",
        "[c](java\u0009script:alert(1))",
        "[c](<java\u0000script:alert(1)>)",
        "[c](java\u200bscript:alert(1)) [c](\u200bjavascript:alert(1))",
        "[c](\u202ejavascript:alert(1)) [c](java\u00adscript:alert(1)) [c](\ufeffdata:text/html,x)",
        "[c](&#106;avascript:alert(1)) [c](&#x6A;avascript&#58;alert(1)) [c](java&Tab;script:alert(1))",
        "[c](\\javascript:alert(1)) [c](javascript\\:alert(1)) [c](JAVASCRIPT&NewLine;:alert(1))",
        "[c](https://\u202egro.elpmaxe) https://a\u200b.example https://a.example/\u2066x",
        "[c](ws://a.example) [c](ftp://a.example) [c](view-source:https://a.example) [c](tel:1)",
        "<javascript:alert(1)>",
        "<a href=\"file:///etc/hostname\">d</a>",
        "[d](file:///etc/hostname) [e](blob:https://x.example/1) [f](intent://x#Intent;end)",
        "<img src=\"data:image/svg+xml,&lt;svg onload=alert(1)&gt;\">",
        "![x](javascript:alert(1))",
        "[x](/relative) [y](//host.example/) [z](#fragment) [q](https:alert)",
        "<a href=\"https://shop.example\" rel=\"dofollow\" target=\"_blank\">x</a>",
        "[x](https://a.example/\"onmouseover=\"alert(1))",
        "[x](<https://a.example/\" onmouseover=\"alert(1)>)",
        "[x]: https://a.example 'onload=\"1\"'",
        "[x](mailto:a@b.example?subject=<script>)",
        "https://a.example/\"><script>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "<!--><script>alert(1)</script-->",
        "<![CDATA[<script>]]>",
        "[![x](https://a.example/i.png)](javascript:alert(1))",
        "```<script>\n</code><script>\n```"
      })
  void lets_nothing_run(String text) {
    Document html = safe(CommentHtml.of(text).html());
    for (Element link : html.select("a")) {
      assertTrue(link.attr("href").matches("(https?://|mailto:).*"), link.outerHtml());
    }
  }

  @Test
  void what_is_no_link_stays_readable() {
    assertEquals("<p>label</p>", CommentHtml.of("[label](javascript:alert(1))").html());
    assertEquals(
        "<p>[x]: javascript:alert(1) t</p>", CommentHtml.of("[x]: javascript:alert(1) 't'").html());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> ", "- ", "1. ", "2) ", "- > ", "*a **b ", "[", "![", "`", "<", "_*", ">", "((", "\\",
        "&", "*"
      })
  void nests_no_deeper_than_is_readable(String sign) {
    String text = sign.repeat(5000 / sign.length());
    assertTimeout(Duration.ofSeconds(5), () -> safe(CommentHtml.of(text).html()));
  }

  @Property(tries = 500)
  void no_text_makes_another_tag(@ForAll("markdown") String text) {
    safe(CommentHtml.of(text).html());
  }

  @Property(tries = 500)
  void a_second_sanitiser_finds_nothing_to_change(@ForAll("markdown") String text) {
    unchangedBySanitising(CommentHtml.of(text).html());
  }

  @Property(tries = 500)
  void nor_does_it_in_any_text_at_all(@ForAll String text) {
    safe(CommentHtml.of(text).html());
    unchangedBySanitising(CommentHtml.of(text).html());
  }

  private static void unchangedBySanitising(String html) {
    Safelist allowed =
        new Safelist()
            .addTags(TAGS.toArray(String[]::new))
            .addAttributes("a", "href", "rel")
            .addProtocols("a", "href", "http", "https", "mailto");
    assertEquals(
        html,
        Jsoup.clean(html, "", allowed, new Document.OutputSettings().prettyPrint(false)),
        "sanitised");
  }

  @Property(tries = 300)
  void no_word_is_lost(@ForAll("words") String word) {
    String shown = Jsoup.parseBodyFragment(CommentHtml.of(word).html()).text();
    assertEquals(word, shown);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings()
        .alpha()
        .withChars("қазақ اردو")
        .ofMinLength(2)
        .ofMaxLength(40)
        .map(String::strip)
        .map(s -> s.replaceAll(" +", " "))
        .filter(s -> !s.isEmpty());
  }

  @Provide
  Arbitrary<String> markdown() {
    return Arbitraries.of(
            "<",
            ">",
            "\"",
            "'",
            "&",
            "[",
            "]",
            "(",
            ")",
            "!",
            "*",
            "_",
            "`",
            "```",
            "\n",
            "\n\n",
            "> ",
            " ",
            "\\",
            ":",
            "a",
            "https://a.example/",
            "javascript:",
            "mailto:",
            "#",
            "- ",
            "<a href=",
            "<script>",
            "on",
            "=",
            "&lt;",
            "&#60;",
            "data:",
            "1. ",
            "7) ",
            "    ",
            "\t",
            "\r",
            "&#13;",
            "&#x1b;",
            "&nbsp;",
            "\u00a0",
            "\u200b",
            "\u202e",
            "\u0000")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  private static Document safe(String html) {
    Document parsed = Jsoup.parseBodyFragment(html);
    for (Element element : parsed.body().getAllElements()) {
      if (element == parsed.body()) {
        continue;
      }
      assertTrue(TAGS.contains(element.normalName()), html);
      if (element.normalName().equals("a")) {
        assertEquals(2, element.attributesSize(), html);
        assertEquals("nofollow ugc noopener", element.attr("rel"), html);
        assertTrue(element.parents().stream().noneMatch(p -> p.normalName().equals("a")), html);
      } else {
        assertEquals(0, element.attributesSize(), html);
      }
      assertTrue(element.parents().size() < 20, "nested too deeply");
    }
    return parsed;
  }
}
