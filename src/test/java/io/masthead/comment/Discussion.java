package io.masthead.comment;

import static io.restassured.RestAssured.given;

import io.masthead.support.Keys;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;

/** What readers do under one article, each of them known by an agent of their own. */
record Discussion(Object article) {

  /** Posted and shown. */
  JsonPath say(String name, String text, String parent) {
    return post(given(), name, text, parent).statusCode(201).extract().jsonPath();
  }

  String said(String name, String text, String parent) {
    return say(name, text, parent).getString("comment.id");
  }

  ValidatableResponse post(RequestSpecification request, String name, String text, String parent) {
    Map<String, Object> body = new HashMap<>(Map.of("body", text));
    if (name != null) {
      body.put("author", Map.of("name", name));
    }
    if (parent != null) {
      body.put("parentId", parent);
    }
    return request
        .contentType("application/json; charset=UTF-8")
        .body(body)
        .post("/api/v1/articles/{a}/comments", article)
        .then();
  }

  ValidatableResponse list(String query) {
    return given().get("/api/v1/articles/" + article + "/comments" + query).then();
  }

  ValidatableResponse withdraw(JsonPath said) {
    return given()
        .header("Authorization", "Comment " + said.getString("editToken"))
        .delete("/api/v1/comments/{id}", said.getString("comment.id"))
        .then();
  }

  static ValidatableResponse read(String comment, String query) {
    return given().get("/api/v1/comments/" + comment + query).then();
  }

  static ValidatableResponse like(String reader, String comment) {
    return given().header("User-Agent", reader).post("/api/v1/comments/{id}/likes", comment).then();
  }

  static ValidatableResponse unlike(String reader, String comment) {
    return given()
        .header("User-Agent", reader)
        .delete("/api/v1/comments/{id}/likes", comment)
        .then();
  }

  static ValidatableResponse report(String reader, String comment, Map<String, ?> report) {
    return given()
        .header("User-Agent", reader)
        .contentType("application/json")
        .body(report)
        .post("/api/v1/comments/{id}/reports", comment)
        .then();
  }

  static ValidatableResponse decide(String comment, String decision) {
    return Keys.as("moderator")
        .header("If-Match", "*")
        .post("/manage/v1/comments/" + comment + "/" + decision)
        .then();
  }

  static ValidatableResponse atDesk(String comment) {
    return Keys.as("moderator").get("/manage/v1/comments/{id}", comment).then();
  }
}
