package io.masthead.access;

import static io.masthead.support.NewsApi.mark;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeysTest {

  private static final String KEYS = "/manage/v1/keys";

  @Inject Sql sql;

  @Test
  void a_key_tells_its_secret_once_and_of_what_it_is() {
    JsonPath made = make(Map.of("name", "Desk " + mark(), "role", "author"));
    String secret = made.getString("key");
    ValidatableResponse key =
        read(made.getString("id"))
            .body("kind", equalTo("key"))
            .body("role", equalTo("author"))
            .body("$", not(hasKey("key")))
            .body("$", not(hasKey("issuer")))
            .body("$", not(hasKey("subject")));
    assertFalse(key.extract().asString().contains(secret));
    assertEquals(200, status(secret));
    read(made.getString("id")).body("lastUsedAt", notNullValue());
  }

  @Test
  void a_key_that_would_have_expired_already_is_refused() {
    for (String past : List.of("2020-01-01T00:00:00Z", "2026-01-01T05:00:00+05:00")) {
      post(Map.of("name", "Late", "role", "author", "expiresAt", past))
          .statusCode(422)
          .body("errors.pointer", equalTo(List.of("/expiresAt")))
          .body("errors.code", equalTo(List.of("invalid_value")));
    }
    post(Map.of("name", "Late", "role", "author", "expiresAt", "2036-01-01T00:00:00"))
        .statusCode(400);
  }

  @Test
  void a_key_is_good_until_it_expires_and_no_longer() {
    JsonPath made =
        make(
            Map.of(
                "name", "Desk " + mark(), "role", "author", "expiresAt", "2036-01-01T00:00:00Z"));
    assertEquals(200, status(made.getString("key")));
    sql.update(
        "update api_key set expires_at = now() - interval '1 second' where id = ?::uuid",
        made.getString("id"));
    assertEquals(401, status(made.getString("key")));
  }

  @Test
  void the_last_use_is_kept_to_the_minute() {
    JsonPath made = make(Map.of("name", "Desk " + mark(), "role", "author"));
    String id = made.getString("id");
    read(id).body("$", not(hasKey("lastUsedAt")));
    assertEquals(200, status(made.getString("key")));
    String first = read(id).extract().path("lastUsedAt");
    assertEquals(200, status(made.getString("key")));
    read(id).body("lastUsedAt", equalTo(first));
    sql.update("update api_key set last_used_at = '2026-01-01Z' where id = ?::uuid", id);
    assertEquals(200, status(made.getString("key")));
    read(id).body("lastUsedAt", not(containsString("2026-01-01")));
  }

  @Test
  void a_key_acts_as_its_author() {
    NewsApi.Made author = NewsApi.author();
    String article =
        NewsApi.draft("A " + mark(), "bylines", List.of(Map.of("author", author.id())));
    JsonPath made =
        make(Map.of("name", "Own " + mark(), "role", "contributor", "author", author.slug()));
    assertEquals(author.id(), made.getString("author"));
    given()
        .header("Authorization", "Bearer " + made.getString("key"))
        .get("/manage/v1/articles/" + article)
        .then()
        .statusCode(200);
    post(Map.of("name", "Own", "role", "contributor", "author", "nobody-" + mark()))
        .statusCode(422)
        .body("errors.code", equalTo(List.of("not_found")));
  }

  private static int status(String secret) {
    return given()
        .header("Authorization", "Bearer " + secret)
        .get("/manage/v1/articles?limit=1")
        .statusCode();
  }

  private static ValidatableResponse read(String id) {
    return Keys.as("administrator").get(KEYS + "/" + id).then().statusCode(200);
  }

  private static JsonPath make(Map<String, ?> key) {
    return post(key).statusCode(201).extract().jsonPath();
  }

  private static ValidatableResponse post(Map<String, ?> key) {
    return Keys.as("administrator").contentType(ContentType.JSON).body(key).post(KEYS).then();
  }
}
