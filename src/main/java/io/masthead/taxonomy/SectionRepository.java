package io.masthead.taxonomy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The room's own queries on sections. */
@ApplicationScoped
class SectionRepository implements PanacheRepositoryBase<Section, UUID> {

  private static final String BELOW =
      """
      select cast(count(*) as int) from (select 1 from section where parent_id = :id limit :most) counted
      """;

  private static final String REFS =
      """
      select new io.masthead.taxonomy.TermRef(t.id, t.slug, t.name)
      from Section t where t.id in :ids
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

  /** How many stand right below it, counted to {@code most}. */
  int below(UUID id, int most) {
    return (Integer)
        getEntityManager()
            .createNativeQuery(BELOW, Integer.class)
            .setParameter("id", id)
            .setParameter("most", most)
            .getSingleResult();
  }

  List<TermRef> refs(Collection<UUID> ids) {
    return getEntityManager()
        .createQuery(REFS, TermRef.class)
        .setParameter("ids", ids)
        .getResultList();
  }
}
