package io.masthead.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a typed text asks for, as the database is told it. */
class QuestionTest {

  private static String query(String typed) {
    return Question.of(typed).query(Folding.PLAIN, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "bridge  # ((('bridge' | 'bridge':*)))",
        "~bridge ~ # ((('bridge')))",
        "b # ((('b')))",
        "a bridge # ((('a')) & (('bridge' | 'bridge':*)))",
        "\"old bridge\" # ((('old') <-> ('bridge')))",
        "bridge -rail # ((('bridge')) & !(('rail')))",
        "bridge -\"by rail\" # ((('bridge')) & !(('by') <-> ('rail')))",
        "cup or budget # ((('cup'))) | ((('budget' | 'budget':*)))",
        "cup OR # ((('cup')))",
        "12.5 # ((('12') <-> ('5')))",
        "state-of-the-art # ((('state') <-> ('of') <-> ('the') <-> ('art' | 'art':*)))",
        "«old bridge» # ((('old') <-> ('bridge')))",
        "\"open # ((('open' | 'open':*)))",
        "a\"b c\" # ((('a')) & (('b') <-> ('c')))"
      })
  void what_is_typed_has_a_meaning(String typed, String query) {
    assertEquals(query, query(typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "--",
        "\"",
        "\"\"",
        "or",
        "OR or",
        "!",
        "&",
        "|",
        ":*",
        "'",
        "\\",
        "(",
        ")",
        "<->",
        "*",
        "%",
        "_",
        "-bridge",
        "-\"a b\"",
        "😀",
        "…",
        "؟",
        "\u200B",
        "-bridge or -rail"
      })
  void what_wants_no_word_asks_for_nothing(String typed) {
    assertTrue(Question.of(typed).isEmpty(), () -> query(typed));
  }

  @Test
  void only_a_last_word_is_begun() {
    assertEquals("bridge", Question.of("old bridge").begun());
    assertEquals(null, Question.of("old bridge ").begun());
    assertEquals(null, Question.of("\"old bridge\"").begun());
    assertEquals(null, Question.of("old -bridge").begun());
  }

  @Test
  void other_forms_let_in_no_unwanted_word() {
    assertTrue(Question.of("old bridge").isPlain());
    assertFalse(Question.of("old -bridge").isPlain());
    assertFalse(Question.of("old or bridge").isPlain());
  }

  @Test
  void another_spelling_is_tried_beside_what_was_typed_and_not_in_quotes() {
    Map<String, List<String>> meant = Map.of("brigde", List.of("bridge"));
    assertEquals(
        "((('brigde' | 'brigde':* | 'bridge')))",
        Question.of("Brigde").query(Folding.PLAIN, meant));
    assertEquals("((('brigde')))", Question.of("\"brigde\"").query(Folding.PLAIN, meant));
    assertEquals(
        "((('old')) & !(('brigde')))", Question.of("old -brigde").query(Folding.PLAIN, meant));
  }
}
