package io.masthead.comment;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Every statement on bans. */
@ApplicationScoped
class BanRepository {

  private static final String COLUMNS =
      """
      select id, guest, email_hash, visitor, visitor_day, comment_id, shadow, note, expires_at,
        created_at, by_name
      from comment_ban
      """;

  private static final String ADD =
      """
      insert into comment_ban (id, guest, email_hash, visitor, visitor_day, comment_id, shadow, note,
        expires_at, created_at, by_name, by_key)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** One that is open goes before one that nobody is to notice. */
  private static final String MEETS =
      """
      select shadow from comment_ban
      where (guest = ? or email_hash = ? or visitor = ?) and (expires_at is null or expires_at > ?)
      order by shadow limit 1
      """;

  private static final String FORGET_EXPIRED = "delete from comment_ban where expires_at < ?";

  private static final String FORGET_NETWORKS =
      """
      delete from comment_ban
      where visitor_day < ? and guest is null and email_hash is null
      """;

  private static final String FORGET_MARKS =
      "update comment_ban set visitor = null, visitor_day = null where visitor_day < ?";

  @Inject Sql sql;

  void add(Ban ban, UUID key) {
    sql.update(
        ADD,
        ban.id(),
        ban.guest(),
        ban.emailHash(),
        ban.visitor(),
        ban.visitorDay(),
        ban.comment(),
        ban.shadow(),
        ban.note(),
        ban.expiresAt(),
        ban.createdAt(),
        ban.by(),
        key);
  }

  Optional<Ban> find(UUID id) {
    return sql.first(COLUMNS + " where id = ?", BanRepository::ban, id);
  }

  void delete(UUID id) {
    sql.update("delete from comment_ban where id = ?", id);
  }

  /** Newest first, one more than the limit. */
  List<Ban> list(Cursors.Position at, int limit) {
    if (at == null) {
      return sql.list(COLUMNS + " order by id desc limit ?", BanRepository::ban, limit + 1);
    }
    return sql.list(
        COLUMNS
            + (at.backward()
                ? " where id > ? order by id limit ?"
                : " where id < ? order by id desc limit ?"),
        BanRepository::ban,
        UUID.fromString(at.key().get(0)),
        limit + 1);
  }

  /** Whether the ban that meets whoever is one of these is a shadow; empty where none does. */
  Supplier<Optional<Boolean>> meets(
      Sql.Together asked, byte[] guest, byte[] emailHash, byte[] visitor, Instant now) {
    return asked.first(MEETS, row -> row.getBoolean("shadow"), guest, emailHash, visitor, now);
  }

  /** Drops bans that are over, and marks of days that are. */
  void forget(Instant now, LocalDate today) {
    sql.update(FORGET_EXPIRED, now);
    sql.update(FORGET_NETWORKS, today);
    sql.update(FORGET_MARKS, today);
  }

  private static Ban ban(ResultSet row) throws SQLException {
    return new Ban(
        Sql.uuid(row, "id"),
        row.getBytes("guest"),
        row.getBytes("email_hash"),
        row.getBytes("visitor"),
        row.getObject("visitor_day", LocalDate.class),
        Sql.uuid(row, "comment_id"),
        row.getBoolean("shadow"),
        row.getString("note"),
        Sql.instant(row, "expires_at"),
        Sql.instant(row, "created_at"),
        row.getString("by_name"));
  }
}
