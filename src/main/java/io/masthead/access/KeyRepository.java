package io.masthead.access;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Every query on keys. */
@ApplicationScoped
class KeyRepository implements PanacheRepositoryBase<ApiKey, UUID> {

  private static final Duration USE_PRECISION = Duration.ofMinutes(1);

  private static final String ADD_PERSON =
      """
      insert into api_key (id, name, role, issuer, subject, created_at) values (?, ?, ?, ?, ?, ?)
      on conflict on constraint uq_api_key_issuer_subject do nothing
      """;

  private static final String MAY_WRITE =
      "select not current_setting('transaction_read_only')::boolean";

  @Inject Sql sql;

  Optional<ApiKey> findByHash(byte[] hash) {
    return find("secretHash", hash).firstResultOptional();
  }

  /** The live ones of this name that are not of this hash. */
  List<ApiKey> configuredOtherThan(String name, byte[] hash) {
    return find("name = ?1 and secretHash <> ?2 and revokedAt is null", name, hash).list();
  }

  Optional<ApiKey> findPerson(String issuer, String subject) {
    return find("issuer = ?1 and subject = ?2", issuer, subject).firstResultOptional();
  }

  /** Whether it was not there yet. */
  boolean addPerson(UUID id, PersonService.Person person, Instant now) {
    return sql.update(
            ADD_PERSON,
            id,
            person.name(),
            person.role().name().toLowerCase(Locale.ROOT),
            person.issuer(),
            person.subject(),
            now)
        == 1;
  }

  /** At most once a minute, so that reads stay reads; not while the database may only be read. */
  void markUsed(ApiKey key, Instant now) {
    if ((key.lastUsedAt == null || key.lastUsedAt.isBefore(now.minus(USE_PRECISION)))
        && sql.first(MAY_WRITE, row -> row.getBoolean(1)).orElseThrow()) {
      update("lastUsedAt = ?1 where id = ?2", now, key.id);
    }
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

  /**
   * Only one replica at a time may decide whether there is a key yet. The others wait longer than a
   * request may: their start would fail.
   */
  void lock() {
    getEntityManager()
        .createNativeQuery(
            "select set_config(name, '60s', true) from unnest(array['lock_timeout', 'statement_timeout']) name",
            String.class)
        .getResultList();
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
