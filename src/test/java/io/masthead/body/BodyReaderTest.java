package io.masthead.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.http.Fault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

  private static final String WATCH = "https://www.youtube.com/watch?v=abc";

  private static String html(String source) {
    return BodyReader.html(source).body().html();
  }

  private static String warnings(String source) {
    return BodyReader.html(source).warnings().stream()
        .map(warning -> warning.code() + ": " + warning.detail())
        .reduce((a, b) -> a + "; " + b)
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<h1>a</h1><h5>b</h5>|<h2>a</h2><h4>b</h4>",
        "plain <b>bold</b>|<p>plain <strong>bold</strong></p>",
        "<div>a<div>b</div>c</div>|<p>a</p><p>b</p><p>c</p>",
        "<p> a   b&#10; c </p><p>&nbsp;</p>|<p>a b c</p>",
        "<p>a<br>b<br><br>c</p>|<p>a<br>b</p><p>c</p>",
        "<p><b>a </b><i> b</i></p>|<p><strong>a</strong> <em>b</em></p>",
        "<b style='font-weight:normal'>a <span style='font-weight:700'>b</span></b>"
            + "|<p>a <strong>b</strong></p>",
        "<p>a<img src='https://e.org/i.png' alt='A'>b</p>"
            + "|<p>a</p><figure><img src=\"https://e.org/i.png\" alt=\"A\"></figure><p>b</p>",
        "<figure><img src='https://e.org/i.png'><figcaption>C"
            + " <small>D</small></figcaption></figure>|<figure><img src=\"https://e.org/i.png\""
            + " alt=\"\"><figcaption>C <small>D</small></figcaption></figure>",
        "<ul><li>a<ul><li>b</ul><li>c</ul>|<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        "<ul><li>a</li><ol><li>b</li></ol></ul>|<ul><li>a<ol><li>b</li></ol></li></ul>",
        "<ul><li><p>a</p><p>b</p></li></ul>|<ul><li>a<br>b</li></ul>",
        "<blockquote>a<h3>b</h3>c<footer>D</footer></blockquote>"
            + "|<blockquote><p>a</p></blockquote><h3>b</h3><blockquote><p>c</p>"
            + "<footer>D</footer></blockquote>",
        "<pre class='language-java'>a &lt; b</pre>"
            + "|<pre><code class=\"language-java\">a &lt; b</code></pre>",
        "<table><tr><th>a<th>b<tr><td>c</table>"
            + "|<table><thead><tr><th>a</th><th>b</th></tr></thead>"
            + "<tbody><tr><td>c</td><td></td></tr></tbody></table>",
        "<a href='HTTPS://e.org/a b'>x</a>"
            + "|<p><a href=\"https://e.org/a%20b\" rel=\"noopener\">x</a></p>",
        "<a href='mailto:a@e.org'>x</a>|<p><a href=\"mailto:a@e.org\">x</a></p>",
        "<img class='emoji' alt='😀' src='x.png'> hi|<p>😀 hi</p>",
        "a<hr>b|<p>a</p><hr><p>b</p>"
      })
  void html_is_mapped_to_blocks(String source, String expected) {
    assertEquals(expected, html(source).replace("\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>x</script>",
        "<style>x</style>",
        "<svg><text>x</text></svg>",
        "<math><mi>x</mi></math>",
        "<template><p>x</p></template>",
        "<noscript><p>x</p></noscript>",
        "<object data=x>x</object>",
        "<iframe src='https://evil.example/'>x</iframe>",
        "<textarea>x</textarea>",
        "<video src=x>x</video>"
      })
  void what_is_not_words_is_dropped_with_all_it_holds_and_reported(String source) {
    String name = source.replaceAll("^<(\\w+).*", "$1");
    assertEquals("<p>a</p>\n<p>b</p>", html("<p>a</p>" + source + source + "<p>b</p>"));
    assertEquals("dropped_element: " + name + " (2×)", warnings(source + source));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "javascript:alert(1)|javascript address",
        "java&#9;script:alert(1)|javascript address",
        "JaVaScRiPt:alert(1)|javascript address",
        "&#1;javascript:alert(1)|javascript address",
        "data:text/html;base64,PHNjcmlwdD4=|data address",
        "vbscript:x|vbscript address",
        "file:///etc/passwd|file address",
        "blob:https://e.org/1|blob address",
        "intent:x|intent address",
        "/about|relative address",
        "#top|relative address",
        "https://me:pw@e.org/|malformed https address",
        "https:\\\\e.org|malformed https address"
      })
  void a_link_that_leads_nowhere_allowed_leaves_its_text(String href, String what) {
    String source = "<p>a <a href=\"" + href + "\">b</a> c</p>";
    assertEquals("<p>a b c</p>", html(source));
    assertEquals("dropped_link: " + what + " (1×)", warnings(source));
  }

  /** Every sort of mark beside every other, in runs of three between plain words. */
  @Test
  void marks_that_touch_come_back_through_markdown() {
    List<List<Mark>> sets =
        List.of(
            List.of(),
            List.of(Mark.STRONG),
            List.of(Mark.EMPHASIS),
            List.of(Mark.STRIKE),
            List.of(Mark.CODE),
            List.of(Mark.STRONG, Mark.EMPHASIS),
            List.of(Mark.STRONG, Mark.STRIKE),
            List.of(Mark.UNDERLINE));
    for (List<Mark> first : sets) {
      for (List<Mark> second : sets) {
        for (List<Mark> third : sets) {
          for (String space : List.of("", " ")) {
            Body body =
                Body.of(
                    new Block.Paragraph(
                        List.of(
                            Span.of("a" + space),
                            new Span("b", first, null),
                            new Span("cd", second, null),
                            new Span("e", third, null),
                            Span.of(space + "f"))));
            assertEquals(body, BodyReader.markdown(body.markdown()).body(), body::markdown);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<ol start=3><li>a</li></ol>|dropped_attribute: ol start (1×)",
        "<ol start=1><li>a</li></ol>|",
        "<ol reversed><li value=7>a</li></ol>"
            + "|dropped_attribute: li value (1×); dropped_attribute: ol reversed (1×)",
        "<table><tr><td colspan=2>a<td rowspan=2>b<td colspan=1>c</table>"
            + "|dropped_attribute: td colspan (1×); dropped_attribute: td rowspan (1×)",
        "<table><tr><td>a<tr><th>b</table>|unwrapped_element: th (1×)",
        "<table><caption>c</caption><tr><td>a</table>|unwrapped_element: caption (1×)",
        "<p><mark>a</mark> <small>b</small> <abbr title='c'>d</abbr></p>"
            + "|dropped_attribute: abbr title (1×); unwrapped_element: abbr (1×);"
            + " unwrapped_element: mark (1×); unwrapped_element: small (1×)",
        "<ruby>a<rt>b</rt></ruby>|unwrapped_element: rt (1×); unwrapped_element: ruby (1×)",
        "<dl><dt>a<dd>b</dl>|unwrapped_element: dd (1×); unwrapped_element: dl (1×);"
            + " unwrapped_element: dt (1×)",
        "<p dir=rtl>a <span lang=fr>b</span></p>"
            + "|dropped_attribute: p dir (1×); dropped_attribute: span lang (1×)",
        "<time datetime=2026-01-01>a</time>|unwrapped_element: time (1×)",
        "<blockquote cite='https://e.org/'>a</blockquote>|dropped_attribute: blockquote cite (1×)",
        "<h1>a</h1><h5>b</h5>|changed_heading: h1 (1×); changed_heading: h5 (1×)",
        "<figure><img src='https://e.org/i.png'><figcaption>a <a href='https://e.org/'>b</a>"
            + " <em>c</em></figcaption></figure>|dropped_link: in a text without links (1×);"
            + " unwrapped_element: em (1×)",
        "<ul><li>a<hr></li></ul>|moved_element: hr (1×)",
        "<table><tr><td><ul><li>a</ul></table>|unwrapped_element: ul (1×)",
        "<p class=x id=y style='color:red'>a</p>|",
        "<blockquote class='twitter-tweet' lang=en><p lang=en dir=ltr>w</p>"
            + "<a href='https://twitter.com/a/status/12'>d</a></blockquote>|"
      })
  void whatever_is_lost_is_reported(String source, String expected) {
    assertEquals(Objects.toString(expected, ""), warnings(source));
  }

  @Test
  void no_words_of_a_second_source_or_credit_are_lost() {
    assertEquals(
        "<blockquote><p>a</p><p>c</p><footer>b</footer></blockquote>",
        html("<blockquote>a<footer>b</footer><footer>c</footer></blockquote>"));
    assertEquals(
        "<figure><img src=\"https://e.org/i.png\" alt=\"\"><figcaption>a <small>b c</small>"
            + "</figcaption></figure>",
        html(
            "<figure><img src='https://e.org/i.png'><figcaption>a <small>b</small>"
                + "<small>c</small></figcaption></figure>"));
  }

  @Test
  void code_points_that_are_no_characters_do_not_get_in_by_reference() {
    assertEquals("<p>ab</p>", html("<p>a&#xFFFE;b</p>"));
  }

  @Test
  void containers_are_opened_silently_and_unknown_elements_with_a_word() {
    assertEquals("", warnings("<div><section><span>a</span></section></div>"));
    assertEquals("unwrapped_element: o:p (1×)", warnings("<o:p>a</o:p>"));
    assertEquals("<p>a</p>", html("<o:p>a</o:p>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<iframe src='//www.youtube.com/embed/abc?rel=0'></iframe>|" + WATCH,
        "<iframe src='https://www.youtube-nocookie.com/embed/abc'></iframe>|" + WATCH,
        "<iframe src='https://player.vimeo.com/video/76979871?h=1'></iframe>"
            + "|https://vimeo.com/76979871",
        "<oembed url='https://youtu.be/abc'></oembed>|https://youtu.be/abc",
        "<figure class='wp-block-embed'><div>&#10;https://youtu.be/abc </div></figure>"
            + "|https://youtu.be/abc",
        "<blockquote class='twitter-tweet'><p>w <a href='https://t.co/x'>t</a></p>"
            + "<a href='https://twitter.com/a/status/12'>d</a></blockquote>"
            + "|https://twitter.com/a/status/12",
        "<blockquote class='instagram-media'"
            + " data-instgrm-permalink='https://www.instagram.com/p/Ab_1/'>x</blockquote>"
            + "|https://www.instagram.com/p/Ab_1/",
        "<script data-telegram-post='durov/43'></script>|https://t.me/durov/43",
        "<iframe src='https://open.spotify.com/embed/episode/1a'></iframe>"
            + "|https://open.spotify.com/embed/episode/1a",
        "<iframe src='https://datawrapper.dwcdn.net/Ab1/2/'></iframe>"
            + "|https://datawrapper.dwcdn.net/Ab1/2/"
      })
  void what_an_allowed_provider_gives_to_paste_is_an_embed(String source, String url) {
    Parsed parsed = BodyReader.html(source);
    assertEquals(1, parsed.body().blocks().size(), source);
    assertEquals(url, ((Block.Embed) parsed.body().blocks().get(0)).url());
    assertEquals(List.of(), parsed.warnings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.youtube.com.evil.example/watch?v=abc",
        "https://evil.example/www.youtube.com/watch?v=abc",
        "https://www.youtube.com@evil.example/watch?v=abc",
        "javascript://www.youtube.com/watch?v=abc%0aalert(1)",
        "https://www.youtube.com:8443/watch?v=abc",
        "https://www.youtube.com/"
      })
  void no_other_address_passes_for_a_provider_s(String url) {
    assertEquals(Optional.empty(), Provider.embed(url));
  }

  @Test
  void deep_lists_and_large_tables_are_brought_within_their_limits_and_reported() {
    String deep = "<ul><li>x".repeat(8);
    assertTrue(warnings(deep).startsWith("flattened_list"));
    assertEquals(Body.MAX_LIST_DEPTH, html(deep).split("<ul>", -1).length - 1);
    String tall = "<table>" + "<tr><td>x</td></tr>".repeat(205) + "</table>";
    assertEquals("cut_table: 5 rows (1×)", warnings(tall));
    String wide = "<table><tr>" + "<td>x</td>".repeat(21) + "</tr></table>";
    assertEquals("cut_table: column (1×)", warnings(wide));
  }

  @Test
  void markdown_is_mapped_to_the_same_blocks() throws Exception {
    String markdown =
        """
        # Title

        Hello **bold** *em* ~~gone~~ `x|y` <u>u</u> [l](https://e.org/a_(b)).
        soft\\
        hard <script>alert(1)</script>

        1. a
           - b
        2. c

        > q
        >
        > <footer>Who</footer>

        | a | b |
        |---|---|
        | x\\|y | **z** |

        ![alt](https://e.org/a.jpg "Caption")

        ```java
        x < y
        ```

        ---
        """;
    Parsed parsed = BodyReader.markdown(markdown);
    String expected =
        """
        <h2>Title</h2>
        <p>Hello <strong>bold</strong> <em>em</em> <s>gone</s> <code>x|y</code> <u>u</u> \
        <a href="https://e.org/a_(b)" rel="noopener">l</a>. soft<br>hard</p>
        <ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>
        <blockquote><p>q</p><footer>Who</footer></blockquote>
        <table><thead><tr><th>a</th><th>b</th></tr></thead>\
        <tbody><tr><td>x|y</td><td><strong>z</strong></td></tr></tbody></table>
        <figure><img src="https://e.org/a.jpg" alt="alt"><figcaption>Caption</figcaption></figure>
        <pre><code class="language-java">x &lt; y</code></pre>
        <hr>\
        """;
    assertEquals(expected, parsed.body().html());
    assertEquals(
        List.of(
            new Warning("changed_heading", "h1 (1×)"),
            new Warning("dropped_element", "script (1×)")),
        parsed.warnings());
    String json = new ObjectMapper().writeValueAsString(Body.of(parsed.body().blocks().get(0)));
    assertEquals(
        "[{\"type\":\"heading\",\"level\":2,\"content\":[{\"text\":\"Title\",\"marks\":[]}]}]",
        json);
  }

  @Test
  void text_has_the_words_of_every_block() {
    String html =
        "<p>a<br>b</p><ul><li>c<ul><li>d</ul></ul><blockquote>e<footer>f</footer></blockquote>"
            + "<table><tr><td>g<td>h</table><hr>";
    assertEquals("a\nb\n\nc\nd\n\ne\nf\n\ng\th", BodyReader.html(html).body().text());
  }

  @Test
  void a_source_is_refused_for_its_size_and_for_signs_no_text_may_hold() {
    assertEquals(Optional.empty(), BodyReader.fault("ж".repeat(Body.MAX_BYTES / 2), "/body"));
    assertEquals(
        Optional.of("too_long"),
        BodyReader.fault("ж".repeat(Body.MAX_BYTES / 2) + "a", "/body").map(Fault::code));
    assertEquals(Optional.of("nul_character"), BodyReader.fault("a\0", "/body").map(Fault::code));
    assertEquals(
        Optional.of("lone_surrogate"), BodyReader.fault("a\udc00", "/body").map(Fault::code));
    assertEquals(
        Optional.of("control_character"), BodyReader.fault("a\u0007", "/body").map(Fault::code));
  }

  @Test
  void a_small_source_that_grows_large_is_a_fault() {
    String link = "<a href='https://e.org/" + "z".repeat(1_900) + "'>";
    Body body = BodyReader.html("<p>" + link + "x<b>y</b>".repeat(5_000) + "</a>").body();
    assertEquals(Optional.of("too_long"), body.fault("/body").map(Fault::code));
    Body many = BodyReader.html("<hr>".repeat(Body.MAX_BLOCKS + 1)).body();
    assertEquals(Optional.of("too_many"), many.fault("/body").map(Fault::code));
    assertEquals(
        Optional.empty(), BodyReader.html("<hr>".repeat(Body.MAX_BLOCKS)).body().fault("/body"));
  }
}
