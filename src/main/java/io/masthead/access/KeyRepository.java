package io.masthead.access;

import io.masthead.http.Cursors;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every query on keys. */
@ApplicationScoped
class KeyRepository implements PanacheRepositoryBase<ApiKey, UUID> {

  Optional<ApiKey> findByHash(byte[] hash) {
    return find("secretHash", hash).firstResultOptional();
  }

  /** The live ones of this name that are not of this hash. */
  List<ApiKey> configuredOtherThan(String name, byte[] hash) {
    return find("name = ?1 and secretHash <> ?2 and revokedAt is null", name, hash).list();
  }

  /** At most once a minute, so that reads stay reads. */
  void markUsed(UUID id, Instant now) {
    update("lastUsedAt = ?1 where id = ?2", now, id);
  }

  /** Newest first: ids rise with time. */
  List<ApiKey> list(Cursors.Position at, int limit) {
    if (at == null) {
      return find("order by id desc").range(0, limit).list();
    }
    UUID id = UUID.fromString(at.key().get(0));
    return at.backward()
        ? find("id > ?1 order by id", id).range(0, limit).list()
        : find("id < ?1 order by id desc", id).range(0, limit).list();
  }

  /** Only one replica at a time may decide whether there is a key yet. */
  void lock() {
    getEntityManager()
        .createNativeQuery(
            "select count(*) from pg_advisory_xact_lock(hashtext('masthead.first-key'))",
            Long.class)
        .getSingleResult();
  }

  Optional<UUID> findAuthor(String ref) {
    List<?> ids =
        getEntityManager()
            .createNativeQuery(
                "select id from author where slug = :ref or cast(id as text) = :ref", UUID.class)
            .setParameter("ref", ref)
            .getResultList();
    return ids.isEmpty() ? Optional.empty() : Optional.of((UUID) ids.get(0));
  }
}
