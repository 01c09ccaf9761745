package io.masthead.comment;

import io.masthead.text.Skeleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Texts made ready to be searched for many terms: their words by both their looks, with a space on
 * each side. Letters that stand alone, as in «c a s i n o», are a word at the end, too. Words with
 * three or more of one letter in a row are kept a second time with one of each, since no word has
 * that many.
 */
final class SearchedText {

  /** A word that is none. */
  private static final String OTHER = "\u0000";

  private static final int SPELLED = 3;

  private final List<String> exact = new ArrayList<>();
  private final List<String> stretched = new ArrayList<>();

  /**
   * @param texts of which none goes on in the next
   */
  SearchedText(String... texts) {
    for (UnaryOperator<String> look :
        List.<UnaryOperator<String>>of(Skeleton::of, Skeleton::asWritten)) {
      List<String> words = new ArrayList<>();
      for (String text : texts) {
        List<String> own = Words.split(look.apply(text));
        words.addAll(own);
        words.addAll(spelledOut(own));
        words.add(OTHER);
      }
      exact.add(spaced(words));
      stretched.add(
          words.stream().anyMatch(SearchedText::isStretched)
              ? spaced(words.stream().map(w -> isStretched(w) ? unstretched(w) : OTHER).toList())
              : "");
    }
  }

  /** Whether both looks are one, as they mostly are. */
  boolean looksOne() {
    return exact.get(0).equals(exact.get(1));
  }

  String exact(int look) {
    return exact.get(look);
  }

  String stretched(int look) {
    return stretched.get(look);
  }

  private static String spaced(List<String> words) {
    return " " + String.join(" ", words) + " ";
  }

  private static List<String> spelledOut(List<String> words) {
    List<String> found = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    int length = 0;
    for (int i = 0; i <= words.size(); i++) {
      boolean letter =
          i < words.size() && words.get(i).codePointCount(0, words.get(i).length()) == 1;
      if (letter) {
        run.append(words.get(i));
        length++;
      } else {
        if (length >= SPELLED) {
          found.add(OTHER);
          found.add(run.toString());
        }
        run.setLength(0);
        length = 0;
      }
    }
    return found;
  }

  private static boolean isStretched(String word) {
    for (int i = 2; i < word.length(); i++) {
      if (word.charAt(i) == word.charAt(i - 1) && word.charAt(i) == word.charAt(i - 2)) {
        return true;
      }
    }
    return false;
  }

  /** One letter for each run of it. */
  static String unstretched(String word) {
    StringBuilder out = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      if (i == 0 || word.charAt(i) != word.charAt(i - 1)) {
        out.append(word.charAt(i));
      }
    }
    return out.toString();
  }
}
