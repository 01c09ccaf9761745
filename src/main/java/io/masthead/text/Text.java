package io.masthead.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Texts as Masthead keeps them: Unicode NFC, measured in code points, cut only between words and
 * whole signs (UAX #29). A text is refused for signs that no database row or terminal should hold,
 * never silently cleaned of them.
 */
public final class Text {

  private static final int WORDS_PER_MINUTE = 230;
  private static final String ELLIPSIS = "…";

  private Text() {}

  /** The text in NFC; null stays null. */
  public static String nfc(String text) {
    return text == null ? null : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** The text in NFC without white space at its ends; null stays null. */
  public static String line(String text) {
    return text == null ? null : strip(nfc(text));
  }

  /** As {@link #line}, with line breaks written as LF; null stays null. */
  public static String prose(String text) {
    return text == null ? null : line(text.replace("\r\n", "\n").replace('\r', '\n'));
  }

  /** Length in code points; null has none. */
  public static int length(String text) {
    return text == null ? 0 : text.codePointCount(0, text.length());
  }

  /** True when nothing in the text would leave a mark on paper. */
  public static boolean isBlank(String text) {
    return text == null
        || text.codePoints()
            .allMatch(
                c ->
                    UCharacter.isUWhiteSpace(c)
                        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT));
  }

  /**
   * Whether a sign stands in the text that needs no other to be seen: marks alone, which would
   * combine with whatever stands before, and the blank Braille pattern are none.
   */
  public static boolean hasSign(String text) {
    return text != null
        && text.codePoints()
            .anyMatch(
                c ->
                    !UCharacter.isUWhiteSpace(c)
                        && !UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                        && !isMark(c)
                        && c != 0x2800);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /**
   * The code of the first sign that a single line may not hold: {@code nul_character}, {@code
   * lone_surrogate}, {@code control_character} (C0, C1, U+2028, U+2029, and what is never a
   * character), {@code bidi_control}.
   */
  public static Optional<String> faultOfLine(String text) {
    return fault(text, false);
  }

  /**
   * As {@link #faultOfLine}, for prose: tabs and line breaks are allowed, and so are bidirectional
   * controls, which stay inside the paragraph that holds them.
   */
  public static Optional<String> faultOfProse(String text) {
    return fault(text, true);
  }

  /**
   * A single line of at most {@code max} code points, cut between words, or between whole signs
   * where a word alone is longer, and closed with an ellipsis that counts. What a line may not hold
   * of bidirectional controls is left out: a cut would leave one open, and turn what stands behind.
   */
  public static String excerpt(String text, int max) {
    if (text == null || max <= 0) {
      return "";
    }
    String line = collapse(withoutBidiControls(nfc(text)));
    if (length(line) <= max) {
      return line;
    }
    int limit = line.offsetByCodePoints(0, max - 1);
    int end = boundary(BreakIterator.getWordInstance(ULocale.ROOT), line, limit);
    // A word boundary can fall inside an emoji sequence of a newer Unicode; a sign's cannot.
    BreakIterator signs = BreakIterator.getCharacterInstance(ULocale.ROOT);
    end = boundary(signs, line, end);
    String kept = trimEnd(line, end);
    if (kept.isEmpty()) {
      kept = trimEnd(line, boundary(signs, line, limit));
    }
    return kept + ELLIPSIS;
  }

  /** The first code points of a text, all of it where it has no more. */
  public static String first(String text, int count) {
    return length(text) <= count ? text : text.substring(0, text.offsetByCodePoints(0, count));
  }

  /** Number of words, by the segmentation of the language (dictionaries for Chinese, Thai…). */
  public static int words(String text, String language) {
    if (text == null || text.isEmpty()) {
      return 0;
    }
    ULocale locale = language == null ? ULocale.ROOT : ULocale.forLanguageTag(language);
    BreakIterator words = BreakIterator.getWordInstance(locale);
    words.setText(text);
    int count = 0;
    while (words.next() != BreakIterator.DONE) {
      if (words.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
        count++;
      }
    }
    return count;
  }

  /** Minutes an adult reads, rounded, at least one where there is a word. */
  public static int readingMinutes(int words) {
    return words <= 0 ? 0 : Math.max(1, Math.round((float) words / WORDS_PER_MINUTE));
  }

  /** Every run of white space as one space, none at the ends. */
  static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (UCharacter.isUWhiteSpace(c)) {
        gap = true;
        continue;
      }
      if (gap && out.length() > 0) {
        out.append(' ');
      }
      gap = false;
      out.appendCodePoint(c);
    }
    return out.toString();
  }

  private static Optional<String> fault(String text, boolean prose) {
    if (text == null) {
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return Optional.of("nul_character");
      }
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          if (isNoncharacter(text.codePointAt(i))) {
            return Optional.of("control_character");
          }
          i++;
          continue;
        }
        return Optional.of("lone_surrogate");
      }
      boolean lineControl = c == '\n' || c == '\r' || c == '\t' || c == '\u2028' || c == '\u2029';
      if (lineControl ? !prose : Character.isISOControl(c) || isNoncharacter(c)) {
        return Optional.of("control_character");
      }
      if (!prose && isBidiControl(c)) {
        return Optional.of("bidi_control");
      }
    }
    return Optional.empty();
  }

  /**
   * The 66 code points that are no character and never will be (Unicode, 23.7); XML cannot hold
   * U+FFFE and U+FFFF, so neither could a feed.
   */
  public static boolean isNoncharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }

  /** Overrides, embeddings and isolates, which can make a line read as what it is not. */
  public static boolean isBidiControl(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  private static String withoutBidiControls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().filter(c -> !isBidiControl(c)).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static int boundary(BreakIterator signs, String text, int limit) {
    signs.setText(text);
    return signs.isBoundary(limit) ? limit : Math.max(0, signs.preceding(limit));
  }

  private static String trimEnd(String text, int end) {
    while (end > 0) {
      int c = text.codePointBefore(end);
      if (!UCharacter.isUWhiteSpace(c) && c != ',' && c != ';' && c != ':' && c != '(') {
        break;
      }
      end -= Character.charCount(c);
    }
    return text.substring(0, end);
  }

  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isOuter(text.charAt(start))) {
      start++;
    }
    while (end > start && isOuter(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** White space, and the byte order mark and zero-width space that copying leaves at ends. */
  private static boolean isOuter(char c) {
    return c != 0 && UCharacter.isUWhiteSpace(c) || c == '\uFEFF' || c == '\u200B';
  }
}
