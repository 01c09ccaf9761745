package io.masthead.owasp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** API2, broken authentication: a key is the whole key, sent as one, and nothing near it. */
@QuarkusTest
class Api2AuthenticationTest {

  private static final String LIST = "/manage/v1/tags";

  @Inject DataSource database;

  private static JsonPath key() {
    return Keys.as("administrator")
        .contentType(ContentType.JSON)
        .body(Map.of("name", unique("Key"), "role", "editor"))
        .post("/manage/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static int status(String authorization) {
    return RawHttp.get(LIST, "Authorization", authorization).status();
  }

  @Test
  void what_is_nearly_a_key_is_refused_in_the_very_words_of_what_is_far_from_one()
      throws Exception {
    JsonPath made = key();
    String key = made.getString("key");
    assertEquals(200, status("Bearer " + key));
    Set<String> near = new LinkedHashSet<>();
    for (int i = 0; i < key.length(); i++) {
      char other = key.charAt(i) == 'A' ? 'B' : 'A';
      near.add(key.substring(0, i) + other + key.substring(i + 1));
      near.add(key.substring(0, Math.max(i, 1)));
    }
    near.addAll(
        List.of(
            key + "A",
            key + "=",
            key + "%00",
            key.substring(3),
            key.toLowerCase(Locale.ROOT),
            key.toUpperCase(Locale.ROOT),
            key + " " + key,
            key + "," + key,
            made.getString("id"),
            hash(key),
            Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(key)),
            "mh_" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(key)),
            "' or '1'='1",
            "null"));
    JsonNode far = said(RawHttp.get(LIST, "Authorization", "Bearer mh_far-from-any-key"));
    for (String wrong : near) {
      Contract.Answer answer = RawHttp.get(LIST, "Authorization", "Bearer " + wrong);
      assertEquals(401, answer.status(), wrong);
      assertEquals(far, said(answer), wrong);
    }
    for (String scheme :
        List.of("Basic ", "Token ", "ApiKey ", "Digest ", "Comment ", "Guest ", "")) {
      assertEquals(401, status(scheme + key), scheme);
    }
  }

  private static JsonNode said(Contract.Answer answer) {
    ObjectNode problem = (ObjectNode) answer.json();
    problem.remove("instance");
    return problem;
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String text) throws Exception {
    return HexFormat.of().formatHex(sha256(text));
  }

  /** Addresses end in logs, histories and Referer. */
  @Test
  void a_key_anywhere_but_in_its_header_lets_nobody_in() {
    String key = Keys.of("administrator");
    for (String name :
        List.of("key", "api_key", "apikey", "access_token", "token", "auth", "Authorization")) {
      int status = RawHttp.get(LIST + "?" + name + "=" + key).status();
      assertTrue(status == 401 || status == 400, name + ": " + status);
      assertEquals(
          400, RawHttp.request("GET", LIST + "?" + name + "=" + key).as("editor").send().status());
    }
    for (String header :
        List.of("X-Api-Key", "X-Auth-Token", "Proxy-Authorization", "X-Authorization", "Api-Key")) {
      assertEquals(401, RawHttp.get(LIST, header, "Bearer " + key).status(), header);
    }
    for (String cookie : List.of("q_session=", "Authorization=Bearer ", "access_token=", "key=")) {
      assertEquals(401, RawHttp.get(LIST, "Cookie", cookie + key).status(), cookie);
    }
    String user = Base64.getEncoder().encodeToString((":" + key).getBytes(StandardCharsets.UTF_8));
    assertEquals(401, status("Basic " + user));
    assertTrue(
        Asked.operations().stream()
            .flatMap(o -> o.parameters("query").stream())
            .noneMatch(p -> p.path("name").asText().toLowerCase(Locale.ROOT).contains("key")));
  }

  /** No operation of the newsroom's is left open by the time that a key is refused. */
  @Test
  void a_revoked_key_is_good_for_nothing_from_the_next_request_on() {
    JsonPath made = key();
    String key = made.getString("key");
    assertEquals(200, status("Bearer " + key));
    Keys.as("administrator")
        .delete("/manage/v1/keys/{id}", made.getString("id"))
        .then()
        .statusCode(204);
    List<String> open = new ArrayList<>();
    for (ApiOperation operation : Asked.operations()) {
      if (operation.isManagement()) {
        int status =
            Asked.of(operation, Resources.unknown(operation.path()))
                .header("Authorization", "Bearer " + key)
                .send()
                .status();
        if (status != 401) {
          open.add(operation + ": " + status);
        }
      }
    }
    assertEquals(List.of(), open);
  }

  /** Who stole a copy of the database has no key, nor any token of a reader's. */
  @Test
  void no_secret_that_was_given_out_can_be_read_from_the_database() throws SQLException {
    String article = published(unique("Discussed"));
    JsonPath comment =
        Keys.as("editor")
            .header("Idempotency-Key", unique("once").replace(' ', '-'))
            .contentType(ContentType.JSON)
            .body(Map.of("author", Map.of("name", "Reader"), "body", unique("Said")))
            .post("/api/v1/articles/{id}/comments", article)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    String url =
        Keys.as("editor")
            .post("/manage/v1/articles/{id}/previews", article)
            .then()
            .extract()
            .path("url");
    List<String> secrets =
        List.of(
            Keys.of("administrator"),
            key().getString("key"),
            comment.getString("editToken"),
            comment.getString("guestToken"),
            url.substring(url.lastIndexOf('/') + 1));
    Set<String> needles = new LinkedHashSet<>();
    for (String secret : secrets) {
      needles.add(secret);
      needles.add(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
      String bare = secret.replaceFirst("^mh_", "");
      if (bare.matches("[\\w-]{40,}")) {
        needles.add(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(bare)));
      }
    }
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      for (String table : tables(connection)) {
        try (PreparedStatement look =
            connection.prepareStatement(
                "select count(*) from " + table + " t where t::text like any (?)")) {
          look.setArray(
              1,
              connection.createArrayOf("text", needles.stream().map(n -> "%" + n + "%").toArray()));
          try (ResultSet row = look.executeQuery()) {
            row.next();
            if (row.getInt(1) > 0) {
              found.add(table);
            }
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select relname from pg_class where relnamespace = 'public'::regnamespace and"
                    + " relkind = 'r'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertTrue(tables.contains("api_key"));
    return tables;
  }

  /**
   * Keys are looked up by a hash, and signatures and tokens compared without telling how far they
   * fit; only what is no secret, such as a cursor's scope, is compared as one likes.
   */
  @Test
  void what_is_compared_with_a_secret_takes_as_long_whatever_it_is() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.masthead.access..",
            "io.masthead.comment..",
            "io.masthead.article..",
            "io.masthead.webhook..")
        .should()
        .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.masthead"));
  }

  @Test
  void who_is_refused_is_told_how_to_come_and_nothing_of_why() {
    Contract.Answer none = RawHttp.get(LIST);
    Contract.Answer wrong = RawHttp.get(LIST, "Authorization", "Bearer mh_wrong");
    for (Contract.Answer answer : List.of(none, wrong)) {
      assertEquals(401, answer.status());
      assertEquals("Bearer realm=\"masthead\"", answer.header("WWW-Authenticate"));
      assertEquals("private, no-store", answer.header("Cache-Control"));
      assertFalse(
          answer.text().matches("(?i).*(revoked|expired|no such|unknown key).*"), answer.text());
    }
  }
}
