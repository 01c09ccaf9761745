package io.masthead.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changed in a schema, by who writes what it describes: a request may be held to less than
 * before, an answer to more.
 */
final class SchemaChanges {

  /** Who writes it. */
  enum Direction {
    /** Clients; what they wrote before must still be taken. */
    REQUEST,
    /** The service; what it writes must still be what clients read before. */
    ANSWER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> UPPER =
      List.of("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum");
  private static final List<String> LOWER =
      List.of("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum");

  /** Lower bounds that say nothing at zero. */
  private static final Set<String> COUNTED = Set.of("minLength", "minItems", "minProperties");

  /** Rules that a value either keeps or does not, where no two can be told apart by strictness. */
  private static final List<String> RULES = List.of("pattern", "multipleOf", "uniqueItems");

  private static final List<String> COMPOSITES = List.of("anyOf", "oneOf");

  /** Words, and what is compared by a rule of its own. */
  private static final Set<String> KNOWN = new HashSet<>();

  static {
    KNOWN.addAll(UPPER);
    KNOWN.addAll(LOWER);
    KNOWN.addAll(RULES);
    KNOWN.addAll(COMPOSITES);
    KNOWN.addAll(
        List.of("title", "description", "example", "examples", "externalDocs", "$comment"));
    KNOWN.addAll(List.of("type", "enum", "required", "properties", "items", "deprecated"));
    KNOWN.addAll(List.of("discriminator", "additionalProperties"));
  }

  private final JsonNode before;
  private final JsonNode after;
  private final Set<ApiChange> changes;
  private final Set<String> compared = new HashSet<>();
  private final Map<JsonNode, JsonNode> wholeBefore = new IdentityHashMap<>();
  private final Map<JsonNode, JsonNode> wholeAfter = new IdentityHashMap<>();

  SchemaChanges(JsonNode before, JsonNode after, Set<ApiChange> changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
  }

  private void tell(boolean breaking, String where, String what) {
    changes.add(new ApiChange(breaking, where, what));
  }

  void compare(String place, JsonNode was, JsonNode is, Direction direction) {
    if (was.isMissingNode() || is.isMissingNode()) {
      if (was.isMissingNode() != is.isMissingNode()) {
        tell(true, place, is.isMissingNode() ? "it may be anything" : "it may not be anything");
      }
      return;
    }
    if (isLeaf(was) && was.equals(is)) {
      return;
    }
    String where = place;
    if (was.has("$ref") && is.has("$ref")) {
      // What stands beside a reference belongs to the place.
      boolean plain = onlyWords(was) && onlyWords(is);
      if (!compared.add((plain ? name(was) + " " + name(is) : was + " " + is) + direction)) {
        return;
      }
      // A change in a shared schema is told once, not for each operation that it stands in.
      boolean shared = plain && was.path("$ref").equals(is.path("$ref"));
      where = shared ? direction + " schema " + name(is) : place;
    }
    whole(where, whole(before, was), whole(after, is), direction);
  }

  private static boolean isLeaf(JsonNode schema) {
    for (JsonNode part : schema) {
      if (part.isObject()) {
        return false;
      }
    }
    return COMPOSITES.stream().noneMatch(schema::has)
        && !schema.has("$ref")
        && !schema.has("allOf");
  }

  private static boolean onlyWords(JsonNode reference) {
    for (Map.Entry<String, JsonNode> member : reference.properties()) {
      if (!Set.of("$ref", "type", "description", "examples").contains(member.getKey())) {
        return false;
      }
    }
    return true;
  }

  private static String name(JsonNode reference) {
    String ref = reference.path("$ref").asText();
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  /** The schema with what it refers to, and all it has to be at once, put together. */
  private JsonNode whole(JsonNode document, JsonNode schema) {
    if (!schema.has("$ref") && !schema.has("allOf")) {
      return schema;
    }
    Map<JsonNode, JsonNode> made = document == before ? wholeBefore : wholeAfter;
    if (made.containsKey(schema)) {
      return made.get(schema);
    }
    ObjectNode whole = JSON.createObjectNode();
    List<JsonNode> parts = new ArrayList<>();
    if (schema.has("$ref")) {
      parts.add(document.at(schema.get("$ref").asText().substring(1)));
    }
    schema.path("allOf").forEach(parts::add);
    for (JsonNode part : parts) {
      merge(whole, whole(document, part));
    }
    ObjectNode own = JSON.createObjectNode();
    own.setAll((ObjectNode) schema);
    own.remove(List.of("$ref", "allOf"));
    merge(whole, own);
    made.put(schema, whole);
    return whole;
  }

  private static void merge(ObjectNode whole, JsonNode part) {
    for (Map.Entry<String, JsonNode> member : part.properties()) {
      JsonNode there = whole.path(member.getKey());
      switch (member.getKey()) {
        case "properties" -> {
          ObjectNode both = JSON.createObjectNode();
          there.properties().forEach(m -> both.set(m.getKey(), m.getValue()));
          whole.set("properties", both.setAll((ObjectNode) member.getValue()));
        }
        case "required" -> {
          ArrayNode both = JSON.createArrayNode();
          there.forEach(both::add);
          whole.set("required", both.addAll((ArrayNode) member.getValue()));
        }
        case "type" ->
            whole.set("type", there.isMissingNode() ? member.getValue() : both(whole, part));
        default -> whole.set(member.getKey(), member.getValue());
      }
    }
  }

  /** The types that two schemas which both hold leave. */
  private static JsonNode both(JsonNode one, JsonNode other) {
    ArrayNode both = JSON.createArrayNode();
    types(other).stream().filter(types(one)::contains).forEach(both::add);
    return both.isEmpty() ? both.add("nothing") : both;
  }

  private void whole(String where, JsonNode was, JsonNode is, Direction direction) {
    boolean nullBefore = nullable(before, was);
    boolean nullAfter = nullable(after, is);
    if (nullBefore != nullAfter) {
      boolean breaking = direction == Direction.REQUEST ? nullBefore : nullAfter;
      tell(breaking, where, nullAfter ? "it may be null" : "it may not be null");
    }
    if (!isComposite(was) && !isComposite(is)) {
      keywords(where, was, is, direction);
      return;
    }
    if (isComposite(was) && isComposite(is)) {
      keywords(where, was, is, direction);
    }
    alternatives(where, was, is, direction);
  }

  private static boolean isComposite(JsonNode schema) {
    return COMPOSITES.stream().anyMatch(schema::has);
  }

  private boolean nullable(JsonNode document, JsonNode schema) {
    if (types(schema).contains("null")) {
      return true;
    }
    for (String composite : COMPOSITES) {
      for (JsonNode part : schema.path(composite)) {
        if (nullable(document, whole(document, part))) {
          return true;
        }
      }
    }
    return false;
  }

  private void alternatives(String where, JsonNode was, JsonNode is, Direction direction) {
    Map<String, JsonNode> old = alternatives(before, was);
    Map<String, JsonNode> now = alternatives(after, is);
    if (old.size() == 1 && now.size() == 1) {
      compare(where, first(old), first(now), direction);
      return;
    }
    old.forEach(
        (name, alternative) -> {
          if (now.containsKey(name)) {
            compare(where + " " + name, alternative, now.get(name), direction);
          } else {
            tell(true, where, "it can be no " + name + " any more");
          }
        });
    // Which of several it is tells the discriminator, an open list as each enum is.
    boolean open = direction == Direction.REQUEST || is.has("discriminator");
    now.keySet().stream()
        .filter(name -> !old.containsKey(name))
        .forEach(name -> tell(!open, where, "it can be a " + name));
    JsonNode names = is.at("/discriminator/mapping");
    was.at("/discriminator/mapping")
        .properties()
        .forEach(
            name -> {
              if (!name.getValue().equals(names.path(name.getKey()))) {
                tell(true, where, "the discriminator's " + name.getKey() + " means something else");
              }
            });
    if (!was.at("/discriminator/propertyName").equals(is.at("/discriminator/propertyName"))) {
      tell(true, where, "it is told apart by another member");
    }
  }

  private static JsonNode first(Map<String, JsonNode> alternatives) {
    return alternatives.values().iterator().next();
  }

  /** What it can be, null apart, by name, else by type. */
  private Map<String, JsonNode> alternatives(JsonNode document, JsonNode schema) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    if (!isComposite(schema)) {
      found.put(named(schema), schema);
    }
    for (String composite : COMPOSITES) {
      for (JsonNode part : schema.path(composite)) {
        if (!types(whole(document, part)).equals(Set.of("null"))) {
          String name = named(part);
          found.put(found.containsKey(name) ? name + " " + found.size() : name, part);
        }
      }
    }
    return found;
  }

  private static String named(JsonNode schema) {
    if (schema.has("$ref")) {
      return name(schema);
    }
    Set<String> types = types(schema);
    types.remove("null");
    return types.isEmpty() ? "any" : String.join(" or ", types);
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(t -> types.add(t.asText()));
    return types;
  }

  private void keywords(String where, JsonNode was, JsonNode is, Direction direction) {
    if (!isComposite(was)) {
      type(where, was, is, direction);
    }
    values(where, was.path("enum"), is.path("enum"), direction);
    UPPER.forEach(bound -> bound(where, bound, was.path(bound), is.path(bound), 1, direction));
    LOWER.forEach(bound -> bound(where, bound, was.path(bound), is.path(bound), -1, direction));
    RULES.forEach(rule -> rule(where, rule, was.path(rule), is.path(rule), direction));
    members(where, was, is, direction);
    if (was.has("items") || is.has("items")) {
      compare(where + "[]", was.path("items"), is.path("items"), direction);
    }
    JsonNode more = was.path("additionalProperties");
    JsonNode moreNow = is.path("additionalProperties");
    if (more.isObject() && moreNow.isObject()) {
      compare(where + "/*", more, moreNow, direction);
    } else if (!more.equals(moreNow)) {
      tell(true, where, "additionalProperties was " + more + " and is " + moreNow);
    }
    if (!was.path("deprecated").asBoolean() && is.path("deprecated").asBoolean()) {
      tell(false, where, "it is deprecated");
    }
    was.properties().forEach(keyword -> other(where, keyword.getKey(), was, is));
    is.properties().forEach(keyword -> other(where, keyword.getKey(), was, is));
  }

  private void other(String where, String keyword, JsonNode was, JsonNode is) {
    boolean known = KNOWN.contains(keyword) || keyword.startsWith("x-");
    if (!known && !was.path(keyword).equals(is.path(keyword))) {
      tell(true, where, keyword + " was " + was.path(keyword) + " and is " + is.path(keyword));
    }
  }

  private void type(String where, JsonNode was, JsonNode is, Direction direction) {
    Set<String> old = types(was);
    Set<String> now = types(is);
    old.remove("null");
    now.remove("null");
    if (!old.equals(now)) {
      boolean fits = direction == Direction.REQUEST ? within(old, now) : within(now, old);
      tell(!fits, where, "its type was " + said(old) + " and is " + said(now));
    }
  }

  /** Whether whatever is of the one is of the other; none is any. */
  private static boolean within(Set<String> types, Set<String> others) {
    Set<String> wide = new TreeSet<>(others);
    if (wide.contains("number")) {
      wide.add("integer");
    }
    return others.isEmpty() || !types.isEmpty() && wide.containsAll(types);
  }

  private static String said(Set<String> types) {
    return types.isEmpty() ? "any" : String.join(" or ", types);
  }

  private void values(String where, JsonNode was, JsonNode is, Direction direction) {
    if (was.isMissingNode() && is.isMissingNode()) {
      return;
    }
    if (was.isMissingNode()) {
      tell(direction == Direction.REQUEST, where, "it can only be one of " + is);
    } else if (is.isMissingNode()) {
      tell(direction == Direction.ANSWER, where, "it can be another than one of " + was);
    } else {
      Set<JsonNode> old = new LinkedHashSet<>();
      Set<JsonNode> now = new LinkedHashSet<>();
      was.forEach(old::add);
      is.forEach(now::add);
      old.stream()
          .filter(value -> !now.contains(value))
          .forEach(value -> tell(true, where, "the value " + value + " is gone"));
      now.stream()
          .filter(value -> !old.contains(value))
          .forEach(value -> tell(false, where, "the value " + value + " is new"));
    }
  }

  private void bound(
      String where, String bound, JsonNode was, JsonNode is, int sign, Direction direction) {
    BigDecimal old = limit(bound, was);
    BigDecimal now = limit(bound, is);
    boolean same = old == null ? now == null : now != null && old.compareTo(now) == 0;
    if (!same) {
      boolean tighter = old == null || now != null && now.compareTo(old) * sign < 0;
      tell(
          tighter == (direction == Direction.REQUEST),
          where,
          "%s was %s and is %s"
              .formatted(bound, old == null ? "none" : old, now == null ? "none" : now));
    }
  }

  private static BigDecimal limit(String bound, JsonNode value) {
    boolean says = value.isNumber() && !(COUNTED.contains(bound) && value.asLong() == 0);
    return says ? value.decimalValue() : null;
  }

  private void rule(String where, String rule, JsonNode was, JsonNode is, Direction direction) {
    JsonNode old = was.isBoolean() && !was.asBoolean() ? MissingNode.getInstance() : was;
    JsonNode now = is.isBoolean() && !is.asBoolean() ? MissingNode.getInstance() : is;
    if (old.equals(now)) {
      return;
    }
    boolean added = old.isMissingNode();
    boolean removed = now.isMissingNode();
    boolean breaking = direction == Direction.REQUEST ? !removed : !added;
    tell(
        breaking,
        where,
        added
            ? rule + " " + is + " is new"
            : removed ? rule + " " + was + " is gone" : rule + " was " + was + " and is " + is);
  }

  private void members(String where, JsonNode was, JsonNode is, Direction direction) {
    Map<String, JsonNode> old = new HashMap<>();
    Map<String, JsonNode> now = new LinkedHashMap<>();
    was.path("properties").properties().forEach(m -> old.put(m.getKey(), m.getValue()));
    is.path("properties").properties().forEach(m -> now.put(m.getKey(), m.getValue()));
    Set<String> needed = required(was);
    Set<String> neededNow = required(is);
    old.forEach(
        (name, member) -> {
          String at = where + " /" + name;
          if (!now.containsKey(name)) {
            tell(true, at, "the member is gone");
            return;
          }
          if (needed.contains(name) != neededNow.contains(name)) {
            boolean required = neededNow.contains(name);
            tell(
                required == (direction == Direction.REQUEST),
                at,
                required ? "it is required" : "it may be missing");
          }
          compare(at, member, now.get(name), direction);
        });
    now.keySet().stream()
        .filter(name -> !old.containsKey(name))
        .forEach(
            name -> {
              boolean demanded = direction == Direction.REQUEST && neededNow.contains(name);
              String what = demanded ? "a new member is required" : "a new member";
              tell(demanded, where + " /" + name, what);
            });
  }

  private static Set<String> required(JsonNode schema) {
    Set<String> names = new HashSet<>();
    schema.path("required").forEach(name -> names.add(name.asText()));
    return names;
  }
}
