package io.masthead.author;

import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every query on authors. */
@ApplicationScoped
class AuthorRepository implements PanacheRepositoryBase<Author, UUID> {

  private static final String LOCK =
      "select count(*) from pg_advisory_xact_lock(hashtext('masthead.author'))";

  private static final String REFS =
      """
      select new io.masthead.author.AuthorRef(a.id, a.slug, a.name, a.kind)
      from Author a where a.id in :ids or a.slug in :slugs
      """;

  private static final String ALL = "true";

  /** A range of the C order, so that an index serves it whatever the prefix is. */
  private static final String BY_PREFIX =
      """
      (lower(name collate "und-x-icu") collate "C"
          between (lower(:prefix collate "und-x-icu") collate "C")
            and ((lower(:prefix collate "und-x-icu") || chr(1114111)) collate "C")
        or lower(sort_name collate "und-x-icu") collate "C"
          between (lower(:prefix collate "und-x-icu") collate "C")
            and ((lower(:prefix collate "und-x-icu") || chr(1114111)) collate "C"))
      """;

  private static final String FIRST =
      """
      select * from author where %s
      order by sort_name collate "und-x-icu", id limit :rows
      """;
  private static final String AFTER =
      """
      select * from author where %s and (sort_name collate "und-x-icu", id) > (:name, :id)
      order by sort_name collate "und-x-icu", id limit :rows
      """;
  private static final String BEFORE =
      """
      select * from author where %s and (sort_name collate "und-x-icu", id) < (:name, :id)
      order by sort_name collate "und-x-icu" desc, id desc limit :rows
      """;
  private static final String COUNT =
      "select count(*) from (select 1 from author where %s limit :rows) counted";

  /** Whoever gives out slugs waits here for the one before to commit. */
  void lock() {
    getEntityManager().createNativeQuery(LOCK, Long.class).getSingleResult();
  }

  Optional<Author> findBySlug(String slug) {
    return find("slug", slug).firstResultOptional();
  }

  /** Those of the slugs that another author has. */
  List<String> taken(List<String> slugs, UUID id) {
    return getEntityManager()
        .createQuery("select slug from Author where slug in :slugs and id <> :id", String.class)
        .setParameter("slugs", slugs)
        .setParameter("id", id)
        .getResultList();
  }

  List<AuthorRef> refs(Collection<UUID> ids, Collection<String> slugs) {
    return getEntityManager()
        .createQuery(REFS, AuthorRef.class)
        .setParameter("ids", ids)
        .setParameter("slugs", slugs)
        .getResultList();
  }

  /** In the order of sort names; one more than a page holds tells that there are more. */
  @SuppressWarnings("unchecked")
  List<Author> list(String prefix, Cursors.Position at, int limit) {
    String sql = at == null ? FIRST : at.backward() ? BEFORE : AFTER;
    Query query = query(sql, prefix, Author.class).setParameter("rows", limit + 1);
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
