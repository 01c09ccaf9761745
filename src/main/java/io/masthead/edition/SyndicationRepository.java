package io.masthead.edition;

import io.masthead.database.Sql;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What feeds, search engines and the like are told of editions. */
@ApplicationScoped
class SyndicationRepository {

  /** An edition for a feed; the text only where it was asked for. */
  record Fed(String document, String html, String image) {}

  /** An edition for a sitemap; the slug of its section may be null. */
  record Mapped(
      UUID id,
      String lang,
      String section,
      String slug,
      String title,
      Instant publishedAt,
      Instant changedAt) {}

  /**
   * The first picture of the body. It stands apart from the rows that are looked through, so that
   * it is looked for in those alone that are given.
   */
  private static final String IMAGE =
      """
      (select b.block ->> 'url'
       from json_array_elements(e.blocks::json) with ordinality as b (block, place)
       where b.block ->> 'type' = 'image' order by b.place limit 1) as image
      """;

  /**
   * The document is compact, and in its texts no quote stands without a backslash, so that these
   * find members alone. The index has the same condition.
   */
  private static final String OURS = "e.document not like '%\"canonicalUrl\":%'";

  private static final String MAPPED = "e.document not like '%\"noindex\":true%' and " + OURS;

  private static final String NO_ADVERTISEMENT =
      " and e.document not like '%\"genre\":\"sponsored\"%'";

  private static final String MONTHS =
      """
      select date_trunc('month', e.published_at, 'UTC') as start, count(*) as size,
        max(e.sort_updated_at) as changed_at
      from edition e where """
          + " "
          + MAPPED
          + " group by 1 order by 1";

  private static final String ENTRY =
      """
      select e.article_id, e.lang, s.slug as section, e.slug, e.title, e.published_at,
        e.sort_updated_at
      from edition e left join section s on s.id = e.section_id
      where """
          + " "
          + MAPPED;

  private static final String OF_MONTH =
      ENTRY
          + """
           and e.published_at < ? and (e.published_at, e.article_id) >= (?::timestamptz, ?::uuid)
          order by e.published_at, e.article_id limit ?
          """;

  private static final String NTH_OF_MONTH =
      """
      select published_at, article_id from (
        select e.published_at, e.article_id,
          row_number() over (order by e.published_at, e.article_id) as n
        from edition e where """
          + " "
          + MAPPED
          + """
           and e.published_at >= ? and e.published_at < ?
        ) numbered
        where n = ?
        """;

  private static final String SINCE =
      ENTRY
          + NO_ADVERTISEMENT
          + " and e.published_at > ? order by e.published_at desc, e.article_id desc limit ?";

  private static final UUID FIRST = new UUID(0, 0);

  /** A place in the order of a month. */
  private record Place(Instant publishedAt, UUID article) {}

  @Inject Sql sql;

  /**
   * The newest first.
   *
   * @param term the id of what all of them stand under, or null
   * @param lang or null for any
   * @param oursOnly leaves out those whose original stands elsewhere
   */
  List<Fed> newest(
      TermKind kind, UUID term, String lang, boolean oursOnly, boolean withText, int limit) {
    EditionRepository.Statement statement = newestOf(kind, term, lang, oursOnly, withText, limit);
    return sql.list(
        statement.sql(),
        row -> new Fed(row.getString("document"), row.getString("html"), row.getString("image")),
        statement.values());
  }

  static EditionRepository.Statement newestOf(
      TermKind kind, UUID term, String lang, boolean oursOnly, boolean withText, int limit) {
    List<Object> values = new ArrayList<>();
    String order = term == null ? "e" : "k";
    StringBuilder from = new StringBuilder("from edition e");
    if (term != null) {
      from.append(" join edition_%s k on k.article_id = e.article_id".formatted(kind.word()));
    }
    from.append(" where true");
    if (term != null) {
      from.append(" and k.%s_id = ?".formatted(kind.word()));
      values.add(term);
    }
    if (lang != null) {
      from.append(" and e.lang = ?");
      values.add(lang);
    }
    if (oursOnly) {
      from.append(" and ").append(OURS);
    }
    values.add(limit);
    String statement =
        """
        select e.document, %1$s as html, %2$s
        from (select e.article_id, %3$s.published_at as place %4$s
          order by %3$s.published_at desc, %3$s.article_id desc limit ?) chosen
        join edition e on e.article_id = chosen.article_id
        order by chosen.place desc, chosen.article_id desc
        """
            .formatted(withText ? "e.html" : "null::text", IMAGE, order, from);
    return new EditionRepository.Statement(statement, values.toArray());
  }

  Optional<String> image(UUID article) {
    return sql.first(
        "select " + IMAGE + " from edition e where e.article_id = ?",
        row -> row.getString("image"),
        article);
  }

  List<Syndication.Month> months() {
    return sql.list(
        MONTHS,
        row ->
            new Syndication.Month(
                Sql.instant(row, "start"), row.getLong("size"), Sql.instant(row, "changed_at")));
  }

  /** Those of a time, the oldest first, from the n-th (1 is the first) on. */
  List<Mapped> between(Instant start, Instant end, long from, int limit) {
    Optional<Place> place =
        from == 1
            ? Optional.of(new Place(start, FIRST))
            : sql.first(
                NTH_OF_MONTH,
                row -> new Place(Sql.instant(row, "published_at"), Sql.uuid(row, "article_id")),
                start,
                end,
                from);
    return place
        .map(
            at ->
                sql.list(
                    OF_MONTH,
                    SyndicationRepository::mapped,
                    end,
                    at.publishedAt(),
                    at.article(),
                    limit))
        .orElse(List.of());
  }

  /** Those that were published after a time and are no advertisements, the newest first. */
  List<Mapped> since(Instant start, int limit) {
    return sql.list(SINCE, SyndicationRepository::mapped, start, limit);
  }

  private static Mapped mapped(ResultSet row) throws SQLException {
    return new Mapped(
        Sql.uuid(row, "article_id"),
        row.getString("lang"),
        row.getString("section"),
        row.getString("slug"),
        row.getString("title"),
        Sql.instant(row, "published_at"),
        Sql.instant(row, "sort_updated_at"));
  }

  /** The statements whose cost grows with the site, for the test of their plans. */
  static List<EditionRepository.Statement> ofSitemaps(Instant start, Instant end) {
    return List.of(
        new EditionRepository.Statement(MONTHS, new Object[0]),
        new EditionRepository.Statement(OF_MONTH, new Object[] {end, start, FIRST, 20_000}),
        new EditionRepository.Statement(NTH_OF_MONTH, new Object[] {start, end, 20_001}),
        new EditionRepository.Statement(SINCE, new Object[] {end, 1_000}));
  }
}
