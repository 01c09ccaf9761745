package io.masthead.event;

import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Writes and reads tokens: signed with this site's key, and naming the event that was read last, by
 * which a token is known that was given before the database went back to an earlier day.
 */
@ApplicationScoped
class SyncTokens {

  private static final String SCOPE = "sync";
  private static final String NONE = "";

  @Inject Cursors cursors;
  @Inject EventRepository events;
  @Inject EventConfig config;
  @Inject Clock clock;

  /** The token for what comes behind a place. */
  String write(EventRepository.Place place) {
    return write(place, null);
  }

  /**
   * @param article the one read last of all that there is, or null where all was read
   */
  String write(EventRepository.Place place, UUID article) {
    return cursors.after(
        SCOPE,
        List.of(
            Long.toString(place.position()),
            text(place.event()),
            Long.toString(clock.instant().getEpochSecond()),
            text(article)));
  }

  /**
   * @param given a token of {@code since} or {@code Last-Event-ID}
   * @param where what to say where it is none
   * @throws ProblemException 400 where it is none of this site, 410 where it is too old
   */
  SyncToken read(String given, Fault where) {
    List<String> key =
        cursors.find(given, SCOPE).orElseThrow(() -> ProblemException.badRequest(where)).key();
    SyncToken token =
        new SyncToken(
            new EventRepository.Place(Long.parseLong(key.get(0)), uuid(key.get(1))),
            uuid(key.get(3)),
            Instant.ofEpochSecond(Long.parseLong(key.get(2))));
    if (age(token).compareTo(Duration.ofDays(config.daysKept())) > 0 || !isKnown(token.place())) {
      throw new ProblemException(
          ProblemType.TOKEN_EXPIRED,
          "What changed since is not known any more: start anew with /api/v1/sync without a token,"
              + " and drop what that does not give.");
    }
    return token;
  }

  Duration age(SyncToken token) {
    return Duration.between(token.issuedAt(), clock.instant());
  }

  private boolean isKnown(EventRepository.Place place) {
    return place.position() == 0 || events.isThere(place);
  }

  private static String text(UUID id) {
    return id == null ? NONE : id.toString();
  }

  private static UUID uuid(String text) {
    return text.isEmpty() ? null : UUID.fromString(text);
  }
}
