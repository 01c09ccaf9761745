package io.masthead.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The operations of the two OpenAPI documents, by path and method, as they were written at build
 * time, and the pages that show them. What a request may hold is read from the document that
 * promises it.
 */
@ApplicationScoped
class OperationTable {

  /**
   * One path of a document; {@code methods} are upper case and include HEAD where GET is, {@code
   * reads} are the media types of what its GET gives.
   */
  record PathItem(
      String template,
      String[] segments,
      Map<String, JsonNode> methods,
      Map<String, String> defaults,
      Set<String> reads) {

    PathItem(String template, Map<String, JsonNode> methods) {
      this(
          template,
          template.split("/"),
          methods,
          defaults(methods.getOrDefault("GET", MissingNode.getInstance())),
          answerTypes(methods.getOrDefault("GET", MissingNode.getInstance())));
    }

    /** What parameters of its reads say without being said. */
    private static Map<String, String> defaults(JsonNode operation) {
      Map<String, String> defaults = new HashMap<>();
      for (JsonNode parameter : operation.path("parameters")) {
        JsonNode value = parameter.path("schema").path("default");
        if (value.isValueNode() && !value.isMissingNode()) {
          defaults.put(parameter.get("name").asText(), value.asText());
        }
      }
      return defaults;
    }

    String allow() {
      TreeSet<String> names = new TreeSet<>(methods.keySet());
      names.add("OPTIONS");
      return String.join(", ", names);
    }

    private String withoutPasswords(String path) {
      String[] said = path.split("/");
      for (JsonNode operation : methods.values()) {
        for (JsonNode parameter : operation.path("parameters")) {
          int at = List.of(segments).indexOf("{" + parameter.path("name").asText() + "}");
          if (at >= 0 && parameter.at("/schema/format").asText().equals("password")) {
            said[at] = segments[at];
          }
        }
      }
      return String.join("/", said);
    }
  }

  /** The path as a log may hold it: without values that the document has as passwords. */
  String loggable(String path) {
    return find(path).map(item -> item.withoutPasswords(path)).orElse(path);
  }

  /** Under which the edge leaves what serves a request's path on its routing context. */
  static final String ITEM = "masthead.path-item";

  static PathItem item(RoutingContext routing) {
    return routing.get(ITEM);
  }

  /** What the server itself has: the documents, and the page that shows them. */
  private static final Pattern PAGES =
      Pattern.compile("/docs(?:/.*)?|/openapi/(?:delivery|management)(?:\\.(?:json|ya?ml))?");

  private static final PathItem PAGE =
      new PathItem(
          "page", Map.of("GET", MissingNode.getInstance(), "HEAD", MissingNode.getInstance()));

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final Map<String, List<PathItem>> byShape = new HashMap<>();

  @Inject
  OperationTable(ObjectMapper json) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (String document : List.of("", "-editorial")) {
      String name = "META-INF/quarkus-generated-openapi-doc" + document + ".JSON";
      try (InputStream in = loader.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("The build left out " + name);
        }
        add(json.readTree(in));
      }
    }
  }

  private void add(JsonNode document) {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      Map<String, JsonNode> methods = new HashMap<>();
      for (String method : METHODS) {
        if (path.getValue().has(method)) {
          JsonNode operation = path.getValue().get(method);
          resolveParameters(document, operation);
          methods.put(method.toUpperCase(java.util.Locale.ROOT), operation);
          if (method.equals("get")) {
            methods.put("HEAD", operation);
          }
        }
      }
      byShape
          .computeIfAbsent(shape(path.getKey(), path.getKey().split("/")), s -> new ArrayList<>())
          .add(new PathItem(path.getKey(), methods));
    }
  }

  /** A parameter's schema may be put together of others; who checks it wants one. */
  private static void resolveParameters(JsonNode document, JsonNode operation) {
    for (JsonNode parameter : operation.path("parameters")) {
      ObjectNode schema = resolved(document, parameter.path("schema"));
      if (schema.has("items")) {
        schema.set("items", resolved(document, schema.get("items")));
      }
      ((ObjectNode) parameter).set("schema", schema);
    }
  }

  private static ObjectNode resolved(JsonNode document, JsonNode schema) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    if (schema.has("$ref")) {
      whole.setAll(resolved(document, document.at(schema.get("$ref").asText().substring(1))));
    }
    for (JsonNode part : schema.path("allOf")) {
      whole.setAll(resolved(document, part));
    }
    schema.properties().stream()
        .filter(member -> !member.getKey().equals("$ref") && !member.getKey().equals("allOf"))
        .forEach(member -> whole.set(member.getKey(), member.getValue()));
    return whole;
  }

  /** The media types that an operation's success can have. */
  static Set<String> answerTypes(JsonNode operation) {
    Set<String> types = new TreeSet<>();
    for (Map.Entry<String, JsonNode> answer : operation.path("responses").properties()) {
      if (answer.getKey().startsWith("2")) {
        answer.getValue().path("content").fieldNames().forEachRemaining(types::add);
      }
    }
    return types.isEmpty() ? Set.of(MediaType.APPLICATION_JSON) : types;
  }

  private static String shape(String path, String[] segments) {
    return segments.length + path.substring(0, path.indexOf('/', 1) + 1);
  }

  /** The path item that serves this path; a literal segment goes before a template's. */
  Optional<PathItem> find(String path) {
    if (!path.startsWith("/api/") && PAGES.matcher(path).matches()) {
      return Optional.of(PAGE);
    }
    if (path.indexOf('/', 1) < 0) {
      return Optional.empty();
    }
    String[] segments = path.split("/");
    PathItem best = null;
    int bestLiterals = -1;
    for (PathItem item : byShape.getOrDefault(shape(path, segments), List.of())) {
      int literals = literals(item.segments, segments);
      if (literals > bestLiterals) {
        best = item;
        bestLiterals = literals;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int literals(String[] template, String[] segments) {
    int literals = 0;
    for (int i = 0; i < template.length; i++) {
      if (template[i].equals(segments[i])) {
        literals++;
      } else if (!template[i].startsWith("{") || segments[i].isEmpty()) {
        return -1;
      }
    }
    return literals;
  }
}
