package io.masthead;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two documents say everything, say it of what is served, and can be broken. */
@QuarkusTest
class ContractTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Contract CONTRACT = Contract.committed();

  @ParameterizedTest
  @ValueSource(strings = {"delivery", "management"})
  void the_stored_document_is_the_served_one(String name) throws IOException {
    JsonNode stored = CONTRACT.document(name);
    assertEquals(stored, YAML.readTree(Files.readString(Path.of("openapi", name + ".yaml"))));
    String served =
        given()
            .header("Accept", "application/json")
            .queryParam("format", "JSON")
            .get("/openapi/" + name)
            .asString();
    assertEquals(sorted(stored), sorted(JSON.readTree(served)));
    assertTrue(stored.path("openapi").asText().startsWith("3.1"));
  }

  @Test
  void every_operation_tells_what_it_is() {
    List<String> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ApiOperation operation : CONTRACT.operations()) {
      JsonNode node = operation.node();
      if (operation.id().isBlank() || !ids.add(operation.document() + operation.id())) {
        faults.add(operation + ": operationId is missing or used twice");
      }
      for (String member : List.of("summary", "description")) {
        if (node.path(member).asText().isBlank()) {
          faults.add(operation + ": no " + member);
        }
      }
      Set<String> declared = new HashSet<>();
      CONTRACT
          .document(operation.document())
          .path("tags")
          .forEach(
              tag -> {
                if (!tag.path("description").asText().isBlank()) {
                  declared.add(tag.path("name").asText());
                }
              });
      if (node.path("tags").size() != 1 || !declared.contains(node.at("/tags/0").asText())) {
        faults.add(operation + ": one described tag is wanted, not " + node.path("tags"));
      }
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void every_answer_has_a_description_and_a_schema() {
    List<String> faults = new ArrayList<>();
    for (ApiOperation operation : CONTRACT.operations()) {
      Map<String, JsonNode> responses = new TreeMap<>();
      operation
          .node()
          .path("responses")
          .properties()
          .forEach(e -> responses.put(e.getKey(), e.getValue()));
      if (responses.keySet().stream().noneMatch(status -> status.startsWith("2"))) {
        faults.add(operation + ": no success");
      }
      responses.forEach(
          (status, response) -> {
            String where = operation + " " + status;
            JsonNode content = response.path("content");
            if (response.path("description").asText().isBlank()) {
              faults.add(where + ": no description");
            }
            if (status.compareTo("400") >= 0
                && !content
                    .at("/application~1problem+json/schema/$ref")
                    .asText()
                    .endsWith("/Problem")) {
              faults.add(where + ": not a problem");
            }
            if (status.startsWith("2") && !status.equals("204") && content.isEmpty()) {
              faults.add(where + ": no body described");
            }
            content
                .properties()
                .forEach(
                    type -> {
                      if (type.getValue().path("schema").isEmpty()) {
                        faults.add(where + " " + type.getKey() + ": no schema");
                      }
                    });
          });
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void every_parameter_is_described_and_bounded() {
    List<String> faults = new ArrayList<>();
    for (ApiOperation operation : CONTRACT.operations()) {
      for (JsonNode parameter : operation.node().path("parameters")) {
        String where = operation + " " + parameter.path("name").asText();
        if (parameter.path("description").asText().isBlank()) {
          faults.add(where + ": no description");
        }
        unbounded(operation, where, parameter.path("schema"), new HashSet<>(), faults);
      }
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void every_pattern_means_the_same_in_every_dialect() {
    for (String name : List.of("delivery", "management")) {
      List<String> dialects = CONTRACT.document(name).findValuesAsText("pattern");
      dialects.removeIf(pattern -> !pattern.contains("\\p") && !pattern.contains("(?"));
      assertEquals(List.of(), dialects, name);
    }
  }

  @Test
  void every_member_of_a_request_is_bounded() {
    Set<String> faults = new TreeSet<>();
    for (ApiOperation operation : CONTRACT.operations()) {
      operation
          .bodySchema()
          .ifPresent(
              schema -> {
                List<String> found = new ArrayList<>();
                unbounded(operation, "", schema, new HashSet<>(), found);
                found.forEach(f -> faults.add(operation + " " + f));
              });
    }
    assertEquals(Set.of(), faults);
  }

  private static void unbounded(
      ApiOperation operation,
      String where,
      JsonNode schema,
      Set<JsonNode> walked,
      List<String> faults) {
    if (schema.has("$ref")) {
      JsonNode target = CONTRACT.resolve(operation.document(), schema);
      // Blocks have bounds of their own, as a whole: a megabyte and so many of them.
      if (target.isMissingNode()) {
        faults.add(where + ": " + schema.path("$ref").asText() + " does not exist");
      } else if (walked.add(target) && !schema.path("$ref").asText().endsWith("/Block")) {
        unbounded(operation, where, target, walked, faults);
      }
      return;
    }
    switch (schema.path("type").asText()) {
      case "string" -> {
        boolean shaped =
            Set.of("uuid", "date-time", "date").contains(schema.path("format").asText());
        if (!shaped && !schema.has("enum") && !schema.has("maxLength")) {
          faults.add(where + ": no maxLength");
        }
      }
      case "integer" -> {
        if (!schema.has("minimum") || !schema.has("maximum")) {
          faults.add(where + ": no minimum and maximum");
        }
      }
      case "array" -> {
        if (!schema.has("maxItems")) {
          faults.add(where + ": no maxItems");
        }
        unbounded(operation, where + "[]", schema.path("items"), walked, faults);
      }
      default -> {}
    }
    schema
        .path("properties")
        .properties()
        .forEach(p -> unbounded(operation, where + "/" + p.getKey(), p.getValue(), walked, faults));
    for (JsonNode part : schema.path("anyOf")) {
      unbounded(operation, where, part, walked, faults);
    }
  }

  @Test
  void every_reference_leads_somewhere_and_every_component_is_used() {
    for (String name : List.of("delivery", "management")) {
      JsonNode document = CONTRACT.document(name);
      Set<String> refs = new TreeSet<>();
      document.findValuesAsText("$ref").forEach(refs::add);
      document
          .findValues("mapping")
          .forEach(mapping -> mapping.forEach(ref -> refs.add(ref.asText())));
      Set<String> components = new TreeSet<>();
      document
          .at("/components/schemas")
          .fieldNames()
          .forEachRemaining(n -> components.add("#/components/schemas/" + n));
      assertEquals(components, refs, name);
    }
  }

  @Test
  void every_way_to_prove_who_calls_is_described() {
    for (String name : List.of("delivery", "management")) {
      JsonNode document = CONTRACT.document(name);
      Set<String> demanded = new TreeSet<>();
      for (JsonNode requirements : document.findValues("security")) {
        requirements.forEach(r -> r.fieldNames().forEachRemaining(demanded::add));
      }
      Set<String> described = new TreeSet<>();
      document.at("/components/securitySchemes").fieldNames().forEachRemaining(described::add);
      assertEquals(described, demanded, name);
    }
  }

  @Test
  void no_component_has_a_name_that_a_scanner_made() {
    for (String name : List.of("delivery", "management")) {
      Set<String> names = new TreeSet<>();
      CONTRACT.document(name).at("/components/schemas").fieldNames().forEachRemaining(names::add);
      names.removeIf(
          n -> n.matches("(?:[A-Z][a-z]+)+") && !n.matches("Page.*(?:Summary|Detail)|JsonNode.*"));
      assertEquals(Set.of(), names, name);
    }
  }

  @Test
  void every_object_has_a_name_and_says_what_it_holds() {
    Set<String> faults = new TreeSet<>();
    for (String name : List.of("delivery", "management")) {
      JsonNode document = CONTRACT.document(name);
      document
          .at("/components/schemas")
          .properties()
          .forEach(
              schema -> {
                if (isBare(schema.getValue())) {
                  faults.add(name + " " + schema.getKey() + ": holds nothing");
                }
                schema
                    .getValue()
                    .forEach(part -> anonymous(name + " " + schema.getKey(), part, faults));
              });
      anonymous(name, document.path("paths"), faults);
    }
    assertEquals(Set.of(), faults);
  }

  private static void anonymous(String where, JsonNode node, Set<String> faults) {
    if (node.path("type").asText().equals("object") && node.path("properties").isObject()) {
      faults.add(where + ": an object without a name, of " + node.path("properties"));
    }
    if (isBare(node)) {
      faults.add(where + ": an object that holds nothing");
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      if (!Set.of("example", "examples").contains(child.getKey())) {
        anonymous(where + "/" + child.getKey(), child.getValue(), faults);
      }
    }
    if (node.isArray()) {
      node.forEach(part -> anonymous(where, part, faults));
    }
  }

  /** As a type with subtypes becomes where nobody says what they are. */
  private static boolean isBare(JsonNode schema) {
    return schema.path("type").asText().equals("object")
        && Set.of("$ref", "properties", "additionalProperties", "oneOf", "anyOf").stream()
            .noneMatch(schema::has);
  }

  private static final Set<String> PLAIN = Set.of("string", "integer", "number", "boolean");

  @Test
  void a_plain_value_stands_where_it_is_used_unless_it_is_one_of_a_list() {
    for (String name : List.of("delivery", "management")) {
      Set<String> scalars = new TreeSet<>();
      CONTRACT
          .document(name)
          .at("/components/schemas")
          .properties()
          .forEach(
              schema -> {
                boolean plain = PLAIN.contains(schema.getValue().path("type").asText());
                if (plain && !schema.getValue().has("enum")) {
                  scalars.add(schema.getKey());
                }
              });
      assertEquals(Set.of(), scalars, name);
    }
  }

  @Test
  void each_of_several_types_is_told_apart_by_a_member_of_its_own_value() {
    int found = 0;
    List<String> faults = new ArrayList<>();
    for (String name : List.of("delivery", "management")) {
      JsonNode document = CONTRACT.document(name);
      for (JsonNode several : document.findParents("discriminator")) {
        found++;
        String member = several.at("/discriminator/propertyName").asText();
        Set<String> told = new TreeSet<>();
        for (Map.Entry<String, JsonNode> type : several.at("/discriminator/mapping").properties()) {
          told.add(type.getValue().asText());
          JsonNode schema = document.at(type.getValue().asText().substring(1));
          JsonNode values = schema.path("properties").path(member).path("enum");
          boolean required = schema.path("required").toString().contains("\"" + member + "\"");
          if (values.size() != 1 || !values.path(0).asText().equals(type.getKey()) || !required) {
            faults.add(name + " " + type.getKey());
          }
        }
        Set<String> listed = new TreeSet<>(several.path("oneOf").findValuesAsText("$ref"));
        assertEquals(told, listed, name);
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(found > 1);
  }

  @Test
  void each_of_several_types_is_plain_or_has_a_name() {
    List<String> faults = new ArrayList<>();
    for (String name : List.of("delivery", "management")) {
      for (JsonNode several : CONTRACT.document(name).findValues("oneOf")) {
        for (JsonNode type : several) {
          JsonNode target = CONTRACT.resolve(name, type);
          // OpenAPI Generator forgets the name of a list, unless it is told not to.
          boolean named =
              type.has("$ref")
                  && (!target.path("type").asText().equals("array")
                      || target.path("x-generate-alias-as-model").asBoolean());
          if (!named && !PLAIN.contains(type.path("type").asText())) {
            faults.add(name + ": " + type);
          }
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  /** Generators read what else stands there each in their own way, or not at all. */
  @Test
  void beside_a_reference_stands_its_description_alone() {
    List<String> faults = new ArrayList<>();
    for (String name : List.of("delivery", "management")) {
      for (JsonNode reference : CONTRACT.document(name).findParents("$ref")) {
        for (Map.Entry<String, JsonNode> beside : reference.properties()) {
          if (!Set.of("$ref", "description").contains(beside.getKey())) {
            faults.add(name + ": " + reference);
          }
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  /** Members of any type: what differs may be any member of an article. */
  private static final Set<String> OF_ANY_TYPE = Set.of("MemberDiff/before", "MemberDiff/after");

  /** Generators take what says nothing of its type for something that may be null. */
  @Test
  void every_member_says_of_what_type_it_is() {
    Set<String> untyped = new TreeSet<>();
    for (String name : List.of("delivery", "management")) {
      for (Map.Entry<String, JsonNode> schema :
          CONTRACT.document(name).at("/components/schemas").properties()) {
        for (Map.Entry<String, JsonNode> member :
            schema.getValue().path("properties").properties()) {
          if (Set.of("type", "$ref", "anyOf", "oneOf").stream().noneMatch(member.getValue()::has)) {
            untyped.add(schema.getKey() + "/" + member.getKey());
          }
        }
      }
    }
    assertEquals(new TreeSet<>(OF_ANY_TYPE), untyped);
  }

  /** Some clients cannot leave one out, and send a null. */
  @Test
  void a_body_may_be_null_where_it_may_be_left_out() {
    for (ApiOperation operation : CONTRACT.operations()) {
      JsonNode body = operation.node().path("requestBody");
      JsonNode json = body.path("content").path("application/json");
      if (!json.isMissingNode()) {
        boolean mayBeNull = json.at("/schema/anyOf/1/type").asText().equals("null");
        assertEquals(!body.path("required").asBoolean(), mayBeNull, operation + ": " + json);
      }
    }
  }

  @Test
  void no_document_names_the_machine_that_made_it() {
    for (String name : List.of("delivery", "management")) {
      List<String> servers = CONTRACT.document(name).path("servers").findValuesAsText("url");
      assertEquals(List.of("/"), servers, name);
    }
  }

  /** CVE-2026-59888 and CVE-2026-59889: Jackson can be made to pass over what these hide. */
  @Test
  void nothing_is_kept_out_of_an_answer_by_an_annotation() {
    Set<String> hiding = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.masthead")) {
      for (Class<? extends Annotation> hides :
          List.of(JsonIgnore.class, JsonIgnoreProperties.class, JsonView.class, JsonNaming.class)) {
        if (type.isAnnotatedWith(hides)
            || type.getMembers().stream().anyMatch(member -> member.isAnnotatedWith(hides))) {
          hiding.add(type.getName());
        }
      }
    }
    assertEquals(Set.of(), hiding);
  }

  @Test
  void what_may_be_null_says_so_in_one_way() {
    List<String> faults = new ArrayList<>();
    for (String name : List.of("delivery", "management")) {
      JsonNode document = CONTRACT.document(name);
      for (JsonNode type : document.findValues("type")) {
        if (type.isArray()) {
          faults.add(name + ": a list of types " + type);
        }
      }
      if (!document.findValues("nullable").isEmpty()) {
        faults.add(name + ": nullable is of another version of OpenAPI");
      }
      for (JsonNode either : document.findParents("anyOf")) {
        boolean plain =
            either.size() == 1
                && either.path("anyOf").size() == 2
                && either.at("/anyOf/1").size() == 1
                && either.at("/anyOf/1/type").asText().equals("null");
        if (!plain) {
          faults.add(name + ": " + either);
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  /** In blocks an empty text is dropped. */
  private static final Set<String> MAY_BE_EMPTY = Set.of("Span", "CodeBlock", "ImageBlock");

  @Test
  void a_text_that_a_request_cannot_do_without_has_a_length() {
    List<String> faults = new ArrayList<>();
    for (String name : List.of("delivery", "management")) {
      Set<JsonNode> sent = sent(name);
      CONTRACT
          .document(name)
          .at("/components/schemas")
          .properties()
          .forEach(
              schema -> {
                if (sent.contains(schema.getValue()) && !MAY_BE_EMPTY.contains(schema.getKey())) {
                  for (JsonNode required : schema.getValue().path("required")) {
                    JsonNode member = schema.getValue().path("properties").path(required.asText());
                    if (member.path("type").asText().equals("string")
                        && Set.of("$ref", "format", "enum", "pattern", "minLength").stream()
                            .noneMatch(member::has)) {
                      faults.add(name + " " + schema.getKey() + " " + required.asText());
                    }
                  }
                }
              });
    }
    assertEquals(List.of(), faults);
  }

  /** The schemas that requests are made of. */
  private static Set<JsonNode> sent(String document) {
    Set<JsonNode> reached = new HashSet<>();
    for (ApiOperation operation : CONTRACT.operations()) {
      if (operation.document().equals(document)) {
        reach(document, operation.node().path("requestBody"), reached);
      }
    }
    return reached;
  }

  private static void reach(String document, JsonNode from, Set<JsonNode> reached) {
    for (JsonNode reference : from.findParents("$ref")) {
      JsonNode target = CONTRACT.resolve(document, reference);
      if (reached.add(target)) {
        reach(document, target, reached);
      }
    }
  }

  @Test
  void no_answer_may_hold_a_null() {
    for (ApiOperation operation : CONTRACT.operations()) {
      for (JsonNode response : operation.node().path("responses")) {
        Set<JsonNode> walked = new HashSet<>();
        assertTrue(
            !allowsNull(operation.document(), response, walked), operation + " allows a null");
      }
    }
  }

  private static boolean allowsNull(String document, JsonNode node, Set<JsonNode> walked) {
    if (node.has("$ref")) {
      JsonNode target = CONTRACT.resolve(document, node);
      return walked.add(target) && allowsNull(document, target, walked);
    }
    JsonNode type = node.path("type");
    if (type.asText().equals("null")
        || node.path("nullable").asBoolean()
        || type.isArray() && type.toString().contains("\"null\"")) {
      return true;
    }
    for (JsonNode child : node) {
      if (allowsNull(document, child, walked)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void what_is_served_is_what_is_documented() {
    Set<String> documented =
        CONTRACT.operations().stream()
            .map(ApiOperation::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(documented, served());
  }

  private static Set<String> served() {
    Set<String> served = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.masthead")) {
      if (!type.isAnnotatedWith(jakarta.ws.rs.Path.class)) {
        continue;
      }
      String base = type.getAnnotationOfType(jakarta.ws.rs.Path.class).value();
      for (JavaMethod method : type.getMethods()) {
        for (Class<? extends Annotation> verb :
            List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class)) {
          if (method.isAnnotatedWith(verb)) {
            String path =
                method
                    .tryGetAnnotationOfType(jakarta.ws.rs.Path.class)
                    .map(p -> "/" + p.value())
                    .orElse("");
            served.add(
                verb.getSimpleName()
                    + " "
                    + (base + path)
                        .replaceAll("//+", "/")
                        .replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}"));
          }
        }
      }
    }
    return served;
  }

  private static final String RECEIPT_PATH = "/api/v1/articles/a-bridge-opens/views";
  private static final String OK = "{\"counted\": true, \"views\": 45}";

  @Test
  void an_answer_that_keeps_the_contract_passes() {
    assertEquals(List.of(), faults("POST", RECEIPT_PATH, 200, "application/json", OK));
    assertEquals(
        List.of(), faults("GET", RECEIPT_PATH, 404, Contract.PROBLEM, problem(404, "not_found")));
  }

  @Test
  void an_answer_that_breaks_the_contract_is_refused() {
    refuses("POST", RECEIPT_PATH, 201, "application/json", OK);
    refuses("POST", RECEIPT_PATH, 200, "text/plain", OK);
    refuses("POST", RECEIPT_PATH, 200, "application/json", "{\"counted\": true}");
    refuses("POST", RECEIPT_PATH, 200, "application/json", "{\"counted\": \"yes\", \"views\": 1}");
    refuses("POST", RECEIPT_PATH, 200, "application/json", "not json");
    refuses(
        "POST",
        RECEIPT_PATH,
        200,
        "application/json",
        "{\"counted\": true, \"views\": 1, \"more\": 1}");
    refuses(
        "POST",
        RECEIPT_PATH,
        200,
        "application/json",
        "{\"counted\": true, \"views\": 1, \"reason\": null}");
    refuses("PUT", RECEIPT_PATH, 200, "application/json", OK);
    refuses("GET", "/api/v1/nothing", 200, "application/json", OK);
    refuses(
        "GET",
        RECEIPT_PATH,
        200,
        "application/json",
        "{\"views\": 1, \"dailyVisitors\": 1, \"asOf\": \"yesterday\"}");
    refuses(
        "GET",
        "/api/v1/counts",
        200,
        "application/json",
        "{\"items\": [{\"id\": \"7\", \"views\": 1, \"comments\": 0}],"
            + " \"asOf\": \"2026-11-25T09:00:00.000Z\"}");
  }

  @Test
  void headers_are_as_the_document_tells_them() {
    assertEquals(List.of(), faultsWith(200, OK, Map.of()));
    assertEquals(1, faultsWith(200, OK, Map.of("vary", "")).size());
    assertEquals(1, faultsWith(200, OK, Map.of("location", "/elsewhere")).size());
    assertEquals(1, faultsWith(405, problem(405, "x"), Map.of()).size());
    assertEquals(List.of(), faultsWith(405, problem(405, "x"), Map.of("allow", "GET")));
    assertEquals(1, faultsWith(503, problem(503, "x"), Map.of("retry-after", "soon")).size());
    assertEquals(List.of(), faultsWith(503, problem(503, "x"), Map.of("retry-after", "1")));
  }

  private static List<String> faultsWith(int status, String body, Map<String, String> more) {
    Map<String, String> headers = headers(status < 400 ? "application/json" : Contract.PROBLEM);
    headers.putAll(more);
    return CONTRACT.faults(
        "POST",
        RECEIPT_PATH,
        new Contract.Answer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void every_answer_of_a_kind_tells_its_headers() {
    List<String> faults = new ArrayList<>();
    for (ApiOperation operation : CONTRACT.operations()) {
      operation
          .node()
          .path("responses")
          .properties()
          .forEach(
              answer -> {
                for (String name : promised(operation, answer.getKey())) {
                  if (!answer.getValue().path("headers").path(name).path("required").asBoolean()) {
                    faults.add(operation + " " + answer.getKey() + ": " + name);
                  }
                }
              });
    }
    assertEquals(List.of(), faults);
  }

  /** What is made anew for each who asks, and what nobody may keep, has no version. */
  private static final Set<String> NEVER_KEPT = Set.of("getCommentForm", "readPreview");

  private static List<String> promised(ApiOperation operation, String status) {
    return switch (status) {
      case "200", "304" ->
          operation.isManagement()
              ? operation.takesHeader("If-Match")
                  ? List.of("ETag", "Cache-Control")
                  : List.of("Cache-Control")
              : operation.method().equals("GET")
                      && !NEVER_KEPT.contains(operation.id())
                      && operation.node().at("/responses/200/content").has("application/json")
                  ? List.of("ETag", "Cache-Control", "Vary")
                  : List.of("Cache-Control", "Vary");
      case "201", "308" -> List.of("Location", "Cache-Control");
      case "401" -> List.of("WWW-Authenticate");
      case "405" -> List.of("Allow");
      case "429", "503" -> List.of("Retry-After");
      default -> List.of();
    };
  }

  @Test
  void whatever_the_stream_tells_a_webhook_can_be_asked_for() {
    List<String> told = new ArrayList<>();
    Contract.committed()
        .document("delivery")
        .at("/paths/~1api~1v1~1events/get/parameters")
        .forEach(
            parameter ->
                parameter.at("/schema/items/enum").forEach(type -> told.add(type.asText())));
    told.add("webhook.disabled");
    List<String> asked = new ArrayList<>();
    Contract.committed()
        .document("management")
        .at("/components/schemas/Topic/enum")
        .forEach(topic -> asked.add(topic.asText()));
    assertEquals(told, asked);
  }

  @Test
  void every_path_has_its_place_in_the_metrics() {
    long paths =
        Contract.committed().operations().stream().map(ApiOperation::path).distinct().count();
    int most =
        ConfigProvider.getConfig()
            .getValue("quarkus.micrometer.binder.http-server.max-uri-tags", Integer.class);
    // Health, metrics, documents and pages have some, too.
    assertTrue(paths + 50 < most, paths + " paths");
  }

  @Test
  void a_problem_of_another_form_is_refused() {
    String good = problem(404, "not_found");
    refuses("GET", RECEIPT_PATH, 404, "application/json", good);
    refuses("GET", RECEIPT_PATH, 404, Contract.PROBLEM, "");
    refuses("GET", RECEIPT_PATH, 404, Contract.PROBLEM, problem(400, "not_found"));
    refuses("GET", RECEIPT_PATH, 404, Contract.PROBLEM, good.replace("\"code\"", "\"kode\""));
    refuses("GET", RECEIPT_PATH, 404, Contract.PROBLEM, good.replace("an-id", "another"));
    refuses("GET", "/nowhere", 404, "text/html", "<h1>Not found</h1>");
    for (String internal :
        List.of(
            "java.lang.NullPointerException",
            "at io.masthead.http.Edge.fail(Edge.java:12)",
            "violates unique_constraint",
            "insert into article values")) {
      refuses("GET", RECEIPT_PATH, 404, Contract.PROBLEM, good.replace("Nothing here", internal));
    }
  }

  private static void refuses(String method, String path, int status, String type, String body) {
    assertTrue(
        !faults(method, path, status, type, body).isEmpty(),
        method + " " + path + " " + status + " " + type + " " + body + " went through");
  }

  private static List<String> faults(
      String method, String path, int status, String type, String body) {
    return CONTRACT.faults(
        method,
        path,
        new Contract.Answer(status, headers(type), body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> headers(String type) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", type);
    headers.put("x-request-id", "an-id");
    headers.put("cache-control", "no-store");
    headers.put("vary", "Accept-Encoding");
    return headers;
  }

  private static String problem(int status, String code) {
    return "{\"type\": \"/problems/x\", \"title\": \"Nothing here\", \"status\": "
        + status
        + ", \"code\": \""
        + code
        + "\", \"instance\": \"an-id\"}";
  }

  /** Documents are compared by what they say, not by the order they say it in. */
  private static Object sorted(JsonNode node) {
    return JSON.convertValue(node, Map.class);
  }
}
