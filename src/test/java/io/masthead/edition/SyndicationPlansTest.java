package io.masthead.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.masthead.term.TermKind;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The database's plans for feeds and sitemaps over 20,000 articles of 20 months. All of it in a
 * transaction that is rolled back.
 */
@QuarkusTest
class SyndicationPlansTest {

  private static final int LIMIT = 30;

  /** Most rows that a feed may look at: each entry, its key, the article, and some passed over. */
  private static final int READ = 8 * LIMIT;

  private static final UUID TAG = UUID.fromString("0199dddd-0000-7000-8000-000000000001");

  private static final List<String> WORLD =
      List.of(
          "set local statement_timeout = '60s'",
          """
          insert into tag (id, version, slug, name, created_at, modified_at)
          values ('0199dddd-0000-7000-8000-000000000001', 1, 'fed-plan', 'Fed', now(), now())
          """,
          """
          insert into article (id, version, state, lang, slug, title, content, created_at, created_by,
            owner_id, modified_at, modified_by)
          select ('0199cccc-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'published', 'en',
            'fed-plan-' || n, 'T', '{}', now(), k.id, k.id, now(), k.id
          from generate_series(1, 20000) n, (select id from api_key limit 1) k
          """,
          """
          insert into edition (article_id, revision, lang, slug, title, published_at,
            first_published_at, modified_at, sort_updated_at, comment_mode, comment_moderation,
            document, blocks, html, plain)
          select ('0199cccc-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, n,
            case when n % 2 = 0 then 'en' else 'kk' end, 'fed-plan-' || n, 'T',
            timestamptz '2029-01-01Z' + n * interval '44 minutes', timestamptz '2029-01-01Z', now(),
            timestamptz '2031-01-01Z', 'open', 'post',
            '{"seo":{"noindex":' || (n % 10 = 0) || '},"more":"' || repeat('x', 1000) || '"}',
            '[]', '', ''
          from generate_series(1, 20000) n
          """,
          """
          insert into edition_tag (tag_id, published_at, article_id)
          select '0199dddd-0000-7000-8000-000000000001', published_at, article_id
          from edition where slug like 'fed-plan-%' and revision % 3 = 0
          """,
          "analyze edition",
          "analyze edition_tag");

  @Inject Sql sql;
  @Inject ObjectMapper json;

  private final List<String> faults = new ArrayList<>();

  @Test
  void indexes_find_what_feeds_and_sitemaps_tell() {
    Keys.of("administrator");
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(120));
    try {
      WORLD.forEach(sql::update);
      for (String lang : Arrays.asList(null, "en")) {
        for (boolean oursOnly : List.of(true, false)) {
          check(SyndicationRepository.newestOf(null, null, lang, oursOnly, true, LIMIT), READ);
          check(
              SyndicationRepository.newestOf(TermKind.TAG, TAG, lang, oursOnly, true, LIMIT), READ);
        }
      }
      List<EditionRepository.Statement> sitemaps =
          SyndicationRepository.ofSitemaps(
              Instant.parse("2029-06-01T00:00:00Z"), Instant.parse("2029-07-01T00:00:00Z"));
      // The first reads the index of all, as it has to; a month has 982, of them 884 to be told.
      sitemaps.subList(1, sitemaps.size()).forEach(statement -> check(statement, 5_000));
      assertEquals("", String.join("\n", faults));
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private void check(EditionRepository.Statement statement, long most) {
    JsonNode plan =
        sql.first(
                "explain (analyze, timing off, format json) " + statement.sql(),
                row -> tree(row.getString(1)),
                statement.values())
            .orElseThrow()
            .get(0)
            .get("Plan");
    long read = read(plan);
    if (read > most) {
      faults.add(statement.sql() + " reads " + read + " rows\n" + plan.toPrettyString());
    }
  }

  private static long read(JsonNode node) {
    long read = 0;
    String type = node.path("Node Type").asText();
    if (type.endsWith("Scan") && !type.equals("Bitmap Index Scan")) {
      read =
          node.path("Actual Loops").asLong()
              * (node.path("Actual Rows").asLong()
                  + node.path("Rows Removed by Filter").asLong()
                  + node.path("Rows Removed by Index Recheck").asLong());
    }
    for (JsonNode child : node.path("Plans")) {
      read += read(child);
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
