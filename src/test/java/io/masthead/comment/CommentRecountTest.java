package io.masthead.comment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommentRecountTest {

  @Inject Published published;

  @Test
  void a_recount_tells_what_is_wrong_and_sets_it_right_only_when_asked_to() {
    String article = published.article("recounted-" + NewsApi.mark()).toString();
    String fine = published.article("recounted-" + NewsApi.mark()).toString();
    post(fine, "All is well", null);
    String top = post(article, "Top", null);
    String reply = post(article, "Reply", top);
    post(article, "Below", reply);
    published.run("update edition_count set comments = 7 where article_id = '" + article + "'");
    published.run(
        "update comment set reply_count = 3, descendant_count = 3 where id = '" + top + "'");
    published.run(
        "update comment set reply_count = 0, descendant_count = 0 where id = '" + reply + "'");
    String ours = "comments.differing.find { it.article == '" + article + "' }";
    for (int i = 0; i < 2; i++) {
      recount(false)
          .body("comments.differing.article", not(hasItem(fine)))
          .body(ours + ".was", equalTo(7))
          .body(ours + ".is", equalTo(3))
          .body(ours + ".comments", equalTo(2))
          .body("comments.repaired", equalTo(0));
    }
    assertEquals(7, count(article));
    recount(true).body("comments.differing.article", hasItem(article));
    recount(false).body("comments.differing.article", not(hasItem(article)));
    assertEquals(3, count(article));
    below(top, 1, 2);
    below(reply, 1, 1);
  }

  @Test
  void a_wrong_number_below_a_comment_is_found_where_the_articles_is_right() {
    String article = published.article("recounted-" + NewsApi.mark()).toString();
    String top = post(article, "Top", null);
    post(article, "Reply", top);
    published.run("update comment set descendant_count = 2 where id = '" + top + "'");
    String ours = "comments.differing.find { it.article == '" + article + "' }";
    recount(true)
        .body(ours + ".was", equalTo(2))
        .body(ours + ".is", equalTo(2))
        .body(ours + ".comments", equalTo(1));
    below(top, 1, 1);
  }

  private long count(String article) {
    return published.number(
        "select comments from edition_count where article_id = '" + article + "'");
  }

  private static void below(String comment, int replies, int descendants) {
    Keys.as("moderator")
        .get("/manage/v1/comments/{id}", comment)
        .then()
        .body("replyCount", equalTo(replies))
        .body("descendantCount", equalTo(descendants));
  }

  private static String post(String article, String text, String parent) {
    Map<String, Object> body =
        new HashMap<>(Map.of("author", Map.of("name", "Reader"), "body", text));
    if (parent != null) {
      body.put("parentId", parent);
    }
    return given()
        .contentType("application/json")
        .body(body)
        .post("/api/v1/articles/{a}/comments", article)
        .then()
        .statusCode(201)
        .extract()
        .path("comment.id");
  }

  private static ValidatableResponse recount(boolean repair) {
    return Keys.as("administrator")
        .contentType("application/json")
        .body(Map.of("repair", repair))
        .post("/manage/v1/views/recount")
        .then()
        .statusCode(200);
  }
}
