package io.masthead.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreeSlugTest {

  @Test
  void a_slug_that_nothing_has_is_free_as_it_is() {
    assertEquals("bridge", Slug.free("bridge", asked -> Set.of()));
  }

  @Test
  void the_first_number_that_nothing_has_is_taken() {
    assertEquals(
        "bridge-4", Slug.free("bridge", asked -> Set.of("bridge", "bridge-2", "bridge-3")));
  }

  @Test
  void numbers_go_on_as_long_as_they_are_needed() {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < 130; i++) {
      assertTrue(taken.add(Slug.free("bridge", asked -> taken)));
    }
    assertTrue(taken.contains("bridge-130"));
  }

  @Test
  void a_numbered_slug_is_never_too_long() {
    String base = "a".repeat(Slug.MAX_LENGTH);
    assertTrue(Slug.isValid(Slug.free(base, asked -> Set.of(base))));
  }
}
