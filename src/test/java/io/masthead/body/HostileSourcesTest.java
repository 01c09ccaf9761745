package io.masthead.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other projects' collections of attacks and oddities, through every road in and out. */
class HostileSourcesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> ELEMENTS =
      Set.of(
          "p",
          "h2",
          "h3",
          "h4",
          "ul",
          "ol",
          "li",
          "blockquote",
          "footer",
          "figure",
          "figcaption",
          "img",
          "small",
          "div",
          "table",
          "thead",
          "tbody",
          "tr",
          "th",
          "td",
          "pre",
          "code",
          "a",
          "hr",
          "br",
          "strong",
          "em",
          "u",
          "s",
          "sub",
          "sup");
  private static final Set<String> ATTRIBUTES =
      Set.of("href", "rel", "src", "alt", "width", "height", "class", "data-provider");

  static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (JsonNode pair : read("dompurify-expect/expect-half.json")) {
      sources.add(pair.get("payload").textValue());
      JsonNode expected = pair.get("expected");
      (expected.isArray() ? expected : List.of(expected))
          .forEach(html -> sources.add(html.textValue()));
    }
    for (String file : List.of("test1", "test2", "escapeFlag")) {
      for (JsonNode test : read("html5lib-tokenizer/" + file + ".test").get("tests")) {
        sources.add(test.get("input").textValue());
      }
    }
    for (JsonNode string : read("naughty-strings/blns.json")) {
      sources.add(string.textValue());
    }
    return sources;
  }

  private static JsonNode read(String name) throws IOException {
    try (InputStream in = HostileSourcesTest.class.getResourceAsStream("/" + name)) {
      return JSON.readTree(in);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void html_leaves_without_active_content_and_is_stable(String source) {
    Body body = BodyReader.html(source).body();
    assertHarmless(body);
    assertEquals(body, BodyReader.html(body.html()).body());
    assertEquals(body, BodyReader.markdown(body.markdown()).body());
    assertEquals(body, Body.fromJson(JSON, body.json(JSON)));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void markdown_leaves_without_active_content_and_is_stable(String source) {
    Body body = BodyReader.markdown(source).body();
    assertHarmless(body);
    assertEquals(body, BodyReader.markdown(body.markdown()).body());
    assertEquals(body, BodyReader.html(body.html()).body());
  }

  private static void assertHarmless(Body body) {
    String html = body.html();
    assertEquals(-1, html.indexOf('\0'));
    for (Element element : Jsoup.parseBodyFragment(html).body().select("> *, > * *")) {
      assertTrue(ELEMENTS.contains(element.normalName()), () -> element + " in " + html);
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey();
        assertTrue(ATTRIBUTES.contains(name), () -> attribute + " in " + html);
        if (name.equals("href") || name.equals("src")) {
          String value = attribute.getValue();
          assertTrue(value.matches("(?i)(https?://|mailto:|tel:).*"), value);
          assertTrue(value.chars().noneMatch(c -> c <= ' '), value);
        }
      }
    }
  }

  static Stream<Arguments> floods() {
    return Stream.of(
            "<div>",
            "<b>",
            "<b class=x>",
            "<p><b><i>",
            "<ul><li>",
            "<ul>",
            "<blockquote>",
            "<table><tr><td>",
            "<table>",
            "<a href=https://example.org/>x",
            "<svg><g>",
            "<font color=",
            "<figure>",
            "<h2><img src=https://example.org/a.png>",
            "<pre>",
            "</p>",
            "<select><option>",
            "<template>",
            "> ",
            "- ",
            "1. ",
            "*a **b ",
            "[",
            "![",
            "`",
            "*_",
            "~~a",
            "<u>",
            "&",
            "\\",
            "#",
            "|",
            "a|\n-|\n",
            "[a](",
            "[a]: b\n")
        .map(piece -> Arguments.of(piece));
  }

  @ParameterizedTest
  @MethodSource("floods")
  void ten_thousand_levels_are_read_within_seconds(String piece) {
    String source = piece.repeat(10_000) + "x";
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          Body html = BodyReader.html(source).body();
          assertEquals(html, BodyReader.html(html.html()).body());
          Body markdown = BodyReader.markdown(source).body();
          assertEquals(markdown, BodyReader.markdown(markdown.markdown()).body());
        });
  }
}
