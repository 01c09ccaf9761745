package io.masthead.comment;

import com.ibm.icu.lang.UCharacter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;

/** What is left of a text when one asks whether it was said before: its words. */
final class Wording {

  private Wording() {}

  /**
   * Letters and digits, whatever their case, width or accents' encoding; all between them is one
   * space. A text without any, such as a smile, stays as it is.
   */
  static String of(String text) {
    String folded =
        UCharacter.foldCase(Normalizer.normalize(text, Normalizer.Form.NFKC), true).strip();
    StringBuilder words = new StringBuilder(folded.length());
    boolean gap = false;
    for (int i = 0, c; i < folded.length(); i += Character.charCount(c)) {
      c = folded.codePointAt(i);
      boolean word =
          Character.isLetterOrDigit(c)
              || Character.getType(c) == Character.NON_SPACING_MARK
              || Character.getType(c) == Character.COMBINING_SPACING_MARK;
      if (word) {
        if (gap && words.length() > 0) {
          words.append(' ');
        }
        words.appendCodePoint(c);
      }
      gap = !word;
    }
    return words.isEmpty() ? folded : words.toString();
  }

  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(of(text).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
