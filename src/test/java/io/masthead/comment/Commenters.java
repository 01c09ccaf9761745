package io.masthead.comment;

import static io.restassured.RestAssured.given;

import io.masthead.support.Keys;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What readers and moderators do with comments over HTTP. */
final class Commenters {

  private static final String DESK = "/manage/v1/comments";

  private Commenters() {}

  /** A comment with these members, by turns a name and its value; of the author: name and email. */
  static ValidatableResponse post(Object article, String text, String... members) {
    Map<String, Object> body = new HashMap<>(Map.of("body", text));
    Map<String, Object> author = new HashMap<>(Map.of("name", "Reader"));
    for (int i = 0; i < members.length; i += 2) {
      boolean ofAuthor = members[i].matches("name|email|url");
      (ofAuthor ? author : body).put(members[i], members[i + 1]);
    }
    body.put("author", author);
    return given()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/v1/articles/{a}/comments", article)
        .then();
  }

  /** One that was taken, shown or not. */
  static JsonPath posted(Object article, String text, String... members) {
    ValidatableResponse answer = post(article, text, members);
    int status = answer.extract().statusCode();
    if (status != 201 && status != 202) {
      throw new AssertionError(status + ": " + answer.extract().asString());
    }
    return answer.extract().jsonPath();
  }

  static String id(Object article, String text, String... members) {
    return posted(article, text, members).getString("comment.id");
  }

  static ValidatableResponse decide(String id, String verb) {
    return Keys.as("moderator").header("If-Match", "*").post(DESK + "/{id}/" + verb, id).then();
  }

  static ValidatableResponse bulk(String decision, String mode, List<?> items) {
    Map<String, Object> body = new HashMap<>(Map.of("decision", decision, "items", items));
    body.put("mode", mode);
    body.put("note", "All at once");
    return desk("/bulk", body);
  }

  static Map<String, Object> item(String id, int version) {
    return Map.of("id", id, "version", version);
  }

  static ValidatableResponse desk(String path, Object body) {
    return Keys.as("moderator").contentType(ContentType.JSON).body(body).post(DESK + path).then();
  }

  static ValidatableResponse ban(Map<String, ?> body) {
    return Keys.as("moderator")
        .contentType(ContentType.JSON)
        .body(body)
        .post("/manage/v1/comment-bans")
        .then();
  }

  static ValidatableResponse trail(String id) {
    return Keys.as("moderator").get(DESK + "/{id}/trail?limit=100", id).then();
  }

  static ValidatableResponse managed(String id) {
    return Keys.as("moderator").get(DESK + "/{id}", id).then();
  }

  static ValidatableResponse read(String id) {
    return given().get("/api/v1/comments/{id}", id).then();
  }

  static String email() {
    return "reader-" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
  }
}
