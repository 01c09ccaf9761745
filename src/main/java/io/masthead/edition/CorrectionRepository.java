package io.masthead.edition;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Every statement on what readers are told was put right. */
@ApplicationScoped
class CorrectionRepository {

  /** One with its article, and when either last changed. */
  record Found(PublishedCorrection correction, Instant changedAt) {}

  private static final String FIND = "select document from edition where article_id = ?";

  private static final String UPDATE =
      """
      update edition set document = ?, revision = nextval('edition_revision'), updated_at = ?,
        sort_updated_at = ?, modified_at = ?
      where article_id = ?
      """;

  private static final String KEEP =
      """
      insert into edition_correction (id, article_id, lang, kind, text, at)
      select c.id, ?, ?, c.kind, c.text, c.at
      from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[]) as c (id, kind, text, at)
      on conflict (id) do nothing
      returning id
      """;

  private static final String OF_ARTICLE =
      "select id, kind, text, at from edition_correction where article_id = ?";

  private static final String OF_SITE =
      """
      select c.id, c.kind, c.text, c.at, e.article_id, e.slug, e.lang, e.title,
        greatest(c.at, e.modified_at) as changed_at
      from (
        select * from edition_correction c
        where true%1$s
        order by c.at%2$s, c.id%2$s limit ?) c
      join edition e on e.article_id = c.article_id
      order by c.at%2$s, c.id%2$s
      """;

  @Inject Sql sql;

  /** What readers have of the article. */
  Optional<String> find(UUID article) {
    return sql.first(FIND, row -> row.getString(1), article);
  }

  void update(UUID article, String document, Instant updatedAt, Sql.Together written) {
    written.update(UPDATE, document, updatedAt, updatedAt, updatedAt, article);
  }

  /** Adds those of an edition that are not there yet, and tells which. */
  Supplier<List<UUID>> keep(
      UUID article,
      String lang,
      List<ArticleDocument.Correction> corrections,
      Sql.Together written) {
    if (corrections.isEmpty()) {
      return List::of;
    }
    return written.list(
        KEEP,
        row -> Sql.uuid(row, "id"),
        article,
        lang,
        corrections.stream().map(ArticleDocument.Correction::id).toList(),
        corrections.stream().map(c -> lower(c.kind())).toList(),
        corrections.stream().map(ArticleDocument.Correction::text).toList(),
        corrections.stream().map(ArticleDocument.Correction::at).toList());
  }

  /** Oldest first, one more than the limit. */
  List<ArticleDocument.Correction> list(UUID article, Cursors.Position at, int limit) {
    List<Object> values = new ArrayList<>(List.of(article));
    boolean backward = at != null && at.backward();
    String query = OF_ARTICLE;
    if (at != null) {
      query += " and (at, id) " + (backward ? "<" : ">") + " (?::timestamptz, ?)";
      values.add(Instant.parse(at.key().get(0)));
      values.add(UUID.fromString(at.key().get(1)));
    }
    String direction = backward ? " desc" : "";
    query += " order by at" + direction + ", id" + direction + " limit ?";
    values.add(limit + 1);
    return sql.list(
        query,
        row ->
            new ArticleDocument.Correction(
                Sql.uuid(row, "id"), kind(row), row.getString("text"), Sql.instant(row, "at")),
        values.toArray());
  }

  /**
   * Of all articles, newest first, one more than the limit.
   *
   * @param kind or null for any
   * @param lang or null for any
   */
  List<Found> list(CorrectionKind kind, String lang, Cursors.Position at, int limit) {
    EditionRepository.Statement statement = listing(kind, lang, at, limit);
    return sql.list(statement.sql(), CorrectionRepository::found, statement.values());
  }

  static EditionRepository.Statement listing(
      CorrectionKind kind, String lang, Cursors.Position at, int limit) {
    StringBuilder where = new StringBuilder();
    List<Object> values = new ArrayList<>();
    if (kind != null) {
      where.append(" and c.kind = ?");
      values.add(lower(kind));
    }
    if (lang != null) {
      where.append(" and c.lang = ?");
      values.add(lang);
    }
    boolean backward = at != null && at.backward();
    if (at != null) {
      where.append(" and (c.at, c.id) %s (?::timestamptz, ?)".formatted(backward ? ">" : "<"));
      values.add(Instant.parse(at.key().get(0)));
      values.add(UUID.fromString(at.key().get(1)));
    }
    values.add(limit + 1);
    return new EditionRepository.Statement(
        OF_SITE.formatted(where, backward ? "" : " desc"), values.toArray());
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        new PublishedCorrection(
            Sql.uuid(row, "id"),
            kind(row),
            row.getString("text"),
            Sql.instant(row, "at"),
            new PublishedCorrection.Article(
                Sql.uuid(row, "article_id"),
                row.getString("slug"),
                row.getString("lang"),
                row.getString("title"))),
        Sql.instant(row, "changed_at"));
  }

  private static CorrectionKind kind(ResultSet row) throws SQLException {
    return CorrectionKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
  }

  private static String lower(CorrectionKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
