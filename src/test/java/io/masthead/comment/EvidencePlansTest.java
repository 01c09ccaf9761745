package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.Sql;
import io.masthead.support.Published;
import io.masthead.time.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * The database's plans for what every comment is judged by, over 50,000 of them: an index finds
 * what is asked for. All of it in a transaction that is rolled back.
 */
@QuarkusTest
class EvidencePlansTest {

  private static final String COMMENTS =
      """
      insert into comment (id, version, article_id, path, depth, author_kind, author_name, body, html,
        wording, guest, state, reasons, reviewed, withdrawn, created_at, edit_token_hash,
        editable_until, reply_count, descendant_count, likes, visitor)
      select id, 1, ?, uuid_send(id), 0, 'guest', 'Reader', 'text', '<p>text</p>', sha256(uuid_send(id)),
        sha256(uuid_send(id)), 'pending', 'first_timer', false, false, now() - n * interval '3 seconds',
        '', now(), 0, 0, 0, case when n <= 5000 then sha256(int4send(n % 500)) end
      from (
        select n, ('01980000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
        from generate_series(1, 50000) n) numbered
      """;

  private static final String SHAPES =
      """
      insert into comment_shape (band, comment_id, shape, at)
      select (k << 16) | (('x' || substr(md5(c.id::text || k), 1, 4))::bit(16)::int), c.id, 0, c.created_at
      from comment c, generate_series(0, 3) k where c.article_id = ?
      """;

  @Inject Published published;
  @Inject Sql sql;

  @Test
  void an_index_finds_what_a_comment_is_judged_by() {
    check(
        COMMENTS,
        (article, faults) -> {
          sql.update(SHAPES, article);
          sql.update("analyze comment");
          sql.update("analyze comment_shape");
          Instant now = Instant.now();
          byte[] visitor = new byte[32];
          check(
              faults,
              "ix_comment_visitor",
              EvidenceRepository.NTH_LAST,
              List.of(visitor),
              now.minusSeconds(60),
              10,
              10,
              10);
          check(
              faults,
              "ix_comment_visitor",
              ErasureRepository.FORGET_VISITORS,
              now.minusSeconds(172_800),
              1_000);
          check(
              faults,
              "ix_comment_article_created_at|ix_comment_created_at",
              EvidenceRepository.SINCE,
              article,
              now.minusSeconds(60),
              60);
          Shape shape = new Shape(0x0123_4567_89ab_cdefL);
          check(
              faults,
              "pk_comment_shape",
              EvidenceRepository.NEARLY_SAID,
              shape.bands(),
              now.minusSeconds(86_400),
              Ids.next(),
              shape.bits(),
              Shape.NEAR);
        });
  }

  /** What was brought in has no visitors; the first who write are more than anybody expects. */
  @Test
  void an_index_finds_a_visitor_whom_no_statistics_know() {
    check(
        COMMENTS.replace("n <= 5000", "false"),
        (article, faults) -> {
          sql.update("update comment set visitor = null where visitor is not null");
          sql.update("analyze comment");
          check(
              faults,
              "ix_comment_visitor",
              EvidenceRepository.NTH_LAST,
              List.of(new byte[32], new byte[32]),
              Instant.now().minusSeconds(60),
              1_000_000,
              1_000_000,
              1_000_000);
        });
  }

  /** Over such comments of an article. */
  private void check(String comments, BiConsumer<UUID, List<String>> checks) {
    UUID article = published.article("plans-" + UUID.randomUUID() + "-x");
    List<String> faults = new ArrayList<>();
    QuarkusTransaction.begin();
    try {
      sql.update("set local statement_timeout = '120s'");
      sql.update(comments, article);
      checks.accept(article, faults);
    } finally {
      QuarkusTransaction.rollback();
    }
    assertEquals(List.of(), faults);
  }

  /** One of the indexes, for which of two the planner may have its reasons. */
  private void check(List<String> faults, String index, String statement, Object... values) {
    List<String> plan = sql.list("explain " + statement, row -> row.getString(1), values);
    String all = String.join("\n", plan);
    assertTrue(!plan.isEmpty());
    if (!all.matches("(?s).*(" + index + ")\\b.*") || all.contains("Seq Scan on comment")) {
      faults.add("without " + index + ":\n" + all);
    }
  }
}
