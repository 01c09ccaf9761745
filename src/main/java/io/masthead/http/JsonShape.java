package io.masthead.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds a document's members against a record's: finds those that are unknown, and the nulls. */
final class JsonShape {

  private JsonShape() {}

  /** Pointers of members that the record, or a record in it, does not have. */
  static void unknownMembers(JsonNode node, Type type, String pointer, JsonFaults faults) {
    if (type instanceof ParameterizedType list && node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        unknownMembers(node.get(i), list.getActualTypeArguments()[0], pointer + "/" + i, faults);
      }
    } else if (type instanceof Class<?> record && record.isRecord() && node.isObject()) {
      Map<String, Type> members = members(record);
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String place = pointer + "/" + JsonBinder.escape(member.getKey());
        Type of = members.get(member.getKey());
        if (of == null) {
          faults.add(Fault.at(place, "unknown_member", "there is no such member"));
        } else {
          unknownMembers(member.getValue(), of, place, faults);
        }
      }
    }
  }

  /** The members of records that are given as null, with their pointers. */
  static Map<String, Fault> nulls(JsonNode node, Type type, String pointer) {
    Map<String, Fault> nulls = new LinkedHashMap<>();
    if (type instanceof ParameterizedType list && node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        nulls.putAll(nulls(node.get(i), list.getActualTypeArguments()[0], pointer + "/" + i));
      }
    } else if (type instanceof Class<?> record && record.isRecord() && node.isObject()) {
      Map<String, Type> members = members(record);
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String place = pointer + "/" + JsonBinder.escape(member.getKey());
        if (member.getValue().isNull()) {
          nulls.put(
              place,
              Fault.at(place, "invalid_type", "null is no value; leave the member out instead"));
        } else if (members.containsKey(member.getKey())) {
          nulls.putAll(nulls(member.getValue(), members.get(member.getKey()), place));
        }
      }
    }
    return nulls;
  }

  private static Map<String, Type> members(Class<?> record) {
    Map<String, Type> members = new HashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
      members.put(
          renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value(),
          component.getGenericType());
    }
    return members;
  }
}
