package io.masthead.owasp;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.masthead.support.NewsApi.unique;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * API3, broken object property level authorization: nobody sets what the service decides, at any
 * depth, and readers are given nothing of what is the newsroom's or another reader's.
 */
@QuarkusTest
class Api3PropertiesTest {

  /** What the service, or another role, decides. */
  private static final List<String> OURS =
      List.of(
          "id",
          "version",
          "state",
          "status",
          "role",
          "kind",
          "owner",
          "ownerId",
          "createdBy",
          "modifiedBy",
          "createdAt",
          "modifiedAt",
          "publishedAt",
          "firstPublishedAt",
          "updatedAt",
          "publishedVersion",
          "scheduledFor",
          "revision",
          "views",
          "likes",
          "visitors",
          "reviewed",
          "reasons",
          "spamScore",
          "shadow",
          "editToken",
          "editableUntil",
          "secret",
          "key",
          "secretHash",
          "revokedAt",
          "lastUsedAt",
          "enabled",
          "position",
          "html",
          "path",
          "depth",
          "isAdmin",
          "class",
          "constructor");

  static List<ApiOperation> writing() {
    return Asked.operations().stream()
        .filter(o -> o.bodySchema().map(s -> Samples.of(o).members().size() > 0).orElse(false))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("writing")
  void what_the_service_decides_is_refused_wherever_it_stands(ApiOperation operation) {
    Samples samples = Samples.of(operation);
    JsonNode schema = operation.bodySchema().orElseThrow();
    refusesOurs(operation, (ObjectNode) samples.least(schema), "", properties(operation, schema));
    for (Samples.Member member : samples.members()) {
      Set<String> known = properties(operation, member.schema());
      if (!known.isEmpty()) {
        JsonNode body = samples.with(member, samples.least(member.schema()));
        refusesOurs(operation, body, member.pointer(), known);
      }
    }
  }

  /** All at once, since all faults of a body are told at once. */
  private static void refusesOurs(
      ApiOperation operation, JsonNode body, String at, Set<String> known) {
    if (!(body.at(at) instanceof ObjectNode inner)) {
      return;
    }
    Set<String> wanted = new TreeSet<>();
    for (String name : OURS) {
      if (!known.contains(name)) {
        inner.put(name, 1);
        wanted.add(at + "/" + name);
      }
    }
    // Of what there is, since a change of nothing is told as that.
    String path = Resources.known(operation);
    Contract.Answer answer =
        Asked.of(operation, path)
            .header("Authorization", authorization(operation, path))
            .body(operation.bodyType(), body.toString())
            .send();
    assertEquals(400, answer.status(), operation + at + answer.text());
    Set<String> told = new TreeSet<>();
    for (JsonNode fault : answer.json().path("errors")) {
      if (fault.path("code").asText().equals("unknown_member")) {
        told.add(fault.path("pointer").asText());
      }
    }
    assertEquals(wanted, told, operation + at);
  }

  private static String authorization(ApiOperation operation, String path) {
    return operation.takesEditToken()
        ? "Comment " + Resources.editToken(path)
        : "Bearer " + Keys.of("administrator");
  }

  private static Set<String> properties(ApiOperation operation, JsonNode given) {
    JsonNode schema = Contract.committed().resolve(operation.document(), given);
    if (schema.has("anyOf")) {
      schema = Contract.committed().resolve(operation.document(), schema.at("/anyOf/0"));
    }
    Set<String> names = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What the desk's and a commenter's own members are called; delivery has none of them. */
  private static final Set<String> NEVER_DELIVERED =
      Set.of(
          "email",
          "authorEmail",
          "emailHash",
          "ip",
          "address",
          "network",
          "userAgent",
          "visitor",
          "guest",
          "guestToken",
          "editToken",
          "reasons",
          "reviewed",
          "spamScore",
          "shadow",
          "reports",
          "trail",
          "by",
          "owner",
          "ownerId",
          "createdBy",
          "modifiedBy",
          "key",
          "secret",
          "embargo",
          "scheduledFor",
          "binnedAt",
          "revision",
          "lock");

  /** A site with something of everything that readers are not told, each with a word of its own. */
  private static final class Planted {
    final String word = mark();
    final Map<String, String> secrets = new LinkedHashMap<>();
    final Map<String, String> places = new LinkedHashMap<>();

    private String secret(String what) {
      return secrets.computeIfAbsent(what, w -> w.replace(' ', '-') + "-" + mark());
    }

    private String email(String what) {
      return secrets.computeIfAbsent(what, w -> mark() + "@example.org");
    }

    Planted() throws Exception {
      var author =
          author(
              "name", "Ann " + word, "email", email("author email"), "note", secret("author note"));
      var section = section("name", "Section " + word);
      var tag = tag("name", "Tag " + word);
      String article =
          draft(
              "Title " + word,
              "note",
              secret("article note"),
              "bylines",
              List.of(Map.of("author", author.id())),
              "section",
              section.id(),
              "tags",
              List.of(tag.id()),
              "comments",
              Map.of("moderation", "pre"));
      publish(article);
      Keys.as("editor")
          .header("If-Match", "*")
          .contentType(ContentType.JSON)
          .body(Map.of("kind", "correction", "text", "Put right " + word))
          .post("/manage/v1/articles/{id}/corrections", article)
          .then()
          .statusCode(201);
      String later = draft("Later", "section", section.id());
      Keys.as("editor")
          .header("If-Match", "*")
          .contentType(ContentType.JSON)
          .body(Map.of("until", "2036-01-01T00:00:00Z", "reason", secret("embargo reason")))
          .put("/manage/v1/articles/{id}/embargo", later)
          .then()
          .statusCode(200);
      String gone = draft("Gone " + word, "section", section.id());
      publish(gone);
      move(gone, "takedown", Map.of("reason", "legal")).statusCode(200);
      String comment = comment(article, null);
      comment(article, comment);
      Keys.as("moderator")
          .contentType(ContentType.JSON)
          .body(Map.of("comment", comment, "by", List.of("guest"), "note", secret("ban note")))
          .post("/manage/v1/comment-bans")
          .then()
          .statusCode(201);
      given()
          .header("User-Agent", "Reporter " + word)
          .contentType(ContentType.JSON)
          .body(Map.of("reason", "other", "text", secret("report text")))
          .post("/api/v1/comments/{id}/reports", comment)
          .then()
          .statusCode(202);
      places.put("{article}", article);
      places.put("{id}", comment);
      places.put("{author}", author.slug());
      places.put("{section}", section.slug());
      places.put("{tag}", tag.slug());
      hashes();
    }

    private String comment(String article, String parent) {
      Map<String, Object> body = new LinkedHashMap<>();
      String mine = parent == null ? "first" : "reply";
      body.put("author", Map.of("name", "Reader " + word, "email", email("email of " + mine)));
      body.put("body", unique("Said of it"));
      if (parent != null) {
        body.put("parentId", parent);
      }
      JsonPath posted =
          given()
              .header("User-Agent", secret("browser of " + mine))
              .contentType(ContentType.JSON)
              .body(body)
              .post("/api/v1/articles/{id}/comments", article)
              .then()
              .statusCode(202)
              .extract()
              .jsonPath();
      String id = posted.getString("comment.id");
      secrets.put("edit token of " + mine, posted.getString("editToken"));
      secrets.put("guest token of " + mine, posted.getString("guestToken"));
      Keys.as("moderator")
          .header("If-Match", "*")
          .contentType(ContentType.JSON)
          .body(Map.of("note", secret("note on " + mine)))
          .post("/manage/v1/comments/{id}/approve", id)
          .then()
          .statusCode(200);
      return id;
    }

    /** A plain hash of an address is as good as the address, as pictures by such hashes show. */
    private void hashes() throws Exception {
      for (String what : List.of("email of first", "email of reply", "author email")) {
        byte[] email = secrets.get(what).getBytes(StandardCharsets.UTF_8);
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
          byte[] hash = MessageDigest.getInstance(algorithm).digest(email);
          secrets.put(what + " " + algorithm, HexFormat.of().formatHex(hash));
          secrets.put(what + " " + algorithm + "/64", Base64.getEncoder().encodeToString(hash));
        }
      }
    }

    String in(ApiOperation operation) {
      String path = operation.path();
      for (Map.Entry<String, String> place : places.entrySet()) {
        path = path.replace(place.getKey(), place.getValue());
      }
      return path;
    }
  }

  @Test
  void no_read_of_delivery_tells_what_is_the_newsroom_s_or_another_reader_s() throws Exception {
    Planted planted = new Planted();
    List<String> leaks = new ArrayList<>();
    int seen = 0;
    for (ApiOperation operation : Asked.operations()) {
      if (operation.isManagement()
          || !operation.method().equals("GET")
          || operation.id().equals("followEvents")) {
        continue;
      }
      for (String target : targets(operation, planted)) {
        // Who asks makes no difference.
        for (String role : new String[] {null, "administrator"}) {
          RawHttp request = RawHttp.request("GET", target);
          Contract.Answer answer = (role == null ? request : request.as(role)).send();
          assertEquals(200, answer.status(), target + answer.text());
          String text = answer.text();
          seen += text.contains(planted.word) ? 1 : 0;
          planted.secrets.forEach(
              (what, secret) -> {
                if (text.contains(secret)) {
                  leaks.add(target + " tells " + what);
                }
              });
          if (answer.header("Content-Type").contains("json")) {
            names(answer.json(), target, leaks);
          }
        }
      }
    }
    assertEquals(List.of(), leaks);
    assertTrue(seen > 40, "Answers must be of what was planted: " + seen);
  }

  private static List<String> targets(ApiOperation operation, Planted planted) {
    String path = planted.in(operation);
    if (path.contains("{")) {
      return List.of(Resources.known(operation));
    }
    String first =
        switch (operation.id()) {
          case "search", "suggest" -> "?q=" + planted.word;
          case "getCounts" -> "?id=" + planted.places.get("{article}");
          default -> "";
        };
    List<String> targets = new ArrayList<>(List.of(path + first));
    for (JsonNode parameter : operation.parameters("query")) {
      String name = parameter.path("name").asText();
      JsonNode schema =
          Contract.committed().resolve(operation.document(), parameter.path("schema"));
      JsonNode items = Contract.committed().resolve(operation.document(), schema.path("items"));
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add(value.asText()));
      List<String> all = new ArrayList<>();
      items.path("enum").forEach(value -> all.add(value.asText()));
      int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
      for (int i = 0; i < all.size(); i += Math.min(most, all.size() - i)) {
        values.add(String.join(",", all.subList(i, i + Math.min(most, all.size() - i))));
      }
      if (schema.path("type").asText().equals("boolean")) {
        values.add("true");
      }
      for (String value : values) {
        targets.add(path + (first.isEmpty() ? "?" : first + "&") + name + "=" + value);
      }
    }
    return targets;
  }

  private static void names(JsonNode json, String target, List<String> leaks) {
    json.properties()
        .forEach(
            member -> {
              if (NEVER_DELIVERED.contains(member.getKey())) {
                leaks.add(target + " has " + member.getKey());
              }
            });
    json.forEach(inner -> names(inner, target, leaks));
  }
}
