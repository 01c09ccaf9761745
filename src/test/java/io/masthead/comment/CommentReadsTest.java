package io.masthead.comment;

import static io.masthead.comment.Discussion.decide;
import static io.masthead.comment.Discussion.like;
import static io.masthead.comment.Discussion.read;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.cache.ResponseCache;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.masthead.support.RawHttp;
import io.masthead.support.Statements;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How readers find their way through comments. */
@QuarkusTest
class CommentReadsTest {

  @Inject ResponseCache cache;

  @Inject Published published;

  private UUID article;
  private Discussion discussion;

  @BeforeEach
  void publish() {
    article = published.article("read-" + UUID.randomUUID());
    discussion = new Discussion(article);
  }

  @Test
  void the_most_liked_stand_on_top_and_of_equals_the_oldest() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(discussion.said("A", "thread " + i, null));
    }
    String reply = discussion.said("B", "a reply", ids.get(0));
    like("a", ids.get(3));
    like("b", ids.get(3));
    like("a", ids.get(1));
    like("a", ids.get(4));
    for (String reader : List.of("a", "b", "c")) {
      like(reader, reply);
    }
    List<String> threads = List.of(ids.get(3), ids.get(1), ids.get(4), ids.get(0), ids.get(2));
    discussion.list("?sort=top").body("items.id", equalTo(threads));
    List<String> all = new ArrayList<>(threads);
    all.add(0, reply);
    discussion.list("?sort=top&view=flat").body("items.id", equalTo(all));
    String next = discussion.list("?sort=top&limit=2").extract().path("page.next");
    like("c", ids.get(3));
    discussion
        .list("?sort=top&limit=2&cursor=" + next)
        .body("items.id", equalTo(threads.subList(2, 4)));
  }

  @Test
  void a_permalink_comes_with_what_stands_above_it() {
    List<JsonPath> said = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      String parent = ids.isEmpty() ? null : ids.get(i - 1);
      said.add(discussion.say("Name " + i, "level " + i, parent));
      ids.add(said.get(i).getString("comment.id"));
    }
    discussion.withdraw(said.get(2)).statusCode(204);
    decide(ids.get(6), "remove").statusCode(200);
    ValidatableResponse read =
        read(ids.get(8), "?context=true")
            .statusCode(200)
            .body("id", equalTo(ids.get(8)))
            .body("context.id", equalTo(ids.subList(0, 8)))
            .body("context[0].parentId", nullValue())
            .body("context[5].body.text", equalTo("level 5"));
    for (int i = 1; i < 8; i++) {
      read.body("context[" + i + "].parentId", equalTo(ids.get(i - 1)));
    }
    for (int tombstone : List.of(2, 6)) {
      Map<String, Object> shown = read.extract().jsonPath().getMap("context[" + tombstone + "]");
      assertEquals(Set.of("id", "parentId", "depth", "state", "createdAt"), shown.keySet());
      assertEquals("removed", shown.get("state"));
      read(ids.get(tombstone), "").statusCode(200).body("state", equalTo("removed"));
    }
    read(ids.get(0), "?context=true").body("context", hasSize(0));
    read(ids.get(8), "").body("context", nullValue());
    read(ids.get(8), "?context=false").body("context", nullValue());
    read(ids.get(8), "?context=1").statusCode(400);
    String tag = RawHttp.get("/api/v1/comments/" + ids.get(8) + "?context=true").header("ETag");
    like("a", ids.get(0));
    assertEquals(
        200,
        RawHttp.get("/api/v1/comments/" + ids.get(8) + "?context=true", "If-None-Match", tag)
            .status());
  }

  @Test
  void what_answers_a_removed_comment_at_the_limit_keeps_its_parent() {
    List<JsonPath> said = new ArrayList<>();
    String parent = null;
    for (int i = 0; i < 8; i++) {
      said.add(discussion.say("W", "level " + i, parent));
      parent = said.get(i).getString("comment.id");
    }
    String removed = said.get(6).getString("comment.id");
    decide(removed, "remove").statusCode(200);
    read(said.get(5).getString("comment.id"), "").body("replyCount", equalTo(0));
    read(parent, "").body("parentId", equalTo(removed));
    read(removed, "").statusCode(200).body("state", equalTo("removed"));
    decide(removed, "restore").statusCode(200);
    read(said.get(5).getString("comment.id"), "").body("replyCount", equalTo(1));
    read(removed, "").body("replyCount", equalTo(1)).body("state", equalTo("published"));
    decide(removed, "remove").statusCode(200);
    discussion.withdraw(said.get(7)).statusCode(204);
    read(removed, "").statusCode(404);
  }

  @Test
  void a_page_of_threads_takes_three_reads_however_deep_they_are() {
    String deepest = null;
    for (int i = 0; i < 21; i++) {
      String parent = discussion.said("A", "thread " + i, null);
      for (int level = 0; level < (i == 0 ? 9 : 2); level++) {
        parent = discussion.said("B", "reply " + i + " " + level, parent);
      }
      deepest = deepest == null ? parent : deepest;
    }
    String comments = "/api/v1/articles/" + article + "/comments";
    // The key that signs cursors is read once.
    RawHttp.get(comments + "?limit=1");
    try (Statements statements = new Statements()) {
      for (String sort : List.of("oldest", "newest", "top")) {
        String page = comments + "?limit=20&repliesLimit=100&sort=" + sort;
        assertEquals(3, reads(statements, page), page);
        String next = JsonPath.from(RawHttp.get(page).text()).getString("page.next");
        assertEquals(3, reads(statements, page + "&cursor=" + next), page + " next");
        assertEquals(2, reads(statements, page + "&view=flat"), page + " flat");
      }
      assertEquals(3, reads(statements, "/api/v1/comments/" + deepest + "?context=true"));
      assertEquals(3, reads(statements, "/api/v1/comments/" + deepest + "/replies"));
      assertEquals(2, reads(statements, "/api/v1/comments/latest?lang=en"));
      assertEquals(2, reads(statements, comments + "/feed.atom"));
    }
  }

  private int reads(Statements statements, String path) {
    cache.changed(Set.of(ResponseCache.EVERYTHING));
    String id = Statements.requestId();
    assertEquals(200, RawHttp.get(path, "X-Request-Id", id).status(), path);
    return statements.of(id).size();
  }

  @Test
  void the_latest_of_the_site_tell_what_they_are_about() {
    NewsApi.Made above = NewsApi.section();
    NewsApi.Made below = NewsApi.section("parent", above.id());
    String mine =
        NewsApi.published("Latest " + NewsApi.mark(), "section", below.id(), "lang", "kk");
    String off =
        NewsApi.published(
            "Silent " + NewsApi.mark(),
            "section",
            below.id(),
            "comments",
            Map.of("mode", "open", "moderation", "post"));
    JsonPath document = NewsApi.read(mine).extract().jsonPath();
    Discussion here = new Discussion(mine);
    Discussion there = new Discussion(off);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, posted(here, "said " + i));
    }
    String hidden = posted(there, "soon hidden");
    String section = "section=" + above.slug();
    latest(section).body("items[0].id", equalTo(hidden)).body("items", hasSize(6));
    published.run("update edition set comment_mode = 'off' where article_id = '" + off + "'");
    latest(section)
        .statusCode(200)
        .body("items.id", equalTo(ids))
        .body("items[0].author.name", equalTo("Desk"))
        .body(
            "items[0].article",
            equalTo(
                Map.of(
                    "id",
                    mine,
                    "slug",
                    document.getString("slug"),
                    "lang",
                    "kk",
                    "title",
                    document.getString("title"))))
        .body("items[0].replies", nullValue());
    latest("section=" + below.id() + "&lang=kk").body("items.id", equalTo(ids));
    latest("section=" + below.id() + "&lang=ru").body("items", hasSize(0));
    latest("section=no-such-section").statusCode(200).body("items", hasSize(0));
    latest("limit=100")
        .body("items.id", hasItem(ids.get(0)))
        .body("items.id", not(hasItem(hidden)));
    List<String> walked = new ArrayList<>();
    String cursor = "";
    String previous = null;
    while (cursor != null) {
      JsonPath page =
          latest(section + "&limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .statusCode(200)
              .extract()
              .jsonPath();
      walked.addAll(page.getList("items.id"));
      previous = page.getString("page.previous");
      cursor = page.getString("page.next");
    }
    assertEquals(ids, walked);
    latest(section + "&limit=2&cursor=" + previous).body("items.id", equalTo(ids.subList(2, 4)));
    latest("limit=2&cursor=" + previous).statusCode(400);
    latest("lang=x").statusCode(400);
    latest("total=true").statusCode(400);
    NewsApi.move(mine, "unpublish").statusCode(200);
    latest(section).body("items", hasSize(0));
  }

  @Test
  void of_the_latest_none_is_skipped_that_was_said_at_the_same_moment() {
    String section = NewsApi.section().id();
    Discussion here =
        new Discussion(NewsApi.published("Moment " + NewsApi.mark(), "section", section));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.add(0, posted(here, "said " + i));
    }
    published.run(
        "update comment set created_at = '2031-01-01 00:00:00.123456Z' where article_id = '"
            + here.article()
            + "'");
    List<String> walked = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonPath page =
          latest("limit=3&section=" + section + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .extract()
              .jsonPath();
      walked.addAll(page.getList("items.id"));
      cursor = page.getString("page.next");
    }
    assertEquals(ids, walked);
    assertTrue(walked.size() == 7);
  }

  /** By the newsroom, so that it is shown whatever the site's moderation is. */
  private static String posted(Discussion discussion, String text) {
    return discussion
        .post(io.masthead.support.Keys.as("editor"), "Desk", text, null)
        .statusCode(201)
        .extract()
        .path("comment.id");
  }

  private static ValidatableResponse latest(String query) {
    return given().get("/api/v1/comments/latest?" + query).then();
  }
}
