package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShapeTest {

  private static final String TEXT =
      "The harbour bridge opened at noon and I walked across it with my two daughters, who had"
          + " waited for this day since the first pier stood in the water six long years ago; the"
          + " wind was strong, the band was late, and the mayor forgot the name of the engineer"
          + " whose drawing hangs in the town hall, but nobody minded that at all.";

  @Test
  void the_same_words_have_the_same_shape_however_they_are_written() {
    long shape = shape(TEXT);
    assertEquals(shape, shape(TEXT.toUpperCase(java.util.Locale.ROOT)));
    assertEquals(shape, shape(TEXT.replace(",", " -- ").replace('a', '\u0430')));
    assertEquals(shape, shape(TEXT.replace("i", "i\u200b")));
  }

  @Test
  void nearly_the_same_words_have_nearly_the_same_shape() {
    assertTrue(apart(TEXT, TEXT.replace("daughters", "sons")) <= Shape.NEAR);
    assertTrue(apart(TEXT, TEXT + " Indeed.") <= Shape.NEAR);
    assertTrue(
        apart(
                TEXT,
                "Nobody told us that the ferry would stop running on the same day, and those of us"
                    + " who live on the island now drive for an hour")
            > 10);
  }

  @Test
  void a_short_text_has_none() {
    assertEquals(Optional.empty(), Shape.of(Words.of("one two three four five six seven")));
    assertTrue(Shape.of(Words.of("one two three four five six seven eight")).isPresent());
  }

  @Property
  void shapes_that_differ_in_three_bits_have_a_band_in_common(
      @ForAll long bits,
      @ForAll @IntRange(max = 63) int one,
      @ForAll @IntRange(max = 63) int two,
      @ForAll @IntRange(max = 63) int three) {
    List<Integer> bands = new Shape(bits).bands();
    List<Integer> near = new Shape(bits ^ (1L << one | 1L << two | 1L << three)).bands();
    assertTrue(!Collections.disjoint(bands, near));
    assertEquals(4, bands.stream().distinct().count());
  }

  private static long shape(String text) {
    return Shape.of(Words.of(text)).orElseThrow().bits();
  }

  private static int apart(String one, String other) {
    return Long.bitCount(shape(one) ^ shape(other));
  }
}
