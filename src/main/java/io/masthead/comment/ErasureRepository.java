package io.masthead.comment;

import io.masthead.access.Caller;
import io.masthead.database.Sql;
import io.masthead.time.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.jpa.HibernateHints;

/** Every statement that finds a person's comments, takes the person away, or forgets in time. */
@ApplicationScoped
class ErasureRepository implements PanacheRepositoryBase<Comment, UUID> {

  private static final String GUEST_OF_TOKEN =
      "select guest from comment where edit_token_hash = ? and author_kind = 'guest'";

  private static final String EARLIER =
      """
      select comment_id, at, body_before from moderation_entry
      where comment_id = any (?::uuid[]) and body_before is not null
      order by comment_id, id
      """;

  /** Where moderators wrote of a person by a name or address of theirs, whole words only. */
  private static final String CLEAN_NOTES =
      """
      with told as (
        select string_agg(
            regexp_replace(word, '([^[:alnum:][:space:]])', '\\\\\\1', 'g'), '|'
            order by length(word) desc) as words
        from (
          select distinct w.word
          from comment c cross join lateral (values (c.author_name), (c.author_email)) w (word)
          where c.id = any (?::uuid[]) and w.word is not null
        ) d
      )
      update moderation_entry e
      set note = left(
        regexp_replace(e.note, '(^|\\W)(?:' || t.words || ')(?=\\W|$)', '\\1deleted', 'gi'), 1000)
      from told t
      where e.comment_id = any (?::uuid[]) and e.note is not null
      """;

  private static final String ANONYMISE =
      """
      update comment
      set author_name = ?, author_url = null, author_email = null, email_hash = null, guest = null,
        visitor = null, edit_token_hash = null, shadow = null, version = version + 1
      where id = any (?::uuid[])
      """;

  private static final String UNLINK_BANS =
      "update comment_ban set comment_id = null where comment_id = any (?::uuid[])";

  private static final String ENTER =
      """
      insert into moderation_entry
        (id, comment_id, at, by_name, by_key, from_state, to_state, reasons)
      select g.id, c.id, ?, ?, ?::uuid, c.state, c.state, ?
      from unnest(?::uuid[], ?::uuid[]) as g (id, comment_id) join comment c on c.id = g.comment_id
      """;

  private static final String UNHASHED =
      """
      select id, author_email from comment
      where author_email is not null and email_hash is null limit ? for update skip locked
      """;

  private static final String HASH =
      """
      update comment c set email_hash = g.email_hash
      from unnest(?::uuid[], ?::bytea[]) as g (id, email_hash)
      where c.id = g.id and c.author_email is not null
      """;

  private static final String FORGET_EMAILS =
      """
      update comment set author_email = null where id in (
        select id from comment where author_email is not null and created_at < ?
        limit ? for update skip locked)
      """;

  /** Among those of two days, not among all that are old, as an index of times would have it. */
  static final String FORGET_VISITORS =
      """
      update comment set visitor = null where id in (
        select id from comment where visitor is not null and created_at + interval '0' < ?
        limit ? for update skip locked)
      """;

  @Inject Sql sql;

  /** The guest whose comment the token is of. */
  Optional<byte[]> guestOf(byte[] editTokenHash) {
    return sql.first(GUEST_OF_TOKEN, row -> row.getBytes("guest"), (Object) editTokenHash);
  }

  /** The comments of a guest, or of an address, oldest first, one more than the limit. */
  List<Comment> after(Person person, UUID after, int limit) {
    String where = person.isGuest() ? "guest = ?1" : "emailHash = ?1";
    return find(where + " and authorKind = 'guest' and id > ?2 order by id", person.hash(), after)
        .withHint(HibernateHints.HINT_READ_ONLY, true)
        .range(0, limit)
        .list();
  }

  List<UUID> ids(Person person) {
    return sql.list(
        "select id from comment where %s = ? and author_kind = 'guest'"
            .formatted(person.isGuest() ? "guest" : "email_hash"),
        row -> Sql.uuid(row, "id"),
        (Object) person.hash());
  }

  /** Words that stood there before, by comment. */
  Map<UUID, List<StoredComment.Earlier>> earlier(Collection<UUID> comments) {
    Map<UUID, List<StoredComment.Earlier>> earlier = new HashMap<>();
    sql.list(
        EARLIER,
        row ->
            earlier
                .computeIfAbsent(Sql.uuid(row, "comment_id"), c -> new ArrayList<>())
                .add(
                    new StoredComment.Earlier(
                        Sql.instant(row, "at"), row.getString("body_before"))),
        comments);
    return earlier;
  }

  void anonymise(Collection<UUID> comments) {
    sql.update(CLEAN_NOTES, comments, comments);
    sql.update(ANONYMISE, Comment.NAMELESS, comments);
    sql.update(UNLINK_BANS, comments);
  }

  /** The articles on which some of these are shown. */
  List<UUID> articlesShowing(Collection<UUID> comments) {
    return sql.list(
        "select distinct article_id from comment where id = any (?::uuid[]) and state = 'published'",
        row -> Sql.uuid(row, "article_id"),
        comments);
  }

  void enter(Collection<UUID> comments, String by, Caller key, String reason, Instant now) {
    sql.update(
        ENTER,
        now,
        by,
        key == null ? null : key.keyId(),
        reason,
        comments.stream().map(c -> Ids.next()).toList(),
        comments);
  }

  /** Addresses that were stored before they had a hash. */
  Map<UUID, String> unhashed(int limit) {
    Map<UUID, String> emails = new HashMap<>();
    sql.list(
        UNHASHED, row -> emails.put(Sql.uuid(row, "id"), row.getString("author_email")), limit);
    return emails;
  }

  void hash(Map<UUID, byte[]> hashes) {
    sql.update(HASH, List.copyOf(hashes.keySet()), List.copyOf(hashes.values()));
  }

  /** Gives how many were dropped. */
  int forgetEmails(Instant before, int limit) {
    return sql.update(FORGET_EMAILS, before, limit);
  }

  int forgetVisitors(Instant before, int limit) {
    return sql.update(FORGET_VISITORS, before, limit);
  }
}
