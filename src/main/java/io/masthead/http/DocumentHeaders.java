package io.masthead.http;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The headers of every answer, as {@link AnswerHeaders}, {@link DeliveryAnswer}, {@link
 * ManagementAnswer}, {@link ProblemMapper} and {@link Edge} set them. Whether a read has a {@code
 * Last-Modified} and a management answer an {@code ETag} is said where the endpoint is.
 */
final class DocumentHeaders {

  private static final Map<String, String> DESCRIPTIONS =
      Map.ofEntries(
          Map.entry("Accept-Patch", "The media type that a patch has (RFC 5789)"),
          Map.entry("Allow", "The methods that this address knows"),
          Map.entry("Cache-Control", "Who may keep the answer, and for how long"),
          Map.entry("Cache-Tag", "What it shows, for a cache that drops by that, where set up"),
          Map.entry("ETag", "The version, to be sent with If-None-Match or If-Match"),
          Map.entry("Idempotent-Replayed", "true where this is the first answer again"),
          Map.entry("Last-Modified", "When anything that it shows last changed"),
          Map.entry("Link", "The pages next and prev, where there are (RFC 8288)"),
          Map.entry("Location", "Its address, relative to this host"),
          Map.entry("Referrer-Policy", "That no other site is told of the address"),
          Map.entry("Retry-After", "Seconds after which it is worth trying again"),
          Map.entry("Surrogate-Key", "As Cache-Tag, for caches that know this name"),
          Map.entry("Vary", "What a cache tells answers apart by"),
          Map.entry("WWW-Authenticate", "How to prove who calls"),
          Map.entry("X-Robots-Tag", "That no search engine may keep it"));

  private final OpenAPI document;
  private final boolean management;
  private final HttpMethod method;
  private final Operation operation;

  private DocumentHeaders(
      OpenAPI document, boolean management, HttpMethod method, Operation operation) {
    this.document = document;
    this.management = management;
    this.method = method;
    this.operation = operation;
  }

  static void write(OpenAPI document, boolean management, HttpMethod method, Operation operation) {
    DocumentHeaders headers = new DocumentHeaders(document, management, method, operation);
    operation.getResponses().getAPIResponses().forEach(headers::complete);
    if (operation.getResponses().hasAPIResponse("304")) {
      // It has all the headers of the answer that it stands for (RFC 9110, 15.4.5).
      operation
          .getResponses()
          .getAPIResponse("304")
          .setHeaders(operation.getResponses().getAPIResponse("200").getHeaders());
    }
  }

  private void complete(String status, APIResponse answer) {
    boolean page = isPage(answer);
    boolean never = isNeverKept(answer);
    if (answer.getHeaders() != null) {
      // An empty page has no change to tell the time of, and not every feed a hub.
      answer
          .getHeaders()
          .forEach(
              (name, header) ->
                  describe(header, name, !(page && isDate(name)) && !name.equals("Link")));
    }
    if (status.startsWith("2") || status.startsWith("3")) {
      add(answer, "Cache-Control", true);
      if (!management) {
        add(answer, "Vary", true);
      }
      if (takes("Idempotency-Key")) {
        add(answer, "Idempotent-Replayed", false);
      }
    }
    if (page) {
      add(answer, "Link", false);
    }
    switch (status) {
      case "200" -> {
        boolean kept = method == HttpMethod.GET && isJson(answer) && !never;
        if (management ? takes("If-Match") : kept) {
          add(answer, "ETag", true);
        }
      }
      case "201", "308" -> add(answer, "Location", true);
      case "401" -> add(answer, "WWW-Authenticate", true);
      case "405" -> add(answer, "Allow", true);
      case "412" -> add(answer, "ETag", false);
      case "415" -> {
        if (method == HttpMethod.PATCH) {
          add(answer, "Accept-Patch", false);
        }
      }
      case "429", "503" -> add(answer, "Retry-After", true);
      default -> {}
    }
    if (!management && status.equals("200") && has(answer, "ETag")) {
      add(answer, "Cache-Tag", false);
      add(answer, "Surrogate-Key", false);
    }
  }

  private static boolean has(APIResponse answer, String header) {
    return answer.getHeaders() != null && answer.getHeaders().containsKey(header);
  }

  /** What counts by being fetched is never kept, and has no version. */
  static boolean isJson(APIResponse answer) {
    return answer.getContent() != null
        && answer.getContent().getMediaType("application/json") != null;
  }

  /** Where the endpoint itself says who may keep it, nobody may. */
  static boolean isNeverKept(APIResponse answer) {
    return has(answer, "Cache-Control");
  }

  private boolean takes(String header) {
    return operation.getParameters() != null
        && operation.getParameters().stream()
            .anyMatch(p -> p.getIn() == Parameter.In.HEADER && header.equals(p.getName()));
  }

  private static boolean isDate(String name) {
    return name.equals("Last-Modified");
  }

  private boolean isPage(APIResponse answer) {
    MediaType json =
        answer.getContent() == null ? null : answer.getContent().getMediaType("application/json");
    Map<String, Schema> members =
        json == null || json.getSchema() == null
            ? null
            : DocumentSchemas.resolve(document, json.getSchema()).getProperties();
    return members != null && members.keySet().containsAll(List.of("items", "page"));
  }

  private static void add(APIResponse answer, String name, boolean always) {
    if (!has(answer, name)) {
      answer.addHeader(name, describe(OASFactory.createHeader(), name, always));
    }
  }

  private static Header describe(Header header, String name, boolean always) {
    boolean seconds = name.equals("Retry-After");
    Schema schema =
        OASFactory.createSchema()
            .type(List.of(seconds ? Schema.SchemaType.INTEGER : Schema.SchemaType.STRING));
    return header
        .description(
            header.getDescription() == null ? DESCRIPTIONS.get(name) : header.getDescription())
        .required(always ? true : null)
        .schema(seconds ? schema.minimum(java.math.BigDecimal.ZERO) : schema);
  }
}
