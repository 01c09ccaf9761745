package io.masthead.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes our own documents in every place of a kind, one place at a time: what breaks clients must
 * be found and named, what does not must pass.
 */
class ApiChangesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /** Of one kind in one document; {@code -Dcontract.places=100000} tries all. */
  private static final int MOST_PLACES = Integer.getInteger("contract.places", 10);

  /** A place in a document: what a change of it has to name, and the node itself. */
  private record Place(String name, ObjectNode node) {

    boolean isNamed(ApiChange change) {
      return Stream.of(name.split(" ")).allMatch(change.where()::contains);
    }
  }

  /** A kind of change: where it can be made, and how. */
  private record Kind(
      String name, Function<Document, List<Place>> places, Consumer<ObjectNode> change) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** A document with its places; what is changed in it is put back. */
  private static final class Document {

    private final JsonNode before;
    private final ObjectNode root;
    private final Set<String> sent = new HashSet<>();
    private final Set<String> given = new HashSet<>();

    Document(String name) {
      before = Contract.committed().document(name);
      root = before.deepCopy();
      for (Place operation : operations()) {
        reach(operation.node().path("requestBody"), sent);
        reach(operation.node().path("responses"), given);
      }
    }

    private void reach(JsonNode from, Set<String> names) {
      for (String ref : from.findValuesAsText("$ref")) {
        if (names.add(ref.substring(ref.lastIndexOf('/') + 1))) {
          reach(root.at(ref.substring(1)), names);
        }
      }
    }

    List<Place> paths() {
      return root.path("paths").properties().stream()
          .map(path -> new Place(path.getKey(), (ObjectNode) path.getValue()))
          .toList();
    }

    List<Place> operations() {
      List<Place> found = new ArrayList<>();
      for (Place path : paths()) {
        for (String method : METHODS) {
          if (path.node().has(method)) {
            found.add(new Place(path.name(), (ObjectNode) path.node().get(method)));
          }
        }
      }
      return found;
    }

    List<Place> in(List<Place> outer, String... members) {
      List<Place> found = outer;
      for (String member : members) {
        List<Place> inner = new ArrayList<>();
        for (Place place : found) {
          if (member.equals("*")) {
            for (JsonNode child : place.node()) {
              if (child instanceof ObjectNode object) {
                inner.add(new Place(place.name(), object));
              }
            }
          } else if (place.node().path(member) instanceof ObjectNode object) {
            inner.add(new Place(place.name(), object));
          }
        }
        found = inner;
      }
      return found;
    }

    List<Place> parameters() {
      List<Place> found = new ArrayList<>();
      for (Place operation : operations()) {
        for (JsonNode parameter : operation.node().path("parameters")) {
          found.add(
              new Place(
                  operation.name() + " " + parameter.path("name").asText(),
                  (ObjectNode) parameter));
        }
      }
      return found;
    }

    List<Place> answers() {
      return in(operations(), "responses", "*");
    }

    /** Every schema of parameters and requests, with those within. */
    List<Place> sent() {
      List<Place> found = new ArrayList<>();
      in(parameters(), "schema").forEach(place -> within(place.name(), place.node(), found));
      components(sent::contains, found);
      return found;
    }

    /** Every schema of answers, with those within. */
    List<Place> given() {
      List<Place> found = new ArrayList<>();
      components(given::contains, found);
      return found;
    }

    List<Place> onlySent() {
      List<Place> found = new ArrayList<>();
      in(parameters(), "schema").forEach(place -> within(place.name(), place.node(), found));
      components(name -> sent.contains(name) && !given.contains(name), found);
      return found;
    }

    List<Place> onlyGiven() {
      List<Place> found = new ArrayList<>();
      components(name -> given.contains(name) && !sent.contains(name), found);
      return found;
    }

    List<Place> all() {
      List<Place> found = new ArrayList<>(sent());
      components(name -> given.contains(name) && !sent.contains(name), found);
      return found;
    }

    private void components(Predicate<String> which, List<Place> found) {
      root.at("/components/schemas")
          .properties()
          .forEach(
              schema -> {
                if (which.test(schema.getKey())) {
                  within("schema " + schema.getKey(), schema.getValue(), found);
                }
              });
    }

    private static void within(String name, JsonNode schema, List<Place> found) {
      boolean none = schema.path("type").asText().equals("null");
      if (none || !(schema instanceof ObjectNode object)) {
        return;
      }
      found.add(new Place(name, object));
      schema
          .path("properties")
          .properties()
          .forEach(member -> within(name, member.getValue(), found));
      within(name, schema.path("items"), found);
      schema.path("anyOf").forEach(part -> within(name, part, found));
      schema.path("oneOf").forEach(part -> within(name, part, found));
    }

    /** What becomes of the document by the change, which is taken back. */
    List<ApiChange> changed(Place place, Consumer<ObjectNode> change) {
      // Not a copy of what stands below, which other places are.
      ObjectNode kept = JSON.createObjectNode().setAll(place.node());
      change.accept(place.node());
      List<ApiChange> changes = ApiChanges.between(before, root);
      place.node().removeAll();
      place.node().setAll(kept);
      return changes;
    }
  }

  private static Kind kind(
      String name, Function<Document, List<Place>> places, Consumer<ObjectNode> change) {
    return new Kind(name, places, change);
  }

  /** As {@link #kind}, where the node is such a one. */
  private static Kind kind(
      String name,
      Function<Document, List<Place>> places,
      Predicate<ObjectNode> which,
      Consumer<ObjectNode> change) {
    return new Kind(
        name,
        document -> places.apply(document).stream().filter(p -> which.test(p.node())).toList(),
        change);
  }

  private static boolean isScalar(ObjectNode schema) {
    return !schema.has("$ref")
        && Set.of("string", "integer", "boolean").contains(schema.path("type").asText());
  }

  private static boolean isText(ObjectNode schema) {
    return isScalar(schema) && schema.path("type").asText().equals("string");
  }

  private static boolean isWhole(ObjectNode schema) {
    return isScalar(schema) && schema.path("type").asText().equals("integer");
  }

  private static boolean has(ObjectNode schema, String keyword) {
    return !schema.path(keyword).isMissingNode() && !schema.path(keyword).isEmpty()
        || schema.path(keyword).isValueNode();
  }

  private static void raise(ObjectNode node, String bound, long by) {
    node.put(bound, node.path(bound).asLong() + by);
  }

  private static boolean isNullable(ObjectNode schema) {
    return schema.path("anyOf").findValuesAsText("type").contains("null");
  }

  private static String lastOptional(ObjectNode schema) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    String found = null;
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      found = required.contains(member.getKey()) ? found : member.getKey();
    }
    return found;
  }

  private static void demand(ObjectNode schema, String member) {
    ArrayNode required = JSON.createArrayNode();
    schema.path("required").forEach(required::add);
    schema.set("required", required.add(member));
  }

  private static void drop(ObjectNode schema, String member) {
    ObjectNode members = JSON.createObjectNode();
    members.setAll((ObjectNode) schema.path("properties"));
    members.remove(member);
    schema.set("properties", members);
  }

  private static ArrayNode withoutLast(JsonNode list) {
    ArrayNode shorter = list.deepCopy();
    shorter.remove(shorter.size() - 1);
    return shorter;
  }

  private static void addParameter(ObjectNode operation, boolean required) {
    ArrayNode parameters = JSON.createArrayNode();
    operation.path("parameters").forEach(parameters::add);
    parameters
        .addObject()
        .put("name", "more")
        .put("in", "query")
        .put("required", required)
        .putObject("schema")
        .put("type", "string");
    operation.set("parameters", parameters);
  }

  private static Consumer<ObjectNode> removing(Predicate<String> which) {
    return node -> {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      node.remove(names.stream().filter(which).toList());
    };
  }

  static Stream<Kind> breaking() {
    return Stream.of(
        kind(
            "a type is another",
            Document::all,
            ApiChangesTest::isScalar,
            s -> s.put("type", isText(s) ? "integer" : "string")),
        kind(
            "a request needs a member more",
            Document::sent,
            s -> has(s, "properties"),
            s -> {
              demand(s, "addedLater");
              ObjectNode members = s.path("properties").deepCopy();
              members.putObject("addedLater").put("type", "string");
              s.set("properties", members);
            }),
        kind(
            "a request needs what could be left out",
            Document::sent,
            s -> lastOptional(s) != null,
            s -> demand(s, lastOptional(s))),
        kind(
            "a path is gone",
            d -> List.of(new Place("/", (ObjectNode) d.root.get("paths"))),
            paths -> paths.remove(paths.fieldNames().next())),
        kind(
            "an operation is gone",
            Document::paths,
            p -> p.remove(METHODS.stream().filter(p::has).findFirst().orElseThrow())),
        kind("a parameter more is needed", Document::operations, o -> addParameter(o, true)),
        kind(
            "a parameter is needed",
            Document::parameters,
            p -> !p.path("required").asBoolean(),
            p -> p.put("required", true)),
        kind(
            "a parameter is gone",
            Document::operations,
            o -> has(o, "parameters"),
            o -> o.set("parameters", withoutLast(o.path("parameters")))),
        kind(
            "a parameter is called otherwise", Document::parameters, p -> p.put("name", "another")),
        kind(
            "a list is written otherwise",
            Document::parameters,
            p -> p.has("explode"),
            p -> p.put("explode", !p.path("explode").asBoolean())),
        kind(
            "a success is gone",
            d -> d.in(d.operations(), "responses"),
            removing(status -> status.startsWith("2"))),
        kind(
            "a success more",
            d -> d.in(d.operations(), "responses"),
            r -> r.putObject("207").put("description", "Of all kinds")),
        kind(
            "a maximum is lower",
            Document::sent,
            s -> s.has("maximum"),
            s -> raise(s, "maximum", -1)),
        kind(
            "a minimum is higher",
            Document::sent,
            s -> s.has("minimum"),
            s -> raise(s, "minimum", 1)),
        kind(
            "an exclusive minimum is new",
            Document::sent,
            ApiChangesTest::isWhole,
            s -> s.put("exclusiveMinimum", s.path("minimum").asLong())),
        kind(
            "a text may be less long",
            Document::sent,
            s -> s.has("maxLength"),
            s -> raise(s, "maxLength", -1)),
        kind(
            "a text must be longer",
            Document::sent,
            ApiChangesTest::isText,
            s -> raise(s, "minLength", 2)),
        kind(
            "a list may be less long",
            Document::sent,
            s -> s.has("maxItems"),
            s -> raise(s, "maxItems", -1)),
        kind(
            "an answer's text may be longer",
            Document::given,
            s -> s.has("maxLength"),
            s -> raise(s, "maxLength", 1)),
        kind(
            "an answer's number may be less",
            Document::given,
            s -> s.has("minimum"),
            s -> raise(s, "minimum", -1)),
        kind(
            "an answer may lack what it had",
            Document::given,
            s -> has(s, "required"),
            s -> s.set("required", withoutLast(s.path("required")))),
        kind(
            "a format is another",
            Document::all,
            s -> s.has("format"),
            s -> s.put("format", "another")),
        kind("a format is gone", Document::all, s -> s.has("format"), s -> s.remove("format")),
        kind(
            "a request may not be null any more",
            Document::sent,
            ApiChangesTest::isNullable,
            s -> {
              ObjectNode plain = (ObjectNode) s.at("/anyOf/0").deepCopy();
              s.removeAll();
              s.setAll(plain);
            }),
        kind(
            "an answer may be null",
            Document::given,
            s -> isScalar(s) && !s.has("enum"),
            s -> s.set("type", JSON.createArrayNode().add(s.path("type")).add("null"))),
        kind(
            "an answer's object may be null",
            Document::given,
            s -> s.has("$ref"),
            s -> {
              ObjectNode plain = s.deepCopy();
              s.removeAll();
              s.putArray("anyOf").add(plain).addObject().put("type", "null");
            }),
        kind(
            "an operation wants another proof",
            Document::operations,
            o -> o.putArray("security").addObject().putArray("another")),
        kind(
            "an operation wants a proof more",
            Document::operations,
            o -> {
              ObjectNode both = o.putArray("security").addObject();
              List.of("key", "editToken", "guestToken", "second").forEach(both::putArray);
            }),
        kind(
            "a text must be of a form",
            Document::sent,
            ApiChangesTest::isText,
            s -> s.put("pattern", "^" + s.path("pattern").asText("[a-z]") + "x?$")),
        kind(
            "a form of an answer's text is gone",
            Document::given,
            s -> s.has("pattern"),
            s -> s.remove("pattern")),
        kind(
            "a member that could be left out is gone",
            Document::all,
            s -> lastOptional(s) != null,
            s -> drop(s, lastOptional(s))),
        kind(
            "a member is gone",
            Document::all,
            s -> has(s, "properties"),
            s -> drop(s, s.path("properties").fieldNames().next())),
        kind(
            "a value is gone",
            Document::all,
            s -> s.path("enum").size() > 1,
            s -> s.set("enum", withoutLast(s.path("enum")))),
        kind(
            "a request takes only some values",
            Document::sent,
            s -> isText(s) && !s.has("enum"),
            s -> s.putArray("enum").add("one")),
        kind(
            "an operation is called otherwise",
            Document::operations,
            o -> o.put("operationId", "another")),
        kind(
            "a default is another",
            Document::sent,
            s -> s.has("default"),
            s -> s.put("default", "another")),
        kind("a default is gone", Document::sent, s -> s.has("default"), s -> s.remove("default")),
        kind(
            "a kind of several is gone",
            Document::all,
            s -> s.path("oneOf").size() > 1,
            s -> s.set("oneOf", withoutLast(s.path("oneOf")))),
        kind(
            "a kind is told by another name",
            Document::all,
            s -> s.has("discriminator"),
            s -> s.set("discriminator", JSON.createObjectNode().put("propertyName", "kind"))),
        kind("a type of a body is gone", d -> d.in(d.answers(), "content"), ObjectNode::removeAll),
        kind(
            "a type of a request's body is gone",
            d -> d.in(d.operations(), "requestBody", "content"),
            ObjectNode::removeAll),
        kind(
            "a body is gone",
            Document::operations,
            o -> o.has("requestBody"),
            o -> o.remove("requestBody")),
        kind(
            "a body is needed",
            Document::operations,
            o -> !o.at("/requestBody/required").asBoolean(),
            o ->
                o.set(
                    "requestBody",
                    JSON.createObjectNode()
                        .put("required", true)
                        .set("content", o.at("/requestBody/content").deepCopy()))),
        kind(
            "a header is gone",
            Document::answers,
            a -> has(a, "headers"),
            a -> a.remove("headers")),
        kind(
            "a header may be missing",
            d -> d.in(d.answers(), "headers", "*"),
            h -> h.path("required").asBoolean(),
            h -> h.remove("required")),
        kind(
            "a keyword that nobody knows",
            Document::all,
            s -> s.put("dependentRequired", "anything")));
  }

  static Stream<Kind> harmless() {
    return Stream.of(
        kind(
            "a member more",
            Document::all,
            s -> has(s, "properties"),
            s -> {
              ObjectNode members = s.path("properties").deepCopy();
              members.putObject("addedLater").put("type", "string");
              s.set("properties", members);
            }),
        kind(
            "an operation more",
            Document::paths,
            p -> p.putObject("trace").put("operationId", "trace")),
        kind(
            "a path more",
            d -> List.of(new Place("/", (ObjectNode) d.root.get("paths"))),
            paths -> paths.putObject("/more").putObject("get").put("operationId", "getMore")),
        kind(
            "a parameter more that may be left out",
            Document::operations,
            o -> addParameter(o, false)),
        kind(
            "a parameter may be left out",
            Document::parameters,
            p -> p.path("required").asBoolean(),
            p -> p.remove("required")),
        kind(
            "an error more",
            d -> d.in(d.operations(), "responses"),
            r -> r.putObject("418").put("description", "A teapot")),
        kind(
            "an error less",
            d -> d.in(d.operations(), "responses"),
            removing(status -> status.equals("406"))),
        kind(
            "a value more",
            Document::all,
            s -> has(s, "enum"),
            s -> s.set("enum", ((ArrayNode) s.path("enum").deepCopy()).add("more"))),
        kind(
            "a text may be longer",
            Document::onlySent,
            s -> s.has("maxLength"),
            s -> raise(s, "maxLength", 1)),
        kind(
            "a text may be of any length",
            Document::onlySent,
            s -> s.has("maxLength"),
            s -> s.remove("maxLength")),
        kind(
            "a number may be higher",
            Document::onlySent,
            s -> s.has("maximum"),
            s -> raise(s, "maximum", 1)),
        kind(
            "a list may be longer",
            Document::onlySent,
            s -> s.has("maxItems"),
            s -> raise(s, "maxItems", 1)),
        kind(
            "a form is no longer wanted",
            Document::onlySent,
            s -> s.has("pattern"),
            s -> s.remove("pattern")),
        kind(
            "a request may leave out what it needed",
            Document::onlySent,
            s -> has(s, "required"),
            s -> s.set("required", withoutLast(s.path("required")))),
        kind(
            "a request may be null",
            Document::onlySent,
            ApiChangesTest::isScalar,
            s -> s.set("type", JSON.createArrayNode().add(s.path("type")).add("null"))),
        kind(
            "an answer always has what it could have",
            Document::onlyGiven,
            s -> lastOptional(s) != null,
            s -> demand(s, lastOptional(s))),
        kind(
            "an answer's text is shorter",
            Document::onlyGiven,
            s -> isText(s) && !s.has("enum"),
            s -> s.put("maxLength", 3)),
        kind(
            "an answer has a type more",
            d -> d.in(d.answers(), "content"),
            c -> c.putObject("text/more")),
        kind(
            "a request takes a type more",
            d -> d.in(d.operations(), "requestBody", "content"),
            c -> c.putObject("text/more")),
        kind(
            "an answer has a header more",
            Document::answers,
            a -> {
              ObjectNode headers = JSON.createObjectNode();
              if (has(a, "headers")) {
                headers.setAll((ObjectNode) a.path("headers"));
              }
              headers.putObject("More").putObject("schema").put("type", "string");
              a.set("headers", headers);
            }),
        kind(
            "a header is always there",
            d -> d.in(d.answers(), "headers", "*"),
            h -> !h.path("required").asBoolean(),
            h -> h.put("required", true)),
        kind(
            "a version may be asked for",
            d -> d.in(d.operations(), "responses"),
            r -> !r.has("304"),
            r -> r.putObject("304").put("description", "The caller has it")),
        kind("an operation is going to go", Document::operations, o -> o.put("deprecated", true)));
  }

  static Stream<Kind> silent() {
    return Stream.of(
        kind(
            "other words in a schema",
            Document::all,
            s -> s.put("description", "Other words").put("title", "Other words")),
        kind(
            "other words of an operation",
            Document::operations,
            o -> o.put("description", "Other words").put("summary", "Other words")),
        kind(
            "other words of a parameter",
            Document::parameters,
            p -> p.put("description", "Other words")),
        kind(
            "other words of an answer",
            Document::answers,
            a -> a.put("description", "Other words")),
        kind("another example", Document::all, s -> s.putArray("examples").add("another")),
        kind(
            "another example of a parameter",
            Document::parameters,
            p -> p.put("example", "another")),
        kind(
            "another example of an answer",
            d -> d.in(d.answers(), "content", "*"),
            c -> c.put("example", "another")));
  }

  /** All of a few; of many so many, spread over the document. */
  private static List<Place> some(List<Place> places) {
    List<Place> some = new ArrayList<>();
    double step = Math.max(1, (double) places.size() / MOST_PLACES);
    for (double i = 0; i < places.size(); i += step) {
      some.add(places.get((int) i));
    }
    return some;
  }

  private interface Judge {
    boolean holds(Place place, List<ApiChange> changes);
  }

  private static void everywhere(Kind kind, Judge judge) {
    List<String> wrong = new ArrayList<>();
    int places = 0;
    for (String name : List.of("delivery", "management")) {
      Document document = new Document(name);
      for (Place place : some(kind.places().apply(document))) {
        places++;
        List<ApiChange> changes = document.changed(place, kind.change());
        if (!judge.holds(place, changes)) {
          wrong.add(name + " " + place.name() + ": " + changes);
        }
      }
      assertEquals(document.before, document.root, "it was not taken back");
    }
    assertTrue(places > 0, "there is no place for it");
    assertEquals("", String.join("\n", wrong), wrong.size() + " of " + places + " went wrong");
  }

  @ParameterizedTest
  @MethodSource("breaking")
  void what_breaks_clients_is_found_and_named(Kind kind) {
    everywhere(
        kind, (place, changes) -> changes.stream().anyMatch(c -> c.breaking() && place.isNamed(c)));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void what_breaks_nobody_is_listed_and_passes(Kind kind) {
    everywhere(
        kind,
        (place, changes) ->
            changes.stream().noneMatch(ApiChange::breaking)
                && changes.stream().anyMatch(c -> place.isNamed(c)));
  }

  @ParameterizedTest
  @MethodSource("silent")
  void other_words_are_no_change(Kind kind) {
    everywhere(kind, (place, changes) -> changes.isEmpty());
  }

  @Test
  void a_schema_of_another_name_breaks_those_who_have_a_type_of_it() throws Exception {
    JsonNode before = Contract.committed().document("delivery");
    JsonNode after =
        JSON.readTree(
            before
                .toString()
                .replace("\"Byline\"", "\"Credit\"")
                .replace("/Byline\"", "/Credit\""));
    List<ApiChange> changes = ApiChanges.between(before, after);
    assertEquals(1, changes.size(), changes.toString());
    assertTrue(changes.get(0).breaking());
    assertTrue(changes.get(0).where().endsWith("Byline"));
  }

  @Test
  void what_is_sent_to_others_is_held_to_what_answers_are() throws Exception {
    JsonNode before =
        hook("{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}}");
    assertEquals(List.of(), ApiChanges.between(before, before.deepCopy()));
    List<ApiChange> less = ApiChanges.between(before, hook("{\"type\": \"object\"}"));
    assertEquals(1, less.size(), less.toString());
    assertTrue(less.get(0).breaking());
    JsonNode none = JSON.createObjectNode();
    assertFalse(ApiChanges.between(none, before).get(0).breaking());
    assertTrue(ApiChanges.between(before, none).get(0).breaking());
  }

  private static JsonNode hook(String schema) throws Exception {
    return JSON.readTree(
        "{\"webhooks\": {\"made\": {\"post\": {\"requestBody\": {\"content\":"
            + " {\"application/json\": {\"schema\": %s}}}}}}}".formatted(schema));
  }
}
