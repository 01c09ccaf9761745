package io.masthead.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What changed between two states of an OpenAPI document, and which of it breaks clients: those
 * that send and read what the earlier one says, those generated of it, and those that are strict.
 *
 * <p>What is not known to be harmless is breaking, so that a keyword nobody thought of cannot slip
 * through. Harmless are words and examples; what may be sent and need not; what an answer holds
 * more; another value of an enum, which clients have to expect (see the README); another error,
 * which a client takes for the first of its class (RFC 9110, 15).
 */
public final class ApiChanges {

  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** Members that say the same in other words, or are compared by rules of their own. */
  private static final Set<String> WORDS = Set.of("summary", "description", "externalDocs");

  private final JsonNode before;
  private final JsonNode after;
  private final Set<ApiChange> changes = new LinkedHashSet<>();
  private final SchemaChanges schemas;

  private ApiChanges(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
    this.schemas = new SchemaChanges(before, after, changes);
  }

  /** The changes in the order of the documents, each once. */
  public static List<ApiChange> between(JsonNode before, JsonNode after) {
    ApiChanges changes = new ApiChanges(before, after);
    changes.document();
    return List.copyOf(changes.changes);
  }

  private void breaking(String where, String what) {
    changes.add(new ApiChange(true, where, what));
  }

  private void compatible(String where, String what) {
    changes.add(new ApiChange(false, where, what));
  }

  private void document() {
    if (!version(before).equals(version(after))) {
      breaking("document", "it is written in OpenAPI " + version(after));
    }
    same("document", "servers", before.path("servers"), after.path("servers"));
    each(
        before.path("paths"),
        after.path("paths"),
        path -> breaking(path, "the path is gone"),
        path -> compatible(path, "a new path"),
        (path, name) -> operations(name, path.was(), path.is()));
    each(
        before.path("webhooks"),
        after.path("webhooks"),
        hook -> breaking("webhook " + hook, "it is sent no longer"),
        hook -> compatible("webhook " + hook, "a new webhook"),
        (hook, name) -> webhook("webhook " + name, hook.was(), hook.is()));
    each(
        before.at("/components/schemas"),
        after.at("/components/schemas"),
        name -> breaking("schema " + name, "the name, which clients have a type of, is gone"),
        name -> {},
        (schema, name) -> {});
    each(
        before.at("/components/securitySchemes"),
        after.at("/components/securitySchemes"),
        name -> breaking("security " + name, "the scheme is gone"),
        name -> compatible("security " + name, "a new scheme"),
        (scheme, name) -> others("security " + name, scheme.was(), scheme.is(), Set.of()));
    others(
        "document",
        before,
        after,
        Set.of(
            "openapi", "info", "servers", "paths", "webhooks", "components", "tags", "security"));
  }

  private static String version(JsonNode document) {
    return document.path("openapi").asText().replaceAll("\\.\\d+$", "");
  }

  private void operations(String path, JsonNode was, JsonNode is) {
    for (String method : METHODS) {
      String where = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
      if (was.has(method) && !is.has(method)) {
        breaking(where, "the operation is gone");
      } else if (!was.has(method) && is.has(method)) {
        compatible(where, "a new operation");
      } else if (was.has(method)) {
        operation(where, was.get(method), is.get(method));
      }
    }
    Set<String> known = new TreeSet<>(METHODS);
    others(path, was, is, known);
  }

  private void operation(String where, JsonNode was, JsonNode is) {
    same(where, "operationId", was.path("operationId"), is.path("operationId"));
    // Generators make a class of each.
    same(where, "tags", was.path("tags"), is.path("tags"));
    if (!was.path("deprecated").asBoolean() && is.path("deprecated").asBoolean()) {
      compatible(where, "it is deprecated");
    }
    parameters(where, was, is);
    body(where, was.path("requestBody"), is.path("requestBody"));
    answers(where, was.path("responses"), is.path("responses"));
    security(where, was, is);
    others(
        where,
        was,
        is,
        Set.of(
            "operationId",
            "tags",
            "deprecated",
            "parameters",
            "requestBody",
            "responses",
            "security"));
  }

  /** What we send, so that it is read as answers are. */
  private void webhook(String where, JsonNode was, JsonNode is) {
    each(
        was,
        is,
        method -> breaking(where, method + " is sent no longer"),
        method -> compatible(where, method + " is sent, too"),
        (sent, method) -> {
          if (METHODS.contains(method)) {
            content(
                where,
                sent.was().at("/requestBody/content"),
                sent.is().at("/requestBody/content"),
                SchemaChanges.Direction.ANSWER);
          }
        });
  }

  private void parameters(String where, JsonNode was, JsonNode is) {
    each(
        keyed(was.path("parameters")),
        keyed(is.path("parameters")),
        name -> breaking(where + " " + name, "the parameter is gone, and so refused"),
        (name, parameter) -> {
          boolean required = parameter.path("required").asBoolean();
          String what = required ? "a new parameter is required" : "a new parameter";
          changes.add(new ApiChange(required, where + " " + name, what));
        },
        (parameter, name) -> parameter(where + " " + name, parameter.was(), parameter.is()));
  }

  private static Map<String, JsonNode> keyed(JsonNode parameters) {
    Map<String, JsonNode> keyed = new LinkedHashMap<>();
    for (JsonNode parameter : parameters) {
      keyed.put(
          parameter.path("in").asText() + " parameter " + parameter.path("name").asText(),
          parameter);
    }
    return keyed;
  }

  private void parameter(String where, JsonNode was, JsonNode is) {
    required(where, was, is);
    schemas.compare(where, was.path("schema"), is.path("schema"), SchemaChanges.Direction.REQUEST);
    others(where, was, is, Set.of("schema", "required", "example", "examples", "deprecated"));
  }

  private void required(String where, JsonNode was, JsonNode is) {
    boolean before = was.path("required").asBoolean();
    boolean after = is.path("required").asBoolean();
    if (before != after) {
      changes.add(new ApiChange(after, where, after ? "it is required" : "it may be left out"));
    }
  }

  private void body(String where, JsonNode was, JsonNode is) {
    String body = where + " body";
    if (was.isMissingNode() && is.isMissingNode()) {
      return;
    }
    if (is.isMissingNode()) {
      breaking(body, "no body is taken any more");
    } else if (was.isMissingNode()) {
      boolean required = is.path("required").asBoolean();
      changes.add(new ApiChange(required, body, required ? "one is required" : "one may be sent"));
    } else {
      required(body, was, is);
      content(body, was.path("content"), is.path("content"), SchemaChanges.Direction.REQUEST);
      others(body, was, is, Set.of("required", "content"));
    }
  }

  private void content(String where, JsonNode was, JsonNode is, SchemaChanges.Direction direction) {
    each(
        was,
        is,
        type -> breaking(where, type + " is gone"),
        type -> compatible(where, type + " is new"),
        (media, type) -> {
          schemas.compare(
              where + " " + type, media.was().path("schema"), media.is().path("schema"), direction);
          others(
              where + " " + type, media.was(), media.is(), Set.of("schema", "example", "examples"));
        });
  }

  private void answers(String where, JsonNode was, JsonNode is) {
    each(
        was,
        is,
        status ->
            changes.add(
                new ApiChange(
                    !isError(status), where + " " + status, "the answer is given no longer")),
        // A 304 gets nobody who did not ask for it.
        status ->
            changes.add(
                new ApiChange(
                    !isError(status) && !status.equals("304"),
                    where + " " + status,
                    "a new answer")),
        (answer, status) -> answer(where + " " + status, answer.was(), answer.is()));
  }

  private static boolean isError(String status) {
    return status.startsWith("4") || status.startsWith("5");
  }

  private void answer(String where, JsonNode was, JsonNode is) {
    if (was.has("content") && !is.has("content")) {
      breaking(where, "it has no body any more");
    } else if (!was.has("content") && is.has("content")) {
      breaking(where, "it has a body");
    } else {
      content(where, was.path("content"), is.path("content"), SchemaChanges.Direction.ANSWER);
    }
    each(
        was.path("headers"),
        is.path("headers"),
        header -> breaking(where + " header " + header, "it is gone"),
        header -> compatible(where + " header " + header, "a new header"),
        (header, name) -> header(where + " header " + name, header.was(), header.is()));
    others(where, was, is, Set.of("content", "headers"));
  }

  private void header(String where, JsonNode was, JsonNode is) {
    boolean before = was.path("required").asBoolean();
    boolean after = is.path("required").asBoolean();
    if (before != after) {
      changes.add(
          new ApiChange(before, where, before ? "it may be missing" : "it is always there"));
    }
    schemas.compare(where, was.path("schema"), is.path("schema"), SchemaChanges.Direction.ANSWER);
    others(where, was, is, Set.of("schema", "required", "example", "examples"));
  }

  /** Whoever was let in must be let in with what they send now. */
  private void security(String where, JsonNode was, JsonNode is) {
    Set<Set<String>> before = demands(was.path("security"), this.before);
    Set<Set<String>> after = demands(is.path("security"), this.after);
    for (Set<String> shown : before) {
      if (after.stream().noneMatch(shown::containsAll)) {
        breaking(where, (shown.isEmpty() ? "nothing" : shown) + " is not enough to call it");
      }
    }
    for (Set<String> wanted : after) {
      if (before.stream().noneMatch(wanted::containsAll)) {
        compatible(where, (wanted.isEmpty() ? "nothing" : wanted) + " is enough to call it");
      }
    }
  }

  /** Each way in, by the schemes that it needs, with their scopes. */
  private static Set<Set<String>> demands(JsonNode own, JsonNode document) {
    JsonNode security = own.isMissingNode() ? document.path("security") : own;
    Set<Set<String>> demands = new LinkedHashSet<>();
    for (JsonNode way : security) {
      Set<String> demand = new TreeSet<>();
      way.properties()
          .forEach(
              scheme -> {
                demand.add(scheme.getKey());
                scheme.getValue().forEach(s -> demand.add(scheme.getKey() + " " + s.asText()));
              });
      demands.add(demand);
    }
    return demands.isEmpty() ? Set.of(Set.of()) : demands;
  }

  private void same(String where, String what, JsonNode was, JsonNode is) {
    if (!was.equals(is)) {
      breaking(where, what + " was " + was + " and is " + is);
    }
  }

  /** Whatever else stands there is compared as it is. */
  private void others(String where, JsonNode was, JsonNode is, Set<String> known) {
    for (Map.Entry<String, JsonNode> member : was.properties()) {
      other(where, member.getKey(), was, is, known);
    }
    for (Map.Entry<String, JsonNode> member : is.properties()) {
      if (!was.has(member.getKey())) {
        other(where, member.getKey(), was, is, known);
      }
    }
  }

  private void other(String where, String name, JsonNode was, JsonNode is, Set<String> known) {
    if (!known.contains(name) && !WORDS.contains(name) && !name.startsWith("x-")) {
      same(where, name, was.path(name), is.path(name));
    }
  }

  /** The same thing in both documents. */
  private record Pair(JsonNode was, JsonNode is) {}

  private interface Named {
    void accept(String name);
  }

  private static void each(
      JsonNode was, JsonNode is, Named gone, Named added, BiConsumer<Pair, String> kept) {
    each(members(was), members(is), gone, (name, node) -> added.accept(name), kept);
  }

  private static void each(
      Map<String, JsonNode> was,
      Map<String, JsonNode> is,
      Named gone,
      BiConsumer<String, JsonNode> added,
      BiConsumer<Pair, String> kept) {
    was.forEach(
        (name, node) -> {
          if (is.containsKey(name)) {
            kept.accept(new Pair(node, is.get(name)), name);
          } else {
            gone.accept(name);
          }
        });
    is.forEach(
        (name, node) -> {
          if (!was.containsKey(name)) {
            added.accept(name, node);
          }
        });
  }

  private static Map<String, JsonNode> members(JsonNode node) {
    Map<String, JsonNode> members = new TreeMap<>();
    node.properties().forEach(m -> members.put(m.getKey(), m.getValue()));
    return members;
  }

  /** The two kinds as lists, the breaking ones first, for people. */
  public static String told(List<ApiChange> changes) {
    List<String> lines = new ArrayList<>();
    for (boolean breaking : new boolean[] {true, false}) {
      changes.stream()
          .filter(change -> change.breaking() == breaking)
          .forEach(change -> lines.add((breaking ? "- **breaks clients** " : "- ") + change));
    }
    return String.join("\n", lines);
  }
}
