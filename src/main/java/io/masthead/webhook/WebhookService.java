package io.masthead.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.event.EventService;
import io.masthead.http.Cursors;
import io.masthead.http.Fault;
import io.masthead.http.IfMatch;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps the webhooks. Addresses are looked at when they are saved, and again by whoever sends. */
@ApplicationScoped
public class WebhookService {

  static final String AUDITED = "webhook";

  private static final String SCOPE = "webhooks";

  @Inject WebhookRepository webhooks;
  @Inject DeliveryRepository deliveries;
  @Inject EventService events;
  @Inject Sender sender;
  @Inject Audit audit;
  @Inject JsonBinder binder;
  @Inject ObjectMapper json;
  @Inject Cursors cursors;
  @Inject Clock clock;

  @Transactional
  Page<WebhookDetail> list(String cursor, int limit) {
    Cursors.Position at = cursors.read(cursor, SCOPE);
    return cursors
        .page(webhooks.list(at, limit), limit, at, SCOPE, w -> List.of(w.id().toString()))
        .map(webhook -> webhook.detail(null));
  }

  @Transactional
  WebhookDetail get(UUID id) {
    return webhooks.find(id).orElseThrow(ProblemException::notFound).detail(null);
  }

  /**
   * Adds one, which is told of what happens from now on; the answer alone shows its secret.
   *
   * @throws ProblemException 422 where the address may not be sent to
   */
  @Transactional
  WebhookDetail create(WebhookRequest asked, Caller caller) {
    WebhookRequest request = asked.once();
    // Before anything of the database is held, since a name server may take its time.
    check(request.url());
    Instant now = clock.instant();
    Secret secret = Secret.fresh();
    Webhook webhook =
        new Webhook(
            Ids.next(),
            1,
            request.url(),
            request.name(),
            request.events(),
            request.enabled() ? null : DisabledReason.ASKED,
            request.enabled() ? null : now,
            null,
            null,
            null,
            now,
            now);
    webhooks.add(webhook, events.position(), secret);
    audit.changed(caller, AUDITED, webhook.id(), "created", null, webhook.trace());
    return webhook.detail(secret.told());
  }

  /**
   * Changes what the patch names; one that changes nothing leaves the version. Switched off, what
   * is being tried is given up; switched on, it goes on behind that.
   */
  @Transactional
  WebhookDetail update(UUID id, IfMatch precondition, MergePatch patch, Caller caller) {
    Webhook before = load(id, precondition);
    WebhookRequest old = before.request();
    WebhookRequest request =
        binder.merge(patch, json.valueToTree(old), WebhookRequest.class).once();
    if (request.equals(old)) {
      return before.detail(null);
    }
    boolean moves = !request.url().equals(old.url());
    if (moves) {
      check(request.url());
    }
    Instant now = clock.instant();
    Webhook after = before.changed(request, now);
    webhooks.write(after);
    if (before.isEnabled() && !after.isEnabled()) {
      deliveries.giveUp(id);
    }
    if (!request.events().equals(old.events())) {
      deliveries.dropUnwanted(id, request.events());
    }
    if (moves || after.isEnabled() && !before.isEnabled()) {
      deliveries.hurry(id, now);
    }
    audit.changed(caller, AUDITED, id, "edited", before.trace(), after.trace());
    return after.detail(null);
  }

  /** Deletes it with its deliveries; what is on its way may still arrive. */
  @Transactional
  void delete(UUID id, IfMatch precondition, Caller caller) {
    Webhook webhook = load(id, precondition);
    webhooks.delete(id);
    audit.changed(caller, AUDITED, id, "deleted", webhook.trace(), null);
  }

  /** Makes another secret; the one before signs beside it for as long as is asked for. */
  @Transactional
  WebhookDetail rotate(UUID id, IfMatch precondition, RotateRequest request, Caller caller) {
    Webhook before = load(id, precondition);
    Instant now = clock.instant();
    Secret secret = Secret.fresh();
    Instant oldUntil = request.keepOldFor() == 0 ? null : now.plusSeconds(request.keepOldFor());
    webhooks.rotate(id, secret, oldUntil, now);
    Webhook after = webhooks.find(id).orElseThrow();
    audit.changed(caller, AUDITED, id, "secret_rotated", before.trace(), after.trace());
    return after.detail(secret.told());
  }

  /** Drops secrets that sign no more. */
  @Transactional
  void forgetOldSecrets() {
    webhooks.forgetOldSecrets(clock.instant());
  }

  private Webhook load(UUID id, IfMatch precondition) {
    Webhook webhook = webhooks.findLocked(id).orElseThrow(ProblemException::notFound);
    precondition.check(webhook.version());
    return webhook;
  }

  private void check(String url) {
    List<Fault> faults = sender.faults(url);
    if (!faults.isEmpty()) {
      throw ProblemException.validation(faults);
    }
  }
}
