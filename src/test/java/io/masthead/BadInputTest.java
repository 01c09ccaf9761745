package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Samples;
import io.masthead.support.Samples.Member;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad input to every operation of both documents, made from what the documents say: it is refused
 * with a problem that names every fault, and stores nothing.
 */
@QuarkusTest
class BadInputTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Stands in a sample where raw text of the document is put afterwards. */
  private static final String HOLE = "put-it-here";

  private static final String COUNTS =
      """
      select concat_ws(' ',
        (select count(*) || '/' || coalesce(sum(version), 0) from article),
        (select count(*) || '/' || coalesce(sum(version), 0) from author),
        (select count(*) || '/' || coalesce(sum(version), 0) from section),
        (select count(*) || '/' || coalesce(sum(version), 0) from tag),
        (select count(*) || '/' || count(revoked_at) from api_key),
        (select count(*) || '/' || coalesce(sum(views), 0) from edition_count),
        (select count(*) || '/' || coalesce(sum(version), 0) from comment),
        (select count(*) from comment_ban),
        (select count(*) from article_revision),
        (select count(*) from article_preview),
        (select count(*) from article_correction),
        (select count(*) from article_lock),
        (select count(*) || '/' || coalesce(sum(version), 0) from comment_policy),
        (select count(*) from webhook),
        (select count(*) from webhook_delivery where kind in ('test', 'replay')),
        (select count(*) from idempotency_key))
      """;

  @Inject DataSource database;

  private final List<String> wrong = new ArrayList<>();

  static List<ApiOperation> operations() {
    return Contract.committed().operations();
  }

  static List<ApiOperation> writing() {
    return operations().stream().filter(o -> o.bodySchema().isPresent()).toList();
  }

  static List<ApiOperation> changing() {
    return operations().stream().filter(o -> !o.method().equals("GET")).toList();
  }

  /** A test that leaves what is stored as it was. */
  private interface Trying {
    void run() throws IOException;
  }

  private void storesNothing(ApiOperation operation, Trying trying) {
    Resources.known(operation);
    Keys.of("administrator");
    String before = stored();
    try {
      trying.run();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    if (!before.equals(stored())) {
      wrong.add("something was stored: " + before + " became " + stored());
    }
    nothingWrong();
  }

  private void nothingWrong() {
    List<String> shown = wrong.size() > 25 ? wrong.subList(0, 25) : wrong;
    assertEquals("", String.join("\n", shown), wrong.size() + " went wrong");
  }

  private String stored() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COUNTS)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  // Bodies

  @ParameterizedTest
  @MethodSource("writing")
  void the_least_valid_request_is_understood(ApiOperation operation) {
    JsonNode least = Samples.of(operation).least(operation.bodySchema().orElseThrow());
    Contract.Answer answer =
        send(request(operation, Resources.fresh(operation)), operation, least.toString());
    expect(
        "the least request " + least,
        answer,
        a -> a.status() < 400 || a.status() == 409,
        "it is understood");
    nothingWrong();
  }

  @ParameterizedTest
  @MethodSource("writing")
  void a_body_that_is_not_the_json_wanted_is_refused(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          String valid =
              Samples.of(operation).least(operation.bodySchema().orElseThrow()).toString();
          Map<String, byte[]> bodies = new LinkedHashMap<>();
          for (String text :
              List.of(
                  "null",
                  "[]",
                  "\"x\"",
                  "123",
                  "true",
                  "{",
                  "{]",
                  "}",
                  valid + "x",
                  valid + valid,
                  valid + " null",
                  valid + ",",
                  "{'a': 1}",
                  "{\"a\": 1,}",
                  "{a: 1}",
                  "// comment\n" + valid,
                  "/* comment */" + valid,
                  "NaN",
                  "<a/>",
                  "a=b&c=d",
                  " ",
                  "\u0000",
                  "\uFEFF",
                  "{\"\ud83d\ude00\": 1}")) {
            bodies.put(text, text.getBytes(StandardCharsets.UTF_8));
          }
          if (!needsBody(operation)) {
            bodies.remove("null");
          }
          bodies.put("invalid UTF-8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
          bodies.put("overlong UTF-8", new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'});
          bodies.put("UTF-16", valid.getBytes(StandardCharsets.UTF_16));
          bodies.put("10,000 arrays", ("[".repeat(10_000) + "]".repeat(10_000)).getBytes());
          bodies.put(
              "10,000 objects", ("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)).getBytes());
          bodies.put("a number of 5,000 digits", ("{\"a\": " + "9".repeat(5_000) + "}").getBytes());
          bodies.put("a number beyond numbers", "{\"a\": 1e999999999}".getBytes());
          bodies.put(
              "a name of 60,000 characters", ("{\"" + "a".repeat(60_000) + "\":1}").getBytes());
          bodies.forEach(
              (what, body) ->
                  expect(
                      what.length() > 60 ? what.substring(0, 60) : what,
                      request(operation, Resources.known(operation))
                          .body(operation.bodyType(), body)
                          .send(),
                      a ->
                          a.status() == 400 && !a.json().path("errors").isEmpty()
                              || a.status() == 413 && isLongForAView(operation, body),
                      "400 with errors"));
        });
  }

  private static boolean isLongForAView(ApiOperation operation, byte[] body) {
    return operation.id().equals("countView") && body.length > 4_096;
  }

  @ParameterizedTest
  @MethodSource("writing")
  void no_body_and_a_null_are_refused_where_one_is_needed(ApiOperation operation) {
    boolean needed = needsBody(operation);
    String path = Resources.fresh(operation);
    Map<String, byte[]> nothing = new LinkedHashMap<>();
    nothing.put("no body", null);
    for (String text : List.of("", "null", " null\r\n\t")) {
      nothing.put("the body '" + text + "'", text.getBytes(StandardCharsets.UTF_8));
    }
    for (Map.Entry<String, byte[]> body : nothing.entrySet()) {
      expect(
          body.getKey(),
          request(operation, path).body(operation.bodyType(), body.getValue()).send(),
          a -> needed ? a.status() == 400 : a.status() < 400 || a.status() == 409,
          needed ? "400" : "it is understood");
    }
    nothingWrong();
  }

  private static boolean needsBody(ApiOperation operation) {
    return operation.node().path("requestBody").path("required").asBoolean();
  }

  @ParameterizedTest
  @MethodSource("writing")
  void members_that_are_unknown_or_stand_there_twice_are_refused(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          Samples samples = Samples.of(operation);
          ObjectNode least = (ObjectNode) samples.least(operation.bodySchema().orElseThrow());
          for (String name : List.of("noSuchMember", "id", "version", "__proto__", "a/b~c", "")) {
            ObjectNode body = least.deepCopy().put(name, 1);
            faulty(operation, body.toString(), pointer(name), Set.of("unknown_member"), 400);
          }
          for (Member member : samples.members()) {
            if (member.path().size() == 1) {
              String value = least(samples, member).toString();
              String twice = "\"" + member.name() + "\": " + value;
              faulty(
                  operation,
                  "{" + twice + "," + twice + "}",
                  member.pointer(),
                  Set.of("duplicate_member"),
                  400);
            }
          }
        });
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static JsonNode least(Samples samples, Member member) {
    return samples.least(member.schema());
  }

  @ParameterizedTest
  @MethodSource("writing")
  void a_member_of_the_wrong_type_is_refused_by_its_pointer(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          Samples samples = Samples.of(operation);
          for (Member member : samples.members()) {
            for (String value : WRONG_VALUES) {
              if (fits(operation, member.schema(), value)) {
                continue;
              }
              String body = samples.with(member, NODES.textNode(HOLE)).toString();
              faulty(
                  operation,
                  body.replace("\"" + HOLE + "\"", value),
                  member.pointer(),
                  Set.of(),
                  400);
            }
          }
        });
  }

  private static final List<String> WRONG_VALUES =
      List.of(
          "7",
          "0",
          "-1",
          "1.5",
          "1e3",
          "99999999999999999999",
          "true",
          "\"7\"",
          "\"true\"",
          "[]",
          "[[1]]",
          "{\"a\": [1]}");

  private static boolean fits(ApiOperation operation, JsonNode schema, String value) {
    Contract contract = Contract.committed();
    Set<String> types = new TreeSet<>();
    types.add(schema.path("type").asText());
    schema
        .path("oneOf")
        .forEach(
            part -> types.add(contract.resolve(operation.document(), part).path("type").asText()));
    types.remove("");
    if (types.isEmpty()) {
      return true;
    }
    boolean text = value.startsWith("\"");
    return text
        ? types.contains("string")
        : value.startsWith("[")
            ? types.contains("array")
            : value.startsWith("{")
                ? types.contains("object")
                : value.equals("true")
                    ? types.contains("boolean")
                    : types.contains("integer") && value.matches("-?\\d{1,3}");
  }

  @ParameterizedTest
  @MethodSource("writing")
  void a_value_that_is_not_of_the_form_wanted_is_refused(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          Samples samples = Samples.of(operation);
          for (Member member : samples.members()) {
            List<String> bad = new ArrayList<>();
            JsonNode schema = member.schema();
            if (schema.has("enum")) {
              bad.addAll(List.of("no_such_value", "", schema.at("/enum/0").asText() + " ", "0"));
              bad.add(schema.at("/enum/0").asText().toUpperCase(java.util.Locale.ROOT));
            }
            if (schema.path("format").asText().equals("date-time")) {
              bad.addAll(BAD_TIMES);
            }
            if (schema.path("format").asText().equals("uuid")) {
              bad.addAll(List.of("x", "", "0198c2f4-6d1e-7a30-9f55", "{0198c2f4}"));
            }
            for (String value : bad) {
              faulty(
                  operation,
                  samples.with(member, NODES.textNode(value)).toString(),
                  member.pointer(),
                  Set.of("invalid_value", "invalid_format"),
                  400);
            }
            if (schema.path("type").asText().equals("integer")) {
              for (long number :
                  new long[] {
                    schema.path("minimum").asLong() - 1, schema.path("maximum").asLong() + 1
                  }) {
                faulty(
                    operation,
                    samples.with(member, NODES.numberNode(number)).toString(),
                    member.pointer(),
                    Set.of("out_of_range"),
                    422);
              }
            }
          }
        });
  }

  private static final List<String> BAD_TIMES =
      List.of(
          "",
          "x",
          "2026-12-01",
          "2026-12-01T09:00:00",
          "2026-12-01 09:00:00Z",
          "2026-13-01T09:00:00Z",
          "2026-02-30T09:00:00Z",
          "2026-12-01T25:00:00Z",
          "2026-12-01T09:00:00+25:00",
          "+12026-12-01T09:00:00Z",
          "0000-01-01T00:00:00Z",
          "1767225600");

  @ParameterizedTest
  @MethodSource("writing")
  void text_may_hold_no_nul_and_no_half_of_a_sign(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          Samples samples = Samples.of(operation);
          Map<String, String> signs =
              Map.of(
                  "\\u0000", "nul_character",
                  "a\\u0000b", "nul_character",
                  "\\ud800", "lone_surrogate",
                  "a\\udc00b", "lone_surrogate",
                  "\\ud800\\ud800", "lone_surrogate");
          for (Member member : samples.members()) {
            if (!member.isText()) {
              continue;
            }
            String body = samples.with(member, NODES.textNode(HOLE)).toString();
            boolean coded = member.schema().has("enum");
            signs.forEach(
                (sign, code) ->
                    faulty(
                        operation,
                        body.replace(HOLE, sign),
                        member.pointer(),
                        coded ? Set.of() : Set.of(code),
                        400));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("writing")
  void text_may_be_as_long_as_the_document_says_and_no_longer(ApiOperation operation) {
    Samples samples = Samples.of(operation);
    for (Member member : samples.members()) {
      int most = member.schema().path("maxLength").asInt();
      if (!member.isText() || most == 0) {
        continue;
      }
      // A slug is taken once it is used, so that each text is another.
      String unique = Long.toString(System.nanoTime(), 36);
      String longest = unique + "a".repeat(Math.max(0, most - unique.length()));
      longest = longest.substring(0, most);
      List<String> accepted = new ArrayList<>(List.of(longest));
      if (member.isFreeText() && !member.name().equals("slug") && !member.name().equals("lang")) {
        accepted.add("\ud83d\ude00".repeat(most));
        accepted.add("e\u0301".repeat(most));
      }
      for (String text : accepted) {
        String body = samples.with(member, NODES.textNode(text)).toString();
        expect(
            member + " of " + most,
            send(request(operation, Resources.known(operation)), operation, body),
            a -> a.status() < 500 && !codesAt(a, member.pointer()).contains("too_long"),
            "not too long");
      }
      String tooLong = longest + "a";
      Contract.Answer answer =
          send(
              request(operation, Resources.known(operation)),
              operation,
              samples.with(member, NODES.textNode(tooLong)).toString());
      expect(
          member + " of " + (most + 1),
          answer,
          a ->
              a.status() == 422
                  && (member.schema().has("pattern")
                      ? !codesAt(a, member.pointer()).isEmpty()
                      : codesAt(a, member.pointer()).contains("too_long")),
          "422 too_long");
    }
    nothingWrong();
  }

  @ParameterizedTest
  @MethodSource("writing")
  void lists_may_be_as_long_as_the_document_says_and_no_longer(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          Samples samples = Samples.of(operation);
          for (Member member : samples.members()) {
            int most = member.schema().path("maxItems").asInt();
            if (most == 0 || !member.schema().path("type").asText().equals("array")) {
              continue;
            }
            var items = JSON.createArrayNode();
            for (int i = 0; i <= most; i++) {
              items.add(samples.least(member.schema().path("items")));
            }
            faulty(
                operation,
                samples.with(member, items).toString(),
                member.pointer(),
                Set.of("too_many"),
                422);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("writing")
  void null_is_refused_where_a_member_is_required(ApiOperation operation) {
    Samples samples = Samples.of(operation);
    JsonNode schema =
        Contract.committed().resolve(operation.document(), operation.bodySchema().orElseThrow());
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Member member : samples.members()) {
      String body = samples.with(member, NODES.nullNode()).toString();
      Contract.Answer answer =
          send(request(operation, Resources.known(operation)), operation, body);
      boolean needed = member.path().size() == 1 && required.contains(member.name());
      expect(
          member + " null",
          answer,
          a ->
              needed
                  ? a.status() == 422 && codesAt(a, member.pointer()).contains("required")
                  : a.status() < 500,
          needed ? "422 required" : "no fault of ours");
    }
    nothingWrong();
  }

  @ParameterizedTest
  @MethodSource("writing")
  void all_faults_of_a_body_are_told_at_once(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          Samples samples = Samples.of(operation);
          ObjectNode body = JSON.createObjectNode();
          Set<String> wanted = new TreeSet<>();
          for (Member member : samples.members()) {
            // A member of several types is read in a second step, by what others say of it.
            if (member.path().size() == 1 && !member.schema().has("oneOf")) {
              body.set(
                  member.name(), JSON.createArrayNode().add(JSON.createObjectNode().put("a", 1)));
              if (fits(operation, member.schema(), "[]")) {
                body.put(member.name(), 5);
              }
              wanted.add(member.pointer());
            }
          }
          body.put("noSuchMember", 1);
          wanted.add("/noSuchMember");
          expect(
              "everything wrong",
              send(request(operation, Resources.known(operation)), operation, body.toString()),
              a -> a.status() == 400 && pointers(a).containsAll(wanted),
              "400 naming " + wanted);
        });
  }

  static List<ApiOperation> bodiless() {
    return changing().stream().filter(o -> !o.node().has("requestBody")).toList();
  }

  @ParameterizedTest
  @MethodSource("bodiless")
  void a_body_is_refused_where_none_is_taken(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          for (String body : List.of("{}", "x", " ", "{\"note\": \"why\"}", "x".repeat(200_000))) {
            for (String type : new String[] {"application/json", "text/plain", null}) {
              for (boolean inChunks : new boolean[] {false, true}) {
                String path = Resources.known(operation);
                RawHttp request = request(operation, path).body(type, body);
                expect(
                    (inChunks ? "chunked " : "") + body.substring(0, 1) + " as " + type,
                    (inChunks ? request.chunked() : request).send(),
                    a -> a.status() == 400 && codesAt(a, "").equals(Set.of("not_allowed")),
                    "400 not_allowed at the body");
              }
            }
          }
          expect(
              "a body and an unknown parameter",
              request(operation, Resources.known(operation).split("\\?")[0] + "?noSuchParameter=1")
                  .body("application/json", "{}")
                  .send(),
              a ->
                  codesAt(a, "").contains("not_allowed")
                      && named(a, "parameter").contains("noSuchParameter"),
              "400 naming both");
        });
  }

  @ParameterizedTest
  @MethodSource("bodiless")
  void nothing_is_a_body_that_is_not_there(ApiOperation operation) {
    String unknown = Resources.unknown(operation.path()) + required(operation);
    int wanted = operation.path().contains("{") ? 404 : 204;
    for (String type : new String[] {"application/json", null}) {
      for (RawHttp request :
          List.of(
              request(operation, unknown).body(type, ""),
              request(operation, unknown).body(type, "").chunked(),
              type == null
                  ? request(operation, unknown)
                  : request(operation, unknown).header("Content-Type", type))) {
        expect("nothing as " + type, request.send(), a -> a.status() == wanted, "" + wanted);
      }
    }
    nothingWrong();
  }

  @ParameterizedTest
  @MethodSource("changing")
  void a_body_over_the_limit_is_413(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          byte[] large = ("{\"a\": \"" + "a".repeat(5_000_000) + "\"}").getBytes();
          expect(
              "5 MB",
              request(operation, Resources.known(operation))
                  .body(operation.bodyType(), large)
                  .send(),
              a -> a.status() == 413,
              "413");
          if (operation.bodySchema().isPresent()) {
            expect(
                "5 MB in chunks",
                request(operation, Resources.known(operation))
                    .body(operation.bodyType(), large)
                    .chunked()
                    .send(),
                a -> a.status() == 413,
                "413");
            byte[] little = ("{\"a\": \"" + "a".repeat(4_500_000) + "\"}").getBytes();
            expect(
                "4.5 MB in chunks",
                request(operation, Resources.known(operation))
                    .body(operation.bodyType(), little)
                    .chunked()
                    .send(),
                a -> a.status() == 413,
                "413");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("writing")
  void a_body_of_another_type_or_coding_is_415(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          String valid =
              Samples.of(operation).least(operation.bodySchema().orElseThrow()).toString();
          boolean anything = operation.node().path("requestBody").path("content").has("*/*");
          List<String> types =
              new ArrayList<>(
                  List.of(
                      "application/xml",
                      "text/html",
                      "application/x-www-form-urlencoded",
                      "multipart/form-data; boundary=x",
                      "application/jsonp",
                      "application/octet-stream"));
          types.add("text/plain");
          types.add(
              operation.method().equals("PATCH")
                  ? "application/json"
                  : "application/merge-patch+json");
          if (!anything) {
            for (String type : types) {
              expect(
                  "Content-Type: " + type,
                  request(operation, Resources.known(operation)).body(type, valid).send(),
                  a ->
                      a.status() == 415
                          && (!operation.method().equals("PATCH")
                              || "application/merge-patch+json".equals(a.header("Accept-Patch"))),
                  "415");
            }
            List<String> malformed =
                new ArrayList<>(List.of("x", "text/", "/", ";", "/json", "a/b/c", "\"", "*/*"));
            malformed.add("text/x-type-of-mine, ".repeat(390) + "text/plain");
            malformed.add(null);
            for (String type : malformed) {
              expect(
                  "Content-Type: " + (type == null || type.length() < 50 ? type : "8 KB"),
                  request(operation, Resources.known(operation)).body(type, valid).send(),
                  a -> a.status() == 415 || a.status() == 400,
                  "415 or 400");
            }
          }
          expect(
              "gzip",
              request(operation, Resources.known(operation))
                  .header("Content-Encoding", "gzip")
                  .body(operation.bodyType(), gzip(valid))
                  .send(),
              a -> a.status() == (anything ? 200 : 415),
              anything ? "200" : "415");
        });
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  // Headers

  @ParameterizedTest
  @MethodSource("changing")
  void a_bad_precondition_or_idempotency_key_is_refused(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          String body =
              operation
                  .bodySchema()
                  .map(s -> Samples.of(operation).least(s).toString())
                  .orElse(null);
          if (operation.takesHeader("If-Match")) {
            for (String tag : List.of("\"999\"", "W/\"1\"", "1", "x", "\"", ",")) {
              expect(
                  "If-Match: " + tag,
                  send(
                      request(operation, Resources.known(operation)).header("If-Match", tag),
                      operation,
                      body),
                  a -> a.status() == 412 || a.status() == 400,
                  "412");
            }
            expect(
                "If-Match of 1,001 characters",
                send(
                    request(operation, Resources.known(operation))
                        .header("If-Match", "\"" + "1".repeat(1_000)),
                    operation,
                    body),
                a -> a.status() == 400 && named(a, "header").contains("If-Match"),
                "400 naming it");
            RawHttp without = RawHttp.request(operation.method(), Resources.known(operation));
            expect(
                "no If-Match",
                send(without.as("administrator"), operation, body),
                a -> a.status() == 428 && named(a, "header").contains("If-Match"),
                "428 naming it");
          }
          if (operation.takesHeader("Idempotency-Key")) {
            for (String key : List.of("x".repeat(256), "é", "a\tb")) {
              expect(
                  "Idempotency-Key: " + key,
                  send(
                      request(operation, Resources.known(operation)).header("Idempotency-Key", key),
                      operation,
                      body),
                  a -> a.status() == 400 && named(a, "header").contains("Idempotency-Key"),
                  "400 naming it");
            }
          }
        });
  }

  // Addresses

  @ParameterizedTest
  @MethodSource("operations")
  void a_path_value_that_can_be_none_is_refused_and_one_that_is_none_is_not_found(
      ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          for (JsonNode parameter : operation.parameters("path")) {
            String name = parameter.path("name").asText();
            boolean uuid = parameter.at("/schema/format").asText().equals("uuid");
            boolean number = parameter.at("/schema/type").asText().equals("integer");
            List<String> bad =
                new ArrayList<>(List.of("%20", "%ff", "a%0ab", "%ed%a0%80", "x".repeat(200)));
            if (uuid) {
              bad.addAll(
                  List.of(
                      "x",
                      "1",
                      "null",
                      "0198c2f4-6d1e-7a30-9f55",
                      "0198c2f46d1e7a309f553f1c2d4b5a69",
                      "-1"));
            }
            if (number) {
              bad.addAll(List.of("x", "0", "-1", "1.5", "01", "2147483648", "null"));
            }
            for (String value : bad) {
              String path = operation.path().replace("{" + name + "}", value);
              expect(
                  path, send(operation, path + required(operation)), a -> a.status() == 400, "400");
            }
            String path = Resources.unknown(operation.path());
            expect(
                path, send(operation, path + required(operation)), a -> a.status() == 404, "404");
            if (!uuid && !number) {
              String slug = operation.path().replace("{" + name + "}", "no-such-slug");
              expect(
                  slug, send(operation, slug + required(operation)), a -> a.status() == 404, "404");
            }
          }
        });
  }

  private static String required(ApiOperation operation) {
    return operation.parameters("query").stream()
        .filter(p -> p.path("required").asBoolean())
        .map(p -> p.path("name").asText() + "=" + encoded(good(p)))
        .collect(Collectors.joining("&", "?", ""))
        .replaceAll("\\?$", "");
  }

  private static Contract.Answer send(ApiOperation operation, String target) {
    String body =
        operation.bodySchema().map(s -> Samples.of(operation).least(s).toString()).orElse(null);
    return send(request(operation, target), operation, body);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_bad_query_is_refused_by_the_names_of_its_parameters(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          query(operation, "noSuchParameter", "1", "unknown_parameter");
          query(operation, "Limit", "1", "unknown_parameter");
          query(operation, "a[]", "1", "unknown_parameter");
          for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asText();
            bad(parameter.path("schema"))
                .forEach((value, code) -> query(operation, name, value, code));
            query(operation, name, "", "required");
            query(operation, name, "\u0000", "nul_character");
            raw(operation, name + "=%ff", name, "invalid_encoding");
            raw(operation, name + "=%ed%a0%80", name, "invalid_encoding");
            raw(operation, name, name, "required");
            String good = name + "=" + encoded(good(parameter));
            boolean list = parameter.at("/schema/type").asText().equals("array");
            if (list && !parameter.path("explode").asBoolean(true)) {
              int most = parameter.at("/schema/maxItems").asInt();
              String one = encoded(good(parameter));
              raw(operation, name + "=" + (one + ",").repeat(most) + one, name, "too_many");
              raw(operation, name + "=" + one + ",", name, null);
              raw(operation, name + "=" + one + ",," + one, name, null);
            }
            if (list && parameter.path("explode").asBoolean(true)) {
              int most = parameter.at("/schema/maxItems").asInt();
              raw(operation, (good + "&").repeat(most) + good, name, "too_many");
            } else {
              raw(operation, good + "&" + good, name, "repeated_parameter");
            }
          }
          raw(operation, "noSuchParameter=%zz", null, null);
        });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void all_faults_of_a_query_are_told_at_once(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          Set<String> wanted = new TreeSet<>(List.of("noSuchParameter"));
          StringBuilder query = new StringBuilder("?noSuchParameter=1");
          for (JsonNode parameter : operation.parameters("query")) {
            wanted.add(parameter.path("name").asText());
            query.append('&').append(parameter.path("name").asText()).append('=');
          }
          expect(
              query.toString(),
              send(operation, Resources.known(operation).split("\\?")[0] + query),
              a -> a.status() == 400 && named(a, "parameter").equals(wanted),
              "400 naming " + wanted);
        });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void faults_of_every_kind_of_parameter_are_told_together(ApiOperation operation) {
    storesNothing(
        operation,
        () -> {
          Set<String> wanted = new TreeSet<>(List.of("noSuchParameter"));
          StringBuilder query = new StringBuilder("?noSuchParameter=1");
          for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asText();
            String value =
                name.equals("cursor")
                    ? "bad"
                    : bad(parameter.path("schema")).keySet().iterator().next();
            query.append('&').append(name).append('=').append(encoded(value));
            wanted.add(name);
          }
          String path = operation.path();
          for (JsonNode parameter : operation.parameters("path")) {
            wanted.add(parameter.path("name").asText());
            path = path.replace("{" + parameter.path("name").asText() + "}", "a%20b");
          }
          expect(
              path + query,
              send(operation, path + query),
              a -> a.status() == 400 && named(a, "parameter").equals(wanted),
              "400 naming " + wanted);
        });
  }

  private void query(ApiOperation operation, String name, String value, String code) {
    raw(operation, encoded(name) + "=" + encoded(value), name, code);
  }

  private void raw(ApiOperation operation, String query, String name, String code) {
    String[] known = Resources.known(operation).split("\\?");
    StringBuilder path = new StringBuilder(known[0]).append('?').append(query);
    for (String wanted : known.length == 1 ? new String[0] : known[1].split("&")) {
      String asked = wanted.substring(0, wanted.indexOf('='));
      if (Stream.of(query.split("&")).noneMatch(part -> part.split("=")[0].equals(asked))) {
        path.append('&').append(wanted);
      }
    }
    expect(
        query.length() > 80 ? query.substring(0, 80) + "…" : query,
        send(operation, path.toString()),
        a ->
            a.status() == 400
                && (name == null || named(a, "parameter").contains(name))
                && (code == null || codes(a).contains(code)),
        "400 " + code + " naming " + name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String good(JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    JsonNode item = schema.has("items") ? schema.path("items") : schema;
    if (item.has("enum")) {
      return item.at("/enum/0").asText();
    }
    return switch (item.path("type").asText()) {
      case "integer" -> item.path("minimum").asText("1");
      case "boolean" -> "true";
      default ->
          switch (item.path("format").asText()) {
            case "uuid" -> "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69";
            case "date-time" -> "2035-12-01T09:00:00Z";
            case "date" -> "2036-12-01";
            default -> schema.at("/examples/0").asText("en");
          };
    };
  }

  private static Map<String, String> bad(JsonNode given) {
    Map<String, String> bad = new LinkedHashMap<>();
    JsonNode schema = given.has("items") ? given.path("items") : given;
    switch (schema.path("type").asText()) {
      case "integer" -> {
        for (String value : List.of("x", "1.5", "1e3", "01", "0x1", "+1", " 1", "1 ", "١")) {
          bad.put(value, "invalid_type");
        }
        bad.put("1000000000000", "out_of_range");
        bad.put("9".repeat(40), "out_of_range");
        bad.put("" + (schema.path("minimum").asLong() - 1), "out_of_range");
        bad.put("" + (schema.path("maximum").asLong() + 1), "out_of_range");
        bad.put("-1", "out_of_range");
      }
      case "boolean" -> {
        for (String value : List.of("x", "1", "0", "yes", "TRUE", "True", " true")) {
          bad.put(value, "invalid_type");
        }
      }
      default -> {
        if (schema.has("enum")) {
          for (String value : List.of("noSuchValue", "0", schema.at("/enum/0").asText() + "x")) {
            bad.put(value, "invalid_value");
          }
        } else {
          switch (schema.path("format").asText()) {
            case "uuid" -> List.of("x", "1", "0198c2f4").forEach(v -> bad.put(v, "invalid_format"));
            case "date-time" ->
                BAD_TIMES.stream()
                    .filter(v -> !v.isEmpty())
                    .forEach(v -> bad.put(v, "invalid_format"));
            case "date" -> bad.put("2026-02-30", "invalid_format");
            default -> bad.put("a".repeat(schema.path("maxLength").asInt(2_000) + 1), "too_long");
          }
        }
      }
    }
    return bad;
  }

  static List<ApiOperation> lists() {
    return operations().stream()
        .filter(
            o ->
                o.parameters("query").stream()
                    .anyMatch(p -> p.path("name").asText().equals("cursor")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("lists")
  void a_cursor_that_is_altered_or_of_another_list_is_refused(ApiOperation operation) {
    String cursor = cursor(operation);
    List<String> foreign =
        lists().stream().filter(list -> list != operation).map(BadInputTest::cursor).toList();
    storesNothing(
        operation,
        () -> {
          List<String> bad =
              new ArrayList<>(
                  List.of(
                      "x",
                      "AAAA",
                      "%",
                      "=",
                      cursor + "A",
                      cursor + "=",
                      cursor + cursor,
                      cursor.substring(1),
                      cursor.substring(0, cursor.length() - 1),
                      cursor.toLowerCase(java.util.Locale.ROOT),
                      " " + cursor,
                      "9".repeat(1_999)));
          for (int i = 0; i < cursor.length(); i += 3) {
            char other = cursor.charAt(i) == 'B' ? 'C' : 'B';
            bad.add(cursor.substring(0, i) + other + cursor.substring(i + 1));
          }
          bad.addAll(foreign);
          for (String value : bad) {
            query(operation, "cursor", value, null);
          }
          for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asText();
            if (Set.of("q", "lang", "sort", "state", "featured", "tag", "view").contains(name)
                && !(name.equals("lang") && operation.path().contains("{"))) {
              JsonNode values = parameter.at("/schema/enum");
              String value =
                  values.isArray() ? values.get(values.size() - 1).asText() : good(parameter);
              raw(operation, name + "=" + encoded(value) + "&cursor=" + cursor, "cursor", null);
            }
          }
        });
  }

  private static String cursor(ApiOperation operation) {
    String path = Resources.listOfTwo(operation);
    String address = path + (path.contains("?") ? "&" : "?") + "limit=1";
    Contract.Answer page = RawHttp.request("GET", address).as("administrator").send();
    String next = page.json().at("/page/next").asText();
    assertEquals(false, next.isEmpty(), operation + " has no second page: " + page.text());
    return next;
  }

  // Expectations

  private static RawHttp request(ApiOperation operation, String target) {
    RawHttp request = RawHttp.request(operation.method(), target).as("administrator");
    if (operation.takesEditToken()) {
      request.header("Authorization", "Comment " + Resources.editToken(target));
    }
    return operation.takesHeader("If-Match") ? request.header("If-Match", "*") : request;
  }

  private static Contract.Answer send(RawHttp request, ApiOperation operation, String body) {
    return body == null ? request.send() : request.body(operation.bodyType(), body).send();
  }

  private void faulty(
      ApiOperation operation, String body, String pointer, Set<String> codes, int status) {
    expect(
        body.length() > 160 ? body.substring(0, 160) + "…" : body,
        send(request(operation, Resources.known(operation)), operation, body),
        a ->
            a.status() == status
                && pointers(a).stream()
                    .anyMatch(p -> p.equals(pointer) || p.startsWith(pointer + "/"))
                && (codes.isEmpty() || codes(a).stream().anyMatch(codes::contains)),
        status + " " + (codes.isEmpty() ? "" : codes) + " at " + pointer);
  }

  private void expect(
      String what, Contract.Answer answer, Predicate<Contract.Answer> holds, String wanted) {
    if (!holds.test(answer)) {
      String text = answer.text();
      wrong.add(
          what
              + " → "
              + answer.status()
              + " "
              + (text.length() > 400 ? text.substring(0, 400) + "…" : text)
              + "; wanted "
              + wanted);
    }
  }

  private static Set<String> pointers(Contract.Answer answer) {
    return named(answer, "pointer");
  }

  private static Set<String> named(Contract.Answer answer, String member) {
    Set<String> names = new TreeSet<>();
    for (JsonNode error : answer.json().path("errors")) {
      if (error.has(member)) {
        names.add(error.path(member).asText());
      }
    }
    return names;
  }

  private static Set<String> codes(Contract.Answer answer) {
    Set<String> codes = new TreeSet<>();
    answer.json().path("errors").forEach(e -> codes.add(e.path("code").asText()));
    return codes;
  }

  private static Set<String> codesAt(Contract.Answer answer, String pointer) {
    Set<String> codes = new TreeSet<>();
    for (JsonNode error : answer.json().path("errors")) {
      if (error.path("pointer").asText().equals(pointer)) {
        codes.add(error.path("code").asText());
      }
    }
    return codes;
  }
}
