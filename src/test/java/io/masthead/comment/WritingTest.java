package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p\u0430ypal",
        "\u0410nn Lee",
        "see b\u0456tcoin",
        "\u041fp\u0438\u0432\u0435\u0442",
        "c\u03bfin",
        "pa\u200by\u0440al"
      })
  void letters_that_hide_among_others_are_found(String text) {
    assertTrue(Writing.mixesScripts(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u03a9mega Ltd",
        "PDF-\u0442\u0456",
        "Facebook\u0442\u0430",
        "SMS\u0442\u0456",
        "\u049a\u0430\u0437\u0430\u049b \u0442\u0456\u043b\u0456",
        "Anna \u0410\u043d\u043d\u0430",
        "na\u00efve caf\u00e9",
        "\u6771\u4eacTower",
        "",
        "42"
      })
  void words_of_two_scripts_that_hide_nothing_are_left(String text) {
    assertFalse(Writing.mixesScripts(text));
  }

  @Test
  void shouting_is_a_matter_of_many_capitals() {
    assertTrue(Writing.isShouted("THIS IS AN OUTRAGE AND YOU KNOW IT"));
    assertTrue(Writing.isShouted("ЭТО ВОЗМУТИТЕЛЬНО И ВЫ ЗНАЕТЕ ЭТО"));
    assertFalse(Writing.isShouted("NATO and the EU met"));
    assertFalse(Writing.isShouted("OK"));
    assertFalse(Writing.isShouted("یہ بہت اچھا مضمون ہے اور میں متفق ہوں"));
  }

  @Test
  void the_plain_text_is_what_readers_see() {
    String text = "via**gr**a [here](https://a.example/) & <b> it\n\n> said";
    assertEquals(
        "viagra here & <b> it  said",
        PlainText.of(CommentHtml.of(text).html()).replace('\n', ' ').replaceAll(" {3,}", "  "));
  }
}
