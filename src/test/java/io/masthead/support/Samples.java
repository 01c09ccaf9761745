package io.masthead.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests made from their schemas: the least that is valid, and one member more. */
public final class Samples {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Values of members whose form the schema does not tell, by the member's name. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("url", "https://example.org/a"),
          Map.entry("canonicalUrl", "https://example.org/a"),
          Map.entry("rel", "site"),
          Map.entry("lang", "en"),
          Map.entry("email", "reader@example.org"),
          Map.entry("publicEmail", "reader@example.org"),
          Map.entry("at", "2035-12-01T09:00:00Z"),
          Map.entry("unpublishAt", "2035-12-31T09:00:00Z"),
          Map.entry("until", "2035-12-01T09:00:00Z"),
          Map.entry("timeZone", "Asia/Almaty"));

  /**
   * Where members stand that a request cannot do without, though its schema does not tell it: one
   * of several is wanted, or it depends on who calls.
   */
  private static final Map<String, String> NEEDED =
      Map.of(
          "createCommentBan", "/email",
          "eraseCommenter", "/email",
          "changeArticles", "/ids",
          "postComment", "/author/name",
          "tryCommentRules", "/author/name");

  private final ApiOperation operation;

  private Samples(ApiOperation operation) {
    this.operation = operation;
  }

  public static Samples of(ApiOperation operation) {
    return new Samples(operation);
  }

  /** Whether the operation cannot do without what stands there, whatever its schema says. */
  static boolean needs(ApiOperation operation, String pointer) {
    return (NEEDED.getOrDefault(operation.id(), "") + "/").startsWith(pointer + "/");
  }

  /** A member of a request, where it stands and what may stand there. */
  public record Member(List<String> path, JsonNode schema) {

    public String pointer() {
      return "/" + String.join("/", path);
    }

    public String name() {
      return path.get(path.size() - 1);
    }

    public boolean isText() {
      return schema.path("type").asText().equals("string");
    }

    /** Text that may say anything: neither an enum nor of a format. */
    public boolean isFreeText() {
      return isText() && !schema.has("enum") && !schema.has("format") && !schema.has("pattern");
    }

    @Override
    public String toString() {
      return pointer();
    }
  }

  /** Every member of a request, those of inner objects and of items too. */
  public List<Member> members() {
    List<Member> found = new ArrayList<>();
    operation.bodySchema().ifPresent(schema -> collect(schema, List.of(), found));
    return found;
  }

  private void collect(JsonNode given, List<String> path, List<Member> found) {
    JsonNode schema = plain(given);
    if (schema.path("properties").isObject()) {
      schema
          .path("properties")
          .properties()
          .forEach(
              member -> {
                List<String> inner = append(path, member.getKey());
                found.add(new Member(inner, plain(member.getValue())));
                collect(member.getValue(), inner, found);
              });
    } else if (schema.has("items")) {
      List<String> inner = append(path, "0");
      found.add(new Member(inner, plain(schema.get("items"))));
      collect(schema.get("items"), inner, found);
    }
  }

  private static List<String> append(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }

  /** References followed, and what a patch adds, the null, left out. */
  JsonNode plain(JsonNode given) {
    JsonNode schema = Contract.committed().resolve(operation.document(), given);
    if (schema.has("anyOf") && schema.path("anyOf").size() == 2) {
      return plain(schema.at("/anyOf/0"));
    }
    return schema;
  }

  /** The least valid value of a schema. */
  public JsonNode least(JsonNode given) {
    return least(given, "", "");
  }

  /**
   * @param at where it stands in the request
   */
  private JsonNode least(JsonNode given, String name, String at) {
    JsonNode schema = plain(given);
    if (schema.has("enum")) {
      return schema.path("enum").get(0);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> {
        ObjectNode object = JSON.createObjectNode();
        String needed = NEEDED.getOrDefault(operation.id(), "");
        if (needed.startsWith(at + "/")) {
          String either = needed.substring(at.length() + 1).split("/")[0];
          if (schema.path("properties").has(either)) {
            add(object, schema, either, at);
          }
        }
        for (JsonNode member : schema.path("required")) {
          add(object, schema, member.asText(), at);
        }
        yield object;
      }
      case "array" -> {
        ArrayNode items = JSON.createArrayNode();
        if (schema.path("minItems").asInt() > 0) {
          items.add(least(schema.path("items"), name, at + "/0"));
        }
        yield items;
      }
      case "integer" -> NODES.numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> NODES.booleanNode(true);
      default -> NODES.textNode(text(schema, name));
    };
  }

  private void add(ObjectNode object, JsonNode schema, String name, String at) {
    object.set(name, least(schema.path("properties").path(name), name, at + "/" + name));
  }

  private String text(JsonNode schema, String name) {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    if (name.equals("into")) {
      return Resources.other(operation.path().split("/")[3]);
    }
    if (name.equals("url") && operation.path().startsWith("/manage/v1/webhooks")) {
      // Nobody is there, and nobody is asked where it is.
      return "http://127.0.0.1:9/a";
    }
    if (name.equals("articles")) {
      return Resources.other(name);
    }
    return switch (schema.path("format").asText()) {
      case "date-time" -> "2027-01-01T00:00:00Z";
      case "uuid" -> UUID.randomUUID().toString();
      case "email" -> "reader-" + unique + "@example.org";
      default ->
          KNOWN.containsKey(name)
              ? KNOWN.get(name)
              : name.equals("slug") ? "s-" + unique : "Sample " + unique;
    };
  }

  /** The least valid request with one member set. */
  public JsonNode with(Member member, JsonNode value) {
    JsonNode schema = operation.bodySchema().orElseThrow();
    return set(schema, least(schema), member.path(), "", value);
  }

  private JsonNode set(
      JsonNode given, JsonNode base, List<String> path, String at, JsonNode value) {
    if (path.isEmpty()) {
      return value;
    }
    JsonNode schema = plain(given);
    List<String> rest = path.subList(1, path.size());
    if (schema.has("items")) {
      JsonNode item = least(schema.get("items"), "", at + "/0");
      return JSON.createArrayNode().add(set(schema.get("items"), item, rest, at + "/0", value));
    }
    String name = path.get(0);
    JsonNode inner = schema.path("properties").path(name);
    ObjectNode object = (ObjectNode) base;
    String here = at + "/" + name;
    JsonNode innerBase = rest.isEmpty() ? value : least(inner, name, here);
    object.set(name, set(inner, innerBase, rest, here, value));
    return object;
  }
}
