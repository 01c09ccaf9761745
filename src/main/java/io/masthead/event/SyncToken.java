package io.masthead.event;

import java.time.Instant;
import java.util.UUID;

/**
 * How far somebody has read.
 *
 * @param place behind which everything is still to be read
 * @param article while all that there is is read first, the one read last; else null
 * @param issuedAt in whole seconds
 */
record SyncToken(EventRepository.Place place, UUID article, Instant issuedAt) {

  /** Before the first of all. */
  static final UUID FIRST = new UUID(0, 0);

  boolean isOfChanges() {
    return article == null;
  }
}
