package io.masthead.comment;

import static io.masthead.comment.Commenters.ban;
import static io.masthead.comment.Commenters.decide;
import static io.masthead.comment.Commenters.id;
import static io.masthead.comment.Commenters.managed;
import static io.masthead.comment.Commenters.post;
import static io.masthead.comment.Commenters.posted;
import static io.masthead.comment.Commenters.read;
import static io.masthead.comment.Commenters.trail;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BansTest {

  private static final String BANS = "/manage/v1/comment-bans";

  @Inject Published published;
  @Inject RetentionService retention;

  private UUID article;

  @BeforeEach
  void publish() {
    article = article("post");
  }

  private UUID article(String moderation) {
    return published.article("bans-" + NewsApi.mark(), "open", moderation, "now()");
  }

  private long count() {
    return published.number(
        "select comments from edition_count where article_id = '" + article + "'");
  }

  private static void banned(ValidatableResponse answer) {
    answer
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("/problems/banned"))
        .body("code", equalTo("banned"));
  }

  @Test
  void the_writer_of_a_comment_is_known_by_token_and_address_and_not_by_name() {
    String email = Commenters.email();
    JsonPath first = posted(article, "Buy this", "email", email, "name", "Ann");
    String token = first.getString("guestToken");
    String comment = first.getString("comment.id");
    String ban =
        ban(Map.of("comment", comment, "note", "Sells things"))
            .statusCode(201)
            .header("Location", startsWith(BANS + "/"))
            .body("by", equalTo(List.of("guest", "email")))
            .body("comment", equalTo(comment))
            .body("shadow", equalTo(false))
            .body("note", equalTo("Sells things"))
            .body("createdBy", equalTo("test moderator"))
            .body("removed", nullValue())
            .extract()
            .path("id");
    banned(post(article, "Again by token", "guestToken", token, "name", "Other"));
    banned(post(article("pre"), "By address", "email", email.toUpperCase(java.util.Locale.ROOT)));
    post(article, "Another of that name", "name", "Ann").statusCode(201);
    given()
        .header("Authorization", "Comment " + first.getString("editToken"))
        .contentType("application/merge-patch+json")
        .body(Map.of("body", "Buy that"))
        .patch("/api/v1/comments/{id}", comment)
        .then()
        .statusCode(403)
        .body("code", equalTo("banned"));
    read(comment).statusCode(200);
    trail(comment)
        .body("items[1].reasons", equalTo(List.of("banned")))
        .body("items[1].to", equalTo("published"))
        .body("items[1].note", equalTo("Sells things"));
    String all =
        Keys.as("moderator").get(BANS + "/" + ban).then().statusCode(200).extract().asString();
    assertEquals(-1, all.indexOf(email));

    Keys.as("moderator").delete(BANS + "/" + ban).then().statusCode(204);
    Keys.as("moderator").delete(BANS + "/" + ban).then().statusCode(404);
    Keys.as("moderator").get(BANS + "/" + ban).then().statusCode(404);
    post(article, "Lifted", "guestToken", token).statusCode(201);
    trail(comment).body("items[2].reasons", equalTo(List.of("unbanned")));
  }

  @Test
  void the_address_alone_is_kept_as_a_hash_that_nobody_can_guess() {
    String email = Commenters.email();
    String ban =
        ban(Map.of("email", email))
            .statusCode(201)
            .body("by", equalTo(List.of("email")))
            .extract()
            .path("id");
    banned(post(article, "Any text", "email", email));
    assertEquals(
        0,
        published.number(
            "select count(*) from comment_ban where id = '%s' and email_hash = sha256('%s')"
                .formatted(ban, email)));
    Keys.as("moderator").get(BANS).then().statusCode(200).body("items.id", hasItem(ban));
  }

  @Test
  void the_network_is_known_for_its_day_only() {
    String agent = "Browser " + NewsApi.mark();
    String comment =
        withAgent(agent, "From a network").statusCode(201).extract().path("comment.id");
    String ban =
        ban(Map.of("comment", comment, "by", List.of("network")))
            .statusCode(201)
            .body("by", equalTo(List.of("network")))
            .body("networkUntil", notNullValue())
            .extract()
            .path("id");
    banned(withAgent(agent, "From it again"));
    withAgent("Another " + agent, "From another browser").statusCode(201);
    published.run("update comment_ban set visitor_day = visitor_day - 1 where id = '" + ban + "'");
    retention.keep();
    Keys.as("moderator").get(BANS + "/" + ban).then().statusCode(404);
    withAgent(agent, "The day after").statusCode(201);
    published.run("update comment set visitor = null where id = '" + comment + "'");
    ban(Map.of("comment", comment, "by", List.of("guest", "network")))
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/by/1")));
  }

  private ValidatableResponse withAgent(String agent, String text) {
    return given()
        .header("User-Agent", agent)
        .contentType("application/json")
        .body(Map.of("author", Map.of("name", "Reader"), "body", text))
        .post("/api/v1/articles/{a}/comments", article)
        .then();
  }

  @Test
  void what_is_there_already_goes_where_that_is_asked_for_and_counts_stay_right() {
    JsonPath first = posted(article, "Spam one");
    String token = first.getString("guestToken");
    String top = first.getString("comment.id");
    String reply = id(article, "Spam two", "guestToken", token, "parentId", top);
    String others = id(article, "An answer", "parentId", reply);
    String waiting = id(article("pre"), "Spam three", "guestToken", token);
    assertEquals(3, count());
    ban(Map.of("comment", top, "remove", true)).statusCode(201).body("removed", equalTo(3));
    managed(top)
        .body("state", equalTo("removed"))
        .body("replyCount", equalTo(0))
        .body("descendantCount", equalTo(1));
    managed(reply).body("state", equalTo("removed")).body("replyCount", equalTo(1));
    managed(waiting).body("state", equalTo("spam"));
    managed(others).body("state", equalTo("published"));
    assertEquals(1, count());
    decide(reply, "restore").statusCode(200);
    assertEquals(2, count());
    managed(top).body("replyCount", equalTo(1));
  }

  @Test
  void a_ban_ends_when_it_was_to() {
    String email = Commenters.email();
    String ban =
        ban(Map.of("email", email, "expiresAt", "2036-01-01T00:00:00Z"))
            .statusCode(201)
            .body("expiresAt", equalTo("2036-01-01T00:00:00.000Z"))
            .extract()
            .path("id");
    banned(post(article, "While it holds", "email", email));
    published.run(
        "update comment_ban set expires_at = now() - interval '1 second' where id = '" + ban + "'");
    post(article, "When it is over", "email", email).statusCode(201);
    retention.keep();
    Keys.as("moderator").get(BANS + "/" + ban).then().statusCode(404);
  }

  @Test
  void in_the_shadow_a_comment_is_there_for_its_writer_alone() {
    JsonPath first = posted(article, "A top comment");
    String top = first.getString("comment.id");
    String token = first.getString("guestToken");
    ban(Map.of("comment", top, "shadow", true)).statusCode(201);
    JsonPath hidden =
        post(article, "Trolling more", "guestToken", token)
            .statusCode(201)
            .body("comment.state", equalTo("published"))
            .header("Location", startsWith("/api/v1/comments/"))
            .extract()
            .jsonPath();
    String id = hidden.getString("comment.id");
    String reply =
        post(article, "And below", "guestToken", token, "parentId", top)
            .statusCode(201)
            .extract()
            .path("comment.id");
    post(article, "Below my own", "guestToken", token, "parentId", id).statusCode(201);
    managed(id)
        .body("state", equalTo("rejected"))
        .body("reasons", equalTo(List.of("shadow_banned")));
    assertEquals(1, count());

    read(id).statusCode(404);
    list(null)
        .body("items.id", equalTo(List.of(top)))
        .header("Cache-Control", startsWith("public"));
    list("Guest " + "a".repeat(43)).body("items.id", equalTo(List.of(top)));
    list("Guest " + token)
        .header("Cache-Control", "private, no-store")
        .body("items.id", equalTo(List.of(top, id)))
        .body("items[1].state", equalTo("published"))
        .body("items[1].body.text", equalTo("Trolling more"))
        .body("items[0].replies.items.id", equalTo(List.of(reply)))
        .body("items[1].replies.items.body.text", equalTo(List.of("Below my own")));
    given()
        .header("Authorization", "Guest " + token)
        .get("/api/v1/comments/{id}", id)
        .then()
        .statusCode(200)
        .header("Cache-Control", "private, no-store")
        .body("state", equalTo("published"));
    given()
        .get("/api/v1/articles/{a}/comments?view=flat&total=true", article)
        .then()
        .body("items.id", not(hasItem(id)))
        .body("page.total", equalTo(1));
    given()
        .header("Authorization", "Guest " + token)
        .get("/api/v1/articles/{a}/comments?view=flat&total=true", article)
        .then()
        .body("items", hasSize(4))
        .body("page.total", equalTo(4));
    given()
        .header("Authorization", "Guest " + token)
        .get("/api/v1/articles/{a}/comments?total=true", article)
        .then()
        .body("page.total", equalTo(2));
    given()
        .get("/api/v1/comments/{id}/replies", top)
        .then()
        .statusCode(200)
        .header("Cache-Control", startsWith("public"))
        .body("items", equalTo(List.of()));
    given()
        .header("Authorization", "Guest " + token)
        .get("/api/v1/comments/{id}/replies", top)
        .then()
        .statusCode(200)
        .header("Cache-Control", "private, no-store")
        .body("items.id", equalTo(List.of(reply)));
    given().get("/api/v1/comments/{id}/replies", id).then().statusCode(404);
    given()
        .header("Authorization", "Guest " + token)
        .get("/api/v1/comments/{id}/replies", id)
        .then()
        .statusCode(200)
        .body("items.body.text", equalTo(List.of("Below my own")));
    given()
        .header("Authorization", "Comment " + hidden.getString("editToken"))
        .contentType("application/merge-patch+json")
        .body(Map.of("body", "Trolling again"))
        .patch("/api/v1/comments/{id}", id)
        .then()
        .statusCode(200)
        .body("state", equalTo("published"));
    read(id).statusCode(404);

    decide(id, "approve").statusCode(200).body("state", equalTo("published"));
    read(id).statusCode(200).body("body.text", equalTo("Trolling again"));
    assertEquals(2, count());
    decide(id, "remove").statusCode(200);
    given()
        .header("Authorization", "Guest " + token)
        .get("/api/v1/comments/{id}", id)
        .then()
        .statusCode(404);
  }

  @Test
  void in_the_shadow_what_would_wait_waits_for_its_writer() {
    String email = Commenters.email();
    ban(Map.of("email", email, "shadow", true)).statusCode(201);
    String id =
        post(article("pre"), "It would wait", "email", email)
            .statusCode(202)
            .body("comment.state", equalTo("pending"))
            .extract()
            .path("comment.id");
    managed(id).body("state", equalTo("rejected"));
    decide(id, "restore").statusCode(200).body("state", equalTo("pending"));
  }

  @Test
  void an_open_ban_goes_before_a_shadow() {
    String email = Commenters.email();
    ban(Map.of("email", email, "shadow", true)).statusCode(201);
    ban(Map.of("email", email)).statusCode(201);
    banned(post(article, "Both", "email", email));
  }

  @Test
  void an_edit_of_who_is_banned_meanwhile_is_hidden_and_no_more_counted() {
    JsonPath first = posted(article, "Good words");
    ban(Map.of("comment", first.getString("comment.id"), "shadow", true)).statusCode(201);
    assertEquals(1, count());
    given()
        .header("Authorization", "Comment " + first.getString("editToken"))
        .contentType("application/merge-patch+json")
        .body(Map.of("body", "Bad words"))
        .patch("/api/v1/comments/{id}", first.getString("comment.id"))
        .then()
        .statusCode(200)
        .body("state", equalTo("published"));
    assertEquals(0, count());
    read(first.getString("comment.id")).statusCode(404);
    trail(first.getString("comment.id"))
        .body("items[2].reasons", equalTo(List.of("edited", "shadow_banned")))
        .body("items[2].to", equalTo("rejected"));
  }

  @Test
  void requests_that_say_too_little_or_too_much_are_refused() {
    String comment = id(article, "Some words");
    ban(Map.of()).statusCode(422).body("errors.pointer", hasItem("/comment"));
    ban(Map.of("comment", comment, "email", Commenters.email())).statusCode(422);
    ban(Map.of("email", "no")).statusCode(422).body("errors.pointer", hasItem("/email"));
    ban(Map.of("comment", UUID.randomUUID().toString()))
        .statusCode(422)
        .body("errors.code", hasItem("not_found"));
    ban(Map.of("comment", comment, "by", List.of("name"))).statusCode(400);
    ban(Map.of("comment", comment, "by", List.of())).statusCode(422);
    ban(Map.of("comment", comment, "by", List.of("email")))
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/by/0")));
    ban(Map.of("email", Commenters.email(), "by", List.of("email"))).statusCode(422);
    ban(Map.of("email", Commenters.email(), "expiresAt", "2020-01-01T00:00:00Z"))
        .statusCode(422)
        .body("errors.pointer", hasItem("/expiresAt"));
    String staff =
        Keys.as("editor")
            .contentType("application/json")
            .body(Map.of("author", Map.of("name", "Desk"), "body", "By the newsroom"))
            .post("/api/v1/articles/{a}/comments", article)
            .then()
            .statusCode(201)
            .extract()
            .path("comment.id");
    ban(Map.of("comment", staff))
        .statusCode(422)
        .body("errors[0].detail", containsString("newsroom"));
  }

  private ValidatableResponse list(String authorization) {
    var request = given();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.get("/api/v1/articles/{a}/comments", article).then().statusCode(200);
  }
}
