package io.masthead.comment;

import io.masthead.text.Skeleton;
import java.util.ArrayList;
import java.util.List;

/** A text as words, however they are written; a symbol, such as an emoji, is a word by itself. */
final class Words {

  private Words() {}

  static List<String> of(String text) {
    return split(Skeleton.of(text));
  }

  /** The words of a text whose letters are alike already. */
  static List<String> split(String look) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0, c; i < look.length(); i += Character.charCount(c)) {
      c = look.codePointAt(i);
      if (isLetter(c)) {
        word.appendCodePoint(c);
        continue;
      }
      end(word, words);
      if (isSymbol(c)) {
        words.add(Character.toString(c));
      }
    }
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  static boolean isPart(int c) {
    return isLetter(c) || isSymbol(c);
  }

  private static boolean isLetter(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isSymbol(int c) {
    int type = Character.getType(c);
    return type == Character.OTHER_SYMBOL
        || type == Character.MATH_SYMBOL
        || type == Character.CURRENCY_SYMBOL;
  }
}
