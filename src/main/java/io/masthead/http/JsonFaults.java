package io.masthead.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one document while it is bound, instead of stopping at the first. */
final class JsonFaults extends DeserializationProblemHandler {

  private static final String ATTRIBUTE = "masthead.faults";

  /** More than these are not told: the sender has seen the point. */
  private static final int MOST = 100;

  private final List<Fault> faults = new ArrayList<>();

  static JsonFaults of(DeserializationContext context) throws IOException {
    Object faults = context.getAttribute(ATTRIBUTE);
    if (faults == null) {
      throw JsonMappingException.from(context, "not of the wanted type or form");
    }
    return (JsonFaults) faults;
  }

  static String attribute() {
    return ATTRIBUTE;
  }

  List<Fault> list() {
    return faults;
  }

  void add(Fault fault) {
    if (faults.size() < MOST && !faults.contains(fault)) {
      faults.add(fault);
    }
  }

  <T> T refuse(JsonParser in, String code, String detail) {
    add(Fault.at(pointer(in), code, detail));
    return null;
  }

  <T> T wrongType(JsonParser in, String detail) throws IOException {
    refuse(in, "invalid_type", detail);
    in.skipChildren();
    return null;
  }

  static String pointer(JsonParser in) {
    boolean atStart = in.hasToken(JsonToken.START_OBJECT) || in.hasToken(JsonToken.START_ARRAY);
    return (atStart && in.getParsingContext().getParent() != null
            ? in.getParsingContext().getParent()
            : in.getParsingContext())
        .pathAsPointer()
        .toString();
  }

  @Override
  public Object handleUnexpectedToken(
      DeserializationContext context,
      JavaType target,
      JsonToken token,
      JsonParser in,
      String message)
      throws IOException {
    return wrongType(in, wanted(target));
  }

  @Override
  public Object handleMissingInstantiator(
      DeserializationContext context,
      Class<?> type,
      ValueInstantiator instantiator,
      JsonParser in,
      String message)
      throws IOException {
    return wrongType(in, wanted(context.constructType(type)));
  }

  @Override
  public Object handleWeirdStringValue(
      DeserializationContext context, Class<?> target, String value, String message) {
    return refuse(
        context.getParser(),
        "invalid_value",
        target.isEnum() ? "one of " + values(target) + " is wanted" : "the value is not accepted");
  }

  @Override
  public Object handleWeirdNumberValue(
      DeserializationContext context, Class<?> target, Number value, String message) {
    return refuse(context.getParser(), "invalid_type", wanted(context.constructType(target)));
  }

  private static String wanted(JavaType type) {
    if (type.isCollectionLikeType() || type.isArrayType()) {
      return "an array is wanted";
    }
    if (type.isEnumType()) {
      return "one of " + values(type.getRawClass()) + " is wanted";
    }
    return "an object is wanted";
  }

  static String values(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      names.add(Json.word((Enum<?>) constant));
    }
    return String.join(", ", names);
  }
}
