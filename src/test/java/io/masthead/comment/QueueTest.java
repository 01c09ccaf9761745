package io.masthead.comment;

import static io.masthead.comment.Commenters.decide;
import static io.masthead.comment.Commenters.id;
import static io.masthead.comment.Commenters.posted;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class QueueTest {

  @Inject Published published;

  private UUID article;

  @BeforeEach
  void publish() {
    article = published.article("queue-" + NewsApi.mark(), "open", "pre", "now()");
  }

  private List<String> queue(Object... parameters) {
    return Keys.as("moderator")
        .queryParams(NewsApi.members(parameters))
        .get("/manage/v1/comments")
        .then()
        .statusCode(200)
        .extract()
        .path("items.id");
  }

  @Test
  void each_filter_leaves_what_it_says() {
    String email = Commenters.email();
    String first = id(article, "The bridge sways", "name", "Ünal ＡＢＣ", "email", email);
    String second = id(article, "Nothing of note", "name", "Kim");
    String third = id(article, "Bridge again", "name", "Kim");
    decide(second, "approve").statusCode(200);
    decide(third, "spam").statusCode(200);

    assertEquals(List.of(third, second, first), queue("article", article));
    assertEquals(List.of(first, second, third), queue("article", article, "sort", "oldest"));
    assertEquals(List.of(first), queue("article", article, "state", "pending"));
    assertEquals(
        List.of(third, first),
        queue("article", article, "state", List.of("pending", "spam", "spam")));
    assertEquals(List.of(first), queue("article", article, "reason", "premoderation"));
    assertEquals(List.of(third, second), queue("article", article, "reason", "moderator"));
    assertEquals(List.of(), queue("article", article, "reason", "no_such"));
    assertEquals(List.of(first), queue("article", article, "name", "üNAL abc"));
    assertEquals(List.of(first), queue("article", article, "name", "nal a"));
    assertEquals(List.of(), queue("article", article, "name", "%"));
    assertEquals(List.of(third, first), queue("article", article, "q", "bridge"));
    assertEquals(List.of(first), queue("article", article, "q", "bridge -again"));
    assertEquals(List.of(third, second), queue("article", article, "q", "kim"));
    assertEquals(List.of(first), queue("email", email.toUpperCase(java.util.Locale.ROOT)));
    assertEquals(List.of(), queue("email", "nobody@example.org"));
    assertEquals(List.of(first), queue("sameWriterAs", first));
    assertEquals(List.of(), queue("sameWriterAs", UUID.randomUUID()));
    assertEquals(
        List.of(third), queue("article", article, "q", "bridge", "name", "kim", "state", "spam"));
  }

  @Test
  void a_guest_is_known_by_the_token_and_not_by_the_name() {
    JsonPath first = posted(article, "One", "name", "Ann");
    String second = id(article, "Two", "name", "Bob", "guestToken", first.getString("guestToken"));
    id(article, "Three", "name", "Ann");
    String id = first.getString("comment.id");
    assertEquals(List.of(second, id), queue("sameWriterAs", id));
    assertEquals(List.of(second, id), queue("sameWriterAs", second));
  }

  @Test
  void time_is_cut_from_the_begin_to_before_the_end() {
    List<String> ids = new ArrayList<>();
    for (int hour = 1; hour <= 3; hour++) {
      String id = id(article, "At " + hour);
      published.run(
          "update comment set created_at = '2025-03-01T0%d:00:00Z' where id = '%s'"
              .formatted(hour, id));
      ids.add(id);
    }
    assertEquals(
        List.of(ids.get(1), ids.get(0)),
        queue("article", article, "from", "2025-03-01T01:00:00Z", "to", "2025-03-01T03:00:00Z"));
    assertEquals(
        List.of(ids.get(2)), queue("article", article, "from", "2025-03-01T04:00:00+01:00"));
  }

  @Test
  void a_section_has_the_comments_of_those_below_it() {
    NewsApi.Made above = NewsApi.section();
    NewsApi.Made below = NewsApi.section("parent", above.slug());
    String one = NewsApi.published(NewsApi.unique("One"), "section", above.slug());
    String two = NewsApi.published(NewsApi.unique("Two"), "section", below.slug());
    String first = id(one, "In the section");
    String second = id(two, "Below it");
    id(article, "Elsewhere");
    assertEquals(List.of(second, first), queue("section", above.slug()));
    assertEquals(List.of(second), queue("section", below.id()));
    assertEquals(List.of(), queue("section", below.id(), "article", one));
    assertEquals(List.of(), queue("section", "no-such-section"));
    Keys.as("moderator")
        .get("/manage/v1/comments/counts?section=" + above.slug())
        .then()
        .statusCode(200)
        .body("items.find { it.state == 'pending' }.total", equalTo(2));
  }

  @Test
  void counts_are_by_state() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(id(article, "Counted " + i));
    }
    decide(ids.get(0), "approve").statusCode(200);
    decide(ids.get(1), "approve").statusCode(200);
    decide(ids.get(1), "remove").statusCode(200);
    decide(ids.get(2), "spam").statusCode(200);
    decide(ids.get(3), "reject").statusCode(200);
    Keys.as("moderator")
        .get("/manage/v1/comments/counts?article=" + article)
        .then()
        .statusCode(200)
        .body(
            "items.state", equalTo(List.of("pending", "published", "rejected", "spam", "removed")))
        .body("items.total", equalTo(List.of(2, 1, 1, 1, 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest", "oldest"})
  void pages_neither_repeat_nor_skip_in_any_state(String sort) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.add(id(article, "Walked " + i));
    }
    // All of one moment, so that only the id tells them apart.
    published.run(
        "update comment set created_at = '2025-03-01T09:00:00.123456Z' where article_id = '"
            + article
            + "'");
    decide(ids.get(2), "spam").statusCode(200);
    decide(ids.get(5), "spam").statusCode(200);
    List<String> wanted = new ArrayList<>(ids);
    if (sort.equals("newest")) {
      Collections.reverse(wanted);
    }
    String path = "/manage/v1/comments?state=pending&state=spam&limit=2&article=" + article;
    List<String> walked = new ArrayList<>();
    String cursor = "";
    String previous = null;
    while (cursor != null) {
      JsonPath page =
          Keys.as("moderator").get(path + "&total=true&sort=" + sort + cursor).jsonPath();
      walked.addAll(page.getList("items.id"));
      assertEquals(7, page.getInt("page.total"));
      previous = page.getString("page.previous");
      String next = page.getString("page.next");
      cursor = next == null ? null : "&cursor=" + next;
    }
    assertEquals(wanted, walked);
    Keys.as("moderator")
        .get(path + "&sort=" + sort + "&cursor=" + previous)
        .then()
        .body("items.id", equalTo(wanted.subList(4, 6)));
    Keys.as("moderator")
        .get(path + "&q=other&sort=" + sort + "&cursor=" + previous)
        .then()
        .statusCode(400)
        .body("errors.code", hasItem("invalid_cursor"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort=best",
        "from=yesterday",
        "sameWriterAs=x",
        "state=shown",
        "article=x",
        "author=x"
      })
  void what_cannot_be_understood_is_refused(String query) {
    Keys.as("moderator").get("/manage/v1/comments?" + query).then().statusCode(400);
  }
}
