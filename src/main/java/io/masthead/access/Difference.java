package io.masthead.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The members in which two states of something differ. One that was not there, or is no more,
 * stands on one side only; what is alike stands on none.
 *
 * @param before as they were; null where nothing was there
 * @param after as they are; null where nothing is there any more
 */
record Difference(ObjectNode before, ObjectNode after) {

  static Difference between(ObjectNode before, ObjectNode after) {
    return new Difference(without(before, after), without(after, before));
  }

  private static ObjectNode without(ObjectNode one, ObjectNode other) {
    if (one == null) {
      return null;
    }
    ObjectNode left = one.objectNode();
    one.properties()
        .forEach(
            member -> {
              JsonNode there = other == null ? null : other.get(member.getKey());
              if (!isNone(member.getValue()) && !member.getValue().equals(there)) {
                left.set(member.getKey(), member.getValue());
              }
            });
    return left;
  }

  /** Answers hold no nulls and leave out what is not there, so that both are the same. */
  private static boolean isNone(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  /** Whether there was something, is something, and it is the same. */
  boolean isNone() {
    return before != null && after != null && before.isEmpty() && after.isEmpty();
  }
}
