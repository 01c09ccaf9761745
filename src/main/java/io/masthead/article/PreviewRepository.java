package io.masthead.article;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every statement on previews. */
@ApplicationScoped
class PreviewRepository {

  /** A preview as it is stored. */
  record Row(UUID id, Instant createdAt, UUID createdBy, Instant expiresAt) {}

  private static final String ADD =
      """
      insert into article_preview (id, article_id, created_at, created_by, expires_at)
      values (?, ?, ?, ?, ?)
      """;

  private static final String LIVE =
      """
      select id, created_at, created_by, expires_at from article_preview
      where article_id = ? and expires_at > ?
      """;

  @Inject Sql sql;

  /** Drops those of the article that expired. */
  void forget(UUID article, Instant now) {
    sql.update(
        "delete from article_preview where article_id = ? and expires_at <= ?", article, now);
  }

  void add(UUID article, Row row) {
    sql.update(ADD, row.id(), article, row.createdAt(), row.createdBy(), row.expiresAt());
  }

  /** Newest first, one more than the limit. */
  List<Row> list(UUID article, Instant now, Cursors.Position at, int limit) {
    List<Object> values = new ArrayList<>(List.of(article, now));
    boolean backward = at != null && at.backward();
    String query = LIVE;
    if (at != null) {
      query += " and id " + (backward ? ">" : "<") + " ?";
      values.add(UUID.fromString(at.key().get(0)));
    }
    query += " order by id" + (backward ? "" : " desc") + " limit ?";
    values.add(limit + 1);
    return sql.list(query, PreviewRepository::row, values.toArray());
  }

  Optional<Row> find(UUID article, UUID id, Instant now) {
    return sql.first(LIVE + " and id = ?", PreviewRepository::row, article, now, id);
  }

  /** Whether there was one to drop. */
  boolean revoke(UUID article, UUID id, Instant now) {
    return sql.update(
            "delete from article_preview where article_id = ? and id = ? and expires_at > ?",
            article,
            id,
            now)
        == 1;
  }

  /** The article that a live one shows. */
  Optional<UUID> article(UUID id, Instant now) {
    return sql.first(
        "select article_id from article_preview where id = ? and expires_at > ?",
        row -> Sql.uuid(row, "article_id"),
        id,
        now);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        Sql.uuid(row, "id"),
        Sql.instant(row, "created_at"),
        Sql.uuid(row, "created_by"),
        Sql.instant(row, "expires_at"));
  }
}
