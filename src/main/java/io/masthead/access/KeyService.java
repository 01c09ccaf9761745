package io.masthead.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
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
import java.time.Instant;
import java.util.ArrayList;
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

  static final String AUDITED = "key";

  private static final String CONFIGURATION = "configuration";
  private static final String CONFIGURED = "MASTHEAD_ADMIN_KEY";
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject KeyRepository keys;
  @Inject Audit audit;
  @Inject JsonBinder binder;
  @Inject ObjectMapper json;
  @Inject Cursors cursors;
  @Inject Clock clock;

  /** The caller that a live key stands for. */
  @Transactional
  @ActivateRequestContext
  public Optional<Caller> find(String key) {
    Instant now = clock.instant();
    Optional<ApiKey> found = keys.findByHash(hash(key)).filter(k -> k.isLive(now));
    found.ifPresent(k -> keys.markUsed(k, now));
    return found.map(ApiKey::caller);
  }

  /** The administrator whose key is the oldest live one, for what is done without a request. */
  @Transactional
  public Caller administrator() {
    return keys.find("role = 'administrator' and revokedAt is null order by id")
        .firstResultOptional()
        .map(ApiKey::caller)
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
  public NewKey create(KeyRequest request, Caller caller) {
    Instant now = clock.instant();
    if (request.expiresAt() != null && !request.expiresAt().isAfter(now)) {
      throw ProblemException.validation(
          Fault.at("/expiresAt", "invalid_value", "a time to come is wanted"));
    }
    UUID author = author(request.author());
    String secret = secret();
    ApiKey key = store(secret, request.name(), request.role(), now);
    key.authorId = author;
    key.expiresAt = request.expiresAt();
    audit.changed(caller, AUDITED, key.id, "created", null, KeySummary.of(key));
    return NewKey.of(key, secret);
  }

  /** Ties a key, or a person, to another author, or to none. */
  @Transactional
  public KeySummary update(UUID id, MergePatch patch, Caller caller) {
    ApiKey key = keys.findByIdOptional(id).orElseThrow(ProblemException::notFound);
    KeySummary before = KeySummary.of(key);
    String now = key.authorId == null ? null : key.authorId.toString();
    KeyPatch wanted = binder.merge(patch, json.valueToTree(new KeyPatch(now)), KeyPatch.class);
    key.authorId = author(wanted.author());
    audit.changed(caller, AUDITED, id, "edited", before, KeySummary.of(key));
    return KeySummary.of(key);
  }

  private UUID author(String ref) {
    return ref == null
        ? null
        : keys.findAuthor(ref)
            .orElseThrow(
                () ->
                    ProblemException.validation(
                        Fault.at("/author", "not_found", "there is no such author")));
  }

  @Transactional
  public void revoke(UUID id, Caller caller) {
    ApiKey key = keys.findByIdOptional(id).orElseThrow(ProblemException::notFound);
    KeySummary before = KeySummary.of(key);
    key.revoke(clock.instant());
    audit.changed(caller, AUDITED, id, "revoked", before, KeySummary.of(key));
  }

  /** Keys that act as the one author act as the other from now on. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void reassignAuthor(UUID from, UUID to, Caller caller) {
    List<Audit.Item> moved = new ArrayList<>();
    for (ApiKey key : keys.list("authorId", from)) {
      KeySummary before = KeySummary.of(key);
      key.authorId = to;
      moved.add(new Audit.Item(key.id, before, KeySummary.of(key)));
    }
    audit.changed(Actor.of(caller), AUDITED, "edited", moved);
  }

  /** At the first start: the administrator's key, where there is none yet. */
  @Transactional
  Optional<String> firstKey() {
    keys.lock();
    if (keys.count() > 0) {
      return Optional.empty();
    }
    String secret = secret();
    ApiKey key = store(secret, "First administrator", Role.ADMINISTRATOR, clock.instant());
    tell("first start", "created", List.of(new Audit.Item(key.id, null, KeySummary.of(key))));
    return Optional.of(secret);
  }

  /** The key that the configuration names is the administrator's; one it named before is not. */
  @Transactional
  void configuredKey(String secret) {
    keys.lock();
    Instant now = clock.instant();
    byte[] hash = hash(secret);
    List<Audit.Item> revoked = new ArrayList<>();
    for (ApiKey other : keys.configuredOtherThan(CONFIGURED, hash)) {
      KeySummary before = KeySummary.of(other);
      other.revoke(now);
      revoked.add(new Audit.Item(other.id, before, KeySummary.of(other)));
    }
    tell(CONFIGURATION, "revoked", revoked);
    ApiKey known = keys.findByHash(hash).orElse(null);
    if (known == null) {
      ApiKey key = store(secret, CONFIGURED, Role.ADMINISTRATOR, now);
      tell(CONFIGURATION, "created", List.of(new Audit.Item(key.id, null, KeySummary.of(key))));
    } else if (known.name.equals(CONFIGURED)) {
      KeySummary before = KeySummary.of(known);
      known.revokedAt = null;
      tell(
          CONFIGURATION,
          "restored",
          List.of(new Audit.Item(known.id, before, KeySummary.of(known))));
    }
  }

  private void tell(String who, String action, List<Audit.Item> items) {
    audit.changed(Actor.named(who), AUDITED, action, items);
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

  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
