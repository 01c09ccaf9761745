package io.masthead.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds every query and path parameter against the document before the endpoint sees it, and tells
 * all faults at once. Nothing unknown, repeated or malformed is ignored.
 */
@Singleton
class QueryGuard {

  private static final Pattern NAME = Pattern.compile("[\\w.$\\[\\]-]{1,100}");

  @Inject OperationTable operations;

  @ServerRequestFilter
  void check(ContainerRequestContext request, RoutingContext routing) {
    operations
        .find(routing.normalizedPath())
        .ifPresent(
            item -> {
              JsonNode operation = item.methods().get(routing.request().method().name());
              if (operation != null) {
                check(operation, item.template(), routing);
              }
            });
  }

  private static void check(JsonNode operation, String template, RoutingContext routing) {
    List<Fault> faults = new ArrayList<>();
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
        checkValues(name, parameter.path("schema"), given.getAll(name), faults);
      }
    }
    for (JsonNode parameter : known.values()) {
      String name = parameter.get("name").asText();
      if (parameter.path("required").asBoolean() && !given.contains(name)) {
        faults.add(Fault.parameter(name, "required", "the parameter is required"));
      }
    }
    if (!faults.isEmpty()) {
      throw ProblemException.badRequest(faults);
    }
  }

  /** What is no name at all is somebody's text, which no answer repeats. */
  private static Fault unknown(String name) {
    return NAME.matcher(name).matches()
        ? Fault.parameter(name, "unknown_parameter", "there is no such parameter")
        : Fault.parameter("", "unknown_parameter", "no parameter has a name of this form");
  }

  private static void checkPath(
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

  private static void checkValues(
      String name, JsonNode schema, List<String> values, List<Fault> faults) {
    boolean repeatable = schema.path("type").asText().equals("array");
    if (!repeatable && values.size() > 1) {
      faults.add(Fault.parameter(name, "repeated_parameter", "the parameter may stand once"));
      return;
    }
    if (repeatable && values.size() > schema.path("maxItems").asInt(100)) {
      faults.add(
          Fault.parameter(
              name, "too_many", "at most " + schema.path("maxItems").asInt(100) + " are accepted"));
      return;
    }
    for (String value : values) {
      checkValue(name, repeatable ? schema.path("items") : schema, value, faults);
    }
  }

  private static void checkValue(String name, JsonNode schema, String value, List<Fault> faults) {
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
    if (!value.matches("-?(0|[1-9][0-9]*)")) {
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

  private static void checkString(String name, JsonNode schema, String value, List<Fault> faults) {
    JsonNode values = schema.path("enum");
    if (values.isArray()) {
      List<String> accepted = new ArrayList<>();
      values.forEach(v -> accepted.add(v.asText()));
      if (!accepted.contains(value)) {
        faults.add(
            Fault.parameter(
                name, "invalid_value", "one of " + String.join(", ", accepted) + " is wanted"));
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
          default -> !schema.has("pattern") || value.matches(schema.get("pattern").asText());
        };
    if (!formed) {
      faults.add(Fault.parameter(name, "invalid_format", wanted(schema.path("format").asText())));
    }
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
      LocalDate.parse(value);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
