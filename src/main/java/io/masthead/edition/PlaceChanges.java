package io.masthead.edition;

import io.masthead.cache.Changes;
import io.masthead.database.Sql;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Tells which kept answers an edition makes untrue by coming, going or changing: those that show
 * it, and the lists in which its place is another. A list is named by the terms that it is of, else
 * by its language, else as one of all articles ({@link ArticleQuery#shown}).
 */
@ApplicationScoped
class PlaceChanges {

  /** What a list goes by besides which articles there are; it names them where it does. */
  enum Aspect {
    UPDATED,
    TITLE,
    WORDS,
    PINNED;

    String of(String list) {
      return list + "~" + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Inject PlaceRepository places;
  @Inject Sql sql;
  @Inject Changes changes;

  /**
   * In the caller's transaction, before an edition changes: where it stands, and nobody else moves
   * it until the end.
   */
  Place hold(UUID article) {
    Sql.Together asked = sql.together();
    Supplier<Place> place = hold(article, asked);
    asked.run();
    return place.get();
  }

  /** The same with what else is asked. */
  Supplier<Place> hold(UUID article, Sql.Together asked) {
    places.hold(article, asked);
    return places.find(article, asked);
  }

  /** Where it stands. */
  Supplier<Place> find(UUID article, Sql.Together asked) {
    return places.find(article, asked);
  }

  /** It has changed since it was held. */
  void since(Place before, UUID article) {
    since(before, article, sql.together());
  }

  /** The same once what is to be written has run. */
  void since(Place before, UUID article, Sql.Together written) {
    Supplier<Place> after = places.find(article, written);
    written.run();
    tell(before, after.get(), article);
  }

  /** It stood here, and now stands there. */
  void tell(Place before, Place after, UUID article) {
    changes.of(Shown.article(article), Shown.EDITIONS);
    if (!before.isPublished() && !after.isPublished()) {
      return;
    }
    boolean comesOrGoes = before.isPublished() != after.isPublished();
    if (comesOrGoes || movesEverywhere(before.at(), after.at())) {
      tell(lists(before, after));
      tellOfAll(before, after);
    } else {
      aspects(before.at(), after.at())
          .forEach(aspect -> tell(lists(before, after).stream().map(aspect::of).toList()));
    }
    for (TermKind kind : TermKind.values()) {
      tellOfTerms(kind, before.without(after, kind), after.without(before, kind));
    }
  }

  /** Whether it has another place in each of its lists. */
  private static boolean movesEverywhere(Place.At before, Place.At after) {
    return !before.lang().equals(after.lang())
        || !before.publishedAt().equals(after.publishedAt())
        || before.commentsOff() != after.commentsOff();
  }

  private static Set<Aspect> aspects(Place.At before, Place.At after) {
    Set<Aspect> changed = EnumSet.noneOf(Aspect.class);
    if (!before.updatedAt().equals(after.updatedAt())) {
      changed.add(Aspect.UPDATED);
    }
    if (!before.title().equals(after.title())) {
      changed.add(Aspect.TITLE);
    }
    if (!before.words().equals(after.words())) {
      changed.add(Aspect.WORDS);
    }
    if (!Objects.equals(before.pinnedUntil(), after.pinnedUntil())) {
      changed.add(Aspect.PINNED);
    }
    return changed;
  }

  /** Lists of the whole site that hide what hangs on an article that is not published. */
  private void tellOfAll(Place before, Place after) {
    if (before.comments() > 0 || after.comments() > 0) {
      changes.of(Shown.LATEST_COMMENTS);
    }
    if (before.corrected() || after.corrected()) {
      changes.of(Shown.CORRECTIONS);
    }
  }

  /** Every list in which it has or had a place. */
  private static Collection<String> lists(Place... places) {
    Set<String> lists = new HashSet<>(Set.of(Shown.ARTICLES));
    for (Place place : places) {
      if (place.isPublished()) {
        lists.add(Shown.language(place.at().lang()));
        place
            .terms()
            .forEach(
                (kind, terms) ->
                    terms.forEach(term -> term.refs().forEach(ref -> lists.add(kind.named(ref)))));
      }
    }
    return lists;
  }

  /**
   * A term is shown while anything stands under it. Of two that leave it at the same time neither
   * may know to be the last, so each that leaves is told of.
   */
  private void tellOfTerms(TermKind kind, Set<Place.Standing> left, Set<Place.Standing> joined) {
    List<Place.Standing> moved = new ArrayList<>(left);
    moved.addAll(joined);
    moved.forEach(term -> term.refs().forEach(ref -> changes.of(kind.named(ref))));
    if (!moved.isEmpty()) {
      changes.of(counts(kind));
    }
    if (!left.isEmpty() || joined.stream().anyMatch(Place.Standing::alone)) {
      changes.of(kind.plural());
    }
  }

  /** How many articles stand under terms of a kind. */
  static String counts(TermKind kind) {
    return kind.plural() + "~counts";
  }

  /** Articles come to these terms or leave them. */
  void under(TermKind kind, Collection<UUID> terms) {
    places.refs(kind, terms).forEach(ref -> changes.of(kind.named(ref)));
  }

  /** The same of all sections of these articles. */
  void underSectionsOf(Collection<UUID> articles) {
    places.sectionRefs(articles).forEach(ref -> changes.of(TermKind.SECTION.named(ref)));
  }

  private void tell(Collection<String> names) {
    changes.of(names.toArray(String[]::new));
  }
}
