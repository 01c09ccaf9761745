package io.masthead.access;

import java.util.UUID;

/**
 * Whoever changed something.
 *
 * @param key the key's id; null where it was the service itself, or a reader
 * @param name the key's name then, or what trails call whoever it was
 * @param role what the key was allowed then; null where that had no part in it
 */
public record Actor(UUID key, String name, Role role) {

  public static Actor of(Caller caller) {
    return new Actor(caller.keyId(), caller.name(), caller.role());
  }

  /** Somebody without a key, such as the schedule. */
  public static Actor named(String name) {
    return new Actor(null, name, null);
  }
}
