package io.masthead.article;

import io.masthead.access.Caller;
import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Every statement on who edits what. Whether a lease still lives is told when it is read. */
@ApplicationScoped
class EditLockRepository {

  /** Whoever comes second waits for the first one's transaction, and then finds its row. */
  private static final String TAKE =
      """
      insert into article_lock as held (article_id, key_id, name, since, until)
      values (?, ?, ?, ?, ?)
      on conflict (article_id) do update set
        key_id = excluded.key_id, name = excluded.name, until = excluded.until,
        since = case when held.key_id = excluded.key_id and held.until > excluded.since
          then held.since else excluded.since end
      where held.key_id = excluded.key_id or held.until <= excluded.since or ?
      """;

  @Inject Sql sql;

  /** Takes or renews it; another's that still lives only where it is to be taken over. */
  void take(UUID article, Caller caller, Instant now, Instant until, boolean takeOver) {
    sql.update(TAKE, article, caller.keyId(), caller.name(), now, until, takeOver);
  }

  /** Drops it where it is the caller's. */
  void giveBack(UUID article, Caller caller) {
    sql.update(
        "delete from article_lock where article_id = ? and key_id = ?", article, caller.keyId());
  }

  /** Who edits it now. */
  Optional<Editing> find(UUID article, Instant now) {
    return sql.first(
        "select key_id, name, since, until from article_lock where article_id = ? and until > ?",
        row ->
            new Editing(
                Sql.uuid(row, "key_id"),
                row.getString("name"),
                Sql.instant(row, "since"),
                Sql.instant(row, "until")),
        article,
        now);
  }
}
