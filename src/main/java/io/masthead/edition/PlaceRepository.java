package io.masthead.edition;

import io.masthead.database.Sql;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every statement on where editions stand in lists. */
@ApplicationScoped
class PlaceRepository {

  private static final String HOLD = "select from edition where article_id = ? for no key update";

  private static final String AT =
      """
      select e.article_id is not null as published, e.lang, e.published_at,
        e.comment_mode = 'off' as comments_off, e.sort_updated_at, e.title,
        md5(e.search::text) as words, e.pinned_until, coalesce(c.comments, 0) as comments,
        exists (select from edition_correction k where k.article_id = a.id) as corrected
      from (select ?::uuid as id) a
      left join edition e on e.article_id = a.id
      left join edition_count c on c.article_id = a.id
      """;

  /** The terms of one kind, with all that means each of them. */
  private static final String REFS =
      """
      select '%1$s' as kind, t.id, array(
          select t.id::text
          union all select o.slug from %1$s o where o.id = t.id
          union all select f.slug from %1$s_slug f where f.%1$s_id = t.id
          union all select m.id::text from %1$s_merged m where m.%1$s_id = t.id) as refs, %2$s
      from %3$s
      """;

  private static final String OF_ARTICLE =
      Arrays.stream(TermKind.values())
          .map(
              kind ->
                  REFS.formatted(
                      kind.word(),
                      "not exists (select from edition_%1$s k where k.%1$s_id = t.id and k.article_id <> t.article_id) as alone"
                          .formatted(kind.word()),
                      "(select %1$s_id as id, article_id from edition_%1$s where article_id = ?) t"
                          .formatted(kind.word())))
          .collect(Collectors.joining(" union all "));

  private static final String OF_TERMS = "select unnest(r.refs) from (%s) r";

  private static final String SECTIONS_OF =
      "(select distinct section_id as id from edition_section where article_id = any (?)) t";

  @Inject Sql sql;

  /**
   * Nobody else changes what readers have of the article until the caller's transaction ends; views
   * of it are counted meanwhile.
   */
  void hold(UUID article, Sql.Together asked) {
    asked.first(HOLD, row -> true, article);
  }

  Supplier<Place> find(UUID article, Sql.Together asked) {
    Map<TermKind, Set<Place.Standing>> terms = new EnumMap<>(TermKind.class);
    asked.list(
        OF_ARTICLE,
        row ->
            terms
                .computeIfAbsent(TermKind.of(row.getString("kind")), kind -> new HashSet<>())
                .add(new Place.Standing(Sql.uuid(row, "id"), refs(row), row.getBoolean("alone"))),
        article,
        article,
        article);
    Supplier<Optional<Place>> place =
        asked.first(
            AT,
            row ->
                new Place(
                    row.getBoolean("published") ? at(row) : null,
                    terms,
                    row.getInt("comments"),
                    row.getBoolean("corrected")),
            article);
    return () -> place.get().orElseThrow();
  }

  private static Set<String> refs(ResultSet row) throws SQLException {
    return Set.copyOf(Arrays.asList((String[]) row.getArray("refs").getArray()));
  }

  private static Place.At at(ResultSet row) throws SQLException {
    return new Place.At(
        row.getString("lang"),
        Sql.instant(row, "published_at"),
        row.getBoolean("comments_off"),
        Sql.instant(row, "sort_updated_at"),
        row.getString("title"),
        row.getString("words"),
        Sql.instant(row, "pinned_until"));
  }

  /** All that means any of these terms. */
  List<String> refs(TermKind kind, Collection<UUID> terms) {
    return refs(kind, "unnest(?::uuid[]) t (id)", terms);
  }

  /** All that means any of the sections of these articles. */
  List<String> sectionRefs(Collection<UUID> articles) {
    return refs(TermKind.SECTION, SECTIONS_OF, articles);
  }

  private List<String> refs(TermKind kind, String from, Collection<UUID> ids) {
    String terms = REFS.formatted(kind.word(), "null", from);
    return ids.isEmpty()
        ? List.of()
        : sql.list(OF_TERMS.formatted(terms), row -> row.getString(1), ids);
  }
}
