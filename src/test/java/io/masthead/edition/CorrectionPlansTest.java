package io.masthead.edition;

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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The database's plans for the site's corrections, 20,000 of them: an index finds a page under
 * every filter, near and far. All of it in a transaction that is rolled back.
 */
@QuarkusTest
class CorrectionPlansTest {

  private static final int LIMIT = 20;

  /**
   * Most rows that may be looked at: those of the page, the article of each, and as many again for
   * a filter that half of them pass.
   */
  private static final int READ = 8 * (LIMIT + 1);

  /** Two kinds are of one language alone, so that no index of either is enough for both. */
  private static final String WORLD =
      """
      insert into edition_correction (id, article_id, lang, kind, text, at)
      select ('0199eeee-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ?,
        case when n % 2 = 0 then 'en' else 'kk' end,
        case when n % 2 = 0 then 'correction' when n % 3 = 0 then 'update' else 'clarification' end,
        'No. ' || n, timestamptz '2031-01-01Z' + n * interval '1 second'
      from generate_series(1, 20000) n
      """;

  @Inject Sql sql;
  @Inject Published published;
  @Inject ObjectMapper json;

  private final List<String> faults = new ArrayList<>();

  @Test
  void every_page_is_found_by_an_index() {
    Keys.of("administrator");
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(120));
    try {
      sql.update("set local statement_timeout = '60s'");
      UUID article = published.article("corrected-often-" + UUID.randomUUID());
      sql.update(WORLD, article);
      sql.update("analyze edition_correction");
      List<CorrectionKind> kinds = new ArrayList<>(Arrays.asList(CorrectionKind.values()));
      kinds.add(null);
      for (CorrectionKind kind : kinds) {
        for (String lang : Arrays.asList(null, "en", "kk", "ru")) {
          for (Cursors.Position at : positions()) {
            check(kind, lang, at);
          }
        }
      }
      assertEquals("", String.join("\n", faults));
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private static List<Cursors.Position> positions() {
    List<String> far = List.of("2031-01-01T02:00:00Z", new UUID(0, 0).toString());
    List<Cursors.Position> positions = new ArrayList<>();
    positions.add(null);
    positions.add(new Cursors.Position(false, far));
    positions.add(new Cursors.Position(true, far));
    return positions;
  }

  private void check(CorrectionKind kind, String lang, Cursors.Position at) {
    EditionRepository.Statement statement = CorrectionRepository.listing(kind, lang, at, LIMIT);
    JsonNode plan =
        sql.first(
                "explain (analyze, timing off, format json) " + statement.sql(),
                row -> tree(row.getString(1)),
                statement.values())
            .orElseThrow()
            .get(0)
            .get("Plan");
    long read = read(plan);
    if (read > READ) {
      faults.add(
          "%s in %s at %s reads %d rows\n%s"
              .formatted(kind, lang, at, read, plan.toPrettyString()));
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
