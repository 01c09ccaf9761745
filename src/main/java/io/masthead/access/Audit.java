package io.masthead.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.masthead.http.RequestContext;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Remembers every change: who, when, what, and the members that changed. An entry is written in the
 * transaction of its change, so that there is one exactly where the change is. Secrets and what is
 * private are not to be given to it.
 */
@ApplicationScoped
public class Audit {

  /**
   * Something that changed.
   *
   * @param before its members as they were, a record or a tree; null where nothing was there
   * @param after the same as they are; null where nothing is there any more
   */
  public record Item(UUID id, Object before, Object after) {}

  @Inject AuditRepository entries;
  @Inject Sql sql;
  @Inject Cursors cursors;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  /** As {@link #changed(Actor, String, String, List)}, of one thing. */
  @Transactional(TxType.MANDATORY)
  public void changed(
      Caller by, String subject, UUID id, String action, Object before, Object after) {
    changed(Actor.of(by), subject, action, List.of(new Item(id, before, after)));
  }

  /**
   * Adds an entry for each item, however many by one statement; one that is what it was adds none.
   *
   * @param subject the kind of thing, in lower_snake
   * @param action what was done, in lower_snake
   */
  @Transactional(TxType.MANDATORY)
  public void changed(Actor by, String subject, String action, List<Item> items) {
    Sql.Together written = sql.together();
    changed(by, subject, action, items, written);
    written.run();
  }

  /** The same, once what is to be written runs. */
  @Transactional(TxType.MANDATORY)
  public void changed(
      Actor by, String subject, String action, List<Item> items, Sql.Together written) {
    Instant now = clock.instant();
    String requestId = RequestContext.currentId();
    List<AuditEntry> changed = new ArrayList<>();
    for (Item item : items) {
      Difference difference = Difference.between(tree(item.before()), tree(item.after()));
      if (!difference.isNone()) {
        changed.add(
            new AuditEntry(
                Ids.next(),
                now,
                new AuditEntry.By(by.key(), by.name(), by.role()),
                subject,
                item.id(),
                action,
                difference.before(),
                difference.after(),
                requestId));
      }
    }
    entries.add(changed, written);
  }

  @Transactional
  Page<AuditEntry> list(AuditQuery query, String cursor, int limit) {
    Cursors.Position at = cursors.read(cursor, query.scope());
    return cursors.page(
        entries.list(query, at, limit),
        limit,
        at,
        query.scope(),
        e -> List.of(e.at().toString(), e.id().toString()));
  }

  private ObjectNode tree(Object state) {
    return state == null ? null : json.valueToTree(state);
  }
}
