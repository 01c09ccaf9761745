package io.masthead.comment;

import io.masthead.access.Caller;
import io.masthead.database.Sql;
import io.masthead.time.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.jpa.HibernateHints;

/** Moves of many comments, each kind by one statement however many they are. */
@ApplicationScoped
class BulkRepository implements PanacheRepositoryBase<Comment, UUID> {

  private static final String LOCK_THREADS =
      """
      select id from comment
      where id in (
        select encode(substring(path from 1 for 16), 'hex')::uuid
        from comment where id = any (?::uuid[]))
      order by id for no key update
      """;

  private static final String KEEP =
      """
      update comment c
      set version = g.version, state = g.state, reasons = g.reasons,
        reviewed = g.reviewed::boolean, reports = g.reports, shadow = null,
        taught = nullif(g.taught, '')
      from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as g (id, version, state, reasons, reviewed, reports, taught)
      where c.id = g.id
      """;

  private static final String ENTER =
      """
      insert into moderation_entry
        (id, comment_id, at, by_name, by_key, from_state, to_state, reasons, note)
      select g.id, g.comment_id, ?, ?, ?::uuid, g.from_state, g.to_state, g.reasons, ?::text
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[])
        as g (id, comment_id, from_state, to_state, reasons)
      """;

  private static final String COUNT_ABOVE =
      """
      update comment c
      set descendant_count = descendant_count + g.descendants,
        reply_count = reply_count + g.replies
      from unnest(?::uuid[], ?::int[], ?::int[]) as g (id, descendants, replies)
      where c.id = g.id
      """;

  private static final String STILL_THERE =
      """
      select id from comment
      where author_kind = 'guest' and state in ('pending', 'published')
        and (guest = ? or email_hash = ? or visitor = ?)
      order by created_at desc, id desc limit ?
      """;

  @Inject Sql sql;

  /** Holds off whoever would change something in the threads of these comments. */
  void lockThreads(Collection<UUID> comments) {
    sql.list(LOCK_THREADS, row -> 1, comments);
  }

  /** Read only: what is done to them is stored by {@link #keep}. */
  Map<UUID, Comment> load(Collection<UUID> ids) {
    return find("id in ?1", ids).withHint(HibernateHints.HINT_READ_ONLY, true).stream()
        .collect(Collectors.toMap(comment -> comment.id, comment -> comment));
  }

  void keep(List<Comment> comments) {
    sql.update(
        KEEP,
        comments.stream().map(c -> c.id).toList(),
        comments.stream().map(c -> c.version).toList(),
        comments.stream().map(c -> c.state).toList(),
        comments.stream().map(c -> c.reasons).toList(),
        comments.stream().map(c -> "" + c.reviewed).toList(),
        comments.stream().map(c -> c.reports).toList(),
        comments.stream().map(c -> c.taught == null ? "" : c.taught).toList());
  }

  void enter(List<Change> changes, Caller caller, String note, Instant now) {
    sql.update(
        ENTER,
        now,
        caller.name(),
        caller.keyId(),
        note,
        changes.stream().map(c -> Ids.next()).toList(),
        changes.stream().map(c -> c.comment().id).toList(),
        changes.stream().map(c -> c.from().name().toLowerCase(Locale.ROOT)).toList(),
        changes.stream().map(c -> c.comment().state).toList(),
        changes.stream().map(c -> c.comment().reasons).toList());
  }

  /** These came into sight below others, or went out of it. */
  void countAbove(List<Change> changes) {
    Map<UUID, Integer> descendants = new HashMap<>();
    Map<UUID, Integer> replies = new HashMap<>();
    for (Change change : changes) {
      if (change.delta() != 0 && change.comment().answered() != null) {
        replies.merge(change.comment().answered(), change.delta(), Integer::sum);
        change
            .comment()
            .counting()
            .forEach(a -> descendants.merge(a, change.delta(), Integer::sum));
      }
    }
    if (!descendants.isEmpty()) {
      List<UUID> ids = List.copyOf(descendants.keySet());
      sql.update(
          COUNT_ABOVE,
          ids,
          ids.stream().map(descendants::get).toList(),
          ids.stream().map(id -> replies.getOrDefault(id, 0)).toList());
    }
  }

  /** What whoever is banned has that is shown or waits, newest first. */
  List<UUID> stillThere(byte[] guest, byte[] emailHash, byte[] visitor, int limit) {
    return sql.list(STILL_THERE, row -> Sql.uuid(row, "id"), guest, emailHash, visitor, limit);
  }
}
