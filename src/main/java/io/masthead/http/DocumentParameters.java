package io.masthead.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Parameters that list names with a comma between them: {@code include} and {@code types} with what
 * their endpoint says it knows, {@code fields} with the members that the operation's answer has.
 */
final class DocumentParameters {

  private static final int MOST_FIELDS = 50;

  private DocumentParameters() {}

  static void listNames(OpenAPI document, Operation operation, Parameter parameter) {
    if (parameter.getIn() != Parameter.In.QUERY) {
      return;
    }
    switch (parameter.getName()) {
      case "include", "types", "facets" -> {
        List<Object> names = parameter.getSchema().getEnumeration();
        list(parameter, names, names.size());
        parameter.getSchema().setUniqueItems(true);
      }
      case "fields" -> list(parameter, members(document, operation), MOST_FIELDS);
      default -> {}
    }
  }

  private static void list(Parameter parameter, List<Object> names, int most) {
    Schema name =
        OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)).enumeration(names);
    parameter.setSchema(
        OASFactory.createSchema()
            .type(List.of(Schema.SchemaType.ARRAY))
            .items(name)
            .minItems(1)
            .maxItems(most));
    parameter.setStyle(Parameter.Style.FORM);
    parameter.setExplode(false);
    if (parameter.getExample() instanceof String example) {
      parameter.setExample(List.of(example.split(",")));
    }
  }

  /** The members of the resource, or of the items of a page, and of the objects in them. */
  private static List<Object> members(OpenAPI document, Operation operation) {
    Schema answer =
        DocumentSchemas.resolve(
            document,
            operation
                .getResponses()
                .getAPIResponse("200")
                .getContent()
                .getMediaType("application/json")
                .getSchema());
    Schema items = answer.getProperties().get("items");
    Schema resource = items == null ? answer : DocumentSchemas.resolve(document, items.getItems());
    List<Object> names = new ArrayList<>();
    resource
        .getProperties()
        .forEach(
            (name, member) -> {
              names.add(name);
              inner(document, member).keySet().forEach(deeper -> names.add(name + "." + deeper));
            });
    return names;
  }

  private static Map<String, Schema> inner(OpenAPI document, Schema member) {
    Schema one = member.getItems() == null ? member : member.getItems();
    Map<String, Schema> properties = DocumentSchemas.resolve(document, one).getProperties();
    return properties == null ? Map.of() : properties;
  }
}
