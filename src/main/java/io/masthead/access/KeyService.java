package io.masthead.access;

import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes, knows and revokes keys. A key is {@code mh_} and 256 random bits; only its SHA-256 is
 * kept, which at that length needs no salt and no slow hash.
 */
@ApplicationScoped
public class KeyService {

  private static final Duration USE_PRECISION = Duration.ofMinutes(1);
  private static final String CONFIGURED = "MASTHEAD_ADMIN_KEY";
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject KeyRepository keys;
  @Inject Cursors cursors;
  @Inject Clock clock;

  /** The caller that a live key stands for. */
  @Transactional
  @ActivateRequestContext
  public Optional<Caller> find(String key) {
    Instant now = clock.instant();
    Optional<ApiKey> found = keys.findByHash(hash(key)).filter(k -> k.isLive(now));
    found
        .filter(k -> k.lastUsedAt == null || k.lastUsedAt.isBefore(now.minus(USE_PRECISION)))
        .ifPresent(k -> keys.markUsed(k.id, now));
    return found.map(k -> new Caller(k.id, k.name, k.role(), k.authorId));
  }

  /** The administrator whose key is the oldest live one, for what is done without a request. */
  @Transactional
  public Caller administrator() {
    return keys.find("role = 'administrator' and revokedAt is null order by id")
        .firstResultOptional()
        .map(k -> new Caller(k.id, k.name, k.role(), k.authorId))
        .orElseThrow();
  }

  @Transactional
  public Page<KeySummary> list(String cursor, int limit) {
    Cursors.Position at = cursors.read(cursor, "keys");
    return cursors.page(
        keys.list(at, limit).stream().map(KeySummary::of).toList(),
        limit,
        at,
        "keys",
        k -> List.of(k.id().toString()));
  }

  @Transactional
  public KeySummary get(UUID id) {
    return KeySummary.of(keys.findByIdOptional(id).orElseThrow(ProblemException::notFound));
  }

  /** Makes a key; the answer is the only place that ever shows it. */
  @Transactional
  public NewKey create(KeyRequest request) {
    Instant now = clock.instant();
    if (request.expiresAt() != null && !request.expiresAt().isAfter(now)) {
      throw ProblemException.validation(
          Fault.at("/expiresAt", "invalid_value", "a time to come is wanted"));
    }
    UUID author =
        request.author() == null
            ? null
            : keys.findAuthor(request.author())
                .orElseThrow(
                    () ->
                        ProblemException.validation(
                            Fault.at("/author", "not_found", "there is no such author")));
    String secret = secret();
    ApiKey key = store(secret, request.name(), request.role(), now);
    key.authorId = author;
    key.expiresAt = request.expiresAt();
    return NewKey.of(key, secret);
  }

  @Transactional
  public void revoke(UUID id) {
    keys.findByIdOptional(id).orElseThrow(ProblemException::notFound).revoke(clock.instant());
  }

  /** Keys that act as the one author act as the other from now on. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void reassignAuthor(UUID from, UUID to) {
    keys.update("authorId = ?1 where authorId = ?2", to, from);
  }

  /** At the first start: the administrator's key, where there is none yet. */
  @Transactional
  Optional<String> firstKey() {
    keys.lock();
    if (keys.count() > 0) {
      return Optional.empty();
    }
    String secret = secret();
    store(secret, "First administrator", Role.ADMINISTRATOR, clock.instant());
    return Optional.of(secret);
  }

  /** The key that the configuration names is the administrator's; one it named before is not. */
  @Transactional
  void configuredKey(String secret) {
    keys.lock();
    Instant now = clock.instant();
    byte[] hash = hash(secret);
    keys.update(
        "revokedAt = ?1 where name = ?2 and secretHash <> ?3 and revokedAt is null",
        now,
        CONFIGURED,
        hash);
    ApiKey known = keys.findByHash(hash).orElse(null);
    if (known == null) {
      store(secret, CONFIGURED, Role.ADMINISTRATOR, now);
    } else if (known.name.equals(CONFIGURED)) {
      known.revokedAt = null;
    }
  }

  private ApiKey store(String secret, String name, Role role, Instant now) {
    ApiKey key = new ApiKey();
    key.id = Ids.next();
    key.name = name;
    key.role = role.name().toLowerCase(Locale.ROOT);
    key.secretHash = hash(secret);
    key.createdAt = now;
    keys.persist(key);
    return key;
  }

  private static String secret() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return "mh_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
