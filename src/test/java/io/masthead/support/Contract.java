package io.masthead.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What the two committed documents promise, and whether an answer keeps it. An answer may hold no
 * member that its schema does not name, although the documents allow clients to meet new ones.
 */
public final class Contract {

  public static final String PROBLEM = "application/problem+json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /** Headers that a client acts on: an answer may have none that the document does not tell. */
  private static final Set<String> TOLD =
      Set.of(
          "accept-patch",
          "allow",
          "content-language",
          "etag",
          "idempotent-replayed",
          "last-modified",
          "link",
          "location",
          "retry-after",
          "www-authenticate");

  private static final Pattern INTERNALS =
      Pattern.compile(
          "\\b(?:java|javax|jakarta|io\\.(?:masthead|quarkus|netty|vertx|smallrye)"
              + "|org\\.(?:hibernate|postgresql|jboss)|com\\.fasterxml)\\.[a-z]"
              + "|\\w+\\.java:\\d+|\\bat [\\w.$]+\\(|Exception\\b|SQLSTATE|violates \\w+"
              + "|(?i:insert into|select .+ from )|/(?:tmp|home|usr|work)/");

  /** What a detail quotes of the request. */
  private static final Pattern QUOTED = Pattern.compile("'.*'");

  private static final String COMPONENT = "#/components/schemas/";

  private static final Contract COMMITTED =
      new Contract(
          Map.of(
              "delivery", read(Path.of("openapi", "delivery.json")),
              "management", read(Path.of("openapi", "management.json"))));

  private final Map<String, JsonNode> documents;
  private final List<ApiOperation> operations = new ArrayList<>();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> components = new ConcurrentHashMap<>();
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  Contract(Map<String, JsonNode> documents) {
    this.documents = new TreeMap<>(documents);
    this.documents.forEach(this::add);
  }

  /** The contract as it is committed under {@code openapi/}. */
  public static Contract committed() {
    return COMMITTED;
  }

  public List<ApiOperation> operations() {
    return operations;
  }

  public JsonNode document(String name) {
    return documents.get(name);
  }

  /** A schema of the document, references followed. */
  public JsonNode resolve(String document, JsonNode schema) {
    JsonNode at = schema;
    while (at.has("$ref")) {
      at = documents.get(document).at(at.get("$ref").asText().substring(1));
    }
    return at;
  }

  /** {@code document operationId status} of every answer that was given so far. */
  Set<String> seen() {
    return seen;
  }

  /**
   * Notes that an answer was given. One to a method that a path does not know is of all operations
   * under it, since the documents have no other place to tell of it.
   */
  void see(String method, String target, int status) {
    String path = target.split("[?#]", 2)[0];
    List<ApiOperation> answering =
        status == 405 ? fitting(path) : find(method, path).stream().toList();
    answering.forEach(operation -> seen.add(operation.answer("" + status)));
  }

  private void add(String document, JsonNode root) {
    root.path("paths")
        .properties()
        .forEach(
            path ->
                METHODS.stream()
                    .filter(path.getValue()::has)
                    .forEach(
                        method ->
                            operations.add(
                                new ApiOperation(
                                    document,
                                    method.toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    path.getValue().get(method)))));
  }

  /** The operation that answers a request, if the documents have one. */
  public Optional<ApiOperation> find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    List<ApiOperation> fitting = fitting(path);
    return fitting.stream().filter(o -> o.method().equals(wanted)).findFirst();
  }

  /** The operations under a path; a literal segment goes before a template's. */
  private List<ApiOperation> fitting(String path) {
    int best = 0;
    List<ApiOperation> found = new ArrayList<>();
    for (ApiOperation operation : operations) {
      int literals = literals(operation.path().split("/", -1), path.split("/", -1));
      if (literals > best) {
        best = literals;
        found.clear();
      }
      if (literals > 0 && literals == best) {
        found.add(operation);
      }
    }
    return found;
  }

  private static int literals(String[] template, String[] path) {
    if (template.length != path.length) {
      return 0;
    }
    int literals = 0;
    for (int i = 0; i < path.length; i++) {
      if (template[i].equals(path[i])) {
        literals++;
      } else if (!template[i].startsWith("{") || path[i].isEmpty()) {
        return 0;
      }
    }
    return literals;
  }

  /** An answer, with header names in lower case. */
  public record Answer(int status, Map<String, String> headers, byte[] body) {

    public String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON, unpacked; a missing node where it is none. */
    public JsonNode json() {
      try (InputStream in = new ByteArrayInputStream(body)) {
        // Some clients unpack it and leave the header.
        boolean packed = body.length > 1 && body[0] == 0x1f && (body[1] & 0xff) == 0x8b;
        return JSON.readTree(packed ? new GZIPInputStream(in) : in);
      } catch (IOException e) {
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
      }
    }

    String mediaType() {
      String type = header("Content-Type");
      return type == null ? null : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Holds an answer against the documents.
   *
   * @param target the path with its query
   * @return what is wrong with it; nothing where it keeps the contract
   */
  public List<String> faults(String method, String target, Answer answer) {
    String path = target.split("[?#]", 2)[0];
    boolean sparse = target.matches("[^?]*\\?(?:.*&)?fields=.*");
    List<String> faults = new ArrayList<>();
    if (answer.status() >= 400) {
      problem(method, answer, faults);
    }
    Optional<ApiOperation> operation = find(method, path);
    if (operation.isPresent()) {
      documented(method, operation.get(), sparse, answer, faults);
    } else if (answer.status() < 400 && !fitting(path).isEmpty() && !method.equals("OPTIONS")) {
      faults.add("there is no operation " + method + " " + path + " in the documents");
    } else if (answer.status() < 400 && fitting(path).isEmpty() && isOurs(path)) {
      if (!method.equals("OPTIONS")) {
        faults.add("there is no path " + path + " in the documents");
      }
    }
    return faults;
  }

  private static boolean isOurs(String path) {
    return path.startsWith("/api/") || path.startsWith("/manage/");
  }

  private void documented(
      String method, ApiOperation operation, boolean sparse, Answer answer, List<String> faults) {
    JsonNode response = operation.node().path("responses").path("" + answer.status());
    if (response.isMissingNode()) {
      faults.add("status " + answer.status() + " is not documented for " + operation);
      return;
    }
    headers(operation + " " + answer.status(), response.path("headers"), answer, faults);
    JsonNode content = response.path("content");
    if (method.equals("HEAD") || !response.has("content")) {
      if (answer.body().length > 0) {
        faults.add(operation + " " + answer.status() + " is documented without a body");
      }
      return;
    }
    if (!content.has(String.valueOf(answer.mediaType()))) {
      faults.add("media type " + answer.mediaType() + " is not documented for " + operation);
      return;
    }
    if (!answer.mediaType().endsWith("json")) {
      return;
    }
    JsonNode body = answer.json();
    if (body.isMissingNode()) {
      faults.add("the body is not JSON");
      return;
    }
    nulls("", body, faults);
    String key = operation.document() + " " + operation + " " + answer.status();
    Schema schema =
        schemas.computeIfAbsent(
            key + answer.mediaType() + sparse,
            k ->
                compile(
                    operation.document(),
                    content.path(answer.mediaType()).path("schema"),
                    sparse && answer.status() == 200));
    schema
        .validate(body.toString(), InputFormat.JSON)
        .forEach(e -> faults.add(key + ": " + e.getInstanceLocation() + " " + e.getMessage()));
  }

  /** Those that it promises are there, and of those that mean something none is untold. */
  private static void headers(String what, JsonNode promised, Answer answer, List<String> faults) {
    Set<String> told = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, JsonNode> header : promised.properties()) {
      told.add(header.getKey());
      String value = answer.header(header.getKey());
      boolean integer = header.getValue().at("/schema/type").asText().equals("integer");
      if (value == null) {
        if (header.getValue().path("required").asBoolean()) {
          faults.add(what + " has no " + header.getKey());
        }
      } else if (value.isBlank() || integer && !value.matches("\\d{1,9}")) {
        faults.add(what + " has " + header.getKey() + ": " + value);
      }
    }
    for (String name : answer.headers().keySet()) {
      if (TOLD.contains(name) && !told.contains(name)) {
        faults.add(what + " is documented without " + name);
      }
    }
  }

  private Schema compile(String document, JsonNode schema, boolean sparse) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.putArray("allOf").add(schema);
    JsonNode all = components.computeIfAbsent(document + sparse, k -> components(document, sparse));
    refer(schema, all, root.putObject("components").putObject("schemas"));
    return registry.getSchema(root.toString(), InputFormat.JSON);
  }

  private JsonNode components(String document, boolean sparse) {
    JsonNode all = documents.get(document).at("/components/schemas").deepCopy();
    close(all);
    if (sparse) {
      loosen(all);
    }
    return all;
  }

  /**
   * Adds what a schema refers to, and what that does: a whole document would be slow to compile.
   */
  private static void refer(JsonNode schema, JsonNode all, ObjectNode to) {
    if (schema.path("$ref").isTextual()) {
      String name = schema.get("$ref").asText().substring(COMPONENT.length());
      if (!to.has(name)) {
        to.set(name, all.get(name));
        refer(all.get(name), all, to);
      }
    }
    schema.forEach(part -> refer(part, all, to));
  }

  /** An undocumented member is a fault of ours, so that objects are closed here. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(Contract::close);
  }

  /** With {@code fields} an answer holds what was asked for, required or not. */
  private static void loosen(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("required").isArray()) {
      object.remove("required");
    }
    node.forEach(Contract::loosen);
  }

  private static void nulls(String pointer, JsonNode node, List<String> faults) {
    if (node.isNull()) {
      faults.add(pointer + " is null");
    }
    for (Iterator<Map.Entry<String, JsonNode>> members = node.fields(); members.hasNext(); ) {
      Map.Entry<String, JsonNode> member = members.next();
      nulls(pointer + "/" + member.getKey(), member.getValue(), faults);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        nulls(pointer + "/" + i, node.get(i), faults);
      }
    }
  }

  private static void problem(String method, Answer answer, List<String> faults) {
    if (!PROBLEM.equals(answer.mediaType())) {
      faults.add(answer.status() + " has media type " + answer.mediaType());
    }
    if (method.equals("HEAD")) {
      return;
    }
    JsonNode body = answer.json();
    if (!body.path("type").asText().startsWith("/problems/")) {
      faults.add("type is " + body.path("type"));
    }
    for (String member : List.of("title", "code", "instance")) {
      if (body.path(member).asText().isBlank()) {
        faults.add("a problem without " + member + ": " + answer.text());
      }
    }
    if (body.path("status").asInt() != answer.status()) {
      faults.add("status is " + body.path("status") + " in the body of a " + answer.status());
    }
    if (!String.valueOf(answer.header("X-Request-Id")).equals(body.path("instance").asText())) {
      faults.add("instance is not the X-Request-Id " + answer.header("X-Request-Id"));
    }
    if (INTERNALS.matcher(QUOTED.matcher(answer.text()).replaceAll("")).find()) {
      faults.add("shows internals: " + answer.text());
    }
  }

  static JsonNode read(Path path) {
    try {
      return JSON.readTree(Files.readString(path));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(path + " is not JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
