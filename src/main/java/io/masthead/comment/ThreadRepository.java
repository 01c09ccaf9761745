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

/** Every read of readers. None selects a private column, or shows what is not to be seen. */
@ApplicationScoped
class ThreadRepository {

  private static final String VISIBLE = ShadowView.VISIBLE;

  static final String COLUMNS =
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

  /** Ordered and cut where the rows are found, since no statistics tell how many there are. */
  private static final String REPLIES =
      """
      select r.* from comment p cross join lateral (
        select %1$s from comment c
        where c.article_id = p.article_id and c.path > p.path and c.path < p.path || '\\xff'::bytea
          and %2$s %%1$s
        order by c.path%%2$s limit ?) r
      where p.id = ? order by r.path%%2$s
      """
          .formatted(COLUMNS, VISIBLE);

  /** The chain of answers, whose end may hang beside what it answers. */
  private static final String CONTEXT =
      """
      with recursive above (id, step) as (
        select coalesce(c.in_reply_to, c.parent_id), 1 from comment c where c.id = ?
        union all
        select coalesce(p.in_reply_to, p.parent_id), a.step + 1
        from above a join comment p on p.id = a.id
        where a.step < ?
      )
      select %s from above a join comment c on c.id = a.id order by a.step desc
      """
          .formatted(COLUMNS);

  private static final String NEWEST =
      "select "
          + COLUMNS
          + " from comment c where c.article_id = ? and c.state = 'published' order by c.id desc limit ?";

  private static final String ONE =
      "select " + COLUMNS + " from comment c where c.id = ? and " + VISIBLE;

  @Inject Sql sql;

  /** A statement with its values. */
  record Statement(String sql, Object[] values) {}

  /** Threads, or all comments, one more than the limit. */
  List<CommentRow> list(
      UUID article,
      boolean topOnly,
      CommentSort sort,
      Cursors.Position at,
      int limit,
      byte[] guest) {
    String order = order(sort, isDescending(sort, at));
    return read(listing(article, topOnly, sort, at, limit), order.replace("c.", ""), guest);
  }

  private static boolean isDescending(CommentSort sort, Cursors.Position at) {
    return (sort == CommentSort.NEWEST) != (at != null && at.backward());
  }

  static Statement listing(
      UUID article, boolean topOnly, CommentSort sort, Cursors.Position at, int limit) {
    List<Object> values = new ArrayList<>();
    values.add(article);
    StringBuilder query = new StringBuilder(LIST);
    if (topOnly) {
      query.append(TOP_ONLY);
    }
    boolean descending = isDescending(sort, at);
    if (at != null) {
      query.append(" and ").append(after(sort, descending));
      if (sort == CommentSort.TOP) {
        values.add(-Integer.parseInt(at.key().get(0)));
      }
      values.add(UUID.fromString(at.key().get(at.key().size() - 1)));
    }
    query.append(" order by ").append(order(sort, descending)).append(" limit ?");
    values.add(limit + 1);
    return new Statement(query.toString(), values.toArray());
  }

  private static String after(CommentSort sort, boolean descending) {
    String sign = descending ? "<" : ">";
    return sort == CommentSort.TOP
        ? "((-c.likes), c.id) " + sign + " (?, ?)"
        : "c.id " + sign + " ?";
  }

  private static String order(CommentSort sort, boolean descending) {
    String end = descending ? " desc" : "";
    return sort == CommentSort.TOP ? "(-c.likes)" + end + ", c.id" + end : "c.id" + end;
  }

  /** Counted to one more than a total tells. */
  long count(UUID article, boolean topOnly, byte[] guest) {
    Statement total =
        seen(
            new Statement(
                TOTAL.formatted(topOnly ? TOP_ONLY : ""),
                new Object[] {article, Page.MAX_TOTAL + 1}),
            "1",
            guest);
    return sql.list(total.sql(), row -> row.getLong(1), total.values()).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** The first of what stands below each of these, in reading order. */
  List<CommentRow> firstReplies(UUID article, Collection<UUID> threads, int limit, byte[] guest) {
    return read(firstRepliesOf(article, threads, limit), "path", guest);
  }

  static Statement firstRepliesOf(UUID article, Collection<UUID> threads, int limit) {
    return new Statement(FIRST_REPLIES, new Object[] {threads, article, limit});
  }

  /** What stands below a comment, in reading order, one more than the limit. */
  List<CommentRow> replies(UUID comment, Cursors.Position at, int limit, byte[] guest) {
    String order = at != null && at.backward() ? "path desc" : "path";
    return read(repliesOf(comment, at, limit), order, guest);
  }

  static Statement repliesOf(UUID comment, Cursors.Position at, int limit) {
    if (at == null) {
      return new Statement(REPLIES.formatted("", ""), new Object[] {limit + 1, comment});
    }
    return new Statement(
        REPLIES.formatted(
            "and c.path %s (select path from comment where id = ?)"
                .formatted(at.backward() ? "<" : ">"),
            at.backward() ? " desc" : ""),
        new Object[] {UUID.fromString(at.key().get(0)), limit + 1, comment});
  }

  /** The comments above one, from the top; the nearest where there are more than the limit. */
  List<CommentRow> context(UUID comment, int limit) {
    return read(contextOf(comment, limit));
  }

  static Statement contextOf(UUID comment, int limit) {
    return new Statement(CONTEXT, new Object[] {comment, limit});
  }

  /** The newest published ones of an article. */
  List<CommentRow> newest(UUID article, int limit) {
    return read(newestOf(article, limit));
  }

  static Statement newestOf(UUID article, int limit) {
    return new Statement(NEWEST, new Object[] {article, limit});
  }

  private List<CommentRow> read(Statement statement) {
    return sql.list(statement.sql(), ThreadRepository::row, statement.values());
  }

  Optional<CommentRow> find(UUID id, byte[] guest) {
    return read(new Statement(ONE, new Object[] {id}), "id", guest).stream().findFirst();
  }

  /**
   * @param order of the columns that the statement gives
   * @param guest who is shown their own in the shadow besides, or null
   */
  private List<CommentRow> read(Statement statement, String order, byte[] guest) {
    return read(seen(statement, order, guest));
  }

  private static Statement seen(Statement statement, String order, byte[] guest) {
    return guest == null ? statement : new ShadowView(guest).both(statement, order);
  }

  static CommentRow row(ResultSet row) throws SQLException {
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
