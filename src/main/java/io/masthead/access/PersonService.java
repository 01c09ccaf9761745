package io.masthead.access;

import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Knows the people whom an identity provider vouches for. Each is a key without a secret, made when
 * they first come, so that whatever is said of keys is said of them; revoked, they are let in no
 * more, whatever tokens they have.
 */
@ApplicationScoped
public class PersonService {

  @Inject KeyRepository keys;
  @Inject Audit audit;
  @Inject Clock clock;

  /** Somebody, by the provider's name for itself and for them, and what it says of them now. */
  record Person(String issuer, String subject, String name, Role role) {}

  /** The caller that a person is; nobody where they were revoked. */
  @Transactional
  @ActivateRequestContext
  Optional<Caller> find(Person person) {
    Instant now = clock.instant();
    ApiKey key =
        keys.findPerson(person.issuer(), person.subject()).orElseGet(() -> add(person, now));
    if (!key.isLive(now)) {
      return Optional.empty();
    }
    if (!key.name.equals(person.name()) || key.role() != person.role()) {
      KeySummary before = KeySummary.of(key);
      key.name = person.name();
      key.role = person.role().name().toLowerCase(Locale.ROOT);
      audit.changed(key.caller(), KeyService.AUDITED, key.id, "edited", before, KeySummary.of(key));
    }
    keys.markUsed(key, now);
    return Optional.of(key.caller());
  }

  /** Of two requests that come first at once one makes it, and the other finds it then. */
  private ApiKey add(Person person, Instant now) {
    UUID id = Ids.next();
    boolean added = keys.addPerson(id, person, now);
    ApiKey key = keys.findPerson(person.issuer(), person.subject()).orElseThrow();
    if (added) {
      audit.changed(
          Actor.of(key.caller()),
          KeyService.AUDITED,
          "created",
          List.of(new Audit.Item(id, null, KeySummary.of(key))));
    }
    return key;
  }
}
