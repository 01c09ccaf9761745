package io.masthead.comment;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Every read of readers. None selects a private column, or shows what is not to be seen. */
@ApplicationScoped
class ThreadRepository {

  private static final String VISIBLE = ShadowView.VISIBLE;

  private static final String COLUMNS =
      """
      c.id, c.article_id, encode(substring(c.path from 1 for 16), 'hex')::uuid as thread, c.parent_id,
      c.in_reply_to, c.path, c.depth, c.author_kind, c.author_name, c.author_url, c.body, c.html, c.state,
      c.created_at, c.edited_at, c.reply_count, c.descendant_count, c.likes
      """;

  private static final String LIST =
      "select " + COLUMNS + " from comment c where c.article_id = ? and " + VISIBLE;

  private static final String TOTAL =
      "select count(*) from (select 1 from comment c where c.article_id = ? and "
          + VISIBLE
          + "%s limit ?) counted";

  private static final String TOP_ONLY = " and c.parent_id is null";

  /** Octet 0xff stands behind every id of the coming ten thousand years. */
  private static final String FIRST_REPLIES =
      """
      select r.* from unnest(?) t (id) cross join lateral (
        select %s from comment c
        where c.article_id = ? and c.path > uuid_send(t.id) and c.path < uuid_send(t.id) || '\\xff'::bytea
          and %s
        order by c.path limit ?) r
      order by r.path
      """
          .formatted(COLUMNS, VISIBLE);

  private static final String REPLIES =
      """
      select %s
      from comment p join comment c
        on c.article_id = p.article_id and c.path > p.path and c.path < p.path || '\\xff'::bytea
      where p.id = ? and %s
      """
          .formatted(COLUMNS, VISIBLE);

  private static final String ONE =
      "select " + COLUMNS + " from comment c where c.id = ? and " + VISIBLE;

  @Inject Sql sql;

  /** Threads, or all comments, one more than the limit. */
  List<CommentRow> list(
      UUID article,
      boolean topOnly,
      CommentSort sort,
      Cursors.Position at,
      int limit,
      byte[] guest) {
    List<Object> values = new ArrayList<>();
    values.add(article);
    StringBuilder query = new StringBuilder(LIST);
    if (topOnly) {
      query.append(TOP_ONLY);
    }
    boolean backward = at != null && at.backward();
    boolean descending = (sort != CommentSort.OLDEST) != backward;
    if (at != null) {
      query.append(" and ").append(after(sort, descending));
      for (int i = 0; i < at.key().size() - 1; i++) {
        values.add(Integer.valueOf(at.key().get(i)));
      }
      values.add(UUID.fromString(at.key().get(at.key().size() - 1)));
    }
    String order = order(sort, descending);
    query.append(" order by ").append(order).append(" limit ?");
    values.add(limit + 1);
    return rows(query.toString(), order.replace("c.", ""), guest, values.toArray());
  }

  private static String after(CommentSort sort, boolean descending) {
    String sign = descending ? "<" : ">";
    return sort == CommentSort.TOP
        ? "(c.likes, c.descendant_count, c.id) " + sign + " (?, ?, ?)"
        : "c.id " + sign + " ?";
  }

  private static String order(CommentSort sort, boolean descending) {
    String end = descending ? " desc" : "";
    return sort == CommentSort.TOP
        ? "c.likes" + end + ", c.descendant_count" + end + ", c.id" + end
        : "c.id" + end;
  }

  /** Counted to one more than a total tells. */
  long count(UUID article, boolean topOnly) {
    return sql.first(
            TOTAL.formatted(topOnly ? TOP_ONLY : ""),
            row -> row.getLong(1),
            article,
            Page.MAX_TOTAL + 1)
        .orElseThrow();
  }

  /** The first of what stands below each of these, in reading order. */
  List<CommentRow> firstReplies(UUID article, Collection<UUID> threads, int limit, byte[] guest) {
    return rows(FIRST_REPLIES, "path", guest, threads, article, limit);
  }

  /** What stands below a comment, in reading order, one more than the limit. */
  List<CommentRow> replies(UUID comment, Cursors.Position at, int limit) {
    if (at == null) {
      return sql.list(
          REPLIES + " order by c.path limit ?", ThreadRepository::row, comment, limit + 1);
    }
    String from = "(select path from comment where id = ?)";
    return sql.list(
        REPLIES
            + (at.backward()
                ? " and c.path < " + from + " order by c.path desc limit ?"
                : " and c.path > " + from + " order by c.path limit ?"),
        ThreadRepository::row,
        comment,
        UUID.fromString(at.key().get(0)),
        limit + 1);
  }

  Optional<CommentRow> find(UUID id, byte[] guest) {
    return rows(ONE, "id", guest, id).stream().findFirst();
  }

  /**
   * @param order of the columns that the statement gives
   * @param guest who is shown their own in the shadow besides, or null
   */
  private List<CommentRow> rows(String statement, String order, byte[] guest, Object... values) {
    return guest == null
        ? sql.list(statement, ThreadRepository::row, values)
        : sql.list(
            new ShadowView(guest).both(statement, order),
            ThreadRepository::row,
            Stream.concat(Stream.of(values), Stream.of(values)).toArray());
  }

  private static CommentRow row(ResultSet row) throws SQLException {
    return new CommentRow(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "article_id"),
        Sql.uuid(row, "thread"),
        Sql.uuid(row, "parent_id"),
        Sql.uuid(row, "in_reply_to"),
        row.getInt("depth"),
        AuthorKind.valueOf(row.getString("author_kind").toUpperCase(Locale.ROOT)),
        row.getString("author_name"),
        row.getString("author_url"),
        row.getString("body"),
        row.getString("html"),
        CommentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "edited_at"),
        row.getInt("reply_count"),
        row.getInt("descendant_count"),
        row.getInt("likes"));
  }
}
