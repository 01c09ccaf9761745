package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermTest {

  private static final List<String> NOISE =
      List.of(
          "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u202c", "\u2066",
          "\u2069", "\u0301", "\u0336", "\u20dd", "\ufe0f", "\u034f", "\u180e");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "casino",
        "Go to the CASINO, now",
        "(casino)",
        "casino's",
        "c\u0430sin\u043e",
        "\u0421\u0410SIN\u041e",
        "c\u03b1sin\u03bf",
        "\uff43\uff41\uff53\uff49\uff4e\uff4f",
        "ca\u200bsi\u200dno",
        "c\u0301a\u0301s\u0336ino",
        "\u202ecasino\u202c",
        "\ud835\udd20\ud835\udd1e\ud835\udd30\ud835\udd26\ud835\udd2b\ud835\udd2c",
        "caaasssino",
        "c a s i n o",
        "c.a.s.i.n.o",
        "\u24d2asino",
        "ca\u00adsino"
      })
  void a_word_is_found_however_it_is_written(String text) {
    assertTrue(isIn("casino", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"casinos", "acasino", "cas ino", "cassino", "a", "", "cas1no's", "!"})
  void what_is_another_word_is_not_found(String text) {
    assertFalse(isIn("casino", text));
  }

  @ParameterizedTest
  @CsvSource({
    "casin*, my casinos, true",
    "casin*, my casin, true",
    "casin*, acasino, false",
    "*casin*, acasinos, true",
    "*casin*, cas in, false",
    "*asino, casino, true",
    "*asino, casinos, false",
    "c*o, casino, true",
    "c*o, c o, false",
    "c*o, cas no casino, true",
    "c*s*o, casino, true",
    "c*s*o, cosina, false",
    "cheap pills, Cheap  pills!, true",
    "cheap pills, cheap blue pills, false",
    "cheap pill*, cheap pillows, true",
    "cheap *ills, cheap pills, true",
    "cheap *ills, cheap and pills, false",
    "a* *b, axx yyb, true",
    "a* *b, axx zz yyb, false",
    "c++, I like c++, true",
    "c++, I like c, false",
    "ass, as it is, false",
    "ass, passage, false",
    "ass, asssss, true",
    "god, that is good, false",
    "Қазақ, ҚАЗАҚ тілі, true",
    "ВАЗА, ваза, true",
    "خوش, بہت خوش, true"
  })
  void a_star_stands_for_letters_of_one_word(String term, String text, boolean found) {
    assertEquals(found, isIn(term, text));
  }

  @Test
  void a_sign_is_a_word() {
    assertTrue(isIn("\ud83c\udf46", "so\ud83c\udf46so"));
    assertTrue(isIn("\u2764", "\u2764\ufe0f"));
    assertTrue(isIn("cheap pills", "cheap\npills"));
  }

  @ParameterizedTest
  @CsvSource({
    "*, false",
    "**, false",
    ". . ., false",
    "\u200b, false",
    "a, true",
    "a*b*c*d*e*f, true",
    "a*b*c*d*e*f*g, false"
  })
  void tells_what_can_be_looked_for(String term, boolean isOne) {
    assertEquals(isOne, Term.isOne(term));
  }

  @Property(tries = 300)
  void a_term_is_found_wherever_it_stands_and_whatever_hides_between_its_letters(
      @ForAll @StringLength(max = 60) String before,
      @ForAll @StringLength(max = 60) String after,
      @ForAll @IntRange(min = 0, max = 7) int which,
      @ForAll long seed) {
    String term =
        List.of("viagra", "cheap pills", "Қазақ", "лотерея", "ß", "casino777", "خوش", "免费")
            .get(which);
    Random random = new Random(seed);
    StringBuilder hidden = new StringBuilder();
    term.codePoints()
        .forEach(
            c -> {
              hidden.appendCodePoint(random.nextBoolean() ? Character.toUpperCase(c) : c);
              for (int i = random.nextInt(3); i > 0; i--) {
                hidden.append(NOISE.get(random.nextInt(NOISE.size())));
              }
            });
    assertTrue(isIn(term, before + " . " + hidden + " . " + after), hidden.toString());
  }

  @Test
  void five_hundred_terms_take_no_longer_for_a_text_made_to_take_long() {
    String text = "ab".repeat(2_500);
    String half = "ab".repeat(45);
    List<String> terms =
        IntStream.range(0, 500)
            .mapToObj(i -> "*" + half + "*" + half.charAt(i % 2) + "*c")
            .toList();
    SearchedText searched = new SearchedText(text);
    boolean found =
        assertTimeoutPreemptively(
            Duration.ofSeconds(5),
            () -> terms.stream().map(Term::new).anyMatch(term -> term.isIn(searched)));
    assertFalse(found);
  }

  private static boolean isIn(String term, String text) {
    return new Term(term).isIn(new SearchedText(text));
  }
}
