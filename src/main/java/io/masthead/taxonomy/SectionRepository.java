package io.masthead.taxonomy;

import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every query on sections. */
@ApplicationScoped
class SectionRepository implements PanacheRepositoryBase<Section, UUID> {

  private static final String LOCK =
      "select count(*) from pg_advisory_xact_lock(hashtext('masthead.section'))";

  private static final String REFS =
      """
      select new io.masthead.taxonomy.TermRef(t.id, t.slug, t.name)
      from Section t where t.id in :ids or t.slug in :slugs
      """;

  private static final String ANCESTORS =
      """
      with recursive line as (
        select id, parent_id, 1 as step from section where id = :id
        union all
        select s.id, s.parent_id, step + 1 from section s join line on s.id = line.parent_id)
      select id from line order by step
      """;

  private static final String HEIGHT =
      """
      with recursive below as (
        select id, 1 as level from section where id = :id
        union all
        select s.id, level + 1 from section s join below on s.parent_id = below.id)
      select max(level) from below
      """;

  private static final String ALL = "true";

  /** A range of the C order, so that an index serves it whatever the prefix is. */
  private static final String BY_PREFIX =
      """
      lower(name collate "und-x-icu") collate "C"
        between (lower(:prefix collate "und-x-icu") collate "C")
          and ((lower(:prefix collate "und-x-icu") || chr(1114111)) collate "C")
      """;

  private static final String FIRST =
      """
      select * from section where %s
      order by name collate "und-x-icu", id limit :rows
      """;
  private static final String AFTER =
      """
      select * from section where %s and (name collate "und-x-icu", id) > (:name, :id)
      order by name collate "und-x-icu", id limit :rows
      """;
  private static final String BEFORE =
      """
      select * from section where %s and (name collate "und-x-icu", id) < (:name, :id)
      order by name collate "und-x-icu" desc, id desc limit :rows
      """;
  private static final String COUNT =
      "select count(*) from (select 1 from section where %s limit :rows) counted";

  /** Whoever gives out slugs or changes the tree waits here for the one before to commit. */
  void lock() {
    getEntityManager().createNativeQuery(LOCK, Long.class).getSingleResult();
  }

  Optional<Section> findBySlug(String slug) {
    return find("slug", slug).firstResultOptional();
  }

  /** The section first, then each one above. */
  List<UUID> ancestors(UUID id) {
    return getEntityManager()
        .createNativeQuery(ANCESTORS, UUID.class)
        .setParameter("id", id)
        .getResultList()
        .stream()
        .map(UUID.class::cast)
        .toList();
  }

  /** How many levels the section makes with all below it; one, where there is nothing. */
  int height(UUID id) {
    Object levels =
        getEntityManager()
            .createNativeQuery(HEIGHT, Integer.class)
            .setParameter("id", id)
            .getSingleResult();
    return levels == null ? 1 : (Integer) levels;
  }

  /** Those of the slugs that another section has. */
  List<String> taken(List<String> slugs, UUID id) {
    return getEntityManager()
        .createQuery("select slug from Section where slug in :slugs and id <> :id", String.class)
        .setParameter("slugs", slugs)
        .setParameter("id", id)
        .getResultList();
  }

  List<TermRef> refs(Collection<UUID> ids, Collection<String> slugs) {
    return getEntityManager()
        .createQuery(REFS, TermRef.class)
        .setParameter("ids", ids)
        .setParameter("slugs", slugs)
        .getResultList();
  }

  /** In the order of names; one more than a page holds tells that there are more. */
  @SuppressWarnings("unchecked")
  List<Section> list(String prefix, Cursors.Position at, int limit) {
    String sql = at == null ? FIRST : at.backward() ? BEFORE : AFTER;
    Query query = query(sql, prefix, Section.class).setParameter("rows", limit + 1);
    if (at != null) {
      query
          .setParameter("name", at.key().get(0))
          .setParameter("id", UUID.fromString(at.key().get(1)));
    }
    return query.getResultList();
  }

  long count(String prefix) {
    Query query = query(COUNT, prefix, Long.class).setParameter("rows", Page.MAX_TOTAL + 1);
    return (Long) query.getSingleResult();
  }

  private Query query(String sql, String prefix, Class<?> result) {
    String filtered = sql.formatted(prefix == null ? ALL : BY_PREFIX);
    Query query = getEntityManager().createNativeQuery(filtered, result);
    return prefix == null ? query : query.setParameter("prefix", prefix);
  }
}
