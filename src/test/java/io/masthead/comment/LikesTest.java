package io.masthead.comment;

import static io.masthead.comment.Discussion.decide;
import static io.masthead.comment.Discussion.like;
import static io.masthead.comment.Discussion.read;
import static io.masthead.comment.Discussion.unlike;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LikesTest {

  @Inject Published published;
  @Inject LikeService service;

  private UUID article;
  private Discussion discussion;
  private String comment;

  @BeforeEach
  void publish() {
    article = published.article("liked-" + UUID.randomUUID());
    discussion = new Discussion(article);
    comment = discussion.said("A", "well said", null);
  }

  @Test
  void a_visitor_likes_once_and_takes_it_back_once() {
    like("a", comment)
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("liked", equalTo(true))
        .body("likes", equalTo(1));
    like("a", comment).statusCode(200).body("liked", equalTo(true)).body("likes", equalTo(1));
    like("b", comment).body("likes", equalTo(2));
    read(comment, "").body("likes", equalTo(2));
    unlike("a", comment).statusCode(200).body("liked", equalTo(false)).body("likes", equalTo(1));
    unlike("a", comment).statusCode(200).body("liked", equalTo(false)).body("likes", equalTo(1));
    unlike("c", comment).body("likes", equalTo(1));
    like("a", comment).body("likes", equalTo(2));
    stored(2);
  }

  @Test
  void two_hundred_at_once_are_two_hundred_and_one_is_one() {
    List<Integer> answers =
        NewsApi.atOnce(200, i -> like("reader " + i, comment).extract().statusCode());
    assertEquals(Collections.nCopies(200, 200), answers);
    stored(200);
    NewsApi.atOnce(20, i -> like("the same", comment).statusCode(200));
    stored(201);
    NewsApi.atOnce(
        40,
        i ->
            (i % 2 == 0 ? like("reader " + i, comment) : unlike("reader " + i, comment))
                .statusCode(200));
    stored(181);
  }

  @Test
  void the_number_is_that_of_those_who_like_it_whatever_they_do() {
    Set<Integer> liking = new HashSet<>();
    Arbitraries.integers()
        .between(-4, 4)
        .filter(move -> move != 0)
        .list()
        .ofSize(80)
        .sample()
        .forEach(
            move -> {
              String reader = "reader " + Math.abs(move);
              if (move > 0) {
                liking.add(move);
              } else {
                liking.remove(-move);
              }
              (move > 0 ? like(reader, comment) : unlike(reader, comment))
                  .body("liked", equalTo(move > 0))
                  .body("likes", equalTo(liking.size()));
            });
    stored(liking.size());
  }

  @Test
  void a_like_is_seen_in_the_list_at_once() {
    String path = "/api/v1/articles/" + article + "/comments";
    String tag = given().get(path).header("ETag");
    like("a", comment);
    String second =
        given()
            .header("If-None-Match", tag)
            .get(path)
            .then()
            .statusCode(200)
            .body("items[0].likes", equalTo(1))
            .extract()
            .header("ETag");
    assertNotEquals(tag, second);
    like("a", comment);
    given().header("If-None-Match", second).get(path).then().statusCode(304);
  }

  @Test
  void only_what_readers_see_can_be_liked() {
    JsonPath gone = discussion.say("B", "regretted", comment);
    String tombstone = gone.getString("comment.id");
    discussion.said("C", "an answer", tombstone);
    discussion.withdraw(gone).statusCode(204);
    like("a", tombstone).statusCode(404);
    unlike("a", tombstone).statusCode(404);
    like("a", UUID.randomUUID().toString()).statusCode(404);
    like("a", "no-id").statusCode(400);
    decide(comment, "remove").statusCode(200);
    like("a", comment).statusCode(404);
    decide(comment, "restore").statusCode(200);
    like("a", comment).statusCode(200);
    published.unpublish(article);
    like("a", comment).statusCode(404);
    published.takeDown(article);
    like("a", comment).statusCode(410);
    unlike("a", comment).statusCode(410);
  }

  @Test
  void closed_comments_can_be_liked_and_those_that_are_off_cannot() {
    mode("readonly");
    like("a", comment).statusCode(200);
    mode("off");
    like("b", comment).statusCode(404);
  }

  @Test
  void it_takes_no_body() {
    given()
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/comments/{id}/likes", comment)
        .then()
        .statusCode(400);
  }

  @Test
  void who_liked_is_forgotten_with_the_days_salt_and_the_number_stays() {
    like("a", comment);
    like("b", comment);
    published.run(
        "update comment_like set day = day - 2 where comment_id = '"
            + comment
            + "' and mark = (select min(mark::text)::bytea from comment_like where comment_id = '"
            + comment
            + "')");
    service.forget();
    assertEquals(
        1,
        published.number("select count(*) from comment_like where comment_id = '" + comment + "'"));
    read(comment, "").body("likes", equalTo(2));
  }

  private void mode(String mode) {
    published.run(
        "update edition set comment_mode = '" + mode + "' where article_id = '" + article + "'");
  }

  private void stored(int likes) {
    assertEquals(likes, published.number("select likes from comment where id = '" + comment + "'"));
    assertEquals(
        likes,
        published.number("select count(*) from comment_like where comment_id = '" + comment + "'"));
  }
}
