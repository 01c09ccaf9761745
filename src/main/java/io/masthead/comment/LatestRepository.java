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

  /** Of so many articles the newest comments are picked; of more, met on the way through all. */
  private static final int FEW = 2_000;

  private static final String LATEST =
      """
      select %1$s, e.slug as article_slug, e.lang as article_lang, e.title as article_title,
        greatest(e.modified_at, n.changed_at) as changed_at
      from (%%1$s) c
      join edition e on e.article_id = c.article_id
      join edition_count n on n.article_id = c.article_id
      order by c.created_at%%2$s, c.id%%2$s
      """
          .formatted(ThreadRepository.COLUMNS);

  /**
   * The order gives the rows and what is asked of their articles only filters them, whatever
   * statistics say: so each article is looked up by a subquery of one value.
   */
  private static final String OF_ALL =
      """
      select c.* from comment c
      where c.state = 'published' %1$s
      order by c.created_at%2$s, c.id%2$s limit ?
      """;

  /** The newest of each article, and of these the newest. */
  private static final String OF_FEW =
      """
      select c.* from (%3$s) a
      join edition_count n on n.article_id = a.article_id and n.shown_comments > 0
      cross join lateral (
        select c.* from comment c
        where c.article_id = a.article_id and c.state = 'published' %1$s
        order by c.created_at%2$s, c.id%2$s limit ?) c
      order by c.created_at%2$s, c.id%2$s limit ?
      """;

  private static final String COUNT_FEW = "select count(*) from (%s limit ?) few";

  private static final String ARTICLES_IN_LANGUAGE =
      "select article_id from edition where lang = ?";

  private static final String ARTICLES_IN_SECTION =
      "select article_id from edition_section where section_id = ?";

  private static final String SHOWN =
      " and (select e.comment_mode <> 'off' from edition e where e.article_id = c.article_id)";

  private static final String IN_LANGUAGE =
      " and (select e.lang = ? from edition e where e.article_id = c.article_id)";

  private static final String IN_SECTION =
      """
       and (
        select true from edition_section s where s.article_id = c.article_id and s.section_id = ?)
      """;

  @Inject Sql sql;

  /**
   * Newest first, one more than the limit.
   *
   * @param lang or null for any
   * @param section or null for any; those below it count, too
   */
  List<Found> list(String lang, UUID section, Cursors.Position at, int limit) {
    ThreadRepository.Statement statement = listing(lang, section, at, limit, isFew(lang, section));
    return sql.list(statement.sql(), LatestRepository::found, statement.values());
  }

  private boolean isFew(String lang, UUID section) {
    return (section != null && hasFew(ARTICLES_IN_SECTION, section))
        || (section == null && lang != null && hasFew(ARTICLES_IN_LANGUAGE, lang));
  }

  private boolean hasFew(String articles, Object of) {
    return sql.first(COUNT_FEW.formatted(articles), row -> row.getInt(1), of, FEW + 1).orElseThrow()
        <= FEW;
  }

  /**
   * @param few whether few articles are in the section, or, without one, in the language
   */
  static ThreadRepository.Statement listing(
      String lang, UUID section, Cursors.Position at, int limit, boolean few) {
    StringBuilder where = new StringBuilder(SHOWN);
    List<Object> values = new ArrayList<>();
    if (few) {
      values.add(section == null ? lang : section);
    }
    if (lang != null) {
      where.append(IN_LANGUAGE);
      values.add(lang);
    }
    if (section != null && !few) {
      where.append(IN_SECTION);
      values.add(section);
    }
    boolean backward = at != null && at.backward();
    if (at != null) {
      where.append(
          " and (c.created_at, c.id) %s (?::timestamptz, ?)".formatted(backward ? ">" : "<"));
      values.add(Instant.parse(at.key().get(0)));
      values.add(UUID.fromString(at.key().get(1)));
    }
    values.add(limit + 1);
    if (few) {
      values.add(limit + 1);
    }
    String direction = backward ? "" : " desc";
    String comments =
        (few ? OF_FEW : OF_ALL)
            .formatted(
                where, direction, section == null ? ARTICLES_IN_LANGUAGE : ARTICLES_IN_SECTION);
    return new ThreadRepository.Statement(LATEST.formatted(comments, direction), values.toArray());
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
