package io.masthead.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Values drawn by chance: right ones from their schemas, with ids and tokens of what earlier
 * answers showed where their names ask for such, and wrong ones.
 */
public final class Draws {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int KEPT = 200;
  private static final int LATEST = 12;

  /** Of words: two of them in an address are still answered by us, not by what stands before. */
  private static final int LONGEST = 500;

  private static final int DEEPEST = 6;

  private static final String[] WORDS = {
    "bridge",
    "opens",
    "noon",
    "Әлем",
    "көпір",
    "мост",
    "پل",
    "کتاب",
    "橋",
    "ñandú",
    "e\u0301",
    "😀",
    "a<b",
    "\"q\"",
    "O'Neil",
    "100%",
    "&amp;",
    "_",
    "-",
    "#x",
    "\u200f",
    "tab\tbed",
    "new\nline"
  };

  /** Text that has broken programs before. */
  private static final String[] HOSTILE = {
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udc00x",
    "\uffff",
    "\u202e\u2066",
    "null",
    "undefined",
    "NaN",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "2147483648",
    "true",
    "[]",
    "{}",
    "' or 1=1 --",
    "\"; drop table article; --",
    "%00",
    "%",
    "%s%n",
    "\\",
    "\\u0000",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${jndi:x}",
    "\r\nSet-Cookie: a=b",
    "0000-00-00",
    "2026-02-30T25:61:61Z",
    "-999999999-01-01T00:00:00Z",
    "+999999999-12-31T23:59:59.999999999+18:00",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999Z",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "javascript:alert(1)",
    "http://[::1",
    "http://a b/",
    "https://x.example/\ud83d\ude00?#",
    "a@b@c",
    "xx-XX-x-",
    "e\u0301\u0301\u0301",
    "ﷺ",
    "İ",
    "ß",
    "ǅ",
    "\ufeff",
    "*",
    "W/\"1\"",
    "\"",
    "a:*&b|!c",
    "\"unclosed",
    "-",
    "-\"\"",
    "((((",
    "'",
  };

  /** What a member or parameter names, where that is not its own name. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("article", "articles"),
          Map.entry("ids", "articles"),
          Map.entry("author", "authors"),
          Map.entry("section", "sections"),
          Map.entry("parent", "sections"),
          Map.entry("tag", "tags"),
          Map.entry("comment", "comments"),
          Map.entry("parentId", "comments"),
          Map.entry("sameWriterAs", "comments"),
          Map.entry("firstPage", "comments"),
          Map.entry("replies", "comments"),
          Map.entry("related", "articles"),
          Map.entry("by", "keys"),
          Map.entry("cursor", "next"),
          Map.entry("since", "next"),
          Map.entry("Last-Event-ID", "next"),
          Map.entry("formToken", "token"));

  /** Members of answers that later requests may send back. */
  private static final List<String> TOKENS = List.of("next", "token", "editToken", "guestToken");

  private static final Map<String, String[]> FORMS =
      Map.ofEntries(
          Map.entry("lang", new String[] {"en", "kk", "ru", "ur", "kk-Latn", "zh-Hant", "de-AT"}),
          Map.entry("timeZone", new String[] {"Asia/Almaty", "Europe/Berlin", "UTC", "Etc/GMT+3"}),
          Map.entry("rel", new String[] {"site", "mastodon"}),
          Map.entry("language", new String[] {"java", "c++"}),
          Map.entry("action", new String[] {"created", "published", "changed"}),
          Map.entry("subject", new String[] {"article", "comment", "key"}),
          Map.entry("source", new String[] {"wordpress", "ghost"}),
          Map.entry("part", new String[] {"2026-11.xml", "2026-11-2.xml", "1999-01.xml"}),
          Map.entry("fields", new String[] {"title", "slug", "bylines.name", "id"}),
          Map.entry(
              "url",
              new String[] {
                "https://example.org/a",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "https://vimeo.com/76979871"
              }),
          Map.entry(
              "body",
              new String[] {
                "<p>It <b>opened</b> at noon.</p>", "# It opened\n\n- at *noon*", "I crossed it."
              }));

  private static final String[] TIMES = {
    "2035-12-01T09:00:00Z",
    "2035-12-31T23:59:59.999+05:00",
    "2036-02-29T00:00:00-11:30",
    "2026-01-31T00:00:00-11:30",
    "2000-02-29T12:00:00.123456789Z"
  };

  private final Random random;
  private final Map<String, List<String>> known = new HashMap<>();

  public Draws(Random random) {
    this.random = random;
  }

  public int number(int below) {
    return random.nextInt(below);
  }

  /** So many times of a hundred. */
  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  public <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  @SafeVarargs
  public final <T> T any(T... all) {
    return all[random.nextInt(all.length)];
  }

  public String hostile() {
    return chance(4) ? any(WORDS).repeat(1 + number(LONGEST)) : any(HOSTILE);
  }

  /** Keeps what an answer shows for requests to come. */
  public void learn(String kind, JsonNode answer) {
    for (String member : List.of("id", "slug")) {
      if (answer.path(member).isTextual()) {
        keep(kind, answer.path(member).asText());
      }
    }
    answer
        .properties()
        .forEach(
            member -> {
              String name = member.getKey();
              if (TOKENS.contains(name) && member.getValue().isTextual()) {
                keep(name, member.getValue().asText());
              } else if (member.getValue().isContainerNode()) {
                boolean same = name.equals("items") || name.equals("page");
                learn(same ? kind : KINDS.getOrDefault(name, name), member.getValue());
              }
            });
    if (answer.isArray()) {
      answer.forEach(item -> learn(kind, item));
    }
  }

  private void keep(String kind, String value) {
    List<String> values = known.computeIfAbsent(kind, k -> new ArrayList<>());
    values.add(value);
    if (values.size() > KEPT) {
      values.remove(0);
    }
  }

  /** One of those seen, often of the latest; or something that looks like one. */
  public String seen(String kind) {
    List<String> values = known.getOrDefault(kind, List.of());
    if (values.isEmpty()) {
      return UUID.randomUUID().toString();
    }
    int latest = Math.max(0, values.size() - LATEST);
    return of(chance(50) ? values.subList(latest, values.size()) : values);
  }

  /** A right value of a schema of the operation. */
  public JsonNode value(ApiOperation operation, String name, JsonNode schema) {
    return value(operation, name, "", schema, 0);
  }

  /**
   * @param at where it stands in the request
   */
  private JsonNode value(
      ApiOperation operation, String name, String at, JsonNode given, int depth) {
    JsonNode schema = Contract.committed().resolve(operation.document(), given);
    if (schema.has("anyOf")) {
      // The second is the null.
      return value(operation, name, at, schema.path("anyOf").get(chance(80) ? 0 : 1), depth);
    }
    if (schema.has("oneOf")) {
      JsonNode part = schema.path("oneOf").get(number(schema.path("oneOf").size()));
      return value(operation, name, at, part, depth);
    }
    if (schema.has("enum")) {
      return schema.path("enum").get(number(schema.path("enum").size()));
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.get(number(type.size())).asText() : type.asText()) {
      case "null" -> NODES.nullNode();
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "integer", "number" -> NODES.numberNode(integer(schema));
      case "array" -> {
        ArrayNode items = NODES.arrayNode();
        int least = schema.path("minItems").asInt();
        int most = Math.min(schema.path("maxItems").asInt(100), depth > DEEPEST ? least : 3);
        for (int left = least + number(Math.max(0, most - least) + 1); left > 0; left--) {
          items.add(value(operation, name, at + "/0", schema.path("items"), depth + 1));
        }
        yield items;
      }
      case "object" -> {
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(member -> required.add(member.asText()));
        int share = any(0, 15, 50);
        schema
            .path("properties")
            .properties()
            .forEach(
                member -> {
                  String inner = at + "/" + member.getKey();
                  if (required.contains(member.getKey())
                      || Samples.needs(operation, inner) && chance(80)
                      || depth < DEEPEST && chance(share)) {
                    object.set(
                        member.getKey(),
                        value(operation, member.getKey(), inner, member.getValue(), depth + 1));
                  }
                });
        yield object;
      }
      default -> NODES.textNode(text(operation, name, schema));
    };
  }

  private long integer(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(100);
    return any(least, most, least + (long) (random.nextDouble() * (most - least)));
  }

  private String text(ApiOperation operation, String name, JsonNode schema) {
    String[] path = operation.path().split("/");
    String kind =
        List.of("into", "reassignTo", "before", "after").contains(name)
            ? path[3]
            : KINDS.getOrDefault(name, name);
    if (known.containsKey(kind) && chance(85)) {
      return seen(kind);
    }
    if (FORMS.containsKey(name) && chance(90)) {
      return any(FORMS.get(name));
    }
    boolean timed = schema.path("pattern").asText().startsWith("\\d{4}-");
    return switch (timed ? "date-time" : schema.path("format").asText()) {
      case "uuid" -> UUID.randomUUID().toString();
      case "date-time" -> any(TIMES);
      case "date" -> any("2026-11-01", "2026-11-27", "2000-02-29", "2035-01-01");
      case "email" -> "reader-" + number(50) + "@example.org";
      case "uri" -> "https://example.org/" + number(1_000);
      default ->
          schema.has("pattern") || name.equals("slug")
              ? "s-" + Integer.toString(number(1_000_000), 36)
              : words(schema.path("minLength").asInt(1), schema.path("maxLength").asInt(300));
    };
  }

  private String words(int least, int most) {
    int length = chance(5) ? most : Math.min(most, Math.max(least, 1 + number(40)));
    StringBuilder text = new StringBuilder();
    while (text.codePointCount(0, text.length()) < length) {
      text.append(text.isEmpty() ? "" : " ").append(any(WORDS));
    }
    return text.substring(0, text.offsetByCodePoints(0, length));
  }

  /** The value with one thing in it that is likely to be wrong. */
  public JsonNode spoilt(JsonNode value) {
    JsonNode copy = value.deepCopy();
    List<JsonNode> containers = new ArrayList<>();
    containers(copy, containers);
    if (containers.isEmpty() || chance(3)) {
      return wrong();
    }
    JsonNode at = of(containers);
    if (at instanceof ArrayNode array) {
      switch (number(3)) {
        case 0 -> array.add(wrong());
        case 1 -> array.addAll(array.deepCopy());
        default -> array.insert(0, NODES.nullNode());
      }
      return copy;
    }
    ObjectNode object = (ObjectNode) at;
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || chance(15)) {
      object.set(chance(50) ? "noSuchMember" : hostile(), wrong());
    } else if (chance(20)) {
      object.remove(of(names));
    } else {
      object.set(of(names), wrong());
    }
    return copy;
  }

  private static void containers(JsonNode node, List<JsonNode> found) {
    if (node.isContainerNode()) {
      found.add(node);
      node.forEach(child -> containers(child, found));
    }
  }

  private JsonNode wrong() {
    return switch (number(12)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.numberNode(any(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31));
      case 2 -> NODES.numberNode(any(1.5, -0.0, 1e300, 1e-300));
      case 3 -> NODES.numberNode(new java.math.BigInteger("9".repeat(1 + number(400))));
      case 4 -> NODES.booleanNode(random.nextBoolean());
      case 5 -> NODES.arrayNode();
      case 6 -> NODES.objectNode();
      case 7 -> NODES.arrayNode().add(hostile()).add(NODES.objectNode().put("a", 1));
      default -> NODES.textNode(hostile());
    };
  }

  /** The bytes of a body as some clients mangle them. */
  public byte[] mangled(byte[] body) {
    String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
    return switch (number(9)) {
      case 0 -> Arrays.copyOf(body, number(body.length + 1));
      case 1 -> (text + any("x", text, "]", ",")).getBytes();
      case 2 -> ("\ufeff" + text).getBytes();
      case 3 -> text.getBytes(java.nio.charset.StandardCharsets.UTF_16);
      case 4 -> text.replaceFirst("\"(\\w+)\":", "\"$1\":1,\"$1\":").getBytes();
      case 5 -> ("[".repeat(2_000) + text).getBytes();
      case 6 -> text.replace('"', '\'').getBytes();
      case 7 -> new byte[0];
      default -> {
        byte[] copy = body.clone();
        for (int i = 0; i < 3 && copy.length > 0; i++) {
          copy[number(copy.length)] = (byte) number(256);
        }
        yield copy;
      }
    };
  }
}
