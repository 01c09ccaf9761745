package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class WordingTest {

  @Test
  void case_space_and_signs_do_not_make_other_words() {
    assertEquals("thank you very much", Wording.of("Thank you,  VERY\nmuch!!"));
    assertEquals(Wording.of("Ｆｕｌｌ width"), Wording.of("full WIDTH"));
    assertEquals(Wording.of("Қазақ тілі."), Wording.of("қазақ   ТІЛІ"));
    assertArrayEquals(Wording.hash("A b"), Wording.hash("a B."));
  }

  @Test
  void other_words_are_other_words() {
    assertNotEquals(Wording.of("I agree"), Wording.of("I disagree"));
    assertNotEquals(Wording.of("ab c"), Wording.of("a bc"));
    assertNotEquals(Wording.of("résumé"), Wording.of("resume"));
  }

  @Test
  void a_text_without_words_is_itself() {
    assertEquals("🙂🙂", Wording.of("🙂🙂"));
    assertNotEquals(Wording.of("🙂🙂"), Wording.of("🙁🙁"));
    assertEquals("!!", Wording.of(" !! "));
  }
}
