package io.masthead.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A webhook as it is stored, without its secrets. */
record Webhook(
    UUID id,
    int version,
    String url,
    String name,
    List<Topic> events,
    DisabledReason disabledReason,
    Instant disabledAt,
    Instant failingSince,
    Instant deliveredAt,
    Instant oldSecretUntil,
    Instant createdAt,
    Instant modifiedAt) {

  boolean isEnabled() {
    return disabledReason == null;
  }

  WebhookDetail detail(String secret) {
    return new WebhookDetail(
        id,
        version,
        url,
        name,
        events,
        isEnabled(),
        disabledReason,
        disabledAt,
        failingSince,
        deliveredAt,
        secret,
        oldSecretUntil,
        createdAt,
        modifiedAt);
  }

  /** What a merge patch is applied to. */
  WebhookRequest request() {
    return new WebhookRequest(url, name, events, isEnabled());
  }

  Webhook changed(WebhookRequest request, Instant now) {
    boolean goesOff = isEnabled() && !request.enabled();
    return new Webhook(
        id,
        version + 1,
        request.url(),
        request.name(),
        request.events(),
        request.enabled() ? null : goesOff ? DisabledReason.ASKED : disabledReason,
        request.enabled() ? null : goesOff ? now : disabledAt,
        isEnabled() ? failingSince : null,
        deliveredAt,
        oldSecretUntil,
        createdAt,
        now);
  }

  /** Switched off by the service itself. */
  Webhook off(DisabledReason reason, Instant failing, Instant now) {
    return new Webhook(
        id,
        version + 1,
        url,
        name,
        events,
        reason,
        now,
        failing,
        deliveredAt,
        oldSecretUntil,
        createdAt,
        now);
  }

  /**
   * What the audit list tells of it: neither a secret nor the path, which with many receivers is as
   * good as one.
   */
  Map<String, Object> trace() {
    Map<String, Object> trace = new LinkedHashMap<>();
    trace.put("version", version);
    trace.put("origin", Target.of(url).origin());
    trace.put("name", name);
    trace.put("events", events);
    trace.put("enabled", isEnabled());
    trace.put("disabledReason", disabledReason);
    trace.put("oldSecretUntil", oldSecretUntil);
    return trace;
  }
}
