package io.masthead.comment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * 64 bits of which nearly all are the same for texts of nearly the same words, in whatever order
 * and spelling (SimHash).
 */
record Shape(long bits) {

  /** Below this, texts are alike by chance. */
  static final int FEWEST_WORDS = 8;

  /** In how many bits two texts that say nearly the same may differ. */
  static final int NEAR = 3;

  private static final int BANDS = NEAR + 1;
  private static final int WIDTH = Long.SIZE / BANDS;

  /** None of a text that is too short to have one. */
  static Optional<Shape> of(List<String> words) {
    if (words.size() < FEWEST_WORDS) {
      return Optional.empty();
    }
    Map<String, Integer> counts = new HashMap<>();
    words.forEach(word -> counts.merge(word, 1, Integer::sum));
    int[] sums = new int[Long.SIZE];
    counts.forEach(
        (word, count) -> {
          long hash = hash(word);
          for (int bit = 0; bit < Long.SIZE; bit++) {
            sums[bit] += (hash >>> bit & 1) == 1 ? count : -count;
          }
        });
    long bits = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      bits |= sums[bit] > 0 ? 1L << bit : 0;
    }
    return Optional.of(new Shape(bits));
  }

  /** Two shapes that are near have one of these in common, since one band holds no difference. */
  List<Integer> bands() {
    return IntStream.range(0, BANDS)
        .mapToObj(band -> band << WIDTH | (int) (bits >>> band * WIDTH & (1 << WIDTH) - 1))
        .toList();
  }

  /** FNV-1a, then mixed so that every bit depends on the whole word. */
  private static long hash(String word) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }
}
