package io.masthead.comment;

import io.masthead.text.Skeleton;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a text is written, whatever it says. */
final class Writing {

  private static final int FEWEST_CASED = 20;
  private static final int LOUD = 80;

  /** What Cyrillic and Greek letters look like in Latin ones. */
  private static final Map<UnicodeScript, Set<Integer>> LATIN_LIKE =
      Map.of(
          UnicodeScript.CYRILLIC, latinLike(0x0400, 0x052F),
          UnicodeScript.GREEK, latinLike(0x0370, 0x03FF));

  private Writing() {}

  /** Four of five letters are capitals, of twenty at least that can be. */
  static boolean isShouted(String text) {
    long capitals = text.codePoints().filter(Character::isUpperCase).count();
    long cased = capitals + text.codePoints().filter(Character::isLowerCase).count();
    return cased >= FEWEST_CASED && capitals * 100 >= cased * LOUD;
  }

  /**
   * Whether letters hide among those of another script that they look like, as a Cyrillic а does in
   * «pаypal»: a word is of Latin and of Cyrillic or Greek letters, and all of those that are fewer
   * have a double in the other script. «Ωmega» and «PDF-ті» hide nothing.
   */
  static boolean mixesScripts(String text) {
    Map<UnicodeScript, List<Integer>> word = new HashMap<>();
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isLetter(c)) {
        word.computeIfAbsent(UnicodeScript.of(c), s -> new ArrayList<>()).add(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && Character.getType(c) != Character.FORMAT) {
        if (hides(word)) {
          return true;
        }
        word.clear();
      }
    }
    return hides(word);
  }

  private static boolean hides(Map<UnicodeScript, List<Integer>> word) {
    List<Integer> latin = word.get(UnicodeScript.LATIN);
    if (latin == null || word.size() < 2) {
      return false;
    }
    for (UnicodeScript script : List.of(UnicodeScript.CYRILLIC, UnicodeScript.GREEK)) {
      List<Integer> other = word.get(script);
      if (other == null) {
        continue;
      }
      boolean otherHides =
          other.size() <= latin.size()
              && other.stream().allMatch(letter -> Skeleton.latinLike(letter) >= 0);
      boolean latinHides =
          latin.size() <= other.size()
              && latin.stream()
                  .allMatch(letter -> LATIN_LIKE.get(script).contains(Skeleton.latinLike(letter)));
      if (otherHides || latinHides) {
        return true;
      }
    }
    return false;
  }

  private static Set<Integer> latinLike(int from, int to) {
    Set<Integer> letters = new HashSet<>();
    for (int letter = from; letter <= to; letter++) {
      int latin = Character.isLetter(letter) ? Skeleton.latinLike(letter) : -1;
      if (latin >= 0) {
        letters.add(latin);
      }
    }
    return letters;
  }
}
