package io.masthead.comment;

import io.masthead.access.Caller;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.time.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Every statement that changes one comment, but for likes. Locks are taken in one order, so that
 * nobody waits in a circle: the wording, the thread by its first comment, then the rest.
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

  /** To a writer who is not to notice, their own comment is there. */
  private static final String PLACE =
      """
      select id, article_id, path, depth,
        state = 'published' or shadow = 'published' and guest = ? as published
      from comment where id = ?
      """;

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

  private static final String INSERT =
      """
      insert into comment (id, version, article_id, parent_id, in_reply_to, path, depth, author_kind,
        author_name, author_url, author_email, body, html, wording, guest, visitor, email_hash, state,
        shadow, reasons, reviewed, spam_score, withdrawn, created_at, edit_token_hash, editable_until,
        reply_count, descendant_count, likes)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?, false, ?, ?, ?,
        0, 0, 0)
      """;

  private static final String ENTER =
      """
      insert into moderation_entry
        (id, comment_id, at, by_name, by_key, from_state, to_state, reasons, note, body_before)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String ENTER_AS_IS =
      """
      insert into moderation_entry
        (id, comment_id, at, by_name, by_key, from_state, to_state, reasons, note)
      select ?, id, ?, ?, ?, state, state, ?, ? from comment where id = ?
      """;

  private static final String TRAIL =
      """
      select id, at, by_name, from_state, to_state, reasons, note, body_before
      from moderation_entry where comment_id = ?
      """;

  @Inject Sql sql;

  /** Holds off whoever would say the same on this article, until the end of the transaction. */
  void lockWording(Sql.Together asked, UUID article, byte[] wording) {
    long key = article.getLeastSignificantBits() ^ ByteBuffer.wrap(wording).getLong();
    asked.first(LOCK_WORDING, row -> 1, key);
  }

  /** Holds off whoever would change something in the thread of this comment. */
  void lockThread(UUID comment) {
    sql.first(LOCK_THREAD, row -> 1, comment);
  }

  /** Where another comment stands, whose thread nobody else changes from here on. */
  Supplier<Optional<Place>> place(Sql.Together asked, UUID id, byte[] guest) {
    asked.first(LOCK_THREAD, row -> 1, id);
    return asked.first(
        PLACE,
        row ->
            new Place(
                id,
                Sql.uuid(row, "article_id"),
                row.getBytes("path"),
                row.getInt("depth"),
                row.getBoolean("published")),
        guest,
        id);
  }

  /** The comment that says the same, by the same guest or under the same name. */
  Supplier<Optional<UUID>> saidBefore(Sql.Together asked, Comment comment, Instant since) {
    return asked.first(
        SAID_BEFORE,
        row -> Sql.uuid(row, "id"),
        comment.articleId,
        comment.wording,
        since,
        comment.id,
        comment.guest,
        comment.authorName);
  }

  /** A row where something was written by this guest. */
  Supplier<Optional<Integer>> knows(Sql.Together asked, byte[] guest) {
    return asked.first(KNOWS, row -> 1, (Object) guest);
  }

  /** A row where a person has approved another comment of this guest, which is still shown. */
  Supplier<Optional<Integer>> hasApproved(Sql.Together asked, byte[] guest, UUID otherThan) {
    return asked.first(APPROVED, row -> 1, guest, otherThan);
  }

  /** A comment came into sight below these, or went out of it. */
  void countAbove(Comment comment, int delta) {
    if (comment.answered() != null) {
      sql.update(COUNT_ABOVE, delta, comment.answered(), delta, comment.counting());
    }
  }

  /** A new comment, with what the rules made of it as the beginning of its trail. */
  void add(Sql.Together writes, Comment c) {
    writes.update(
        INSERT,
        c.id,
        c.version,
        c.articleId,
        c.parentId,
        c.inReplyTo,
        c.path,
        c.depth,
        c.authorKind,
        c.authorName,
        c.authorUrl,
        c.authorEmail,
        c.body,
        c.html,
        c.wording,
        c.guest,
        c.visitor,
        c.emailHash,
        c.state,
        c.shadow,
        c.reasons,
        c.spamScore,
        c.createdAt,
        c.editTokenHash,
        c.editableUntil);
    writes.update(ENTER, entry(c, null, "rules", null, c.reasons(), null, null, c.createdAt));
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
    sql.update(ENTER, entry(comment, from, by, key, reasons, note, bodyBefore, now));
  }

  private static Object[] entry(
      Comment comment,
      CommentState from,
      String by,
      Caller key,
      List<String> reasons,
      String note,
      String bodyBefore,
      Instant now) {
    return new Object[] {
      Ids.next(),
      comment.id,
      now,
      by,
      key == null ? null : key.keyId(),
      from == null ? null : from.name().toLowerCase(Locale.ROOT),
      comment.state,
      String.join(" ", reasons),
      note,
      bodyBefore
    };
  }

  /** An entry on a comment that stays as it is. */
  void enterAsIs(UUID comment, String by, Caller key, String reason, String note, Instant now) {
    sql.update(ENTER_AS_IS, Ids.next(), now, by, key.keyId(), reason, note, comment);
  }

  /** These comments, in the order given. */
  List<Comment> all(List<UUID> ids) {
    Map<UUID, Comment> found =
        find("id in ?1", ids).stream().collect(Collectors.toMap(c -> c.id, Function.identity()));
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
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
