package io.masthead.comment;

import io.masthead.access.Caller;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.masthead.time.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Every statement that changes comments, but for likes, or shows moderators their queue. Locks are
 * taken in one order, so that nobody waits in a circle: the wording, the thread by its first
 * comment, then the rest.
 */
@ApplicationScoped
class CommentRepository implements PanacheRepositoryBase<Comment, UUID> {

  private static final String LOCK_WORDING = "select 1 from pg_advisory_xact_lock(?)";

  private static final String LOCK_THREAD =
      """
      select id from comment
      where id = (select encode(substring(path from 1 for 16), 'hex')::uuid from comment where id = ?)
      for no key update
      """;

  private static final String PLACE =
      "select id, article_id, path, depth, state from comment where id = ?";

  private static final String SAID_BEFORE =
      """
      select id from comment
      where article_id = ? and wording = ? and created_at > ? and not withdrawn and id <> ?
        and (guest = ? or lower(author_name) = lower(?))
      order by created_at, id limit 1
      """;

  private static final String KNOWS = "select 1 from comment where guest = ? limit 1";

  private static final String APPROVED =
      """
      select 1 from comment
      where guest = ? and state = 'published' and reviewed and id <> ? limit 1
      """;

  private static final String COUNT_ABOVE =
      """
      update comment
      set descendant_count = descendant_count + ?,
          reply_count = reply_count + case when id = ? then ? else 0 end
      where id = any (?)
      """;

  private static final String ENTER =
      """
      insert into moderation_entry
        (id, comment_id, at, by_name, by_key, from_state, to_state, reasons, note, body_before)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String TRAIL =
      """
      select id, at, by_name, from_state, to_state, reasons, note, body_before
      from moderation_entry where comment_id = ?
      """;

  @Inject Sql sql;

  /** Holds off whoever would say the same on this article, until the end of the transaction. */
  void lockWording(UUID article, byte[] wording) {
    long key = article.getLeastSignificantBits() ^ ByteBuffer.wrap(wording).getLong();
    sql.first(LOCK_WORDING, row -> 1, key);
  }

  /** Holds off whoever would change something in the thread of this comment. */
  void lockThread(UUID comment) {
    sql.first(LOCK_THREAD, row -> 1, comment);
  }

  Optional<Place> place(UUID id) {
    return sql.first(
        PLACE,
        row ->
            new Place(
                id,
                Sql.uuid(row, "article_id"),
                row.getBytes("path"),
                row.getInt("depth"),
                row.getString("state").equals("published")),
        id);
  }

  /** The comment that says the same, by the same guest or under the same name. */
  Optional<UUID> saidBefore(Comment comment, Instant since) {
    return sql.first(
        SAID_BEFORE,
        row -> Sql.uuid(row, "id"),
        comment.articleId,
        comment.wording,
        since,
        comment.id,
        comment.guest,
        comment.authorName);
  }

  boolean knows(byte[] guest) {
    return sql.first(KNOWS, row -> 1, (Object) guest).isPresent();
  }

  /** Whether a person has approved another comment of this guest, which is still shown. */
  boolean hasApproved(byte[] guest, UUID otherThan) {
    return sql.first(APPROVED, row -> 1, guest, otherThan).isPresent();
  }

  /** A comment came into sight below these, or went out of it. */
  void countAbove(Comment comment, int delta) {
    if (comment.answered() != null) {
      sql.update(COUNT_ABOVE, delta, comment.answered(), delta, comment.counting());
    }
  }

  void enter(
      Comment comment,
      CommentState from,
      String by,
      Caller key,
      List<String> reasons,
      String note,
      String bodyBefore,
      Instant now) {
    sql.update(
        ENTER,
        Ids.next(),
        comment.id,
        now,
        by,
        key == null ? null : key.keyId(),
        from == null ? null : from.name().toLowerCase(Locale.ROOT),
        comment.state,
        String.join(" ", reasons),
        note,
        bodyBefore);
  }

  /** Newest first, one more than the limit. */
  List<Comment> queue(
      Collection<CommentState> states, UUID article, Cursors.Position at, int limit) {
    List<Object> values = new ArrayList<>();
    String where = filter(states, article, values);
    boolean backward = at != null && at.backward();
    if (at != null) {
      values.add(UUID.fromString(at.key().get(0)));
      where += " and id " + (backward ? ">" : "<") + " ?" + values.size();
    }
    return find(where + " order by id" + (backward ? "" : " desc"), values.toArray())
        .range(0, limit)
        .list();
  }

  /** The length of the queue, counted no further than a total tells. */
  long count(Collection<CommentState> states, UUID article) {
    List<Object> values = new ArrayList<>();
    String where = filter(states, article, values);
    return find("select id from Comment where " + where, values.toArray())
        .project(UUID.class)
        .range(0, Page.MAX_TOTAL)
        .list()
        .size();
  }

  private static String filter(Collection<CommentState> states, UUID article, List<Object> values) {
    String where = "1 = 1";
    if (!states.isEmpty()) {
      values.add(states.stream().map(s -> s.name().toLowerCase(Locale.ROOT)).toList());
      where += " and state in ?" + values.size();
    }
    if (article != null) {
      values.add(article);
      where += " and articleId = ?" + values.size();
    }
    return where;
  }

  /** Oldest first, one more than the limit. */
  List<TrailEntry> trail(UUID comment, Cursors.Position at, int limit) {
    if (at == null) {
      return sql.list(
          TRAIL + "order by id limit ?", CommentRepository::trailEntry, comment, limit + 1);
    }
    return sql.list(
        TRAIL
            + (at.backward() ? "and id < ? order by id desc" : "and id > ? order by id")
            + " limit ?",
        CommentRepository::trailEntry,
        comment,
        UUID.fromString(at.key().get(0)),
        limit + 1);
  }

  private static TrailEntry trailEntry(ResultSet row) throws SQLException {
    String from = row.getString("from_state");
    return new TrailEntry(
        Sql.uuid(row, "id"),
        Sql.instant(row, "at"),
        row.getString("by_name"),
        from == null ? null : CommentState.valueOf(from.toUpperCase(Locale.ROOT)),
        CommentState.valueOf(row.getString("to_state").toUpperCase(Locale.ROOT)),
        Comment.codes(row.getString("reasons")),
        row.getString("note"),
        row.getString("body_before"));
  }
}
