package io.masthead.edition;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

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
