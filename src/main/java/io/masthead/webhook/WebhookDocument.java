package io.masthead.webhook;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Describes in the document of management what a receiver is sent: one webhook for each topic, with
 * an example that is signed.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, documentNames = "editorial")
public class WebhookDocument implements OASFilter {

  static final String TEST = "webhook.test";

  /** The secret of the examples, for whoever would check a receiver by them. */
  static final Secret EXAMPLE_SECRET =
      new Secret("an example of thirty-two octets.".getBytes(StandardCharsets.US_ASCII));

  private static final Instant AT = Instant.parse("2026-11-25T09:00:00Z");
  private static final String EVENT = "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a70";
  private static final String SUBJECT = "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a60";
  private static final String HEIR = "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a61";
  private static final String TIME = "2026-11-25T09:00:00.000Z";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    for (Topic topic : Topic.values()) {
      describe(document, topic.told());
    }
    describe(document, TEST);
  }

  private static void describe(OpenAPI document, String type) {
    Map<String, Object> data = data(type);
    String body = body(type, data);
    Operation operation =
        OASFactory.createOperation()
            .operationId("on" + camel(type))
            .summary(summary(type))
            .description(
                "Signed by Standard Webhooks 1.0.0: webhook-signature holds, for each secret in force,"
                    + " v1, and the HMAC-SHA256 of webhook-id, webhook-timestamp and the octets of the"
                    + " body, joined by dots, under the octets that the secret has in base64 behind"
                    + " whsec_. Take a message whose timestamp is within five minutes of now and of"
                    + " whose signatures one is right; know by webhook-id what came before. The"
                    + " example is signed with "
                    + EXAMPLE_SECRET.told()
                    + ".")
            .addTag("Webhooks")
            .addParameter(
                header(
                    "webhook-id",
                    "Which message it is: the same however often it is sent",
                    EVENT,
                    "uuid"))
            .addParameter(
                header(
                    "webhook-timestamp",
                    "When this try was made, seconds since 1970",
                    Long.toString(AT.getEpochSecond()),
                    null))
            .addParameter(
                header(
                    "webhook-signature",
                    "Signatures by blanks, of the newest secret first",
                    EXAMPLE_SECRET.sign(EVENT, AT, body),
                    null))
            .requestBody(
                OASFactory.createRequestBody()
                    .required(true)
                    .description("Where the thing stands, never what it says")
                    .content(
                        OASFactory.createContent()
                            .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                    .schema(schema(document, type, data))
                                    .example(message(type, data)))))
            .responses(
                OASFactory.createAPIResponses()
                    .addAPIResponse("2XX", answer("It is taken, within 15 seconds"))
                    .addAPIResponse("410", answer("Nothing is wanted any more: it is switched off"))
                    .addAPIResponse(
                        "default", answer("It failed, and is sent again; Retry-After is heeded")))
            .security(List.of(OASFactory.createSecurityRequirement()));
    document.addWebhook(type, OASFactory.createPathItem().POST(operation));
  }

  private static APIResponse answer(String text) {
    return OASFactory.createAPIResponse().description(text);
  }

  private static Parameter header(String name, String description, String example, String format) {
    Schema text = OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .required(true)
        .description(description)
        .schema(text.format(format).addExample(example));
  }

  private static String camel(String type) {
    StringBuilder camel = new StringBuilder();
    for (String word : type.split("[._]")) {
      camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return camel.toString();
  }

  private static String summary(String type) {
    return switch (type) {
      case "article.published" -> "Readers have an article that they did not have before";
      case "article.updated" -> "Readers have an article otherwise than before";
      case "article.unpublished" -> "Readers have an article no more; it may come back";
      case "article.taken_down" -> "An article was taken down for good";
      case "webhook.disabled" -> "Another webhook was switched off by the service";
      case TEST -> "Somebody asked whether anything arrives";
      default ->
          type.endsWith(".deleted")
              ? "A term under which something was published is gone"
              : "A term under which something is published is another than before";
    };
  }

  /** What is told, by its example. */
  private static Map<String, Object> data(String type) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", SUBJECT);
    if (type.startsWith("webhook.")) {
      if (type.equals("webhook.disabled")) {
        data.put("reason", "failing");
      }
      return data;
    }
    String kind = type.substring(0, type.indexOf('.'));
    data.put("slug", kind.equals("article") ? "a-bridge-opens" : "railways");
    if (kind.equals("article")) {
      data.put("lang", "en");
      data.put("publishedAt", TIME);
      data.put("modifiedAt", TIME);
    }
    if (type.equals("article.taken_down")) {
      data.put("reason", "legal");
      data.put("takenDownAt", TIME);
    }
    if (type.endsWith(".deleted")) {
      data.put("into", HEIR);
    }
    data.put("tags", List.of("any-" + kind, kind + "-" + SUBJECT));
    return data;
  }

  private static Map<String, Object> message(String type, Map<String, Object> data) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", EVENT);
    message.put("type", type);
    message.put("timestamp", TIME);
    message.put("data", data);
    return message;
  }

  /** The octets of the message, as they are signed. */
  private static String body(String type, Map<String, Object> data) {
    StringBuilder body = new StringBuilder();
    write(message(type, data), body);
    return body.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> members) {
      out.append('{');
      members.forEach(
          (name, member) -> {
            out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
            write(name, out);
            out.append(':');
            write(member, out);
          });
      out.append('}');
    } else if (value instanceof List<?> items) {
      out.append('[');
      items.forEach(
          item -> {
            out.append(out.charAt(out.length() - 1) == '[' ? "" : ",");
            write(item, out);
          });
      out.append(']');
    } else {
      out.append('"').append(value).append('"');
    }
  }

  private static Schema schema(OpenAPI document, String type, Map<String, Object> example) {
    Schema data = object("Where the thing stands");
    example.keySet().forEach(name -> member(data, type, name));
    Schema message = object("An event, as streams of events tell it, too");
    message.addProperty("id", text("uuid", "Which event it is, as in webhook-id"));
    message.addProperty("type", text(null, "What happened").addEnumeration(type));
    message.addProperty("timestamp", text("date-time", "When it happened"));
    message.addProperty("data", named(document, camel(type) + "Data", data));
    message.required(List.of("id", "type", "timestamp", "data"));
    return named(document, camel(type) + "Event", message);
  }

  /** Under a name of ours, since generators make up worse ones. */
  private static Schema named(OpenAPI document, String name, Schema schema) {
    document.getComponents().addSchema(name, schema);
    return OASFactory.createSchema().ref("#/components/schemas/" + name);
  }

  private static void member(Schema data, String type, String name) {
    Schema member =
        switch (name) {
          case "id" -> text("uuid", "Of the thing that it is about");
          case "into" -> text("uuid", "Which has its articles now; absent for none");
          case "publishedAt", "modifiedAt", "takenDownAt" -> text("date-time", null);
          case "tags" ->
              OASFactory.createSchema()
                  .type(List.of(Schema.SchemaType.ARRAY))
                  .items(text(null, null))
                  .maxItems(250)
                  .description(
                      "The cache tags, as in Cache-Tag and Surrogate-Key, of all answers that are not"
                          + " true any more; all alone where there are too many");
          default -> text(null, null);
        };
    data.addProperty(name, member);
    // Of an article that was not published when it was taken down there is only its id.
    boolean always =
        List.of("id", "tags").contains(name)
            || !type.equals("article.taken_down") && !name.equals("into")
            || List.of("reason", "takenDownAt").contains(name);
    if (always) {
      data.addRequired(name);
    }
  }

  private static Schema object(String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.OBJECT))
        .description(description);
  }

  private static Schema text(String format, String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.STRING))
        .format(format)
        .description(description);
  }
}
