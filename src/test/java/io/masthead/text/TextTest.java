package io.masthead.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.BreakIterator;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  private static final String FAMILY = "👩‍👩‍👧‍👦";

  @Test
  void a_line_is_nfc_and_stripped_and_null_stays_null() {
    assertEquals("Қостанай", Text.line("\u00a0 Қостанаи\u0306\u2003\n\ufeff"));
    assertEquals("a\nb", Text.prose(" a\r\nb\r"));
    assertNull(Text.line(null));
    assertNull(Text.nfc(null));
    assertNull(Text.prose(null));
    assertEquals(1, Text.length("😀"));
    assertEquals(0, Text.length(null));
  }

  @Test
  void blank_is_what_leaves_no_mark() {
    assertTrue(Text.isBlank(" \u200b\u2060\u00a0\u3164"));
    assertFalse(Text.isBlank("."));
  }

  @Test
  void an_excerpt_ends_between_words_or_whole_signs() {
    assertEquals("Hello brave…", Text.excerpt("Hello brave new world", 14));
    assertEquals("abcd…", Text.excerpt("abcdefghijkl", 5));
    assertEquals("short", Text.excerpt(" short ", 5));
    assertEquals("one two", Text.excerpt("one\n\n two", 10));
    assertEquals("", Text.excerpt("anything", 0));
    assertEquals("", Text.excerpt(null, 5));
  }

  @Test
  void an_excerpt_of_right_to_left_text_ends_between_words_and_turns_nothing_behind_it() {
    assertEquals("پاکستان زندہ…", Text.excerpt("پاکستان زندہ باد", 14));
    assertEquals("he said abc…", Text.excerpt("he \u2067said\u2069 \u202Eabc def ghi\u202C", 13));
    assertEquals("abc", Text.excerpt("\u2067abc", 10));
    assertEquals("خبریں\u200C‌ اور…", Text.excerpt("خبریں\u200C‌ اور باقی دنیا", 12));
  }

  @Property(tries = 400)
  void an_excerpt_at_any_border_breaks_no_sign(@ForAll @IntRange(min = 1, max = 400) int border) {
    String text = "a".repeat(border) + FAMILY + "🇰🇿e\u0301" + FAMILY + " tail".repeat(100);
    for (int max = Math.max(1, border - 1); max < border + 12; max++) {
      String excerpt = Text.excerpt(text, max);
      assertTrue(Text.length(excerpt) <= max);
      assertEquals(Optional.empty(), Text.faultOfLine(excerpt));
      assertTrue(excerpt.endsWith("…"));
      String kept = excerpt.substring(0, excerpt.length() - 1);
      assertTrue(Text.nfc(text).startsWith(kept));
      BreakIterator signs = BreakIterator.getCharacterInstance();
      signs.setText(Text.nfc(text));
      assertTrue(signs.isBoundary(kept.length()), excerpt);
    }
  }

  @Property
  void an_excerpt_of_anything_is_within_its_limit(
      @ForAll String text, @ForAll @IntRange(max = 40) int max) {
    assertTrue(Text.length(Text.excerpt(text, max)) <= max);
  }

  @ParameterizedTest
  @CsvSource({
    "It’s five o'clock - really, en, 4",
    "北京欢迎你, zh, 3",
    "پاکستان زندہ باد, ur, 3",
    "ข่าวไทย, th, 2",
    "'', en, 0",
    "😀 !, en, 0"
  })
  void words_are_counted_as_the_language_parts_them(String text, String language, int words) {
    assertEquals(words, Text.words(text, language));
  }

  @Test
  void reading_takes_at_least_a_minute_where_there_is_a_word() {
    assertEquals(0, Text.readingMinutes(0));
    assertEquals(1, Text.readingMinutes(1));
    assertEquals(2, Text.readingMinutes(460));
  }
}
