package io.masthead.http;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Discriminator;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Tidies the schemas of one document: keeps those that its operations reach and gives them the
 * names a client's types should have, since both documents are scanned as one.
 */
final class DocumentSchemas {

  static final String REF = "#/components/schemas/";

  /** A name that was taken when its class was scanned. */
  private static final Pattern NUMBERED = Pattern.compile("(.*\\D)\\d+");

  private final OpenAPI document;
  private final Map<String, Schema> components;
  private final Set<Schema> reached = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Schema> kept = new TreeMap<>();

  private DocumentSchemas(OpenAPI document) {
    this.document = document;
    this.components = document.getComponents().getSchemas();
    reach();
  }

  static void tidy(OpenAPI document) {
    DocumentSchemas schemas = new DocumentSchemas(document);
    schemas.rename();
  }

  /** The schema itself, or the component that it refers to. */
  static Schema resolve(OpenAPI document, Schema schema) {
    return schema.getRef() == null
        ? schema
        : document.getComponents().getSchemas().get(name(schema.getRef()));
  }

  private static String name(String ref) {
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  private void reach() {
    Deque<Schema> open = new ArrayDeque<>();
    Stream.concat(
            document.getPaths().getPathItems().values().stream(),
            document.getWebhooks() == null ? Stream.of() : document.getWebhooks().values().stream())
        .flatMap(item -> item.getOperations().values().stream())
        .forEach(operation -> roots(operation).forEach(open::add));
    while (!open.isEmpty()) {
      Schema schema = open.pop();
      if (!reached.add(schema)) {
        continue;
      }
      if (schema.getRef() != null && components.containsKey(name(schema.getRef()))) {
        kept.put(name(schema.getRef()), components.get(name(schema.getRef())));
        open.add(components.get(name(schema.getRef())));
      }
      parts(schema).forEach(open::add);
    }
  }

  private static Stream<Schema> roots(Operation operation) {
    Stream<Schema> parameters =
        operation.getParameters() == null
            ? Stream.of()
            : operation.getParameters().stream().map(Parameter::getSchema);
    Stream<Schema> body =
        operation.getRequestBody() == null
            ? Stream.of()
            : ofContent(operation.getRequestBody().getContent());
    Stream<Schema> answers =
        operation.getResponses().getAPIResponses().values().stream()
            .flatMap(DocumentSchemas::ofAnswer);
    return Stream.of(parameters, body, answers).flatMap(s -> s).filter(Objects::nonNull);
  }

  private static Stream<Schema> ofAnswer(APIResponse answer) {
    Stream<Schema> headers =
        answer.getHeaders() == null
            ? Stream.of()
            : answer.getHeaders().values().stream().map(Header::getSchema);
    return Stream.concat(headers, ofContent(answer.getContent()));
  }

  private static Stream<Schema> ofContent(Content content) {
    return content == null
        ? Stream.of()
        : content.getMediaTypes().values().stream().map(MediaType::getSchema);
  }

  private static Stream<Schema> parts(Schema schema) {
    return Stream.of(
            schema.getProperties() == null
                ? Stream.<Schema>of()
                : schema.getProperties().values().stream(),
            Stream.ofNullable(schema.getItems()),
            Stream.ofNullable(schema.getAdditionalPropertiesSchema()),
            list(schema.getAllOf()),
            list(schema.getAnyOf()),
            list(schema.getOneOf()))
        .flatMap(s -> s);
  }

  private static Stream<Schema> list(List<Schema> schemas) {
    return schemas == null ? Stream.of() : schemas.stream();
  }

  private void rename() {
    Map<String, String> names = new HashMap<>();
    kept.forEach((name, schema) -> names.put(name, pageName(name, schema)));
    names.replaceAll((name, given) -> free(name, given, names));
    document.getComponents().setSchemas(null);
    kept.forEach((name, schema) -> document.getComponents().addSchema(names.get(name), schema));
    for (Schema schema : reached) {
      if (schema.getRef() != null) {
        schema.setRef(REF + names.getOrDefault(name(schema.getRef()), name(schema.getRef())));
      }
      Discriminator discriminator = schema.getDiscriminator();
      if (discriminator != null && discriminator.getMapping() != null) {
        Map<String, String> mapping = new TreeMap<>(discriminator.getMapping());
        mapping.replaceAll((value, ref) -> REF + names.getOrDefault(name(ref), name(ref)));
        discriminator.setMapping(mapping);
      }
    }
  }

  private static String free(String name, String given, Map<String, String> names) {
    Matcher numbered = NUMBERED.matcher(given);
    return numbered.matches() && !names.containsKey(numbered.group(1)) ? numbered.group(1) : given;
  }

  /**
   * {@code Page<TagDetail>} is scanned as PageTagDetail; what it is a page of has a better name.
   */
  private String pageName(String name, Schema schema) {
    Schema items = schema.getProperties() == null ? null : schema.getProperties().get("items");
    boolean page = name.startsWith("Page") && items != null && items.getItems() != null;
    if (!page || items.getItems().getRef() == null) {
      return name;
    }
    String item = name(items.getItems().getRef());
    Matcher numbered = NUMBERED.matcher(item);
    return (numbered.matches() ? numbered.group(1) : item) + "Page";
  }
}
