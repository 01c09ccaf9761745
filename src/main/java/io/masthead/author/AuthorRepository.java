package io.masthead.author;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The room's own queries on authors. */
@ApplicationScoped
class AuthorRepository implements PanacheRepositoryBase<Author, UUID> {

  private static final String REFS =
      """
      select new io.masthead.author.AuthorRef(a.id, a.slug, a.name, a.kind)
      from Author a where a.id in :ids
      """;

  List<AuthorRef> refs(Collection<UUID> ids) {
    return getEntityManager()
        .createQuery(REFS, AuthorRef.class)
        .setParameter("ids", ids)
        .getResultList();
  }
}
