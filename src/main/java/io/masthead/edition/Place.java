package io.masthead.edition;

import io.masthead.term.TermKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where an edition stands in lists, as far as a list can tell.
 *
 * @param at what lists of any order go by; null where nothing is published
 * @param terms its authors, sections with those above them, and tags
 * @param comments how many are published, shown or not
 * @param corrected whether anything was ever put right in it
 */
record Place(At at, Map<TermKind, Set<Standing>> terms, int comments, boolean corrected) {

  /** The values that lists are filtered and sorted by; of the words, only whether they differ. */
  record At(
      String lang,
      Instant publishedAt,
      boolean commentsOff,
      Instant updatedAt,
      String title,
      String words,
      Instant pinnedUntil) {}

  /**
   * A term under which it stands.
   *
   * @param refs every id and slug that means it
   * @param alone whether nothing else that is published stands there
   */
  record Standing(UUID id, Set<String> refs, boolean alone) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Standing standing && standing.id.equals(id);
    }

    @Override
    public int hashCode() {
      return id.hashCode();
    }
  }

  boolean isPublished() {
    return at != null;
  }

  /** All terms under which it stands. */
  Stream<Standing> standings() {
    return terms.values().stream().flatMap(Set::stream);
  }

  /** The terms of a kind that the other has not. */
  Set<Standing> without(Place other, TermKind kind) {
    Set<Standing> left = new HashSet<>(terms.getOrDefault(kind, Set.of()));
    left.removeAll(other.terms.getOrDefault(kind, Set.of()));
    return left;
  }
}
