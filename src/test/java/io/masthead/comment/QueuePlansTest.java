package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The database's plans for the queue over 100,000 comments: an index finds the rows, and none is
 * sorted as a whole to give one page. All of it in a transaction that is rolled back.
 */
@QuarkusTest
class QueuePlansTest {

  private static final int COMMENTS = 100_000;
  private static final int LIMIT = 20;

  /** Most rows that a plan may sort, and most that it may look at, to give a page. */
  private static final int SORTED = 1_000;

  private static final int READ = 4_000;

  @Inject Sql sql;
  @Inject Published published;
  @Inject ObjectMapper json;

  private UUID article;
  private UUID other;
  private final List<UUID> section = new ArrayList<>();

  private static final String WORLD =
      """
      insert into comment (id, version, article_id, path, depth, author_kind, author_name,
        email_hash, body, html, wording, guest, state, reasons, reviewed, withdrawn, created_at,
        edit_token_hash, editable_until, reply_count, descendant_count, likes)
      select g.id, 1, case when a %% 2 = 0 then '%1$s'::uuid else (array[%2$s])[1 + b %% 50] end,
        uuid_send(g.id), 0, 'guest', 'Reader ' || n %% 5000,
        case when c %% 10 = 0 then sha256((n %% 1000)::text::bytea) end,
        'every ' || md5((n %% 2000)::text) || ' ' || md5(n::text), '', '',
        sha256((n %% 20000)::text::bytea),
        case when d < 900 then 'published' when d < 970 then 'spam'
          when d < 990 then 'removed' when d < 995 then 'rejected' else 'pending' end,
        case when d < 900 then '' when c %% 50 = 9 then 'flood first_timer'
          else 'moderator' end,
        false, false, timestamptz '2024-01-01Z' + n * interval '5 minute', '', now(), 0, 0, 0
      from (
        select n, ('0198eeee-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
          %3$s as a, %4$s as b, %5$s as c, %6$s %% 1000 as d
        from generate_series(1, 100000) n
      ) g
      """;

  /** A number that looks like chance and is the same in every run. */
  private static String random(String kind) {
    return "('x' || substr(md5('" + kind + "' || n), 1, 6))::bit(24)::int";
  }

  private void makeWorld() {
    List<String> articles = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      section.add(published.article("plan-" + NewsApi.mark()));
      articles.add("'" + section.get(i) + "'::uuid");
    }
    article = published.article("plan-" + NewsApi.mark());
    other = section.get(7);
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(300));
    sql.update("set local statement_timeout = '120s'");
    sql.update(
        WORLD.formatted(
            article,
            String.join(",", articles),
            random("a"),
            random("b"),
            random("c"),
            random("d")));
    List.of("ix_comment_search", "ix_comment_reasons")
        .forEach(
            index ->
                sql.list("select gin_clean_pending_list('" + index + "')", row -> row.getLong(1)));
    sql.update("analyze comment");
  }

  private QueueQuery query(Map<String, Object> filter, List<CommentState> states, QueueSort sort) {
    return new QueueQuery(
        states,
        (String) filter.get("reason"),
        (UUID) filter.get("article"),
        (String) filter.get("section"),
        (String) filter.get("name"),
        (String) filter.get("q"),
        null,
        (Instant) filter.get("from"),
        (Instant) filter.get("to"),
        (UUID) filter.get("sameWriterAs"),
        sort);
  }

  private Map<String, Map<String, Object>> filters() {
    Instant from = Instant.parse("2024-02-01T00:00:00Z");
    Instant to = Instant.parse("2024-02-03T00:00:00Z");
    Map<String, Map<String, Object>> filters = new LinkedHashMap<>();
    filters.put("none", Map.of());
    filters.put("an article with half of all", Map.of("article", article));
    filters.put("an article with few", Map.of("article", other));
    filters.put("a section", Map.of("section", "s"));
    filters.put("a rare reason", Map.of("reason", "flood"));
    filters.put("a frequent reason", Map.of("reason", "moderator"));
    filters.put("a rare word", Map.of("q", "c4ca4238a0b923820dcc509a6f75849b"));
    filters.put("a frequent word", Map.of("q", "every"));
    filters.put("an address", Map.of("email", sha("40")));
    filters.put("a time", Map.of("from", from, "to", to));
    filters.put("a guest", Map.of("sameWriterAs", id(40)));
    filters.put("an article and a time", Map.of("article", article, "from", from, "to", to));
    filters.put("an article and a reason", Map.of("article", other, "reason", "moderator"));
    filters.put("a frequent part of a name", Map.of("name", "reader"));
    return filters;
  }

  private static UUID id(int n) {
    return UUID.fromString("0198eeee-0000-7000-8000-%012x".formatted(n));
  }

  private static byte[] sha(String text) {
    return new Token(text).hash();
  }

  private static final List<List<CommentState>> STATES =
      List.of(
          List.of(),
          List.of(CommentState.PENDING),
          List.of(CommentState.PUBLISHED),
          List.of(CommentState.PENDING, CommentState.SPAM, CommentState.PUBLISHED));

  @Test
  void every_queue_is_found_by_an_index_and_not_sorted_whole() {
    makeWorld();
    try {
      List<String> faults = new ArrayList<>();
      filters()
          .forEach(
              (name, filter) -> {
                for (List<CommentState> states : STATES) {
                  for (Cursors.Position at : positions()) {
                    for (QueueSort sort : QueueSort.values()) {
                      check(
                          name + " " + states + " " + sort + " " + at,
                          QueueRepository.listing(asked(filter, states, sort), at, LIMIT),
                          READ,
                          faults);
                    }
                  }
                }
              });
      assertTrue(faults.isEmpty(), () -> faults.size() + "\n" + String.join("\n", faults));
      partOfAName();
      counts();
      shadow();
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private QueueRepository.Asked asked(
      Map<String, Object> filter, List<CommentState> states, QueueSort sort) {
    return new QueueRepository.Asked(
        query(filter, states, sort),
        filter.containsKey("section") ? section.subList(0, 10) : null,
        (byte[]) filter.get("email"));
  }

  private List<Cursors.Position> positions() {
    List<String> key = List.of("2024-02-02T09:00:00Z", id(9_000).toString());
    List<Cursors.Position> positions = new ArrayList<>();
    positions.add(null);
    positions.add(new Cursors.Position(false, key));
    positions.add(new Cursors.Position(true, key));
    return positions;
  }

  /** The one filter that reads them all, no more than once and within the time of a request. */
  private void partOfAName() {
    Map<String, Object> filter = Map.of("name", "nobody");
    List<String> faults = new ArrayList<>();
    check(
        "a rare part of a name",
        QueueRepository.listing(asked(filter, List.of(), QueueSort.NEWEST), null, LIMIT),
        2 * COMMENTS,
        faults);
    assertEquals(List.of(), faults);
    QueueRepository.Statement statement =
        QueueRepository.listing(asked(filter, List.of(), QueueSort.NEWEST), null, LIMIT);
    double took = explained(statement).get("Execution Time").asDouble();
    assertTrue(took < 2_000, () -> "names took " + took + " ms");
  }

  /** Counted no further than is told, each state from its own range of an index. */
  private void counts() {
    List<String> faults = new ArrayList<>();
    for (Map<String, Object> filter :
        List.of(
            Map.<String, Object>of(),
            Map.<String, Object>of("article", article),
            Map.<String, Object>of("section", "s"))) {
      check(
          "counts of " + filter.keySet(),
          QueueRepository.countingStates(asked(filter, List.of(), QueueSort.NEWEST)),
          40_000,
          faults);
    }
    check("those that wait", QueueRepository.countingPending(), READ, faults);
    assertEquals(List.of(), faults);
  }

  /** A guest's view of an article with half of all, wherever it begins. */
  private void shadow() {
    sql.update(
        "update comment set shadow = 'published' where guest = ? and state = 'rejected'",
        sha("40"));
    List<String> faults = new ArrayList<>();
    for (String order : List.of("id", "id desc", "(-likes), id")) {
      String readers =
          "select c.id, c.state, c.body, c.likes, c.descendant_count from comment c"
              + " where c.article_id = ? and "
              + ShadowView.VISIBLE
              + " order by "
              + order.replace("likes", "c.likes").replace("id", "c.id")
              + " limit 21";
      ThreadRepository.Statement seen =
          new ShadowView(sha("40"))
              .both(new ThreadRepository.Statement(readers, new Object[] {article}), order);
      check(
          "a guest's view by " + order,
          new QueueRepository.Statement(seen.sql(), seen.values()),
          READ,
          faults);
    }
    assertEquals(List.of(), faults);
  }

  private void check(
      String name, QueueRepository.Statement statement, int most, List<String> faults) {
    JsonNode plan = explained(statement).get("Plan");
    List<String> found = new ArrayList<>();
    long read = walk(plan, found);
    if (read > most) {
      found.add("reads " + read + " rows");
    }
    if (!found.isEmpty()) {
      faults.add(name + ": " + String.join("; ", found) + "\n" + outline(plan, "  "));
    }
  }

  private JsonNode explained(QueueRepository.Statement statement) {
    return sql.first(
            "explain (analyze, timing off, format json) " + statement.sql(),
            row -> tree(row.getString(1)),
            statement.values())
        .orElseThrow()
        .get(0);
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows that the scans of a plan looked at; what is wrong with it goes to {@code found}. */
  private static long walk(JsonNode node, List<String> found) {
    String type = node.path("Node Type").asText();
    long loops = node.path("Actual Loops").asLong();
    long rows = 0;
    if (type.endsWith("Scan") && !type.equals("Bitmap Index Scan")) {
      rows +=
          loops
              * (node.path("Actual Rows").asLong()
                  + node.path("Rows Removed by Filter").asLong()
                  + node.path("Rows Removed by Index Recheck").asLong());
    }
    // One that stops at its limit is as good as an index.
    if (type.equals("Seq Scan") && rows >= COMMENTS) {
      found.add("reads all of " + node.path("Relation Name").asText());
    }
    if (type.contains("Sort") && loops > 0) {
      long sorted = node.path("Plans").path(0).path("Actual Rows").asLong();
      if (sorted > SORTED) {
        found.add("sorts " + sorted + " rows");
      }
    }
    for (JsonNode child : node.path("Plans")) {
      rows += walk(child, found);
    }
    return rows;
  }

  private static String outline(JsonNode node, String indent) {
    StringBuilder text = new StringBuilder(indent);
    text.append(node.path("Node Type").asText());
    for (String detail :
        List.of(
            "Index Name",
            "Index Cond",
            "Filter",
            "Actual Rows",
            "Rows Removed by Filter",
            "Plan Rows")) {
      if (node.has(detail)) {
        text.append(" · ").append(detail).append(' ').append(node.get(detail).asText());
      }
    }
    text.append('\n');
    node.path("Plans").forEach(child -> text.append(outline(child, indent + "  ")));
    return text.toString();
  }
}
