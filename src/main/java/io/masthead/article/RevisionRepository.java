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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Every statement on revisions. There is none that changes one. */
@ApplicationScoped
class RevisionRepository {

  private static final String ADD =
      """
      insert into article_revision
        (article_id, number, at, by_key, by_name, change, state, note, content)
      values (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, (
        select content from article_revision
        where article_id = ? and content is not null order by number desc limit 1)))
      """;

  private static final String LIST =
      """
      select number, at, by_key, by_name, change, state, note
      from article_revision where article_id = ?
      """;

  private static final String CONTENT =
      """
      select content from article_revision
      where article_id = ? and number <= ? and content is not null order by number desc limit 1
      """;

  @Inject Sql sql;

  /** What was written is kept only where it differs from what stood before. */
  void add(UUID article, Revision revision, String content, Sql.Together written) {
    written.update(
        ADD,
        article,
        revision.number(),
        revision.at(),
        revision.by().key(),
        revision.by().name(),
        revision.change().name().toLowerCase(Locale.ROOT),
        revision.state().name().toLowerCase(Locale.ROOT),
        revision.note(),
        content,
        article);
  }

  /** Newest first, one more than the limit. */
  List<Revision> list(UUID article, Cursors.Position at, int limit) {
    List<Object> values = new ArrayList<>(List.of(article));
    boolean backward = at != null && at.backward();
    String query = LIST;
    if (at != null) {
      query += " and number " + (backward ? ">" : "<") + " ?";
      values.add(Integer.valueOf(at.key().get(0)));
    }
    query += " order by number" + (backward ? "" : " desc") + " limit ?";
    values.add(limit + 1);
    return sql.list(query, RevisionRepository::revision, values.toArray());
  }

  Optional<Revision> find(UUID article, int number) {
    return sql.first(LIST + " and number = ?", RevisionRepository::revision, article, number);
  }

  /** What an editor had written by then. */
  Optional<String> content(UUID article, int number) {
    return sql.first(CONTENT, row -> row.getString(1), article, number);
  }

  private static Revision revision(ResultSet row) throws SQLException {
    Instant at = Sql.instant(row, "at");
    return new Revision(
        row.getInt("number"),
        at,
        new Revision.By(Sql.uuid(row, "by_key"), row.getString("by_name")),
        Change.valueOf(row.getString("change").toUpperCase(Locale.ROOT)),
        ArticleState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("note"));
  }
}
