package io.masthead.event;

import io.masthead.edition.BodyFormat;
import io.masthead.edition.Editions;
import io.masthead.http.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives everything there is and then what changed since that began. What is given is how each
 * article stands when it is given, which is never older than the event that it is given for: so a
 * reader that goes on to the end has what there is.
 */
@ApplicationScoped
public class SyncService {

  /** Where nothing happened, a token stays the same for so long, and then is made younger. */
  private static final Duration SAME = Duration.ofDays(1);

  private static final Fault NO_TOKEN =
      Fault.parameter("since", "invalid_token", "the token is none that this site has given");

  @Inject EventRepository events;
  @Inject EventService line;
  @Inject SyncTokens tokens;
  @Inject Editions editions;

  /**
   * @param since a token, or null to begin with
   * @param body the form of the bodies, or null for none
   */
  Sync read(String since, BodyFormat body, int limit) {
    EventRepository.Place end = line.end();
    if (since == null) {
      return all(end, SyncToken.FIRST, end, body, limit);
    }
    SyncToken token = tokens.read(since, NO_TOKEN);
    return token.isOfChanges()
        ? changes(token, since, end, body, limit)
        : all(token.place(), token.article(), end, body, limit);
  }

  private Sync all(
      EventRepository.Place began,
      UUID after,
      EventRepository.Place end,
      BodyFormat body,
      int limit) {
    List<UUID> found = editions.standingAfter(after, limit + 1);
    if (found.size() <= limit) {
      boolean more = end.position() > began.position();
      return new Sync(items(found, body), tokens.write(began), more);
    }
    List<UUID> some = found.subList(0, limit);
    return new Sync(items(some, body), tokens.write(began, some.get(limit - 1)), true);
  }

  private Sync changes(
      SyncToken token, String given, EventRepository.Place end, BodyFormat body, int limit) {
    List<EventRepository.Changed> found = events.changedAfter(token.place().position(), limit + 1);
    boolean more = found.size() > limit;
    List<EventRepository.Changed> some = more ? found.subList(0, limit) : found;
    EventRepository.Place read =
        Optional.of(some)
            .filter(changed -> !changed.isEmpty())
            .map(changed -> changed.get(changed.size() - 1).place())
            .filter(last -> more || last.position() > end.position())
            .orElse(end);
    boolean stands = read.position() == token.place().position();
    String next = stands && tokens.age(token).compareTo(SAME) < 0 ? given : tokens.write(read);
    return new Sync(
        items(some.stream().map(EventRepository.Changed::article).toList(), body), next, more);
  }

  private List<SyncItem> items(List<UUID> articles, BodyFormat body) {
    Map<UUID, Editions.Standing> standings = editions.standings(articles, body);
    return articles.stream().map(article -> item(article, standings.get(article))).toList();
  }

  private static SyncItem item(UUID article, Editions.Standing standing) {
    if (standing.document() != null) {
      return new SyncItem(article, SyncItem.State.PUBLISHED, standing.document(), null, null);
    }
    return standing.takenDownAt() == null
        ? new SyncItem(article, SyncItem.State.UNPUBLISHED, null, null, null)
        : new SyncItem(
            article,
            SyncItem.State.TAKEN_DOWN,
            null,
            standing.takedownReason(),
            standing.takenDownAt());
  }
}
