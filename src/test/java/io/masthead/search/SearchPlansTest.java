package io.masthead.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The database's plans for searches over 20,000 articles, each in a transaction that is rolled
 * back: indexes find what matches, and no more is ranked than is said.
 */
@QuarkusTest
class SearchPlansTest {

  /** Most rows that a plan looks at for a page of what few articles have. */
  private static final int READ = 500;

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final SearchFilter ALL = new SearchFilter(null, null, null, null, null, null);

  private static final String ID = "('0198dddd-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";

  private static final List<String> WORLD =
      List.of(
          "set local statement_timeout = '120s'",
          """
          insert into article (id, version, state, lang, slug, title, content, created_at, created_by,
            owner_id, modified_at, modified_by)
          select %s, 1, 'published', 'en', 'found-' || n, 'T', '{}', now(), k.id, k.id, now(), k.id
          from generate_series(1, 20000) n, (select id from api_key limit 1) k
          """
              .formatted(ID),
          """
          insert into edition (article_id, revision, lang, slug, title, published_at,
            first_published_at, modified_at, sort_updated_at, comment_mode, comment_moderation,
            document, blocks, html, plain)
          select %s, n, 'en', 'found-' || n, 'T', now(), now(), now(), now(), 'open', 'post', '{}',
            '[]', '', ''
          from generate_series(1, 20000) n
          """
              .formatted(ID),
          """
          insert into search_document (article_id, revision, lang, stemming, published_at, terms,
            authors, sections, tags, words, names, near, shown, body)
          select %1$s, n, l.lang, l.stemming, timestamptz '2024-01-01Z' + n * interval '1 minute',
            array[case when n %% 200 = 7 then '0198cccc-0000-7000-8000-000000000001'
              else '0198cccc-0000-7000-8000-00000000000a' end::uuid, md5(l.stemming)::uuid],
            '{}', '{}', '{}',
            setweight(to_tsvector(l.stemming::regconfig, 'every ' || md5(n::text)), 'A')
              || to_tsvector(l.stemming::regconfig, 'half' || n %% 2 || ' ' || md5((n %% 2000)::text)),
            'every ' || md5(n::text), array[n, n + 1, 7 + n %% 2], '{}', 'every'
          from generate_series(1, 20000) n cross join lateral (
            select case when n %% 10 < 8 then 'en' else 'ru' end as lang,
              case when n %% 10 < 8 then 'english' else 'russian' end as stemming) l
          """
              .formatted(ID));

  @Inject Sql sql;
  @Inject ObjectMapper json;

  private static SearchRepository.Search search(
      String q, SearchFilter filter, SearchRepository.Place at) {
    return new SearchRepository.Search(
        Question.of(q), Map.of(), filter, NOW, at, 20, true, Set.of("tag", "lang", "month"));
  }

  @Test
  void what_few_articles_have_is_found_by_an_index_and_no_more_is_ranked_than_is_said() {
    Keys.of("administrator");
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(300));
    try {
      WORLD.forEach(sql::update);
      sql.list("select gin_clean_pending_list('ix_search_document_words')", row -> row.getLong(1));
      sql.update("analyze search_document");
      List<String> faults = new ArrayList<>();
      SearchFilter tagged =
          new SearchFilter(null, null, "0198cccc-0000-7000-8000-000000000001", null, null, null);
      SearchRepository.Place at = new SearchRepository.Place(false, "0.1", new UUID(0, 0));
      bounded("rare", search("c4ca4238a0b923820dcc509a6f75849b", ALL, null), faults);
      bounded("rare, begun", search("c4ca4238a0b923820d", ALL, null), faults);
      bounded("rare, next page", search("c4ca4238a0b923820dcc509a6f75849b", ALL, at), faults);
      bounded("nothing", search("nowhere", ALL, null), faults);
      bounded("tagged", search("every", tagged, null), faults);
      JsonNode plan = plan(search("every", ALL, null));
      assertEquals(0, seen(plan, "Seq Scan"), () -> plan.toString());
      assertEquals(SearchRepository.RANKED, ranked(plan), () -> plan.toString());
      assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private void bounded(String name, SearchRepository.Search search, List<String> faults) {
    JsonNode plan = plan(search);
    long read = read(plan);
    if (read > READ || seen(plan, "Seq Scan") > 0) {
      faults.add(name + " reads " + read + " rows: " + plan);
    }
  }

  private JsonNode plan(SearchRepository.Search search) {
    SearchRepository.Statement statement = SearchRepository.finding(search);
    return sql.first(
            "explain (analyze, timing off, format json) " + statement.sql(),
            row -> tree(row.getString(1)),
            statement.values())
        .orElseThrow()
        .get(0)
        .get("Plan");
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows of the table that were looked at, those that were passed over, too. */
  private static long read(JsonNode node) {
    long rows = 0;
    if (node.path("Relation Name").asText().equals("search_document")) {
      rows =
          node.path("Actual Loops").asLong()
              * (node.path("Actual Rows").asLong()
                  + node.path("Rows Removed by Filter").asLong()
                  + node.path("Rows Removed by Index Recheck").asLong());
    }
    for (JsonNode child : node.path("Plans")) {
      rows += read(child);
    }
    return rows;
  }

  private static long seen(JsonNode node, String type) {
    long seen =
        node.path("Node Type").asText().equals(type)
                && node.path("Relation Name").asText().equals("search_document")
                && node.path("Actual Loops").asLong() > 0
            ? 1
            : 0;
    for (JsonNode child : node.path("Plans")) {
      seen += seen(child, type);
    }
    return seen;
  }

  private static long ranked(JsonNode node) {
    if (node.path("Subplan Name").asText().equals("CTE ranked")) {
      return node.path("Actual Rows").asLong();
    }
    for (JsonNode child : node.path("Plans")) {
      long ranked = ranked(child);
      if (ranked > 0) {
        return ranked;
      }
    }
    return 0;
  }
}
