package io.masthead.edition;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.masthead.support.Keys;
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
 * The database's plans for every list over 20,000 articles: an index finds the rows, and no list is
 * sorted as a whole to give one page. All of it in a transaction that is rolled back.
 */
@QuarkusTest
class PlansTest {

  private static final int ARTICLES = 20_000;
  private static final int LIMIT = 20;

  /** Most rows that a plan may sort, and most that it may look at, to give a page. */
  private static final int SORTED = 1_000;

  private static final int READ = 4_000;

  private static final UUID NOBODY = new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L);

  @Inject Sql sql;
  @Inject Editions editions;
  @Inject Narrowing narrowing;
  @Inject ObjectMapper json;

  private final Instant now = Instant.parse("2030-01-01T00:00:00Z");

  private static final String IDS = "('0198%s-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";

  private static String id(String kind) {
    return IDS.formatted(kind);
  }

  private static UUID idOf(String kind, int n) {
    return UUID.fromString("0198%s-0000-7000-8000-%012x".formatted(kind, n));
  }

  private static final List<String> WORLD =
      List.of(
          "set local statement_timeout = '120s'",
          """
          insert into author (id, version, slug, name, sort_name, kind, links, created_at, modified_at)
          select %s, 1, 'plan-author-' || n, 'Author ' || n, 'Author ' || n, 'staff', '[]', now(), now()
          from generate_series(1, 200) n
          """
              .formatted(id("aaaa")),
          """
          insert into section (id, version, slug, name, created_at, modified_at)
          select %s, 1, 'plan-section-' || n, 'Section ' || n, now(), now()
          from generate_series(1, 20) n
          """
              .formatted(id("bbbb")),
          """
          insert into tag (id, version, slug, name, created_at, modified_at)
          select %s, 1, 'plan-tag-' || n, 'Tag ' || n, now(), now() from generate_series(1, 400) n
          """
              .formatted(id("cccc")),
          """
          insert into article (id, version, state, lang, slug, title, content, created_at, created_by,
            owner_id, modified_at, modified_by)
          select %s, 1, 'published', 'en', 'plan-' || n, 'T', '{}', now(), k.id, k.id, now(), k.id
          from generate_series(1, 20000) n, (select id from api_key limit 1) k
          """
              .formatted(id("dddd")),
          """
          insert into edition (article_id, revision, lang, slug, title, published_at,
            first_published_at, modified_at, sort_updated_at, pinned_until, comment_mode,
            comment_moderation, document, blocks, html, plain)
          select %s, n, case when n %% 10 < 7 then 'en' when n %% 10 < 9 then 'kk' else 'ru' end,
            'plan-' || n, md5(n::text), timestamptz '2024-01-01Z' + n * interval '1 minute',
            timestamptz '2024-01-01Z', now(),
            timestamptz '2024-01-01Z' + (n * 7919 %% 20000) * interval '1 minute',
            case when n %% 1000 = 0 then timestamptz '2036-01-01Z' end, 'open', 'post',
            '{"firstPublishedAt":"2024-01-01T00:00:00.000Z","comments":{"mode":"open"},"standfirst":"'
              || (select string_agg(md5(n || '-' || i), ' ') from generate_series(1, 30) i) || '"}',
            '[]', '',
            'every ' || md5((n %% 2000)::text) || ' ' || md5(n::text)
          from generate_series(1, 20000) n
          """
              .formatted(id("dddd")),
          """
          insert into edition_count (article_id, views, comments)
          select %s, ('x' || substr(md5('v' || n), 1, 6))::bit(24)::int %% 1000,
            ('x' || substr(md5('c' || n), 1, 6))::bit(24)::int %% 50
          from generate_series(1, 20000) n
          """
              .formatted(id("dddd")),
          """
          insert into edition_correction (id, article_id, lang, kind, text, at)
          select %s, %s, 'en', case when n %% 20 = 0 then 'retraction' else 'update' end,
            'No. ' || n, timestamptz '2024-02-01Z' + n * interval '1 second'
          from generate_series(1, 10000) n
          """
              .formatted(id("eeee"), id("dddd")),
          terms("author", "aaaa", "1 + n % 200"),
          terms("tag", "cccc", "1 + n % 400"),
          terms("tag", "cccc", "1 + (n * 7 + 1) % 400"),
          terms("section", "bbbb", "1 + n % 20"),
          "analyze author",
          "analyze tag",
          "analyze section");

  private static String terms(String term, String kind, String which) {
    return """
        insert into edition_%1$s (%1$s_id, published_at, article_id%2$s)
        select ('0198%3$s-0000-7000-8000-' || lpad(to_hex(%4$s), 12, '0'))::uuid,
          timestamptz '2024-01-01Z' + n * interval '1 minute', %5$s%6$s
        from generate_series(1, 20000) n on conflict do nothing
        """
        .formatted(
            term,
            term.equals("section") ? ", direct" : "",
            kind,
            which,
            id("dddd"),
            term.equals("section") ? ", true" : "");
  }

  private ArticleQuery query(ArticleQuery.Sort sort, Map<String, Object> filter) {
    return new ArticleQuery(
        (String) filter.get("author"),
        (String) filter.get("section"),
        (String) filter.get("tag"),
        (String) filter.get("lang"),
        (Boolean) filter.get("featured"),
        (Instant) filter.get("publishedFrom"),
        (Instant) filter.get("publishedTo"),
        filter.containsKey("id") ? List.of((UUID) filter.get("id")) : List.of(),
        (String) filter.get("q"),
        sort,
        false,
        true);
  }

  private static final Map<String, Map<String, Object>> FILTERS = new LinkedHashMap<>();

  static {
    FILTERS.put("none", Map.of());
    FILTERS.put("author", Map.of("author", "plan-author-7"));
    FILTERS.put("author by id", Map.of("author", idOf("aaaa", 7).toString()));
    FILTERS.put("section", Map.of("section", "plan-section-7"));
    FILTERS.put("tag", Map.of("tag", "plan-tag-7"));
    FILTERS.put("nobody's tag", Map.of("tag", "no-such-tag"));
    FILTERS.put("nobody's section", Map.of("section", NOBODY.toString()));
    FILTERS.put("lang", Map.of("lang", "kk"));
    FILTERS.put("pinned", Map.of("featured", true));
    FILTERS.put("not pinned", Map.of("featured", false));
    FILTERS.put("from", Map.of("publishedFrom", Instant.parse("2024-01-02T00:00:00Z")));
    FILTERS.put("to", Map.of("publishedTo", Instant.parse("2024-01-14T00:00:00Z")));
    FILTERS.put("id", Map.of("id", idOf("dddd", 7)));
    FILTERS.put("rare word", Map.of("q", "c4ca4238a0b923820dcc509a6f75849b"));
    FILTERS.put("every word", Map.of("q", "every"));
    FILTERS.put("tag and lang", Map.of("tag", "plan-tag-7", "lang", "kk"));
    FILTERS.put("section and lang", Map.of("section", "plan-section-7", "lang", "en"));
    FILTERS.put("section and tag", Map.of("section", "plan-section-8", "tag", "plan-tag-8"));
    FILTERS.put("author and tag", Map.of("author", "plan-author-8", "tag", "plan-tag-8"));
    FILTERS.put("word and lang", Map.of("q", "every", "lang", "ru"));
    FILTERS.put(
        "section, tag, author, lang and time",
        Map.of(
            "section",
            "plan-section-8",
            "tag",
            "plan-tag-8",
            "author",
            "plan-author-8",
            "lang",
            "kk",
            "publishedFrom",
            Instant.parse("2024-01-02T00:00:00Z")));
  }

  @Test
  void every_list_is_found_by_an_index_and_not_sorted_whole() {
    Keys.of("administrator");
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(300));
    try {
      WORLD.forEach(sql::update);
      sql.list("select gin_clean_pending_list('ix_edition_search')", row -> row.getLong(1));
      List.of("", "_count", "_author", "_tag", "_section", "_correction")
          .forEach(table -> sql.update("analyze edition" + table));
      assertAll(this::plans, this::ways, this::starts, this::totals, this::orders, this::relations);
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private void plans() {
    List<String> faults = new ArrayList<>();
    for (ArticleQuery.Sort sort : ArticleQuery.Sort.values()) {
      FILTERS.forEach(
          (name, filter) -> {
            ArticleQuery query = query(sort, filter);
            for (Cursors.Position at : positions(sort)) {
              check(
                  sort.parameter + ", " + name + (at == null ? "" : ", " + at),
                  EditionRepository.listing(
                      query, narrowing.of(query, now).orElse(null), null, at, LIMIT, now),
                  faults);
            }
          });
    }
    assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
  }

  /** A list is the same whether few articles are sorted or the order is walked. */
  private void ways() {
    for (ArticleQuery.Sort sort : ArticleQuery.Sort.values()) {
      FILTERS.forEach(
          (name, filter) -> {
            ArticleQuery query = query(sort, filter);
            Narrowing.Filter few = narrowing.of(query, now).orElse(null);
            if (few != null) {
              for (Cursors.Position at : positions(sort)) {
                assertEquals(
                    ids(EditionRepository.listing(query, null, null, at, LIMIT, now)),
                    ids(EditionRepository.listing(query, few, null, at, LIMIT, now)),
                    () -> sort.parameter + ", " + name + ", " + at);
              }
            }
          });
    }
  }

  private List<UUID> ids(EditionRepository.Statement statement) {
    return sql.list(statement.sql(), row -> Sql.uuid(row, "article_id"), statement.values());
  }

  private List<Cursors.Position> positions(ArticleQuery.Sort sort) {
    String key =
        switch (sort) {
          case NEWEST, OLDEST, UPDATED -> "2024-01-07T00:00:00.000Z";
          case TITLE -> "7fffffffffffffffffffffffffffffff";
          case VIEWS -> "500";
          case COMMENTS -> "25";
        };
    List<String> place = List.of(key, idOf("dddd", 9_000).toString());
    List<Cursors.Position> positions = new ArrayList<>();
    positions.add(null);
    positions.add(new Cursors.Position(false, place));
    positions.add(new Cursors.Position(true, place));
    return positions;
  }

  private void check(String name, EditionRepository.Statement statement, List<String> faults) {
    JsonNode plan = explain(statement);
    List<String> found = new ArrayList<>();
    long read = walk(plan, found);
    if (read > READ) {
      found.add("reads " + read + " rows");
    }
    if (!found.isEmpty()) {
      faults.add(name + ": " + String.join("; ", found) + "\n" + outline(plan, "  "));
    }
  }

  private JsonNode explain(EditionRepository.Statement statement) {
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
    if (type.equals("Seq Scan") && node.path("Relation Name").asText().startsWith("edition")) {
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
            "Relation Name",
            "Index Name",
            "Index Cond",
            "Filter",
            "Sort Key",
            "Actual Rows",
            "Actual Loops",
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

  /** A position is where the index starts, and no filter on what was read before. */
  private void starts() {
    for (ArticleQuery.Sort sort : ArticleQuery.Sort.values()) {
      starts(sort, Map.of());
    }
    for (String term : List.of("author", "section", "tag")) {
      starts(ArticleQuery.Sort.NEWEST, Map.of(term, "plan-" + term + "-7"));
    }
  }

  private void starts(ArticleQuery.Sort sort, Map<String, Object> filter) {
    Cursors.Position at = positions(sort).get(1);
    String plan =
        outline(
            explain(EditionRepository.listing(query(sort, filter), null, null, at, LIMIT, now)),
            "");
    assertTrue(plan.matches("(?s).*Index Cond [^·]*ROW\\(.*"), () -> sort + "\n" + plan);
  }

  /** Articles in an order that another room gives are looked up one by one. */
  private void orders() {
    List<String> faults = new ArrayList<>();
    List<UUID> given = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      given.add(idOf("dddd", 1 + i * 7919 % ARTICLES));
    }
    for (String name : List.of("none", "section", "lang", "from", "section and lang")) {
      check(
          "given order, " + name,
          EditionRepository.ordering(
              query(ArticleQuery.Sort.NEWEST, FILTERS.get(name)), given, LIMIT, now),
          faults);
    }
    assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
  }

  /**
   * However much is published under its terms, an article's relatives are found among the newest.
   */
  private void relations() {
    List<String> faults = new ArrayList<>();
    for (int limit : List.of(RelatedService.USUAL, RelatedService.MOST)) {
      check("related, " + limit, RelatedRepository.relating(idOf("dddd", 7), limit), faults);
    }
    assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
  }

  private void totals() {
    Page.Info all = total(Map.of());
    assertEquals(Page.MAX_TOTAL, all.total());
    assertEquals(true, all.totalIsLowerBound());
    Page.Info some = total(Map.of("section", "plan-section-7"));
    assertEquals(ARTICLES / 20, some.total());
    assertNull(some.totalIsLowerBound());
  }

  private Page.Info total(Map<String, Object> filter) {
    ArticleQuery query = query(ArticleQuery.Sort.NEWEST, filter);
    return editions.list(query, BodyFormat.HTML, null, 1, true).page();
  }
}
