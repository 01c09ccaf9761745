package io.masthead.article;

import io.masthead.database.Sql;
import io.masthead.edition.CorrectionKind;
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

/** Every statement on corrections. There is none that changes one. */
@ApplicationScoped
class ArticleCorrectionRepository {

  private static final String ADD =
      """
      insert into article_correction (id, article_id, kind, text, at, by_key, by_name)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String LIST =
      "select id, kind, text, at, by_key, by_name from article_correction where article_id = ?";

  @Inject Sql sql;

  void add(UUID article, CorrectionDetail correction) {
    sql.update(
        ADD,
        correction.id(),
        article,
        correction.kind().name().toLowerCase(Locale.ROOT),
        correction.text(),
        correction.at(),
        correction.by().key(),
        correction.by().name());
  }

  /** All of an article's, oldest first. */
  Supplier<List<CorrectionDetail>> all(UUID article, Sql.Together asked) {
    return asked.list(LIST + " order by at, id", ArticleCorrectionRepository::correction, article);
  }

  /** Oldest first, one more than the limit. */
  List<CorrectionDetail> list(UUID article, Cursors.Position at, int limit) {
    List<Object> values = new ArrayList<>(List.of(article));
    boolean backward = at != null && at.backward();
    String query = LIST;
    if (at != null) {
      query += " and (at, id) " + (backward ? "<" : ">") + " (?::timestamptz, ?)";
      values.add(Instant.parse(at.key().get(0)));
      values.add(UUID.fromString(at.key().get(1)));
    }
    String direction = backward ? " desc" : "";
    query += " order by at" + direction + ", id" + direction + " limit ?";
    values.add(limit + 1);
    return sql.list(query, ArticleCorrectionRepository::correction, values.toArray());
  }

  Optional<CorrectionDetail> find(UUID article, UUID id) {
    return sql.first(LIST + " and id = ?", ArticleCorrectionRepository::correction, article, id);
  }

  private static CorrectionDetail correction(ResultSet row) throws SQLException {
    return new CorrectionDetail(
        Sql.uuid(row, "id"),
        CorrectionKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("text"),
        Sql.instant(row, "at"),
        new Revision.By(Sql.uuid(row, "by_key"), row.getString("by_name")));
  }
}
