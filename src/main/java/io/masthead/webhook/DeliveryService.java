package io.masthead.webhook;

import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.event.EventService;
import io.masthead.event.NewsEvent;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Takes events from the line for each webhook, claims those that are to be sent, and writes down
 * what came of it. Whoever claims one has it until its time is over; then any replica has, and it
 * is sent again under the same id.
 */
@ApplicationScoped
public class DeliveryService {

  /** How many deliveries of each webhook can be looked at. */
  static final int KEPT = 1_000;

  /** Who switches webhooks off by itself, in the audit list. */
  private static final String SELF = "webhooks";

  private static final Logger LOG = Logger.getLogger(DeliveryService.class);

  /** As many of each webhook wait as deliveries; what is behind them stays events. */
  private static final int WAITING = 100;

  private static final int WEBHOOKS_AT_ONCE = 50;

  /** What is done in time, and what then takes the database to be written down. */
  private static final Duration TO_MARK = Duration.ofSeconds(15);

  @Inject WebhookRepository webhooks;
  @Inject DeliveryRepository deliveries;
  @Inject EventService events;
  @Inject WebhookConfig config;
  @Inject Audit audit;
  @Inject Cursors cursors;
  @Inject Clock clock;

  @Transactional
  Page<Delivery> list(UUID webhook, String cursor, int limit) {
    webhooks.find(webhook).orElseThrow(ProblemException::notFound);
    String scope = "deliveries\n" + webhook;
    Cursors.Position at = cursors.read(cursor, scope);
    return cursors.page(
        deliveries.list(webhook, at, limit), limit, at, scope, d -> List.of(d.id().toString()));
  }

  @Transactional
  DeliveryDetail get(UUID webhook, UUID id) {
    return deliveries.find(webhook, id).orElseThrow(ProblemException::notFound);
  }

  /** Sends it again, once, beside the line, whether the webhook is on or off. */
  @Transactional
  DeliveryDetail replay(UUID webhook, UUID id, Caller caller) {
    DeliveryDetail sent = get(webhook, id);
    DeliveryRepository.Message again =
        new DeliveryRepository.Message(
            Ids.next(), null, sent.event(), sent.type(), sent.request().body());
    deliveries.add(webhook, DeliveryKind.REPLAY, List.of(again), clock.instant());
    audit.changed(
        caller, WebhookService.AUDITED, webhook, "replayed", null, Map.of("delivery", id));
    return get(webhook, again.id());
  }

  /** Sends something that did not happen, once, whether the webhook is on or off. */
  @Transactional
  DeliveryDetail test(UUID webhook, Caller caller) {
    webhooks.find(webhook).orElseThrow(ProblemException::notFound);
    Instant now = clock.instant();
    DeliveryRepository.Message message =
        message(
            new NewsEvent(
                0,
                Ids.next(),
                WebhookDocument.TEST,
                webhook,
                "{\"id\":\"%s\"}".formatted(webhook),
                now),
            null);
    deliveries.add(webhook, DeliveryKind.TEST, List.of(message), now);
    audit.changed(
        caller, WebhookService.AUDITED, webhook, "tested", null, Map.of("delivery", message.id()));
    return get(webhook, message.id());
  }

  /**
   * Takes some of what came in line to those that want it.
   *
   * @return whether there may be more for them now
   */
  @Transactional
  boolean fill() {
    Instant now = clock.instant();
    long end = events.position();
    List<WebhookRepository.Behind> behind = webhooks.behind(end, WAITING, WEBHOOKS_AT_ONCE);
    Map<Long, List<NewsEvent>> read = new HashMap<>();
    for (WebhookRepository.Behind one : behind) {
      List<NewsEvent> next =
          read.computeIfAbsent(one.position(), from -> events.after(from, WAITING));
      List<DeliveryRepository.Message> wanted =
          next.stream()
              .filter(event -> one.events().contains(event.type()))
              .map(event -> message(event, event.position()))
              .toList();
      if (!wanted.isEmpty()) {
        deliveries.add(one.id(), DeliveryKind.EVENT, wanted, now);
      }
      // Where there are none, those that it missed are forgotten by now.
      webhooks.moveTo(one.id(), next.isEmpty() ? end : next.get(next.size() - 1).position());
    }
    return behind.size() == WEBHOOKS_AT_ONCE
        || read.values().stream().anyMatch(next -> next.size() == WAITING);
  }

  private static DeliveryRepository.Message message(NewsEvent event, Long position) {
    return new DeliveryRepository.Message(
        Ids.next(), position, event.id(), event.type(), event.text());
  }

  /** What this replica is to send now. */
  @Transactional
  List<Claimed> claim(int limit) {
    Instant now = clock.instant();
    return deliveries.claim(now, until(now), limit);
  }

  /** The same of one webhook: what comes behind what it has just taken. */
  @Transactional
  List<Claimed> claimOf(UUID webhook) {
    Instant now = clock.instant();
    return deliveries.claim(webhook, now, until(now));
  }

  private Instant until(Instant now) {
    return now.plus(config.timeout()).plus(TO_MARK);
  }

  /**
   * Writes down what came of a try. A 410 switches the webhook off, and so does the last failure of
   * something that happened.
   */
  @Transactional
  void done(Claimed claimed, Attempt attempt) {
    Optional<Webhook> found = webhooks.findLocked(claimed.webhook());
    if (found.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    boolean ofLine = claimed.kind() == DeliveryKind.EVENT;
    if (attempt.outcome() == Outcome.DELIVERED) {
      if (deliveries.mark(claimed, attempt, DeliveryState.DELIVERED, null)) {
        webhooks.took(claimed.webhook(), now, ofLine);
      }
      return;
    }
    boolean gone = attempt.outcome() == Outcome.GONE;
    Optional<Instant> again =
        gone || !claimed.kind().isTriedAgain()
            ? Optional.empty()
            : pauses().next(claimed.attempts() + 1, attempt, now);
    DeliveryState state = again.isPresent() ? DeliveryState.PENDING : DeliveryState.FAILED;
    if (!deliveries.mark(claimed, attempt, state, again.orElse(null))) {
      return;
    }
    Instant since = found.get().failingSince();
    Instant failing = ofLine && since == null ? attempt.at() : since;
    if (gone || ofLine && again.isEmpty()) {
      disable(found.get(), gone ? DisabledReason.GONE : DisabledReason.FAILING, failing, now);
    } else if (ofLine && since == null) {
      webhooks.fails(claimed.webhook(), failing);
    }
  }

  private Pauses pauses() {
    return new Pauses(config.pauses(), () -> ThreadLocalRandom.current().nextDouble());
  }

  private void disable(Webhook webhook, DisabledReason reason, Instant failing, Instant now) {
    if (!webhook.isEnabled()) {
      return;
    }
    Webhook off = webhook.off(reason, failing, now);
    webhooks.write(off);
    deliveries.giveUp(webhook.id());
    audit.changed(
        Actor.named(SELF),
        WebhookService.AUDITED,
        "disabled",
        List.of(new Audit.Item(webhook.id(), webhook.trace(), off.trace())));
    LOG.warnf("Webhook %s is off: %s", webhook.id(), word(reason));
    NewsEvent event =
        new NewsEvent(
            0,
            Ids.next(),
            Topic.WEBHOOK_DISABLED.told(),
            webhook.id(),
            "{\"id\":\"%s\",\"reason\":\"%s\"}".formatted(webhook.id(), word(reason)),
            now);
    for (UUID other : webhooks.listening(Topic.WEBHOOK_DISABLED, webhook.id())) {
      deliveries.add(other, DeliveryKind.NOTICE, List.of(message(event, null)), now);
    }
  }

  private static String word(DisabledReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /** How long the event has waited that has waited longest, of webhooks that are on. */
  @Transactional
  Duration lag() {
    return deliveries
        .oldest()
        .map(since -> Duration.between(since, clock.instant()))
        .filter(waited -> !waited.isNegative())
        .orElse(Duration.ZERO);
  }

  /** Keeps the latest of each webhook. */
  @Transactional
  void forgetOld() {
    deliveries.forget(KEPT);
  }
}
