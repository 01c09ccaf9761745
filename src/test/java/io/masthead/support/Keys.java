package io.masthead.support;

import static io.restassured.RestAssured.given;

import io.masthead.access.Caller;
import io.masthead.access.Role;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Requests with the keys of the newsroom's people, each made once a run. */
public final class Keys {

  private static final String ADMINISTRATOR = "mh_test-administrator-key";

  private record Made(String key, Caller caller) {}

  private static final Map<String, Made> BY_ROLE = new ConcurrentHashMap<>();

  /** The client would send a merge patch in Latin-1, which has no Kazakh letters. */
  private static final RestAssuredConfig UTF_8 =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .defaultContentCharset("UTF-8")
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  private Keys() {}

  /** A request that carries a key of the role. */
  public static RequestSpecification as(String role) {
    return given().config(UTF_8).header("Authorization", "Bearer " + of(role));
  }

  /** The key of the role. */
  public static String of(String role) {
    return role.equals("administrator") ? ADMINISTRATOR : made(role).key();
  }

  /** Whom the key of the role stands for; not of the administrator's. */
  public static Caller caller(String role) {
    return made(role).caller();
  }

  private static Made made(String role) {
    return BY_ROLE.computeIfAbsent(role, Keys::make);
  }

  private static Made make(String role) {
    String name = "test " + role;
    JsonPath made =
        given()
            .header("Authorization", "Bearer " + ADMINISTRATOR)
            .contentType(ContentType.JSON)
            .body(Map.of("name", name, "role", role))
            .post("/manage/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    return new Made(
        made.getString("key"),
        new Caller(
            UUID.fromString(made.getString("id")),
            name,
            Role.valueOf(role.toUpperCase(Locale.ROOT)),
            null));
  }
}
