package io.masthead.taxonomy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The room's own queries on tags. */
@ApplicationScoped
class TagRepository implements PanacheRepositoryBase<Tag, UUID> {

  private static final String REFS =
      """
      select new io.masthead.taxonomy.TermRef(t.id, t.slug, t.name)
      from Tag t where t.id in :ids
      """;

  private static final String BY_NAME =
      """
      select id from tag
      where lower(name collate "und-x-icu") collate "C" = lower(:name collate "und-x-icu") collate "C"
        and id <> :id
      """;

  /** Another tag with this name, in any case. */
  Optional<UUID> findTwin(String name, UUID id) {
    List<?> ids =
        getEntityManager()
            .createNativeQuery(BY_NAME, UUID.class)
            .setParameter("name", name)
            .setParameter("id", id)
            .getResultList();
    return ids.stream().map(UUID.class::cast).findFirst();
  }

  List<TermRef> refs(Collection<UUID> ids) {
    return getEntityManager()
        .createQuery(REFS, TermRef.class)
        .setParameter("ids", ids)
        .getResultList();
  }
}
