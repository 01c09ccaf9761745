package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.support.Keys;
import io.masthead.support.Published;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The database's plans for every read of readers over 100,000 comments under one article, and as
 * many newer ones elsewhere: an index finds the rows, nothing is sorted as a whole, and the 1,000th
 * page reads no more than the first. All of it in a transaction that is rolled back.
 */
@QuarkusTest
class CommentPlansTest {

  private static final int LIMIT = 20;

  /** Rows before the 1,000th page. */
  private static final int FAR = 999 * LIMIT;

  /** Most rows that a plan may look at for each one that it gives, on the way to it included. */
  private static final int READ = 8;

  private static final String ID =
      "('0199cccc-0000-7000-8000-' || lpad(to_hex(%s), 12, '0'))::uuid";

  /**
   * One thread of 10,000, then 22,000 without an answer, then chains of six down to the limit, and
   * at the end one of 200 of which all but six are below it.
   */
  /** With comments. */
  private static final int ARTICLES = 2;

  private static final String WORLD =
      """
      insert into comment (id, version, article_id, parent_id, in_reply_to, path, depth,
        author_kind, author_name, body, html, wording, guest, state, reasons, reviewed, withdrawn,
        created_at, edit_token_hash, editable_until, reply_count, descendant_count, likes)
      select %1$s, 1, ?, case when p.depth > 0 then %2$s end, case when n > 99806 then %3$s end,
        case when n <= 10000 and n > 1 then uuid_send(%4$s) || uuid_send(%1$s)
          else (
            select coalesce(string_agg(uuid_send(%5$s), ''::bytea order by m), ''::bytea)
            from generate_series(p.top, p.top + p.depth - 1) m)
            || uuid_send(%1$s) end,
        p.depth, 'guest', 'Reader', 'text ' || n, '<p>text</p>', '', '', 'published', '', false,
        false, timestamptz '2031-01-01Z' + n * interval '1 second', '', now(),
        p.below, p.below, case when n %% 10 = 0 then n %% 7 else 0 end
      from generate_series(1, 100000) n cross join lateral (
        select
          case when n <= 10000 then 1 when n <= 32000 then n when n <= 99800 then n - (n - 32001) %% 6
            else 99801 end as top,
          case when n = 1 then 0 when n <= 10000 then 1 when n <= 32000 then 0
            when n <= 99800 then (n - 32001) %% 6 else least(n - 99801, 5) end as depth,
          case when n = 1 then 9999 when n <= 32000 then 0 when n <= 99800 then 5 - (n - 32001) %% 6
            else 1 end as below) p
      """
          .formatted(
              ID.formatted("n"),
              ID.formatted("case when n <= 10000 then 1 when n > 99806 then 99805 else n - 1 end"),
              ID.formatted("n - 1"),
              ID.formatted("1"),
              ID.formatted("m"));

  /** As many under another article, all of them newer. */
  private static final String OTHERS =
      """
      insert into comment (id, version, article_id, path, depth, author_kind, author_name, body,
        html, wording, guest, state, reasons, reviewed, withdrawn, created_at, edit_token_hash,
        editable_until, reply_count, descendant_count, likes)
      select %1$s, 1, ?, uuid_send(%1$s), 0, 'guest', 'Reader', 'text ' || n, '<p>text</p>', '', '',
        'published', '', false, false, timestamptz '2031-01-01Z' + n * interval '1 second', '',
        now(), 0, 0, 0
      from generate_series(200000, 300000) n
      """
          .formatted(ID.formatted("n"));

  @Inject Sql sql;
  @Inject Published published;
  @Inject ObjectMapper json;

  private UUID article;
  private UUID later;
  private final List<String> faults = new ArrayList<>();

  @Test
  void every_read_is_found_by_an_index_and_a_far_page_costs_what_the_first_does() {
    Keys.of("administrator");
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(300));
    try {
      sql.update("set local statement_timeout = '180s'");
      article = published.article("discussed-by-all-" + UUID.randomUUID());
      sql.update(WORLD, article);
      later = published.article("discussed-later-" + UUID.randomUUID());
      sql.update(OTHERS, later);
      sql.update("analyze comment");
      lists();
      threads();
      latest();
      assertEquals("", String.join("\n", faults));
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private void lists() {
    for (CommentSort sort : CommentSort.values()) {
      for (boolean topOnly : new boolean[] {true, false}) {
        List<String> key = far(sort, topOnly);
        for (Cursors.Position at : positions(key)) {
          check(
              sort + (topOnly ? " threads" : " flat") + at(at),
              ThreadRepository.listing(article, topOnly, sort, at, LIMIT),
              LIMIT + 1);
        }
      }
    }
    check("feed", ThreadRepository.newestOf(article, 50), 50);
  }

  private List<String> far(CommentSort sort, boolean topOnly) {
    String order =
        switch (sort) {
          case OLDEST -> "id";
          case NEWEST -> "id desc";
          case TOP -> "likes desc, id";
        };
    return sql.first(
            "select likes, id from comment where article_id = ?"
                + (topOnly ? " and parent_id is null" : "")
                + " order by "
                + order
                + " offset ? limit 1",
            row ->
                sort == CommentSort.TOP
                    ? List.of(row.getString("likes"), row.getString("id"))
                    : List.of(row.getString("id")),
            article,
            FAR)
        .orElseThrow();
  }

  private void threads() {
    List<UUID> page =
        Stream.concat(Stream.of(1), IntStream.range(0, 19).map(i -> 50_001 + 6 * i).boxed())
            .map(CommentPlansTest::id)
            .toList();
    check("first replies", ThreadRepository.firstRepliesOf(article, page, 4), 20 + 20 * 4);
    for (Cursors.Position at : positions(List.of(id(9_000).toString()))) {
      check("replies" + at(at), ThreadRepository.repliesOf(id(1), at, LIMIT), LIMIT + 2);
    }
    check("replies in a chain", ThreadRepository.repliesOf(id(50_002), null, LIMIT), 5);
    check("permalink", ThreadRepository.contextOf(id(50_006), 200), 6);
    check("permalink of a long chain", ThreadRepository.contextOf(id(100_000), 200), 200);
  }

  private void latest() {
    String then =
        sql.first(
                "select created_at from comment where id = ?",
                row -> Sql.instant(row, "created_at"),
                id(80_000))
            .orElseThrow()
            .toString();
    UUID section = UUID.fromString("0199dddd-0000-7000-8000-000000000001");
    sql.update(
        "insert into section (id, version, slug, name, created_at, modified_at)"
            + " values (?, 1, 'discussed-by-all', 'Discussed by all', now(), now())",
        section);
    for (UUID discussed : List.of(article, later)) {
      sql.update("insert into edition_section values (?, now(), ?, true)", section, discussed);
      sql.update("update edition_count set comments = 100000 where article_id = ?", discussed);
    }
    for (UUID of : new UUID[] {null, section}) {
      latest(then, "en", of, false);
    }
    latest(then, null, null, false);
    latest(then, "en", section, true);
    latest(then, null, rare(), true);
  }

  /** Whose comments are all older than those of the others. */
  private UUID rare() {
    UUID section = UUID.fromString("0199dddd-0000-7000-8000-000000000002");
    sql.update(
        "insert into section (id, version, slug, name, created_at, modified_at)"
            + " values (?, 1, 'discussed-long-ago', 'Discussed long ago', now(), now())",
        section);
    sql.update("insert into edition_section values (?, now(), ?, true)", section, article);
    return section;
  }

  private void latest(String then, String lang, UUID section, boolean few) {
    for (Cursors.Position at : positions(List.of(then, id(80_000).toString()))) {
      check(
          "latest in %s of %s%s%s".formatted(lang, section, few ? ", few" : "", at(at)),
          LatestRepository.listing(lang, section, at, LIMIT, few),
          few ? ARTICLES * (LIMIT + 1) : LIMIT + 1);
    }
  }

  private static UUID id(int n) {
    return UUID.fromString("0199cccc-0000-7000-8000-%012x".formatted(n));
  }

  private static List<Cursors.Position> positions(List<String> key) {
    List<Cursors.Position> positions = new ArrayList<>();
    positions.add(null);
    positions.add(new Cursors.Position(false, key));
    positions.add(new Cursors.Position(true, key));
    return positions;
  }

  private static String at(Cursors.Position at) {
    return at == null ? "" : at.backward() ? ", far and back" : ", far";
  }

  private void check(String name, ThreadRepository.Statement statement, int rows) {
    JsonNode plan =
        sql.first(
                "explain (analyze, timing off, format json) " + statement.sql(),
                row -> tree(row.getString(1)),
                statement.values())
            .orElseThrow()
            .get(0)
            .get("Plan");
    List<String> found = new ArrayList<>();
    long read = walk(plan, rows, found);
    if (read > (long) READ * rows) {
      found.add("reads " + read + " rows to give " + rows);
    }
    if (plan.path("Actual Rows").asLong() == 0) {
      found.add("gives nothing");
    }
    if (!found.isEmpty()) {
      faults.add(name + ": " + String.join("; ", found) + "\n" + plan.toPrettyString());
    }
  }

  private static long walk(JsonNode node, int rows, List<String> found) {
    String type = node.path("Node Type").asText();
    String table = node.path("Relation Name").asText();
    long loops = node.path("Actual Loops").asLong();
    long read = 0;
    if (type.endsWith("Scan") && table.equals("comment")) {
      read =
          loops
              * (node.path("Actual Rows").asLong()
                  + node.path("Rows Removed by Filter").asLong()
                  + node.path("Rows Removed by Index Recheck").asLong());
      if (type.equals("Seq Scan") || type.startsWith("Bitmap")) {
        found.add(type + " of all comments");
      }
    }
    if (type.contains("Sort")
        && loops > 0
        && node.path("Plans").path(0).path("Actual Rows").asLong() > rows) {
      found.add("sorts " + node.path("Plans").path(0).path("Actual Rows").asLong() + " rows");
    }
    for (JsonNode child : node.path("Plans")) {
      read += walk(child, rows, found);
    }
    return read;
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
