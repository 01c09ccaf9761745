package io.masthead.article;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The database's plan for what is asked every second, in a transaction that is rolled back. */
@QuarkusTest
class SchedulePlanTest {

  private static final String WORLD =
      """
      insert into article (id, version, state, lang, slug, title, content, created_at, created_by,
        owner_id, modified_at, modified_by, scheduled_for, unpublish_at)
      select gen_random_uuid(), 1, case when n % 3 = 0 then 'scheduled' else 'published' end, 'en',
        'plan-' || n, 't', '{}', now(), k.id, k.id, now(), k.id,
        case when n % 3 = 0 then now() + n * interval '1 hour' end,
        case when n % 3 = 1 then now() + n * interval '1 hour' end
      from generate_series(1, 20000) n, (select id from api_key limit 1) k
      """;

  @Inject Sql sql;

  @Test
  void the_next_of_each_kind_is_found_by_an_index() {
    QuarkusTransaction.begin();
    try {
      sql.update(WORLD);
      sql.update("analyze article");
      String plan =
          String.join("\n", sql.list("explain " + PlanRepository.NEXT, row -> row.getString(1)));
      assertTrue(plan.contains("ix_article_plan"), plan);
      assertTrue(plan.contains("ix_article_ended"), plan);
      assertFalse(plan.contains("Seq Scan on article "), plan);
    } finally {
      QuarkusTransaction.rollback();
    }
  }
}
