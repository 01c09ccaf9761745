package io.masthead.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.masthead.article.RevisionDiff.Op;
import io.masthead.article.RevisionDiff.Paragraph;
import io.masthead.article.RevisionDiff.Word;
import io.masthead.body.Block;
import io.masthead.body.Body;
import io.masthead.body.BodyReader;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DifferTest {

  @Test
  void a_word_that_changed_goes_and_comes_and_the_rest_stays() {
    assertEquals(
        List.of(
            new Word(Op.EQUAL, "It opened at "),
            new Word(Op.DELETE, "noon"),
            new Word(Op.INSERT, "dawn"),
            new Word(Op.EQUAL, ".")),
        Differ.words("It opened at noon.", "It opened at dawn.", "en"));
    assertNull(Differ.words("", "It opened.", "en"));
    assertNull(Differ.words("a ".repeat(2000), "b", "en"));
  }

  @Test
  void blocks_come_go_and_change() {
    Body before = html("<p>One.</p><p>Two.</p><h2>Three</h2>");
    Body after = html("<p>Zero.</p><p>One.</p><p>Two!</p>");
    assertEquals(
        List.of(Op.INSERT, Op.EQUAL, Op.CHANGE, Op.DELETE),
        Differ.bodies(before, after, "en").stream().map(Paragraph::op).toList());
    assertEquals(List.of(), Differ.bodies(before, before, "en"));
  }

  @Property(tries = 200)
  void both_bodies_can_be_read_from_what_differs(
      @ForAll("bodies") Body before, @ForAll("bodies") Body after) {
    List<Paragraph> diff = Differ.bodies(before, after, "en");
    if (before.blocks().equals(after.blocks())) {
      assertEquals(List.of(), diff);
      return;
    }
    assertEquals(
        after.blocks(), diff.stream().map(Paragraph::after).filter(Objects::nonNull).toList());
    List<Block> then =
        diff.stream()
            .map(p -> p.op() == Op.EQUAL ? p.after() : p.before())
            .filter(Objects::nonNull)
            .toList();
    assertEquals(before.blocks(), then);
    for (Paragraph paragraph : diff) {
      if (paragraph.words() != null) {
        assertEquals(Body.of(paragraph.before()).text(), side(paragraph.words(), Op.INSERT));
        assertEquals(Body.of(paragraph.after()).text(), side(paragraph.words(), Op.DELETE));
      }
    }
  }

  @Provide
  Arbitrary<Body> bodies() {
    Arbitrary<String> word = Arbitraries.of("one", "two", "пять", "ستة", "七", "e\u0301");
    Arbitrary<String> line =
        word.list().ofMinSize(1).ofMaxSize(6).map(words -> String.join(" ", words));
    return line.list()
        .ofMaxSize(8)
        .map(
            lines ->
                html(lines.stream().map(l -> "<p>" + l + "</p>").collect(Collectors.joining())));
  }

  private static String side(List<Word> words, Op without) {
    return words.stream()
        .filter(w -> w.op() != without)
        .map(Word::text)
        .collect(Collectors.joining());
  }

  private static Body html(String html) {
    return BodyReader.html(html).body();
  }
}
