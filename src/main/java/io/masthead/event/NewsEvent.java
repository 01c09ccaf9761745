package io.masthead.event;

import io.masthead.http.Json;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened.
 *
 * @param position in the line; 0 while it has none
 * @param subject the id of what it happened to
 * @param data what is told of that, as JSON
 */
public record NewsEvent(
    long position, UUID id, String type, UUID subject, String data, Instant at) {

  /** All of it as it is told, as JSON; the same signs whenever it is asked for. */
  public String text() {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":%s}"
        .formatted(id, type, Json.format(at), data);
  }
}
