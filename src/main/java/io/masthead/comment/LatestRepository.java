package io.masthead.comment;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The comments of the whole site, as readers see them. */
@ApplicationScoped
class LatestRepository {

  /** A comment, what it is about, and when that or its counts last changed. */
  record Found(CommentRow comment, CommentDetail.Article article, Instant changedAt) {}

  private static final String LATEST =
      """
      select %s, e.slug as article_slug, e.lang as article_lang, e.title as article_title,
        greatest(e.modified_at, n.changed_at) as changed_at
      from comment c
      join edition e on e.article_id = c.article_id
      join edition_count n on n.article_id = c.article_id
      where c.state = 'published' and e.comment_mode <> 'off'
      """
          .formatted(ThreadRepository.COLUMNS);

  private static final String IN_SECTION =
      """
       and exists (
        select from edition_section s where s.article_id = c.article_id and s.section_id = ?)
      """;

  @Inject Sql sql;

  /**
   * Newest first, one more than the limit.
   *
   * @param lang or null for any
   * @param section or null for any; those below it count, too
   */
  List<Found> list(String lang, UUID section, Cursors.Position at, int limit) {
    ThreadRepository.Statement statement = listing(lang, section, at, limit);
    return sql.list(statement.sql(), LatestRepository::found, statement.values());
  }

  static ThreadRepository.Statement listing(
      String lang, UUID section, Cursors.Position at, int limit) {
    StringBuilder query = new StringBuilder(LATEST);
    List<Object> values = new ArrayList<>();
    if (lang != null) {
      query.append(" and e.lang = ?");
      values.add(lang);
    }
    if (section != null) {
      query.append(IN_SECTION);
      values.add(section);
    }
    boolean backward = at != null && at.backward();
    if (at != null) {
      query
          .append(" and (c.created_at, c.id) ")
          .append(backward ? ">" : "<")
          .append(" (?::timestamptz, ?)");
      values.add(Instant.parse(at.key().get(0)));
      values.add(UUID.fromString(at.key().get(1)));
    }
    query.append(
        backward ? " order by c.created_at, c.id" : " order by c.created_at desc, c.id desc");
    query.append(" limit ?");
    values.add(limit + 1);
    return new ThreadRepository.Statement(query.toString(), values.toArray());
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        ThreadRepository.row(row),
        new CommentDetail.Article(
            Sql.uuid(row, "article_id"),
            row.getString("article_slug"),
            row.getString("article_lang"),
            row.getString("article_title")),
        Sql.instant(row, "changed_at"));
  }
}
