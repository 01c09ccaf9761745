package io.masthead.support;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests with the keys of the newsroom's people, each made once a run. */
public final class Keys {

  private static final String ADMINISTRATOR = "mh_test-administrator-key";
  private static final Map<String, String> BY_ROLE = new ConcurrentHashMap<>();

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
    return role.equals("administrator") ? ADMINISTRATOR : BY_ROLE.computeIfAbsent(role, Keys::make);
  }

  private static String make(String role) {
    return given()
        .header("Authorization", "Bearer " + ADMINISTRATOR)
        .contentType(ContentType.JSON)
        .body(Map.of("name", "test " + role, "role", role))
        .post("/manage/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }
}
