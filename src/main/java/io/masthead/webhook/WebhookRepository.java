package io.masthead.webhook;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Every statement on webhooks. Their secrets are read where something is signed, and nowhere else.
 */
@ApplicationScoped
class WebhookRepository {

  private static final String COLUMNS =
      """
      select id, version, url, name, events, disabled_reason, disabled_at, failing_since,
        delivered_at, old_secret_until, created_at, modified_at
      from webhook
      """;

  private static final String ADD =
      """
      insert into webhook (id, version, url, name, events, enabled, disabled_reason, disabled_at,
        position, secret, created_at, modified_at)
      values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String WRITE =
      """
      update webhook set version = ?, url = ?, name = ?, events = ?, enabled = ?,
        disabled_reason = ?, disabled_at = ?, failing_since = ?, modified_at = ?
      where id = ?
      """;

  private static final String ROTATE =
      """
      update webhook set version = version + 1, modified_at = ?, secret = ?,
        old_secret = case when ?::timestamptz is null then null else secret end,
        old_secret_until = ?
      where id = ?
      """;

  private static final String TOOK =
      """
      update webhook set delivered_at = ?, failing_since = case when ? then null else failing_since end
      where id = ?
      """;

  private static final String FAILS =
      "update webhook set failing_since = ? where id = ? and failing_since is null";

  private static final String FORGET_OLD_SECRETS =
      """
      update webhook set old_secret = null, old_secret_until = null where old_secret_until < ?
      """;

  private static final String LISTENING =
      "select id from webhook where enabled and events @> array[?::text] and id <> ? order by id";

  /**
   * Those that have not got all of the line yet, and have room for more; held until the end of the
   * transaction, and passed over where another replica is at one.
   */
  private static final String BEHIND =
      """
      select w.id, w.position, w.events from webhook w
      where w.enabled and w.position < ?
        and (select count(*) from webhook_delivery d
          where d.webhook_id = w.id and d.state = 'pending' and d.position is not null) < ?
      order by w.position limit ? for update of w skip locked
      """;

  @Inject Sql sql;

  /** One that is behind the line. */
  record Behind(UUID id, long position, List<String> events) {}

  void add(Webhook webhook, long position, Secret secret) {
    sql.update(
        ADD,
        webhook.id(),
        webhook.url(),
        webhook.name(),
        told(webhook.events()),
        webhook.isEnabled(),
        word(webhook.disabledReason()),
        webhook.disabledAt(),
        position,
        secret.bytes(),
        webhook.createdAt(),
        webhook.modifiedAt());
  }

  void write(Webhook webhook) {
    sql.update(
        WRITE,
        webhook.version(),
        webhook.url(),
        webhook.name(),
        told(webhook.events()),
        webhook.isEnabled(),
        word(webhook.disabledReason()),
        webhook.disabledAt(),
        webhook.failingSince(),
        webhook.modifiedAt(),
        webhook.id());
  }

  /** The secret before signs until a time, or no more where that is null. */
  void rotate(UUID id, Secret secret, Instant oldUntil, Instant now) {
    sql.update(ROTATE, now, secret.bytes(), oldUntil, oldUntil, id);
  }

  void delete(UUID id) {
    sql.update("delete from webhook where id = ?", id);
  }

  Optional<Webhook> find(UUID id) {
    return sql.first(COLUMNS + " where id = ?", WebhookRepository::webhook, id);
  }

  /** Held until the end of the transaction. */
  Optional<Webhook> findLocked(UUID id) {
    return sql.first(COLUMNS + " where id = ? for update", WebhookRepository::webhook, id);
  }

  /** Newest first, one more than the limit. */
  List<Webhook> list(Cursors.Position at, int limit) {
    if (at == null) {
      return sql.list(COLUMNS + " order by id desc limit ?", WebhookRepository::webhook, limit + 1);
    }
    return sql.list(
        COLUMNS
            + (at.backward()
                ? " where id > ? order by id limit ?"
                : " where id < ? order by id desc limit ?"),
        WebhookRepository::webhook,
        UUID.fromString(at.key().get(0)),
        limit + 1);
  }

  /**
   * It took something just now.
   *
   * @param ofLine something of its line, so that it does not fail any more
   */
  void took(UUID id, Instant at, boolean ofLine) {
    sql.update(TOOK, at, ofLine, id);
  }

  void fails(UUID id, Instant since) {
    sql.update(FAILS, since, id);
  }

  void forgetOldSecrets(Instant now) {
    sql.update(FORGET_OLD_SECRETS, now);
  }

  /** Those that are told of a topic, but for the one that it is of. */
  List<UUID> listening(Topic topic, UUID but) {
    return sql.list(LISTENING, row -> Sql.uuid(row, "id"), topic.told(), but);
  }

  /**
   * @param room with fewer deliveries of the line that wait, it has room for more
   */
  List<Behind> behind(long end, int room, int limit) {
    return sql.list(
        BEHIND,
        row ->
            new Behind(
                Sql.uuid(row, "id"),
                row.getLong("position"),
                Arrays.asList((String[]) row.getArray("events").getArray())),
        end,
        room,
        limit);
  }

  void moveTo(UUID id, long position) {
    sql.update("update webhook set position = ? where id = ?", position, id);
  }

  private static List<String> told(List<Topic> topics) {
    return topics.stream().map(Topic::told).toList();
  }

  private static String word(DisabledReason reason) {
    return reason == null ? null : reason.name().toLowerCase(Locale.ROOT);
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    String reason = row.getString("disabled_reason");
    return new Webhook(
        Sql.uuid(row, "id"),
        row.getInt("version"),
        row.getString("url"),
        row.getString("name"),
        Arrays.stream((String[]) row.getArray("events").getArray()).map(Topic::of).toList(),
        reason == null ? null : DisabledReason.valueOf(reason.toUpperCase(Locale.ROOT)),
        Sql.instant(row, "disabled_at"),
        Sql.instant(row, "failing_since"),
        Sql.instant(row, "delivered_at"),
        Sql.instant(row, "old_secret_until"),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "modified_at"));
  }
}
