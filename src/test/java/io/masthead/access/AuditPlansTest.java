package io.masthead.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.support.Keys;
import io.masthead.time.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The database's plans for the audit list over 100,000 entries: an index finds each page in order.
 * All of it in a transaction that is rolled back.
 */
@QuarkusTest
class AuditPlansTest {

  private static final String ENTRIES =
      """
      insert into audit_entry (id, at, by_key, by_name, subject, subject_id, action)
      select ('01980000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
        now() - n * interval '7 minutes', case when n % 500 = 0 then ?::uuid end, 'plan',
        case when n % 500 = 1 then 'tag' else 'article' end,
        md5((n % 5000)::text)::uuid, case when n % 500 = 2 then 'archived' else 'edited' end
      from generate_series(1, 100000) n
      """;

  @Inject Sql sql;

  @Test
  void an_index_finds_every_page_in_its_order() {
    UUID key = Keys.caller("editor").keyId();
    Instant then = Instant.parse("2026-03-01T00:00:00Z");
    Cursors.Position at =
        new Cursors.Position(false, List.of(then.toString(), Ids.next().toString()));
    Cursors.Position back = new Cursors.Position(true, at.key());
    QuarkusTransaction.begin();
    try {
      sql.update("set local statement_timeout = '120s'");
      sql.update(ENTRIES, key.toString());
      sql.update("analyze audit_entry");
      List<String> faults = new ArrayList<>();
      for (Cursors.Position position : new Cursors.Position[] {null, at, back}) {
        check(faults, "ix_audit_entry_at", ask(null, null, null, null, null), position);
        check(faults, "ix_audit_entry_at", ask(null, null, null, null, then), position);
        check(faults, "ix_audit_entry_subject", ask("tag", null, null, null, null), position);
        check(
            faults,
            "ix_audit_entry_subject_id",
            ask("article", UUID.randomUUID(), null, null, null),
            position);
        check(faults, "ix_audit_entry_by_key", ask(null, null, key, null, null), position);
        check(faults, "ix_audit_entry_action", ask(null, null, null, "archived", null), position);
      }
      assertEquals(List.of(), faults);
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private static AuditQuery ask(
      String subject, UUID subjectId, UUID by, String action, Instant from) {
    return new AuditQuery(subject, subjectId, by, action, from, null);
  }

  private void check(List<String> faults, String index, AuditQuery query, Cursors.Position at) {
    AuditRepository.Statement listing = AuditRepository.listing(query, at, 20);
    String plan =
        String.join(
            "\n", sql.list("explain " + listing.text(), row -> row.getString(1), listing.values()));
    if (!plan.matches("(?s).*" + index + "\\b.*") || plan.contains("Seq Scan")) {
      faults.add(query + " without " + index + ":\n" + plan);
    }
  }
}
