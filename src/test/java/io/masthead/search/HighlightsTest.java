package io.masthead.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where words that were found are shown to stand. */
class HighlightsTest {

  /** Title 3 words, kicker 1, a byline of 2, standfirst 2; each followed by an empty place. */
  private static ObjectNode shown(String title) {
    ObjectNode shown = new ObjectMapper().createObjectNode().put("title", title);
    shown.put("kicker", "Harbour").put("standfirst", "Two years");
    shown.putArray("bylines").addObject().put("name", "Ann Lee");
    return shown;
  }

  private static List<Highlight> of(String stemming, String title, String body, int... marks) {
    return Highlights.of(stemming, shown(title), body, marks);
  }

  @Test
  void the_copy_of_the_heads_shows_the_same_words() {
    List<Highlight> first = of("english", "A bridge opens", "Body.", 2, 5, 10);
    assertEquals(
        List.of(
            new Highlight(
                "title",
                "A bridge opens",
                "A <mark>bridge</mark> opens",
                List.of(new Highlight.Range(2, 8))),
            new Highlight(
                "kicker", "Harbour", "<mark>Harbour</mark>", List.of(new Highlight.Range(0, 7))),
            new Highlight(
                "standfirst",
                "Two years",
                "Two <mark>years</mark>",
                List.of(new Highlight.Range(4, 9)))),
        first);
    assertEquals(first, of("english", "A bridge opens", "Body.", 2, 13, 16, 21));
  }

  @Test
  void the_body_begins_after_the_heads() {
    assertEquals(
        "The <mark>body</mark>.", of("english", "A bridge opens", "The body.", 24).get(0).html());
    assertEquals(
        "The <mark>body</mark>.", of("kazakh", "A bridge opens", "The body.", 13).get(0).html());
  }

  @Test
  void html_is_text_and_marks_alone_and_ranges_count_code_points() {
    Highlight title = of("english", "😀 <b> & \"opens\"", "Body.", 2).get(0);
    assertEquals("😀 &lt;b&gt; &amp; &quot;<mark>opens</mark>&quot;", title.html());
    assertEquals("😀 <b> & \"opens\"", title.text());
    assertEquals(List.of(new Highlight.Range(9, 14)), title.ranges());
  }

  @Test
  void of_a_long_body_the_densest_part_is_shown() {
    String body =
        IntStream.rangeClosed(1, 500).mapToObj(i -> "w" + i).collect(Collectors.joining("\n"));
    Highlight extract =
        of("english", "A bridge opens", body, 22 + 10, 22 + 300, 22 + 305, 22 + 500).get(0);
    assertEquals("…w292 w293", extract.text().substring(0, 10));
    assertEquals("w330 w331…", extract.text().substring(extract.text().length() - 10));
    assertEquals(
        List.of("w300", "w305"),
        extract.ranges().stream()
            .map(range -> extract.text().substring(range.start(), range.end()))
            .toList());
  }

  @Test
  void marks_that_no_text_has_are_passed_over() {
    assertEquals(List.of(), of("english", "A bridge opens", "Body.", 4, 8, 11, 23 + 500));
    assertEquals(List.of(), of("english", "A bridge opens", "", Indexed.MOST_PLACES));
  }
}
