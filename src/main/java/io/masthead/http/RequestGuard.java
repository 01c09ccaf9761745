package io.masthead.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds every request against the document before the endpoint sees it: whether its answer can be
 * given as the caller accepts it, every query and path parameter, and that no body comes where none
 * is taken. All faults are told at once; nothing unknown, repeated or malformed is ignored.
 */
@Singleton
class RequestGuard {

  private static final Pattern NAME = Pattern.compile("[\\w.$\\[\\]-]{1,100}");

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");

  /** A list of accepted values that is longer stands in the document alone. */
  private static final int MOST_NAMED = 20;

  @Inject Cursors cursors;
  @Inject BodyClock clock;

  /** By its text in the document; there are as many as the document has. */
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(ContainerRequestContext request, RoutingContext routing) throws IOException {
    OperationTable.PathItem item = OperationTable.item(routing);
    String method = routing.request().method().name();
    if (item == null || !item.methods().containsKey(method)) {
      return;
    }
    clock.start(routing);
    JsonNode operation = item.methods().get(method);
    checkAccept(operation, routing);
    List<Fault> faults = new ArrayList<>();
    checkParameters(operation, item.template(), routing, faults);
    if (!method.equals("GET")
        && !method.equals("HEAD")
        && !operation.has("requestBody")
        && hasBody(request, routing)) {
      faults.add(Fault.at("", "not_allowed", "this operation takes no body"));
      // The body is not read, so the connection cannot be used again.
      routing.response().putHeader("Connection", "close");
    }
    if (!faults.isEmpty()) {
      throw ProblemException.badRequest(faults);
    }
  }

  /** The framework finds a fitting type, but does not know that a weight of 0 refuses one. */
  private static void checkAccept(JsonNode operation, RoutingContext routing) {
    List<String> given = routing.request().headers().getAll("Accept");
    if (given.isEmpty()) {
      return;
    }
    Accept accept = new Accept(String.join(",", given));
    if (OperationTable.answerTypes(operation).stream().noneMatch(accept::takes)) {
      throw new ProblemException(
          ProblemType.NOT_ACCEPTABLE, "None of the types in Accept can be given.");
    }
  }

  private static boolean hasBody(ContainerRequestContext request, RoutingContext routing)
      throws IOException {
    if (routing.request().headers().contains("Transfer-Encoding")) {
      return request.getEntityStream().read() >= 0;
    }
    String length = routing.request().getHeader("Content-Length");
    return length != null && !length.strip().equals("0");
  }

  private void checkParameters(
      JsonNode operation, String template, RoutingContext routing, List<Fault> faults) {
    Map<String, JsonNode> known = new HashMap<>();
    for (JsonNode parameter : operation.path("parameters")) {
      switch (parameter.path("in").asText()) {
        case "query" -> known.put(parameter.get("name").asText(), parameter);
        case "path" -> checkPath(parameter, template, routing, faults);
        default -> {}
      }
    }
    MultiMap given = routing.queryParams();
    for (String name : new TreeSet<>(given.names())) {
      JsonNode parameter = known.get(name);
      if (parameter == null) {
        faults.add(unknown(name));
      } else {
        checkValues(parameter, given.getAll(name), faults);
      }
    }
    for (JsonNode parameter : known.values()) {
      String name = parameter.get("name").asText();
      if (parameter.path("required").asBoolean() && !given.contains(name)) {
        faults.add(Fault.parameter(name, "required", "the parameter is required"));
      }
    }
  }

  /** What is no name at all is somebody's text, which no answer repeats. */
  private static Fault unknown(String name) {
    return NAME.matcher(name).matches()
        ? Fault.parameter(name, "unknown_parameter", "there is no such parameter")
        : Fault.parameter("", "unknown_parameter", "no parameter has a name of this form");
  }

  private void checkPath(
      JsonNode parameter, String template, RoutingContext routing, List<Fault> faults) {
    String name = parameter.get("name").asText();
    String[] names = template.split("/");
    String[] segments = routing.normalizedPath().split("/");
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals("{" + name + "}")) {
        String value =
            java.net.URLDecoder.decode(
                segments[i].replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        checkValue(name, parameter.path("schema"), value, faults);
      }
    }
  }

  private void checkValues(JsonNode parameter, List<String> values, List<Fault> faults) {
    String name = parameter.get("name").asText();
    JsonNode schema = parameter.path("schema");
    boolean list = schema.path("type").asText().equals("array");
    boolean joined = list && !parameter.path("explode").asBoolean(true);
    if ((!list || joined) && values.size() > 1) {
      faults.add(Fault.parameter(name, "repeated_parameter", "the parameter may stand once"));
      return;
    }
    int most = schema.path("maxItems").asInt(100);
    List<String> items =
        joined && !values.get(0).isBlank() ? List.of(values.get(0).split(",", most + 2)) : values;
    if (list && items.size() > most) {
      faults.add(Fault.parameter(name, "too_many", "at most " + most + " are accepted"));
      return;
    }
    int before = faults.size();
    boolean unique = schema.path("uniqueItems").asBoolean();
    Set<String> seen = new HashSet<>();
    for (String item : items) {
      checkValue(name, list ? schema.path("items") : schema, item, faults);
      if (unique && !seen.add(item)) {
        faults.add(Fault.parameter(name, "repeated_parameter", "a name may stand there once"));
      }
    }
    if (name.equals("cursor") && faults.size() == before && !cursors.isOurs(values.get(0))) {
      faults.add(Cursors.refusal());
    }
  }

  private void checkValue(String name, JsonNode schema, String value, List<Fault> faults) {
    String text = Json.textFault(value);
    if (text != null || value.indexOf('\uFFFD') >= 0) {
      faults.add(
          Fault.parameter(
              name,
              text == null ? "invalid_encoding" : text,
              "the value holds a character that no text may hold"));
      return;
    }
    if (value.isBlank()) {
      faults.add(Fault.parameter(name, "required", "the parameter has no value"));
      return;
    }
    String type = schema.path("type").asText();
    switch (type) {
      case "integer" -> checkInteger(name, schema, value, faults);
      case "boolean" -> {
        if (!value.equals("true") && !value.equals("false")) {
          faults.add(Fault.parameter(name, "invalid_type", "true or false is wanted"));
        }
      }
      default -> checkString(name, schema, value, faults);
    }
  }

  private static void checkInteger(String name, JsonNode schema, String value, List<Fault> faults) {
    if (!INTEGER.matcher(value).matches()) {
      faults.add(Fault.parameter(name, "invalid_type", "an integer is wanted"));
      return;
    }
    long least = schema.path("minimum").asLong(Integer.MIN_VALUE);
    long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
    boolean inRange = value.length() <= 11;
    if (inRange) {
      long number = Long.parseLong(value);
      inRange = number >= least && number <= most;
    }
    if (!inRange) {
      faults.add(
          Fault.parameter(
              name, "out_of_range", "between " + least + " and " + most + " is wanted"));
    }
  }

  private void checkString(String name, JsonNode schema, String value, List<Fault> faults) {
    JsonNode values = schema.path("enum");
    if (values.isArray()) {
      List<String> accepted = new ArrayList<>();
      values.forEach(v -> accepted.add(v.asText()));
      if (!accepted.contains(value)) {
        faults.add(Fault.parameter(name, "invalid_value", wanted(accepted, value)));
      }
      return;
    }
    int length = value.codePointCount(0, value.length());
    if (length > schema.path("maxLength").asInt(2000)) {
      faults.add(
          Fault.parameter(
              name,
              "too_long",
              "at most " + schema.path("maxLength").asInt(2000) + " characters are accepted"));
      return;
    }
    boolean formed =
        switch (schema.path("format").asText()) {
          case "uuid" -> Json.isUuid(value);
          case "date-time" -> isInstant(value);
          case "date" -> isDate(value);
          default ->
              !schema.has("pattern")
                  || pattern(schema.get("pattern").asText()).matcher(value).matches();
        };
    if (!formed) {
      faults.add(Fault.parameter(name, "invalid_format", wanted(schema.path("format").asText())));
    }
  }

  private Pattern pattern(String text) {
    return patterns.computeIfAbsent(text, Pattern::compile);
  }

  private static String wanted(List<String> accepted, String value) {
    return accepted.size() <= MOST_NAMED
        ? "one of " + String.join(", ", accepted) + " is wanted"
        : "there is no '" + value + "' here";
  }

  private static String wanted(String format) {
    return switch (format) {
      case "uuid" -> "a UUID is wanted";
      case "date-time" ->
          "a time by RFC 3339 with an offset is wanted, such as 2026-12-01T09:00:00Z";
      case "date" -> "a date such as 2026-12-01 is wanted";
      default -> "the value is not of the wanted form";
    };
  }

  private static boolean isInstant(String value) {
    try {
      Json.parseInstant(value);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isDate(String value) {
    try {
      int year = LocalDate.parse(value).getYear();
      return year >= 1 && year <= 9999;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
