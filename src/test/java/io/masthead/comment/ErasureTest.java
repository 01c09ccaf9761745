package io.masthead.comment;

import static io.masthead.comment.Commenters.decide;
import static io.masthead.comment.Commenters.desk;
import static io.masthead.comment.Commenters.id;
import static io.masthead.comment.Commenters.managed;
import static io.masthead.comment.Commenters.posted;
import static io.masthead.comment.Commenters.read;
import static io.masthead.comment.Commenters.trail;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ErasureTest {

  @Inject Published published;
  @Inject RetentionService retention;

  private UUID article;

  @BeforeEach
  void publish() {
    article = published.article("erasure-" + NewsApi.mark());
  }

  private static ValidatableResponse own(String authorization, Object body) {
    var request = given().contentType("application/json").body(body);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.post("/api/v1/comments/erasure").then();
  }

  private static ValidatableResponse erase(Map<String, ?> body) {
    return desk("/erasures", body);
  }

  private static final Map<String, String> EXPORT = Map.of("action", "export");
  private static final Map<String, String> ANONYMISE = Map.of("action", "anonymise");

  @Test
  void a_guest_has_everything_that_is_stored_of_all_their_comments() {
    String email = Commenters.email();
    JsonPath first =
        posted(article, "First words", "email", email, "url", "https://reader.example/");
    given()
        .header("Authorization", "Comment " + first.getString("editToken"))
        .contentType("application/merge-patch+json")
        .body(Map.of("body", "Better words"))
        .patch("/api/v1/comments/{id}", first.getString("comment.id"))
        .then()
        .statusCode(200);
    String second = id(article, "More words", "guestToken", first.getString("guestToken"));
    id(article, "Of somebody else");
    published.run(
        "update comment set editable_until = now() - interval '1 day' where article_id = '"
            + article
            + "'");
    for (String authorization :
        List.of(
            "Guest " + first.getString("guestToken"), "Comment " + first.getString("editToken"))) {
      own(authorization, EXPORT)
          .statusCode(200)
          .header("Cache-Control", "no-store")
          .body("comments", equalTo(2))
          .body("items.id", equalTo(List.of(first.getString("comment.id"), second)))
          .body("items[0].author.email", equalTo(email))
          .body("items[0].author.url", equalTo("https://reader.example/"))
          .body("items[0].body.text", equalTo("Better words"))
          .body("items[0].earlier.text", equalTo(List.of("First words")))
          .body(
              "items[0].hashes", equalTo(List.of("guest_token", "edit_token", "email", "network")))
          .body("next", nullValue());
    }
    trail(second)
        .body("items[1].by", equalTo("writer"))
        .body("items[1].reasons", equalTo(List.of("exported")));
    erase(Map.of("action", "export", "email", email))
        .statusCode(200)
        .body("items.id", equalTo(List.of(first.getString("comment.id"))));
    trail(first.getString("comment.id"))
        .body("items.by", hasItem("test moderator"))
        .body("items.reasons", hasItem(List.of("exported")));
  }

  @Test
  void the_text_stays_and_the_person_is_gone() {
    String email = Commenters.email();
    JsonPath first =
        posted(
            article,
            "Words that stay",
            "name",
            "Jane (Doe)+",
            "email",
            email,
            "url",
            "https://jane.example/");
    String token = first.getString("guestToken");
    String id = first.getString("comment.id");
    String second = id(article, "Removed words", "guestToken", token, "name", "Jane (Doe)+");
    String reply = id(article, "An answer", "parentId", id);
    Keys.as("moderator")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("note", "jane (doe)+, that is " + email + ", again; Janet is another"))
        .post("/manage/v1/comments/{id}/remove", second)
        .then()
        .statusCode(200);
    Commenters.ban(Map.of("comment", id)).statusCode(201);

    own("Comment " + first.getString("editToken"), ANONYMISE)
        .statusCode(200)
        .body("comments", equalTo(2))
        .body("items", nullValue());
    read(id)
        .statusCode(200)
        .body("author.name", equalTo("deleted"))
        .body("author.url", nullValue())
        .body("body.text", equalTo("Words that stay"))
        .body("replyCount", equalTo(1));
    read(reply).statusCode(200).body("parentId", equalTo(id));
    managed(second)
        .body("author.name", equalTo("deleted"))
        .body("author.email", nullValue())
        .body("state", equalTo("removed"));
    trail(second)
        .body("items[1].note", equalTo("deleted, that is deleted, again; Janet is another"))
        .body("items[2].reasons", equalTo(List.of("anonymised")))
        .body("items[2].by", equalTo("writer"));
    String everything =
        trail(id).extract().asString()
            + trail(second).extract().asString()
            + managed(id).extract().asString()
            + managed(second).extract().asString();
    assertEquals(-1, everything.toLowerCase(java.util.Locale.ROOT).indexOf("jane ("));
    assertEquals(-1, everything.indexOf(email));
    assertEquals(
        2,
        published.number(
            "select count(*) from comment where id in ('%s', '%s') and num_nulls(author_email, author_url, email_hash, guest, visitor, edit_token_hash) = 6"
                .formatted(id, second)));
    assertEquals(
        0, published.number("select count(*) from comment_ban where comment_id = '" + id + "'"));

    own("Comment " + first.getString("editToken"), ANONYMISE)
        .statusCode(200)
        .body("comments", equalTo(0));
    own("Guest " + token, EXPORT).statusCode(200).body("items", equalTo(List.of()));
    erase(Map.of("action", "anonymise", "email", email))
        .statusCode(200)
        .body("comments", equalTo(0));
    erase(Map.of("action", "anonymise", "comment", id))
        .statusCode(200)
        .body("comments", equalTo(0));
    given()
        .header("Authorization", "Comment " + first.getString("editToken"))
        .delete("/api/v1/comments/{id}", id)
        .then()
        .statusCode(403);
    decide(second, "restore").statusCode(200).body("author.name", equalTo("deleted"));
    assertEquals(
        3,
        published.number(
            "select comments from edition_count where article_id = '" + article + "'"));
  }

  @Test
  void by_a_comment_all_of_the_guest_go_and_nobody_elses_of_that_name() {
    JsonPath first = posted(article, "One of mine", "name", "Max");
    String second =
        id(article, "Two of mine", "name", "Mux", "guestToken", first.getString("guestToken"));
    String other = id(article, "Not mine", "name", "Max");
    erase(Map.of("action", "anonymise", "comment", second))
        .statusCode(200)
        .body("comments", equalTo(2));
    read(first.getString("comment.id")).body("author.name", equalTo("deleted"));
    read(other).body("author.name", equalTo("Max"));
    trail(second).body("items.by", hasItems("rules", "test moderator"));
  }

  @Test
  void a_long_export_goes_on_where_it_ended() {
    published.run(
        """
        insert into comment (id, version, article_id, path, depth, author_kind, author_name, body,
          html, wording, guest, state, reasons, reviewed, withdrawn, created_at, edit_token_hash,
          editable_until, reply_count, descendant_count, likes)
        select g.id, 1, '%s', uuid_send(g.id), 0, 'guest', 'Reader', 'Said', '<p>Said</p>',
          uuid_send(g.id), '%s', 'pending', '', false, false, now(), null, now(), 0, 0, 0
        from (select gen_random_uuid() as id from generate_series(1, 501)) g
        """
            .formatted(article, article));
    String any =
        Keys.as("moderator")
            .get("/manage/v1/comments?limit=1&article=" + article)
            .path("items[0].id");
    JsonPath page =
        erase(Map.of("action", "export", "comment", any))
            .statusCode(200)
            .body("comments", equalTo(500))
            .extract()
            .jsonPath();
    List<String> ids = new ArrayList<>(page.getList("items.id"));
    JsonPath rest =
        erase(Map.of("action", "export", "comment", any, "after", page.getString("next")))
            .body("comments", equalTo(1))
            .body("next", nullValue())
            .extract()
            .jsonPath();
    ids.addAll(rest.getList("items.id"));
    assertEquals(501, ids.stream().distinct().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Comment ", "Guest x", "Bearer abc", "Basic abc"})
  void without_a_token_nothing_is_told(String authorization) {
    own(authorization.isEmpty() ? null : authorization, EXPORT)
        .statusCode(401)
        .header("WWW-Authenticate", containsString("Guest"));
  }

  @Test
  void requests_that_say_too_little_or_too_much_are_refused() {
    String token = "Guest " + "a".repeat(43);
    own(token, EXPORT).statusCode(200).body("comments", equalTo(0));
    own(token, Map.of()).statusCode(422).body("errors.pointer", hasItem("/action"));
    own(token, Map.of("action", "delete")).statusCode(400);
    own(token, Map.of("action", "export", "email", "reader@example.org")).statusCode(400);
    erase(EXPORT).statusCode(422).body("errors.pointer", hasItem("/email"));
    erase(Map.of("action", "export", "email", Commenters.email(), "comment", UUID.randomUUID()))
        .statusCode(422);
    erase(Map.of("action", "export", "comment", UUID.randomUUID()))
        .statusCode(422)
        .body("errors.pointer", hasItem("/comment"));
  }

  @Test
  void addresses_and_network_marks_are_forgotten_in_time() {
    String email = Commenters.email();
    String old = id(article, "Old words", "email", email);
    String older = id(article, "Older words", "email", email);
    String fresh = id(article, "Fresh words", "email", email);
    written(old, "3 days");
    written(older, "91 days");
    published.run("update comment set email_hash = null where id = '" + older + "'");
    retention.keep();
    managed(fresh).body("author.email", equalTo(email));
    managed(old).body("author.email", equalTo(email));
    managed(older).body("author.email", nullValue());
    assertEquals(
        List.of(0L, 0L, 1L), List.of(old, older, fresh).stream().map(this::marks).toList());
    Keys.as("moderator")
        .queryParam("email", email)
        .get("/manage/v1/comments")
        .then()
        .body("items.id", equalTo(List.of(fresh, old, older)));
  }

  private void written(String id, String ago) {
    published.run(
        "update comment set created_at = now() - interval '%s' where id = '%s'".formatted(ago, id));
  }

  private long marks(String id) {
    return published.number("select count(visitor) from comment where id = '%s'".formatted(id));
  }
}
