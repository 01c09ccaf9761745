package io.masthead.owasp;

import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.access.Role;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * API5, broken function level authorization. Which role may call what is {@code RolesTest}'s; here
 * are the ways round it: what a request says of its method, its address and its caller besides.
 */
@QuarkusTest
class Api5FunctionsTest {

  private static final List<String> ROLES =
      Arrays.stream(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList();

  static List<ApiOperation> management() {
    return Asked.operations().stream().filter(ApiOperation::isManagement).toList();
  }

  /** What servers and proxies of other makes take for the method, the address or the caller. */
  @ParameterizedTest
  @MethodSource("management")
  void nothing_beside_the_key_makes_a_caller_somebody_else(ApiOperation operation) {
    String path = Resources.unknown(operation.path());
    for (String role : new String[] {null, "contributor", "moderator"}) {
      int plain = Asked.as(role, operation, path).status();
      for (String header :
          List.of(
              "X-Forwarded-User: administrator",
              "X-Remote-User: administrator",
              "X-User-Role: administrator",
              "X-Role: administrator",
              "Remote-User: administrator",
              "X-Forwarded-For: 127.0.0.1",
              "X-Real-IP: 127.0.0.1",
              "X-Original-URL: /api/v1/articles",
              "X-Rewrite-URL: /api/v1/articles",
              "X-Custom-IP-Authorization: 127.0.0.1",
              "X-SSL-Client-Verify: SUCCESS",
              "Cookie: role=administrator")) {
        String[] said = header.split(": ");
        RawHttp request = Asked.of(operation, path).header(said[0], said[1]);
        assertEquals(
            plain, (role == null ? request : request.as(role)).send().status(), role + header);
      }
    }
  }

  @Test
  void a_read_stays_a_read_whatever_it_says_of_its_method() {
    String article = published(unique("Read"));
    for (String name :
        List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method")) {
      for (String path : List.of("/manage/v1/articles/", "/api/v1/articles/")) {
        Contract.Answer answer =
            RawHttp.request("GET", path + article)
                .as("administrator")
                .header("If-Match", "*")
                .header(name, "DELETE")
                .send();
        assertEquals(200, answer.status(), name);
      }
      assertEquals(
          400,
          RawHttp.request("GET", "/manage/v1/articles?" + name + "=DELETE")
              .as("administrator")
              .send()
              .status());
    }
    assertEquals(200, RawHttp.get("/api/v1/articles/" + article).status());
  }

  /** Who may not give out a role does not get at it by any of its ways. */
  @Test
  void nobody_below_an_administrator_comes_by_a_key_or_a_role() {
    for (String role : ROLES) {
      if (role.equals("administrator")) {
        continue;
      }
      String own = Keys.caller(role).keyId().toString();
      String key = "/manage/v1/keys/" + own;
      List<Integer> statuses = new ArrayList<>();
      for (String wanted : ROLES) {
        statuses.add(
            Keys.as(role)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Mine", "role", wanted))
                .post("/manage/v1/keys")
                .statusCode());
      }
      for (Map<String, ?> patch :
          List.of(Map.of("role", "administrator"), Map.of("author", "ann-lee"))) {
        statuses.add(
            Keys.as(role)
                .contentType("application/merge-patch+json")
                .body(patch)
                .patch(key)
                .statusCode());
      }
      statuses.add(Keys.as(role).get(key).statusCode());
      statuses.add(Keys.as(role).delete(key).statusCode());
      statuses.add(Keys.as(role).get("/manage/v1/audit").statusCode());
      assertEquals(List.of(403), statuses.stream().distinct().toList(), role);
      JsonNode listed = Keys.as("administrator").get(key).as(JsonNode.class);
      assertEquals(role, listed.path("role").asText());
    }
    assertEquals(
        400,
        Keys.as("administrator")
            .contentType("application/merge-patch+json")
            .body(Map.of("role", "administrator"))
            .patch("/manage/v1/keys/" + Keys.caller("editor").keyId())
            .statusCode(),
        "A role is for good, to an administrator too.");
  }

  /** Each of management says in the document that it wants a key, and those of delivery do not. */
  @Test
  void the_documents_ask_for_a_key_exactly_where_one_is_needed() {
    List<String> wrong = new ArrayList<>();
    for (ApiOperation operation : Asked.operations()) {
      boolean asked = asksForKey(operation);
      boolean needed =
          !operation.takesEditToken()
              && Asked.as(null, operation, Resources.unknown(operation.path())).status() == 401;
      if (asked != needed || asked != operation.isManagement()) {
        wrong.add(operation + " " + operation.node().path("security"));
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** What an operation does not say of this, its whole document says, of management alone. */
  private static boolean asksForKey(ApiOperation operation) {
    JsonNode security = operation.node().path("security");
    if (security.isMissingNode()) {
      return operation.isManagement();
    }
    boolean always = !security.isEmpty();
    for (JsonNode way : security) {
      always &= way.has("key");
    }
    return always;
  }
}
