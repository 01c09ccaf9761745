package io.masthead.edition;

import io.masthead.term.TermKind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a list of articles is asked for. Authors, sections and tags by id or slug; absent filters
 * are null, or empty for ids.
 */
record ArticleQuery(
    String author,
    String section,
    String tag,
    String lang,
    Boolean featured,
    Instant publishedFrom,
    Instant publishedTo,
    List<UUID> ids,
    String q,
    Sort sort,
    boolean withBody,
    boolean withCounts) {

  /** The orders of a list; each ends in the id, so that equal values neither repeat nor hide. */
  enum Sort {
    NEWEST("-publishedAt", "k.published_at", true, "timestamptz"),
    OLDEST("publishedAt", "k.published_at", false, "timestamptz"),
    UPDATED("-updatedAt", "e.sort_updated_at", true, "timestamptz"),
    TITLE("title", "e.title collate \"und-x-icu\"", false, "text"),
    VIEWS("-views", "c.views", true, "bigint"),
    COMMENTS("-comments", "c.shown_comments", true, "int");

    final String parameter;
    final String column;
    final boolean descending;
    final String type;

    Sort(String parameter, String column, boolean descending, String type) {
      this.parameter = parameter;
      this.column = column;
      this.descending = descending;
      this.type = type;
    }

    /** What a position's value is read as, in the order of the column. */
    String bound() {
      return this == TITLE ? "text collate \"und-x-icu\"" : type;
    }

    static Sort of(String parameter) {
      for (Sort sort : values()) {
        if (sort.parameter.equals(parameter)) {
          return sort;
        }
      }
      throw new IllegalArgumentException(parameter);
    }
  }

  /** The same of other terms. */
  ArticleQuery ledTo(String author, String section, String tag) {
    return new ArticleQuery(
        author,
        section,
        tag,
        lang,
        featured,
        publishedFrom,
        publishedTo,
        ids,
        q,
        sort,
        withBody,
        withCounts);
  }

  /** The same in another order. */
  ArticleQuery sortedBy(Sort other) {
    return new ArticleQuery(
        author,
        section,
        tag,
        lang,
        featured,
        publishedFrom,
        publishedTo,
        ids,
        q,
        other,
        withBody,
        withCounts);
  }

  /**
   * What such a list shows besides the articles on its page: where it is narrowed by any term, the
   * places under those; else those in its language, or all.
   */
  Set<String> shown() {
    Set<String> lists = new HashSet<>();
    add(lists, TermKind.AUTHOR, author);
    add(lists, TermKind.SECTION, section);
    add(lists, TermKind.TAG, tag);
    if (lists.isEmpty() && !ids.isEmpty()) {
      // Which there can be is known, and whatever becomes of these is told by their names.
      return ids.stream().map(Shown::article).collect(Collectors.toSet());
    }
    if (lists.isEmpty()) {
      lists.add(lang == null ? Shown.ARTICLES : Shown.language(lang));
    }
    Set<String> shown = new HashSet<>(lists);
    for (PlaceChanges.Aspect aspect : aspects()) {
      lists.forEach(list -> shown.add(aspect.of(list)));
    }
    return shown;
  }

  private static void add(Set<String> lists, TermKind kind, String ref) {
    if (ref != null) {
      lists.add(kind.named(ref));
    }
  }

  private Set<PlaceChanges.Aspect> aspects() {
    Set<PlaceChanges.Aspect> aspects = EnumSet.noneOf(PlaceChanges.Aspect.class);
    if (sort == Sort.UPDATED) {
      aspects.add(PlaceChanges.Aspect.UPDATED);
    }
    if (sort == Sort.TITLE) {
      aspects.add(PlaceChanges.Aspect.TITLE);
    }
    if (q != null) {
      aspects.add(PlaceChanges.Aspect.WORDS);
    }
    if (featured != null) {
      aspects.add(PlaceChanges.Aspect.PINNED);
    }
    return aspects;
  }

  /** Whether views, comments or the clock alone make it another. */
  boolean movesByItself() {
    return withCounts || featured != null || sort == Sort.VIEWS || sort == Sort.COMMENTS;
  }

  /** All that makes this list another list than others. */
  String scope() {
    return String.join(
        "\n",
        "articles",
        sort.parameter,
        String.valueOf(author),
        String.valueOf(section),
        String.valueOf(tag),
        String.valueOf(lang),
        String.valueOf(featured),
        String.valueOf(publishedFrom),
        String.valueOf(publishedTo),
        ids.stream().sorted().toList().toString(),
        String.valueOf(q));
  }
}
