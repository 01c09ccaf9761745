package io.masthead.term;

import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The newsroom's lists of terms, in the order of their names. */
@ApplicationScoped
public class TermLists {

  private static final String FIRST =
      """
      select * from %1$s where %2$s
      order by %3$s collate "und-x-icu", id limit :rows
      """;
  private static final String AFTER =
      """
      select * from %1$s where %2$s and (%3$s collate "und-x-icu", id) > (:name, :id)
      order by %3$s collate "und-x-icu", id limit :rows
      """;
  private static final String BEFORE =
      """
      select * from %1$s where %2$s and (%3$s collate "und-x-icu", id) < (:name, :id)
      order by %3$s collate "und-x-icu" desc, id desc limit :rows
      """;
  private static final String COUNT =
      "select count(*) from (select 1 from %1$s where %2$s limit :rows) counted";

  @Inject EntityManager entities;
  @Inject Cursors cursors;

  /**
   * A page of those whose name begins with {@code q}, in any case, or of all where it is null.
   *
   * @param entity what a row of the kind's table is read as
   * @param key the name that the list is ordered by, and the id
   */
  public <T> Page<T> page(
      TermKind kind,
      Class<T> entity,
      Function<T, List<String>> key,
      String q,
      String cursor,
      int limit,
      boolean total) {
    String prefix = Text.line(q);
    String scope = kind.word() + "s" + (prefix == null ? "" : "\n" + prefix);
    Cursors.Position at = cursors.read(cursor, scope);
    Page<T> page = cursors.page(rows(kind, entity, prefix, at, limit), limit, at, scope, key);
    return total ? page.withTotal(count(kind, prefix)) : page;
  }

  /** One more than a page holds tells that there are more. */
  @SuppressWarnings("unchecked")
  private <T> List<T> rows(
      TermKind kind, Class<T> entity, String prefix, Cursors.Position at, int limit) {
    String sql = at == null ? FIRST : at.backward() ? BEFORE : AFTER;
    Query query = query(sql, kind, prefix, entity).setParameter("rows", limit + 1);
    if (at != null) {
      query
          .setParameter("name", at.key().get(0))
          .setParameter("id", UUID.fromString(at.key().get(1)));
    }
    return query.getResultList();
  }

  private long count(TermKind kind, String prefix) {
    Query query = query(COUNT, kind, prefix, Long.class).setParameter("rows", Page.MAX_TOTAL + 1);
    return (Long) query.getSingleResult();
  }

  private Query query(String sql, TermKind kind, String prefix, Class<?> result) {
    String filter = prefix == null ? "true" : kind.byPrefix();
    Query query =
        entities.createNativeQuery(sql.formatted(kind.word(), filter, kind.sortedBy), result);
    return prefix == null ? query : query.setParameter("prefix", prefix);
  }
}
