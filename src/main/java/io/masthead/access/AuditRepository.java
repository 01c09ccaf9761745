package io.masthead.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/** Every statement on the audit list. There is none that changes an entry. */
@ApplicationScoped
class AuditRepository {

  private static final String ADD =
      """
      insert into audit_entry (id, at, by_key, by_name, by_role, request_id, subject, subject_id,
        action, before, after)
      select g.id, ?, ?::uuid, ?, ?::text, ?::text, ?, g.subject_id, ?, g.before::json, g.after::json
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[]) as g (id, subject_id, before, after)
      """;

  private static final String LIST =
      """
      select id, at, by_key, by_name, by_role, request_id, subject, subject_id, action, before, after
      from audit_entry where true
      """;

  @Inject Sql sql;
  @Inject ObjectMapper json;

  /** A statement with its values. */
  record Statement(String text, Object... values) {}

  /** All of them by one statement; they are of one act. */
  void add(List<AuditEntry> entries, Sql.Together written) {
    if (entries.isEmpty()) {
      return;
    }
    AuditEntry first = entries.get(0);
    written.update(
        ADD,
        first.at(),
        first.by().key(),
        first.by().name(),
        first.by().role() == null ? null : word(first.by().role()),
        first.requestId(),
        first.subject(),
        first.action(),
        entries.stream().map(AuditEntry::id).toList(),
        texts(entries, AuditEntry::subjectId),
        texts(entries, AuditEntry::before),
        texts(entries, AuditEntry::after));
  }

  private static List<String> texts(List<AuditEntry> entries, Function<AuditEntry, Object> member) {
    return entries.stream()
        .map(member)
        .map(value -> value == null ? null : value.toString())
        .toList();
  }

  /** Newest first, one more than the limit. */
  List<AuditEntry> list(AuditQuery query, Cursors.Position at, int limit) {
    Statement listing = listing(query, at, limit);
    return sql.list(listing.text(), this::entry, listing.values());
  }

  static Statement listing(AuditQuery query, Cursors.Position at, int limit) {
    StringBuilder text = new StringBuilder(LIST);
    List<Object> values = new ArrayList<>();
    add(text, values, " and subject = ?", query.subject());
    add(text, values, " and subject_id = ?", query.subjectId());
    add(text, values, " and by_key = ?", query.by());
    add(text, values, " and action = ?", query.action());
    add(text, values, " and at >= ?", query.from());
    add(text, values, " and at < ?", query.to());
    boolean backward = at != null && at.backward();
    if (at != null) {
      text.append(" and (at, id) ").append(backward ? ">" : "<").append(" (?, ?)");
      values.add(Instant.parse(at.key().get(0)));
      values.add(UUID.fromString(at.key().get(1)));
    }
    String direction = backward ? "" : " desc";
    text.append(" order by at%1$s, id%1$s limit ?".formatted(direction));
    values.add(limit + 1);
    return new Statement(text.toString(), values.toArray());
  }

  private static void add(StringBuilder text, List<Object> values, String term, Object value) {
    if (value != null) {
      text.append(term);
      values.add(value);
    }
  }

  private AuditEntry entry(ResultSet row) throws SQLException {
    String role = row.getString("by_role");
    return new AuditEntry(
        Sql.uuid(row, "id"),
        Sql.instant(row, "at"),
        new AuditEntry.By(
            Sql.uuid(row, "by_key"),
            row.getString("by_name"),
            role == null ? null : Role.valueOf(role.toUpperCase(Locale.ROOT))),
        row.getString("subject"),
        Sql.uuid(row, "subject_id"),
        row.getString("action"),
        tree(row.getString("before")),
        tree(row.getString("after")),
        row.getString("request_id"));
  }

  private ObjectNode tree(String text) {
    return text == null ? null : Json.object(json, text);
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
