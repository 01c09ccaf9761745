package io.masthead.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How texts are taken apart, and words written before they are compared. */
class WordsTest {

  private static List<String> words(String text) {
    return Words.of(text).stream().map(word -> Folding.PLAIN.of(word.text())).toList();
  }

  @Test
  void words_are_letters_and_digits() {
    assertEquals(List.of("state", "of", "the", "art"), words("State-of-the-art!"));
    assertEquals(List.of("3", "14", "example", "org", "a", "b"), words("3.14 example.org a_b"));
    assertEquals(List.of("oneil", "bridges", "l", "etat"), words("O'Neil bridge’s l'État"));
    assertEquals(List.of("елка", "йод"), words("Ёлка, йод 😀"));
    assertEquals(List.of("東京", "オリンピック"), words("東京オリンピック"));
    assertEquals(List.of("कि", "में"), words("कि में"));
    assertEquals(List.of(), words("— … 😀 ؟"));
  }

  @Test
  void a_word_knows_its_place() {
    assertEquals(List.of(new Word("Brücke", 4, 10)), Words.of("—»  Brücke«"));
    assertEquals(List.of(new Word("a", 0, 1)), Words.of("a b c", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, Zoë, zoe",
    "PLAIN, MÜLLER, muller",
    "PLAIN, Straße, strasse",
    "PLAIN, ﬁn, fin",
    "PLAIN, Ёлкин, елкин",
    "PLAIN, ٣٤, 34",
    "PLAIN, Қазақ, қазақ",
    "KAZAKH, Қасымов, касымов",
    "KAZAKH, Ұлттық, улттык",
    "KAZAKH, көпір, копир",
    "KAZAKH, Айгүль, айгул",
    "URDU, صِحت, سہت",
    "URDU, كتاب, کتاب",
    "URDU, عائشہ, اایشہ"
  })
  void letters_that_stand_for_each_other_are_one(Folding folding, String word, String folded) {
    assertEquals(folding.of(folded), folding.of(word));
  }

  @Property
  void whatever_is_typed_becomes_letters_marks_and_digits(@ForAll String text) {
    for (Folding folding : Folding.values()) {
      for (Word word : Words.of(text)) {
        String folded = folding.of(word.text());
        assertTrue(!folded.isEmpty(), () -> "nothing of " + word);
        assertTrue(
            folded.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || Folding.isMark(c)),
            folded);
      }
    }
  }

  @Test
  void words_that_differ_by_a_letter_are_near() {
    Question question = Question.of("brigde parlament whitcombe bridgee xyz");
    assertEquals(
        Map.of(
            "brigde",
            List.of("bridge"),
            "parlament",
            List.of("parliament"),
            "bridgee",
            List.of("bridge")),
        NearWords.meant(
            question, List.of("bridge", "parliament", "whitcombe", "british", "fridge", "xyza")));
    assertEquals(1, NearWords.distance("brigde", "bridge"));
    assertEquals(2, NearWords.distance("drougth", "drouht"));
    assertEquals(0, NearWords.distance("", ""));
    assertEquals(3, NearWords.distance("", "abc"));
  }
}
