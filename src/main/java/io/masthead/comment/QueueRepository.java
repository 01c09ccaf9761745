package io.masthead.comment;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which comments stand in the moderators' queue, and how many. Each state is read by its own range
 * of an index, so that a queue of several is not sorted whole. A part of a name has no index of its
 * own, for which the database would need an extension: names are looked through in the order of the
 * list, 100,000 of them in some 30 ms.
 */
@ApplicationScoped
class QueueRepository {

  private static final String REASONED =
      " and string_to_array(state || '/' || replace(reasons, ' ', ' ' || state || '/'), ' ') && ?";

  /** A statement with its values. */
  record Statement(String sql, Object[] values) {}

  private static final String PENDING =
      """
      select count(*) from (select 1 from comment where state = 'pending' limit ?) counted
      """;

  @Inject Sql sql;

  /** The ids of one page, one more than the limit. */
  List<UUID> list(Asked asked, Cursors.Position at, int limit) {
    Statement statement = listing(asked, at, limit);
    return sql.list(statement.sql(), row -> Sql.uuid(row, "id"), statement.values());
  }

  /** Counted to one more than a total tells. */
  long count(Asked asked) {
    Statement statement = counting(asked);
    return sql.first(statement.sql(), row -> row.getLong(1), statement.values()).orElseThrow();
  }

  /** How many wait, counted to one more than a total tells. */
  long pending() {
    Statement statement = countingPending();
    return sql.first(statement.sql(), row -> row.getLong(1), statement.values()).orElseThrow();
  }

  /** How many there are of each state, each counted to one more than a total tells. */
  Map<CommentState, Long> counts(Asked asked) {
    Statement statement = countingStates(asked);
    Map<CommentState, Long> counts = new EnumMap<>(CommentState.class);
    sql.list(
        statement.sql(),
        row ->
            counts.put(
                CommentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("comments")),
        statement.values());
    return counts;
  }

  /**
   * A query, with what other rooms know of it.
   *
   * @param articles those of the section, or null where none was asked for
   * @param emailHash of the address that was asked for, or null
   */
  record Asked(QueueQuery query, Collection<UUID> articles, byte[] emailHash) {}

  static Statement listing(Asked asked, Cursors.Position at, int limit) {
    boolean backward = at != null && at.backward();
    boolean descending = (asked.query().sort() == QueueSort.NEWEST) != backward;
    String end = descending ? " desc" : "";
    String order = " order by created_at%1$s, id%1$s limit ?".formatted(end);
    List<Object> values = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (CommentState state : statesOf(asked)) {
      StringBuilder part = new StringBuilder("(select id, created_at").append(from(state));
      filter(part, values, asked, state);
      if (at != null) {
        part.append(" and (created_at, id) %s (?, ?)".formatted(descending ? "<" : ">"));
        values.add(Instant.parse(at.key().get(0)));
        values.add(UUID.fromString(at.key().get(1)));
      }
      parts.add(part.append(order).append(')').toString());
      values.add(limit + 1);
    }
    values.add(limit + 1);
    return new Statement(
        "select id from (" + String.join(" union all ", parts) + ") queue" + order,
        values.toArray());
  }

  static Statement counting(Asked asked) {
    List<Object> values = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (CommentState state : statesOf(asked)) {
      StringBuilder part = new StringBuilder("select 1").append(from(state));
      filter(part, values, asked, state);
      parts.add(part.toString());
    }
    values.add(Page.MAX_TOTAL + 1);
    return new Statement(
        "select count(*) from (" + String.join(" union all ", parts) + " limit ?) counted",
        values.toArray());
  }

  static Statement countingPending() {
    return new Statement(PENDING, new Object[] {Page.MAX_TOTAL + 1});
  }

  static Statement countingStates(Asked asked) {
    List<Object> values = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (CommentState state : CommentState.values()) {
      StringBuilder part = new StringBuilder("select 1").append(from(state));
      filter(part, values, asked, state);
      values.add(Page.MAX_TOTAL + 1);
      parts.add(
          "select '%s' as state, (select count(*) from (%s limit ?) counted) as comments"
              .formatted(word(state), part));
    }
    return new Statement(String.join(" union all ", parts), values.toArray());
  }

  private static List<CommentState> statesOf(Asked asked) {
    List<CommentState> any = new ArrayList<>();
    any.add(null);
    return asked.query().states().isEmpty()
        ? any
        : asked.query().states().stream().distinct().toList();
  }

  private static String from(CommentState state) {
    return " from comment c where " + (state == null ? "true" : "state = '" + word(state) + "'");
  }

  private static String word(CommentState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static void filter(
      StringBuilder where, List<Object> values, Asked asked, CommentState state) {
    QueueQuery query = asked.query();
    add(where, values, " and article_id = ?", query.article());
    add(where, values, " and article_id = any (?::uuid[])", asked.articles());
    add(where, values, REASONED, reasons(query.reason(), state));
    add(
        where,
        values,
        " and strpos(name_folded, lower(normalize(?, nfkc) collate \"und-x-icu\")) > 0",
        query.name());
    add(where, values, " and search @@ websearch_to_tsquery('simple', ?)", query.words());
    add(where, values, " and email_hash = ?", asked.emailHash());
    add(where, values, " and created_at >= ?", query.from());
    add(where, values, " and created_at < ?", query.to());
    add(
        where,
        values,
        " and guest = (select guest from comment where id = ?)",
        query.sameWriterAs());
  }

  /** As the index holds them. */
  private static List<String> reasons(String reason, CommentState state) {
    if (reason == null) {
      return null;
    }
    return Stream.of(CommentState.values())
        .filter(s -> state == null || s == state)
        .map(s -> word(s) + "/" + reason)
        .toList();
  }

  private static void add(StringBuilder where, List<Object> values, String term, Object value) {
    if (value != null) {
      where.append(term);
      values.add(value);
    }
  }
}
