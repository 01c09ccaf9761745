package io.masthead.http;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;

/**
 * Completes a document with what follows by rule: which surface it describes, the problems that
 * every operation of a kind can end in, inline scalars and enum values as they go over the wire.
 */
abstract class ApiDocument implements OASFilter {

  private final String prefix;
  private final boolean management;
  private final String description;

  private final IndexView index;

  ApiDocument(IndexView index, String prefix, boolean management, String description) {
    this.index = index;
    this.prefix = prefix;
    this.management = management;
    this.description = description;
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getInfo().setTitle("Masthead " + (management ? "management" : "delivery"));
    document.getInfo().setDescription(description);
    document.setServers(List.of(OASFactory.createServer().url("/").description("This service")));
    keepOwnPaths(document);
    inlineScalars(document);
    addProblem(document);
    DocumentBounds.write(index, document.getComponents().getSchemas());
    freeChoices(document);
    describePatches(document);
    describeOptionalBodies(document);
    document.getPaths().getPathItems().values().stream()
        .flatMap(item -> item.getOperations().entrySet().stream())
        .forEach(entry -> complete(document, entry.getKey(), entry.getValue()));
    DocumentSchemas.tidy(document);
    SecurityRequirement nothing = OASFactory.createSecurityRequirement();
    document.setSecurity(List.of(management ? nothing.addScheme("key", List.of()) : nothing));
    keepUsedSchemes(document);
    keepUsedTags(document);
  }

  private void keepOwnPaths(OpenAPI document) {
    Paths kept = OASFactory.createPaths();
    Map<String, PathItem> sorted = new TreeMap<>(document.getPaths().getPathItems());
    sorted.forEach(
        (path, item) -> {
          if (path.startsWith(prefix)) {
            kept.addPathItem(path, item);
          }
        });
    document.setPaths(kept);
  }

  private static void keepUsedSchemes(OpenAPI document) {
    List<SecurityRequirement> demanded = new ArrayList<>();
    demanded.addAll(Objects.requireNonNullElse(document.getSecurity(), List.of()));
    document
        .getPaths()
        .getPathItems()
        .values()
        .forEach(
            item ->
                item.getOperations()
                    .values()
                    .forEach(
                        o ->
                            demanded.addAll(
                                Objects.requireNonNullElse(o.getSecurity(), List.of()))));
    Map<String, SecurityScheme> schemes =
        new TreeMap<>(document.getComponents().getSecuritySchemes());
    schemes.keySet().removeIf(name -> demanded.stream().noneMatch(d -> d.hasScheme(name)));
    document.getComponents().setSecuritySchemes(schemes);
  }

  private static void keepUsedTags(OpenAPI document) {
    if (document.getTags() == null) {
      return;
    }
    List<String> used =
        document.getPaths().getPathItems().values().stream()
            .flatMap(item -> item.getOperations().values().stream())
            .flatMap(o -> o.getTags() == null ? java.util.stream.Stream.of() : o.getTags().stream())
            .distinct()
            .toList();
    document.setTags(
        document.getTags().stream()
            .filter(t -> used.contains(t.getName()))
            .sorted(
                java.util.Comparator.comparing(
                    org.eclipse.microprofile.openapi.models.tags.Tag::getName))
            .toList());
  }

  /** SmallRye makes components of times and ids; a client wants plain formatted strings. */
  private static void inlineScalars(OpenAPI document) {
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    if (schemas == null) {
      return;
    }
    for (String scalar : List.of("Instant", "UUID", "LocalDate", "URI")) {
      document.getComponents().removeSchema(scalar);
    }
  }

  /** The name of a Java constant, which goes over the wire in lower case. */
  private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]*");

  private static final Map<String, String> SCALARS =
      Map.of(
          "#/components/schemas/Instant", "date-time",
          "#/components/schemas/UUID", "uuid",
          "#/components/schemas/LocalDate", "date",
          "#/components/schemas/URI", "uri");

  @Override
  public Schema filterSchema(Schema schema) {
    String format = schema.getRef() == null ? null : SCALARS.get(schema.getRef());
    if (format != null) {
      schema.setRef(null);
      schema.setType(List.of(Schema.SchemaType.STRING));
      schema.setFormat(format);
    }
    if ((DocumentSchemas.REF + "ObjectNode").equals(schema.getRef())) {
      // The annotations tell what it holds.
      schema.setRef(null);
      schema.setType(List.of(Schema.SchemaType.OBJECT));
    }
    if (schema.getRef() != null) {
      // Generators read what stands beside a reference each in their own way, but its description.
      schema.setType(null);
      schema.setExamples(null);
    }
    if (schema.getEnumeration() != null) {
      List<Object> values = new ArrayList<>();
      schema
          .getEnumeration()
          .forEach(
              v ->
                  values.add(
                      CONSTANT.matcher(v.toString()).matches()
                          ? v.toString().toLowerCase(Locale.ROOT)
                          : v));
      schema.setEnumeration(values);
    }
    return schema;
  }

  /**
   * A patch holds any members of what it changes, and null to remove one: its schema is that of the
   * request, with nothing required and everything nullable.
   */
  private static void describePatches(OpenAPI document) {
    document.getPaths().getPathItems().values().stream()
        .map(PathItem::getPATCH)
        .filter(Objects::nonNull)
        .map(operation -> operation.getRequestBody().getContent())
        .map(content -> content.getMediaType(MergePatch.MEDIA_TYPE))
        .filter(Objects::nonNull)
        .forEach(body -> body.setSchema(patchSchema(document, body.getSchema().getRef())));
  }

  private static Schema patchSchema(OpenAPI document, String ref) {
    String name = ref.substring(ref.lastIndexOf('/') + 1);
    Schema request = document.getComponents().getSchemas().get(name);
    String patchName = name.replace("Request", "Patch");
    Schema patch =
        OASFactory.createSchema()
            .type(List.of(Schema.SchemaType.OBJECT))
            .description("Members to change; null removes one (RFC 7396)");
    request.getProperties().forEach((member, of) -> patch.addProperty(member, nullable(of)));
    document.getComponents().addSchema(patchName, patch);
    return OASFactory.createSchema().ref("#/components/schemas/" + patchName);
  }

  /** The scanner takes each choice for one of objects, also that of a text and a list. */
  private static void freeChoices(OpenAPI document) {
    List<Schema.SchemaType> object = List.of(Schema.SchemaType.OBJECT);
    document.getComponents().getSchemas().values().stream()
        .filter(schema -> schema.getOneOf() != null)
        .filter(
            schema ->
                schema.getOneOf().stream()
                    .map(one -> DocumentSchemas.resolve(document, one))
                    .anyMatch(one -> !object.equals(one.getType())))
        .forEach(schema -> schema.setType(null));
  }

  /** What {@link OptionalBody} takes: some clients send a null for a body that is left out. */
  private static void describeOptionalBodies(OpenAPI document) {
    document.getPaths().getPathItems().values().stream()
        .flatMap(item -> item.getOperations().values().stream())
        .map(Operation::getRequestBody)
        .filter(body -> body != null && !Boolean.TRUE.equals(body.getRequired()))
        .map(body -> body.getContent().getMediaType("application/json"))
        .forEach(body -> body.setSchema(nullable(body.getSchema())));
  }

  private static Schema nullable(Schema schema) {
    return OASFactory.createSchema()
        .anyOf(List.of(schema, OASFactory.createSchema().type(List.of(Schema.SchemaType.NULL))));
  }

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "If-Match", "ETag of the version that is changed, or * for whatever it is now",
          "Idempotency-Key", "The same key and body give the first answer again, for 24 hours",
          "id", "Id",
          "limit", "Most items on the page",
          "cursor", "next or previous of another page of this list",
          "total", "Whether to count the list, to 10,000");

  /** Parameters that take an id or a slug; what can be neither cannot be understood. */
  private static final List<String> REFERENCES =
      List.of("article", "author", "section", "tag", "parent", "reassignTo");

  /**
   * Of ASCII letters, digits and hyphens alone, beyond it anything: every dialect of regular
   * expressions reads this alike, unlike one with properties of Unicode.
   */
  private static final String REFERENCE = "^[^\\x00-,./:-@\\[-\\x60{-\\x7f]+$";

  private static void describe(Parameter parameter) {
    if (parameter.getDescription() == null) {
      parameter.setDescription(PARAMETERS.get(parameter.getName()));
    }
    Schema schema = parameter.getSchema();
    if (parameter.getIn() == Parameter.In.QUERY && parameter.getExample() != null) {
      // The docs page fills a parameter's own example in, and so asks for what nobody has.
      schema.addExample(parameter.getExample());
      parameter.setExample(null);
    }
    boolean isReference =
        REFERENCES.contains(parameter.getName())
            && (parameter.getIn() == Parameter.In.PATH || parameter.getIn() == Parameter.In.QUERY);
    if (isReference) {
      schema.setMaxLength(120);
      schema.setPattern(REFERENCE);
    }
    if ("lang".equals(parameter.getName())) {
      schema.setMaxLength(35);
      schema.setPattern("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    }
    if ("If-Match".equals(parameter.getName())) {
      schema.setMaxLength(IfMatch.MAX_LENGTH);
      parameter.setRequired(true);
      parameter.setExample("\"1\"");
    }
    if ("Idempotency-Key".equals(parameter.getName())) {
      parameter.getSchema().setMaxLength(255);
    }
    if ("cursor".equals(parameter.getName())) {
      parameter.getSchema().setMaxLength(2000);
    }
  }

  private static boolean isFreeText(Schema schema) {
    return List.of(Schema.SchemaType.STRING).equals(schema.getType())
        && schema.getFormat() == null
        && schema.getEnumeration() == null
        && schema.getMaxLength() == null;
  }

  /** The query guard reads a parameter's type, values and default where the parameter stands. */
  private static void inlineEnum(OpenAPI document, Parameter parameter) {
    Schema schema = parameter.getSchema();
    if (schema.getItems() != null) {
      schema.setItems(inlined(document, schema.getItems()));
    } else {
      parameter.setSchema(inlined(document, schema));
    }
  }

  private static Schema inlined(OpenAPI document, Schema schema) {
    List<Schema> parts = schema.getAllOf() == null ? List.of(schema) : schema.getAllOf();
    if (parts.stream().noneMatch(part -> part.getRef() != null)) {
      return schema;
    }
    Schema inlined = OASFactory.createSchema();
    for (Schema part : parts) {
      Schema from = DocumentSchemas.resolve(document, part);
      if (from.getType() != null) {
        inlined.setType(from.getType());
        inlined.setEnumeration(from.getEnumeration());
      }
      if (from.getDefaultValue() != null) {
        inlined.setDefaultValue(from.getDefaultValue());
      }
    }
    return inlined;
  }

  /** No endpoint returns a problem, so that the scanner never meets one. */
  private static void addProblem(OpenAPI document) {
    for (Class<? extends Record> type : List.of(Problem.class, Problem.Uses.class, Fault.class)) {
      Schema schema =
          OASFactory.createSchema()
              .type(List.of(Schema.SchemaType.OBJECT))
              .description(
                  type.getAnnotation(
                          org.eclipse.microprofile.openapi.annotations.media.Schema.class)
                      .description());
      for (RecordComponent member : type.getRecordComponents()) {
        var said =
            member
                .getAccessor()
                .getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        schema.addProperty(member.getName(), memberSchema(member, said));
        if (said.required()) {
          schema.addRequired(member.getName());
        }
      }
      document.getComponents().addSchema(type.getSimpleName(), schema);
    }
  }

  private static Schema memberSchema(
      RecordComponent member, org.eclipse.microprofile.openapi.annotations.media.Schema said) {
    Schema schema = OASFactory.createSchema().description(said.description());
    if (member.getType() == List.class) {
      schema.setType(List.of(Schema.SchemaType.ARRAY));
      schema.setItems(OASFactory.createSchema().ref(DocumentSchemas.REF + "Fault"));
      return schema;
    }
    if (member.getType() == Instant.class) {
      return schema.type(List.of(Schema.SchemaType.STRING)).format("date-time");
    }
    if (member.getType().isRecord()) {
      return schema.ref(DocumentSchemas.REF + member.getType().getSimpleName());
    }
    boolean text = member.getType() == String.class;
    schema.setType(List.of(text ? Schema.SchemaType.STRING : Schema.SchemaType.INTEGER));
    for (String example : said.examples()) {
      schema.addExample(text ? example : (Object) Integer.valueOf(example));
    }
    return schema;
  }

  private void complete(OpenAPI document, PathItem.HttpMethod method, Operation operation) {
    if (operation.getParameters() != null) {
      for (Parameter parameter : operation.getParameters()) {
        inlineEnum(document, parameter);
        DocumentParameters.listNames(document, operation, parameter);
        describe(parameter);
      }
    }
    boolean hasBody = operation.getRequestBody() != null;
    boolean hasPathValue =
        operation.getParameters() != null
            && operation.getParameters().stream().anyMatch(p -> p.getIn() == Parameter.In.PATH);
    boolean conditional = hasHeader(operation, "If-Match");
    problem(operation, "400", "The request cannot be understood");
    if (management) {
      problem(operation, "401", "The key is missing, wrong, expired or revoked");
      problem(operation, "403", "The key's role does not allow this");
      problem(operation, "429", "Too many wrong keys came from this address; see Retry-After");
    }
    if (hasPathValue) {
      problem(operation, "404", "There is nothing visible under this address");
    }
    problem(operation, "405", "The method is not allowed here; see Allow");
    problem(operation, "406", "None of the types in Accept can be given");
    if (method != PathItem.HttpMethod.GET) {
      problem(operation, "408", "The body did not come in time");
    }
    APIResponse undescribed = operation.getResponses().getAPIResponse("200");
    if (conditional && undescribed != null && "OK".equals(undescribed.getDescription())) {
      undescribed.setDescription("What it is after the move");
      problem(operation, "409", "Its state does not allow it");
    }
    if (conditional) {
      problem(operation, "412", "It was changed meanwhile; see currentVersion");
      problem(operation, "428", "If-Match is missing");
    }
    if (method != PathItem.HttpMethod.GET) {
      problem(operation, "413", "The body is too large");
    }
    problem(operation, "414", "The address is too long");
    if (hasBody && !operation.getRequestBody().getContent().hasMediaType("*/*")) {
      problem(operation, "415", "The body's media type or coding is not accepted");
    }
    if (hasBody || hasQuery(operation, "reassignTo")) {
      problem(operation, "422", "A rule is broken; see errors");
    }
    problem(operation, "431", "The header fields are too large");
    problem(operation, "500", "Something went wrong here");
    problem(operation, "503", "The service cannot answer now; see Retry-After");
    operation
        .getResponses()
        .getAPIResponses()
        .forEach((status, answer) -> problem(operation, status, answer.getDescription()));
    if (!management && method == PathItem.HttpMethod.GET) {
      conditionalRead(operation);
    }
    DocumentHeaders.write(document, management, method, operation);
  }

  private static boolean hasHeader(Operation operation, String name) {
    return has(operation, Parameter.In.HEADER, name);
  }

  private static boolean hasQuery(Operation operation, String name) {
    return has(operation, Parameter.In.QUERY, name);
  }

  private static boolean has(Operation operation, Parameter.In in, String name) {
    return operation.getParameters() != null
        && operation.getParameters().stream()
            .anyMatch(p -> p.getIn() == in && name.equals(p.getName()));
  }

  private static void conditionalRead(Operation operation) {
    APIResponse ok = operation.getResponses().getAPIResponse("200");
    if (ok == null
        || !DocumentHeaders.isJson(ok)
        || DocumentHeaders.isNeverKept(ok)
        || operation.getResponses().hasAPIResponse("304")) {
      return;
    }
    operation
        .getResponses()
        .addAPIResponse(
            "304", OASFactory.createAPIResponse().description("The caller has this version"));
  }

  private static Map<String, Object> example(int status) {
    ProblemType type =
        switch (status) {
          case 412 -> ProblemType.PRECONDITION_FAILED;
          case 422 -> ProblemType.VALIDATION;
          case 428 -> ProblemType.PRECONDITION_REQUIRED;
          default -> ProblemType.of(status);
        };
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", type.uri());
    example.put("title", type.title);
    example.put("status", status);
    example.put("code", type.code());
    example.put("instance", "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69");
    return example;
  }

  private static void problem(Operation operation, String status, String description) {
    if (!status.matches("[45]\\d\\d")) {
      return;
    }
    APIResponse declared = operation.getResponses().getAPIResponse(status);
    if (declared == null) {
      declared = OASFactory.createAPIResponse().description(description);
      operation.getResponses().addAPIResponse(status, declared);
    }
    if (declared.getContent() == null) {
      MediaType body =
          OASFactory.createMediaType()
              .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))
              .example(example(Integer.parseInt(status)));
      declared.setContent(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, body));
    }
  }
}
