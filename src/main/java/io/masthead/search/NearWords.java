package io.masthead.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which words may have been meant by those that were typed. */
final class NearWords {

  /** So many other spellings of a word are tried. */
  private static final int MOST = 3;

  /** From so many letters on a word may differ by two. */
  private static final int LONG = 8;

  private NearWords() {}

  /** The words that may have been mistyped, in every folding in which they are stored. */
  static Set<String> asked(Question question) {
    Set<String> asked = new LinkedHashSet<>();
    for (String word : question.unquoted()) {
      for (Folding folding : Folding.values()) {
        asked.add(folding.of(word));
      }
    }
    asked.removeIf(word -> Indexed.near(word).isEmpty());
    return asked;
  }

  /**
   * The nearest of some words, by each of the asked (in plain folding) that is none of them.
   *
   * @param stored words that share letters with one that was asked
   */
  static Map<String, List<String>> meant(Question question, Collection<String> stored) {
    Map<String, List<String>> meant = new LinkedHashMap<>();
    for (String word : question.unquoted()) {
      Set<String> others = new LinkedHashSet<>();
      for (Folding folding : Folding.values()) {
        others.addAll(nearest(folding.of(word), stored));
      }
      if (!others.isEmpty()) {
        meant.put(Folding.PLAIN.of(word), List.copyOf(others));
      }
    }
    return meant;
  }

  private static List<String> nearest(String word, Collection<String> stored) {
    Set<Integer> near = Indexed.near(word);
    if (near.isEmpty() || stored.contains(word)) {
      return List.of();
    }
    record Other(String word, int distance) {}
    int most = word.codePointCount(0, word.length()) < LONG ? 1 : 2;
    List<Other> others = new ArrayList<>();
    for (String other : stored) {
      if (Indexed.near(other).stream().anyMatch(near::contains)) {
        int distance = distance(word, other);
        if (distance <= most) {
          others.add(new Other(other, distance));
        }
      }
    }
    int least = others.stream().mapToInt(Other::distance).min().orElse(0);
    return others.stream()
        .filter(other -> other.distance() == least)
        .sorted(Comparator.comparing(Other::word))
        .limit(MOST)
        .map(Other::word)
        .toList();
  }

  /** Letters to put in, leave out or change, or neighbours to swap, that make one the other. */
  static int distance(String one, String other) {
    int[] a = one.codePoints().toArray();
    int[] b = other.codePoints().toArray();
    int[][] steps = new int[a.length + 1][b.length + 1];
    for (int i = 0; i <= a.length; i++) {
      for (int j = 0; j <= b.length; j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int same = a[i - 1] == b[j - 1] ? 0 : 1;
        steps[i][j] =
            Math.min(steps[i - 1][j - 1] + same, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[a.length][b.length];
  }
}
