package io.masthead.edition;

import io.masthead.database.Sql;
import io.masthead.http.Json;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which filter of a list leaves so few articles that they are best looked at one by one and sorted.
 * Where none does, the index of the order is walked, and articles that pass are met soon. The
 * planner cannot tell: of a slug it knows no number, of rare words and of what is behind a position
 * it guesses, and a wrong guess reads the whole site.
 */
@ApplicationScoped
class Narrowing {

  /** Counted no further, and never sorted. */
  private static final int MANY = 20_000;

  /**
   * Of words no further than that: each article that has them is read to tell. Of what is more
   * frequent the planner has a notion.
   */
  private static final int MANY_WITH_WORDS = 5_000;

  /** So many that pass are met on a walk before it ends. */
  private static final int MET = 21;

  /** Of so many that one that leaves many tries, one passes. */
  private static final int WIDE = 4;

  private static final Pattern EXPECTED = Pattern.compile("\"Plan Rows\": (\\d+)");

  private static final String ALL =
      "(select reltuples::bigint from pg_class where oid = 'edition'::regclass)";

  /** What may leave few. */
  enum Filter {
    IDS,
    PINNED,
    TAG,
    AUTHOR,
    SECTION,
    WORDS,
    LANG,
    TIME
  }

  private static final Set<Filter> TERMS = EnumSet.of(Filter.TAG, Filter.AUTHOR, Filter.SECTION);

  /** A filter's articles, as SQL with its values. */
  record Articles(String sql, List<Object> values) {}

  private record Size(Filter filter, long articles) {}

  /**
   * All articles, about, what each filter leaves of them that leaves few, and how many filters
   * there are that leave many.
   */
  private record Sizes(long all, List<Size> few, int wide) {

    boolean isWide(Filter filter) {
      return few.stream().noneMatch(size -> size.filter() == filter);
    }

    /** Of a filter that leaves many it is known how many, and that may be few enough. */
    Sizes with(Size size) {
      if (size.articles() > MANY) {
        return this;
      }
      List<Size> more = new ArrayList<>(few);
      more.add(size);
      return new Sizes(all, more, wide - 1);
    }

    /** The filter that leaves the fewest, unless the walk past them is shorter. */
    Optional<Filter> narrowest() {
      double walk = MET * Math.pow(WIDE, wide);
      for (Size size : few) {
        walk *= Math.max(1.0, all / Math.max(1.0, size.articles()));
      }
      double walked = few.isEmpty() ? 0 : Math.min(walk, all);
      return few.stream()
          .min(Comparator.comparingLong(Size::articles))
          .filter(size -> size.articles() <= walked)
          .map(Size::filter);
    }
  }

  @Inject Sql sql;

  /**
   * The filter that leaves the fewest, where that is few; without a read where one index serves.
   */
  Optional<Filter> of(ArticleQuery query, Instant now) {
    EnumSet<Filter> filters = filters(query);
    if (filters.contains(Filter.IDS)) {
      return Optional.of(Filter.IDS);
    }
    if (filters.contains(Filter.PINNED)) {
      return Optional.of(Filter.PINNED);
    }
    if (filters.isEmpty() || isRange(query, filters)) {
      return Optional.empty();
    }
    Sizes sizes = sizes(query, filters, now);
    if (filters.contains(Filter.WORDS) && sizes.isWide(Filter.WORDS)) {
      sizes = sizes.with(new Size(Filter.WORDS, estimate(articles(Filter.WORDS, query, now))));
    }
    return sizes.narrowest();
  }

  /** How many the planner expects, from what it keeps of frequent words; nothing is read. */
  private long estimate(Articles articles) {
    return sql.first(
            "explain (format json) " + articles.sql(),
            row -> {
              Matcher rows = EXPECTED.matcher(row.getString(1));
              return rows.find() ? Long.parseLong(rows.group(1)) : Long.MAX_VALUE;
            },
            articles.values().toArray())
        .orElseThrow();
  }

  private static EnumSet<Filter> filters(ArticleQuery query) {
    EnumSet<Filter> filters = EnumSet.noneOf(Filter.class);
    add(filters, Filter.IDS, !query.ids().isEmpty());
    add(filters, Filter.PINNED, Boolean.TRUE.equals(query.featured()));
    add(filters, Filter.TAG, query.tag() != null);
    add(filters, Filter.AUTHOR, query.author() != null);
    add(filters, Filter.SECTION, query.section() != null);
    add(filters, Filter.WORDS, query.q() != null);
    add(filters, Filter.LANG, query.lang() != null);
    add(filters, Filter.TIME, query.publishedFrom() != null || query.publishedTo() != null);
    return filters;
  }

  private static void add(Set<Filter> filters, Filter filter, boolean present) {
    if (present) {
      filters.add(filter);
    }
  }

  /** By time, under one term or in one language: a range of an index in that order. */
  private static boolean isRange(ArticleQuery query, Set<Filter> filters) {
    long ordered = filters.stream().filter(f -> TERMS.contains(f) || f == Filter.LANG).count();
    return query.sort().type.equals("timestamptz")
        && query.sort() != ArticleQuery.Sort.UPDATED
        && ordered <= 1
        && !filters.contains(Filter.WORDS);
  }

  private Sizes sizes(ArticleQuery query, Set<Filter> filters, Instant now) {
    List<Object> values = new ArrayList<>();
    List<Filter> asked = List.copyOf(filters);
    String statement =
        asked.stream()
            .map(
                filter -> {
                  Articles articles = articles(filter, query, now);
                  values.addAll(articles.values());
                  values.add(many(filter) + 1);
                  return "(select count(*) from (%s limit ?) n)".formatted(articles.sql());
                })
            .collect(Collectors.joining(", ", "select ", ", " + ALL));
    return sql.first(
            statement,
            row -> {
              List<Size> few = new ArrayList<>();
              for (int i = 0; i < asked.size(); i++) {
                long articles = row.getLong(i + 1);
                if (articles <= many(asked.get(i))) {
                  few.add(new Size(asked.get(i), articles));
                }
              }
              return new Sizes(row.getLong(asked.size() + 1), few, asked.size() - few.size());
            },
            values.toArray())
        .orElseThrow();
  }

  private static int many(Filter filter) {
    return filter == Filter.WORDS ? MANY_WITH_WORDS : MANY;
  }

  /** The articles that a filter leaves. */
  static Articles articles(Filter filter, ArticleQuery query, Instant now) {
    return switch (filter) {
      case TAG -> under(TermKind.TAG, query.tag(), query);
      case AUTHOR -> under(TermKind.AUTHOR, query.author(), query);
      case SECTION -> under(TermKind.SECTION, query.section(), query);
      case IDS -> new Articles("select unnest(?::uuid[])", List.of(query.ids()));
      case PINNED -> where("pinned_until > ?", List.of(now));
      case WORDS -> where("search @@ websearch_to_tsquery('simple', ?)", List.of(query.q()));
      case LANG -> where("lang = ?", List.of(query.lang()));
      case TIME -> between(query.publishedFrom(), query.publishedTo());
    };
  }

  /** The table of a term's articles has their time, and one index of both. */
  private static Articles under(TermKind kind, String ref, ArticleQuery query) {
    boolean byId = Json.isUuid(ref);
    List<Object> values = new ArrayList<>(byId ? List.of(UUID.fromString(ref)) : List.of(ref, ref));
    String sql =
        "select article_id from edition_%1$s where %1$s_id = %2$s"
            .formatted(kind.word(), byId ? "?" : kind.idBySlug());
    if (query.publishedFrom() != null) {
      sql += " and published_at >= ?";
      values.add(query.publishedFrom());
    }
    if (query.publishedTo() != null) {
      sql += " and published_at < ?";
      values.add(query.publishedTo());
    }
    return new Articles(sql, values);
  }

  private static Articles between(Instant from, Instant to) {
    if (from == null) {
      return where("published_at < ?", List.of(to));
    }
    return to == null
        ? where("published_at >= ?", List.of(from))
        : where("published_at >= ? and published_at < ?", List.of(from, to));
  }

  private static Articles where(String condition, List<Object> values) {
    return new Articles("select article_id from edition where " + condition, values);
  }
}
