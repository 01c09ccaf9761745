package io.masthead.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A JSON merge patch (RFC 7396): members replace, null removes, arrays are replaced whole. It is
 * applied to the writable form of a resource, and the merged result is bound and validated as a new
 * one would be.
 */
public final class MergePatch {

  /** As sent in {@code Content-Type}. */
  public static final String MEDIA_TYPE = "application/merge-patch+json";

  private final ObjectNode patch;

  public MergePatch(ObjectNode patch) {
    this.patch = patch;
  }

  public boolean has(String member) {
    return patch.has(member);
  }

  /** Gives the merged document; {@code target} is changed. */
  ObjectNode applyTo(ObjectNode target) {
    return merge(target, patch);
  }

  ObjectNode tree() {
    return patch;
  }

  private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> member : patch.properties()) {
      JsonNode value = member.getValue();
      if (value.isNull()) {
        target.remove(member.getKey());
      } else if (value instanceof ObjectNode change) {
        JsonNode old = target.get(member.getKey());
        target.set(
            member.getKey(), merge(old instanceof ObjectNode o ? o : target.objectNode(), change));
      } else {
        target.set(member.getKey(), value);
      }
    }
    return target;
  }
}
