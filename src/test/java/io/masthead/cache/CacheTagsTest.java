package io.masthead.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a shared cache is told to find an answer by. */
class CacheTagsTest {

  @Test
  void an_answer_has_the_names_of_what_it_shows() {
    assertEquals(
        List.of("all", "article-1", "articles~title", "tag-caf%C3%A9"),
        CacheTags.of(List.of("articles~title", "article-1", "tag-café")));
    assertEquals(Set.of("all"), CacheTags.changed(Set.of(ResponseCache.EVERYTHING)));
    assertEquals(
        Set.of("article-1", "any-article", "comments"),
        CacheTags.changed(Set.of("article-1", "comments")));
  }

  @Test
  void a_name_of_any_length_is_a_short_tag() {
    String name = "tag-" + "я".repeat(120);
    List<String> tags = CacheTags.of(List.of(name));
    assertEquals(2, tags.size());
    assertTrue(tags.get(1).matches("tag-~[0-9a-f]{32}"), tags::toString);
    assertTrue(CacheTags.changed(Set.of(name)).contains(tags.get(1)));
    assertFalse(CacheTags.changed(Set.of(name + "я")).contains(tags.get(1)));
  }

  /** Few or many names: they fit, and a change of any of them finds the answer. */
  @Property(tries = 200)
  void whatever_changes_of_an_answer_finds_it(
      @ForAll @IntRange(max = 300) int articles, @ForAll @IntRange(max = 150) int comments) {
    List<String> shown = new ArrayList<>(List.of("articles", "section-world"));
    for (int i = 0; i < articles; i++) {
      shown.add("article-" + new UUID(7, i));
    }
    for (int i = 0; i < comments; i++) {
      shown.add("comments-" + new UUID(8, i));
    }
    List<String> tags = CacheTags.of(shown);
    assertTrue(tags.size() <= 100);
    assertTrue(String.join(" ", tags).length() <= 4_000);
    assertTrue(tags.stream().allMatch(tag -> tag.matches("[A-Za-z0-9._~%-]{1,100}")));
    for (String name : shown) {
      assertFalse(Collections.disjoint(new HashSet<>(tags), CacheTags.changed(Set.of(name))), name);
    }
    assertTrue(Collections.disjoint(new HashSet<>(tags), CacheTags.changed(Set.of("section-x"))));
  }

  /** However many change, news of it fits, and finds what an answer shows. */
  @Property(tries = 100)
  void news_of_a_change_fits_and_finds_each_answer(@ForAll @IntRange(max = 600) int articles) {
    List<String> changed = new ArrayList<>(List.of("articles", "tag-" + "я".repeat(120)));
    for (int i = 0; i < articles; i++) {
      changed.add("article-" + new UUID(7, i));
    }
    Set<String> told = CacheTags.bounded(CacheTags.changed(changed));
    assertTrue(told.size() <= 250);
    assertTrue(String.join(" ", told).length() <= 12_000);
    assertEquals(articles > 246, told.equals(Set.of("all")));
    for (String name : changed) {
      assertFalse(Collections.disjoint(CacheTags.of(List.of(name)), told), name);
    }
  }
}
