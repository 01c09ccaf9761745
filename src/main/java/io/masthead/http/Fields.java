package io.masthead.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The {@code fields} parameter: the members that an answer keeps, by name or, one level deeper, by
 * {@code name.member}. {@code id} is always kept.
 */
public final class Fields {

  /** Keeps everything. */
  public static final Fields ALL = new Fields(null);

  private final Map<String, Set<String>> kept;

  private Fields(Map<String, Set<String>> kept) {
    this.kept = kept;
  }

  /** The name that a member has over the wire. */
  static String nameOf(RecordComponent member) {
    JsonProperty renamed = member.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? member.getName() : renamed.value();
  }

  /** The type of a member, or of its items. */
  static Class<?> innerOf(RecordComponent member) {
    return member.getGenericType() instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> item
        ? item
        : member.getType();
  }

  /**
   * The members named, everything where the parameter was not given. Names that the document does
   * not list have been refused before the endpoint was called.
   */
  public static Fields of(String parameter) {
    if (parameter == null) {
      return ALL;
    }
    Map<String, Set<String>> kept = new TreeMap<>();
    kept.put("id", Set.of());
    for (String name : parameter.split(",")) {
      int dot = name.indexOf('.');
      if (dot < 0) {
        kept.put(name, Set.of());
      } else {
        String outer = name.substring(0, dot);
        Set<String> inner = kept.computeIfAbsent(outer, o -> new TreeSet<>());
        if (!inner.isEmpty() || kept.get(outer) instanceof TreeSet) {
          inner.add(name.substring(dot + 1));
        }
      }
    }
    return new Fields(kept);
  }

  /** Whether it was named, rather than kept because nothing was. */
  public boolean names(String member) {
    return kept != null && kept.containsKey(member);
  }

  /** These too, whole; what was asked to be included is not cut again. */
  public Fields with(Collection<String> members) {
    if (kept == null || members.isEmpty()) {
      return this;
    }
    Map<String, Set<String>> more = new TreeMap<>(kept);
    members.forEach(member -> more.putIfAbsent(member, Set.of()));
    return new Fields(more);
  }

  /** Cuts each item of a page. */
  public void cutItems(JsonNode page) {
    if (kept != null) {
      page.get("items").forEach(this::cut);
    }
  }

  /** Cuts one resource. */
  public void cut(JsonNode resource) {
    if (kept == null) {
      return;
    }
    ((ObjectNode) resource).retain(kept.keySet());
    kept.forEach((name, inner) -> cutInner(resource.get(name), inner));
  }

  private static void cutInner(JsonNode value, Set<String> members) {
    if (members.isEmpty() || value == null) {
      return;
    }
    if (value instanceof ArrayNode items) {
      items.forEach(item -> cutInner(item, members));
    } else if (value instanceof ObjectNode object) {
      object.retain(members);
    }
  }

  @Override
  public String toString() {
    return String.valueOf(kept);
  }
}
