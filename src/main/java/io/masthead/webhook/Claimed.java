package io.masthead.webhook;

import java.util.List;
import java.util.UUID;

/**
 * A delivery that this replica alone sends now.
 *
 * @param claim by which it is known that nobody else took it meanwhile
 * @param attempts how many were made before
 * @param secrets the newest first
 */
record Claimed(
    UUID id,
    UUID claim,
    UUID webhook,
    DeliveryKind kind,
    UUID event,
    String body,
    int attempts,
    String url,
    List<Secret> secrets) {}
