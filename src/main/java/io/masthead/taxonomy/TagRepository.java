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

/** Every query on tags. */
@ApplicationScoped
class TagRepository implements PanacheRepositoryBase<Tag, UUID> {

  private static final String LOCK =
      "select count(*) from pg_advisory_xact_lock(hashtext('masthead.tag'))";

  private static final String REFS =
      """
      select new io.masthead.taxonomy.TermRef(t.id, t.slug, t.name)
      from Tag t where t.id in :ids or t.slug in :slugs
      """;

  private static final String BY_NAME =
      """
      select id from tag
      where lower(name collate "und-x-icu") collate "C" = lower(:name collate "und-x-icu") collate "C"
        and id <> :id
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
      select * from tag where %s
      order by name collate "und-x-icu", id limit :rows
      """;
  private static final String AFTER =
      """
      select * from tag where %s and (name collate "und-x-icu", id) > (:name, :id)
      order by name collate "und-x-icu", id limit :rows
      """;
  private static final String BEFORE =
      """
      select * from tag where %s and (name collate "und-x-icu", id) < (:name, :id)
      order by name collate "und-x-icu" desc, id desc limit :rows
      """;
  private static final String COUNT =
      "select count(*) from (select 1 from tag where %s limit :rows) counted";

  /** Whoever gives out names and slugs waits here for the one before to commit. */
  void lock() {
    getEntityManager().createNativeQuery(LOCK, Long.class).getSingleResult();
  }

  Optional<Tag> findBySlug(String slug) {
    return find("slug", slug).firstResultOptional();
  }

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

  /** Those of the slugs that another tag has. */
  List<String> taken(List<String> slugs, UUID id) {
    return getEntityManager()
        .createQuery("select slug from Tag where slug in :slugs and id <> :id", String.class)
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
  List<Tag> list(String prefix, Cursors.Position at, int limit) {
    String sql = at == null ? FIRST : at.backward() ? BEFORE : AFTER;
    Query query = query(sql, prefix, Tag.class).setParameter("rows", limit + 1);
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
