package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two who would edit the same article are warned of each other, and neither is kept from it. */
@QuarkusTest
class EditLockTest {

  @Inject Sql sql;

  private static ValidatableResponse take(String role, String article, String query) {
    return Keys.as(role).put("/manage/v1/articles/" + article + "/lock" + query).then();
  }

  private static ValidatableResponse take(String role, String article) {
    return take(role, article, "");
  }

  private static ValidatableResponse get(String role, String article) {
    return Keys.as(role).get("/manage/v1/articles/" + article + "/lock").then();
  }

  private static ValidatableResponse giveBack(String role, String article) {
    return Keys.as(role).delete("/manage/v1/articles/" + article + "/lock").then();
  }

  /** The id of the role's key. */
  private static String key(String role) {
    return create(role, article("A bridge " + mark())).extract().path("createdBy");
  }

  private void expire(String article) {
    sql.update(
        "update article_lock set since = ?, until = ? where article_id = ?",
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-01T00:05:00Z"),
        UUID.fromString(article));
  }

  @Test
  void who_edits_an_article_is_told_to_all_who_see_it_and_changes_nothing_of_it() {
    String article = draft("A bridge " + mark());
    get("editor", article)
        .statusCode(200)
        .body("held", is(false))
        .body("$", not(hasKey("editing")));
    copy(article).body("$", not(hasKey("editing")));
    String modified = copy(article).extract().path("modifiedAt");
    Map<String, String> editing =
        take("editor", article).statusCode(200).body("held", is(true)).extract().path("editing");
    assertEquals(key("editor"), editing.get("by"));
    assertEquals("test editor", editing.get("name"));
    assertEquals(Duration.ofMinutes(5), lease(editing));
    get("administrator", article).body("held", is(false)).body("editing", equalTo(editing));
    get("editor", article).body("held", is(true)).body("editing", equalTo(editing));
    copy(article)
        .body("editing", equalTo(editing))
        .body("version", is(1))
        .body("modifiedAt", equalTo(modified));
    Keys.as("editor")
        .get("/manage/v1/articles/" + article + "/revisions")
        .then()
        .body("items.number", equalTo(List.of(1)));
  }

  private static Duration lease(Map<String, String> editing) {
    return Duration.between(
        Instant.parse(editing.get("since")), Instant.parse(editing.get("until")));
  }

  @Test
  void sent_again_it_is_renewed_and_keeps_its_beginning() {
    String article = draft("A bridge " + mark());
    take("editor", article);
    sql.update(
        "update article_lock set since = since - interval '4 minutes',"
            + " until = until - interval '4 minutes' where article_id = ?",
        UUID.fromString(article));
    Map<String, String> before = get("editor", article).extract().path("editing");
    Map<String, String> after = take("editor", article).extract().path("editing");
    assertEquals(before.get("since"), after.get("since"));
    assertTrue(lease(after).compareTo(Duration.ofMinutes(9)) >= 0, after::toString);
    assertTrue(lease(after).compareTo(Duration.ofMinutes(10)) < 0, after::toString);
  }

  @Test
  void another_is_told_who_has_it_and_saves_all_the_same() {
    String article = draft("A bridge " + mark());
    Map<String, String> editing = take("editor", article).extract().path("editing");
    take("administrator", article)
        .statusCode(200)
        .body("held", is(false))
        .body("editing", equalTo(editing));
    change("administrator", article, "\"1\"", Map.of("kicker", "Harbour"))
        .statusCode(200)
        .body("version", is(2))
        .body("editing", equalTo(editing));
    change("editor", article, "\"1\"", Map.of("kicker", "Port")).statusCode(412);
    giveBack("administrator", article).statusCode(204);
    get("editor", article).body("held", is(true)).body("editing", equalTo(editing));
  }

  @Test
  void it_is_taken_over_on_purpose_and_given_back() {
    String article = draft("A bridge " + mark());
    take("editor", article);
    take("administrator", article, "?takeOver=true")
        .statusCode(200)
        .body("held", is(true))
        .body("editing.by", equalTo(key("administrator")));
    take("editor", article, "?takeOver=false")
        .body("held", is(false))
        .body("editing.by", equalTo(key("administrator")));
    giveBack("administrator", article).statusCode(204);
    giveBack("administrator", article).statusCode(204);
    copy(article).body("editing", nullValue());
    take("editor", article, "?takeOver=true").body("held", is(true));
  }

  @Test
  void past_its_lease_nobody_has_it_without_anybody_doing_anything() {
    String article = draft("A bridge " + mark());
    take("editor", article);
    expire(article);
    copy(article).body("$", not(hasKey("editing")));
    get("editor", article).body("held", is(false)).body("$", not(hasKey("editing")));
    Map<String, String> editing =
        take("administrator", article).body("held", is(true)).extract().path("editing");
    assertEquals(Duration.ofMinutes(5), lease(editing));
    expire(article);
    editing = take("administrator", article).body("held", is(true)).extract().path("editing");
    assertEquals(Duration.ofMinutes(5), lease(editing));
  }

  @Test
  void of_many_who_take_it_at_once_one_has_it_and_all_are_told_who() {
    String article = draft("A bridge " + mark());
    List<String> roles = List.of("editor", "administrator");
    key("editor");
    List<Map<String, Object>> answers =
        atOnce(
            8,
            i ->
                take(roles.get(i % 2), article)
                    .statusCode(200)
                    .extract()
                    .<Map<String, Object>>path("$"));
    Map<?, ?> first = (Map<?, ?>) answers.get(0).get("editing");
    for (Map<String, Object> answer : answers) {
      assertEquals(first.get("by"), ((Map<?, ?>) answer.get("editing")).get("by"));
    }
    assertEquals(4, answers.stream().filter(answer -> (Boolean) answer.get("held")).count());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatever_is_done_in_whatever_order_it_is_whose_it_should_be(long seed) {
    Random random = new Random(seed);
    String article = draft("A bridge " + mark());
    List<String> roles = List.of("editor", "administrator");
    Map<String, String> keys =
        Map.of("editor", key("editor"), "administrator", key("administrator"));
    String holder = null;
    for (int step = 0; step < 30; step++) {
      String role = roles.get(random.nextInt(2));
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          holder = holder == null ? role : holder;
          take(role, article).body("held", is(holder.equals(role)));
        }
        case 2 -> {
          holder = role;
          take(role, article, "?takeOver=true").body("held", is(true));
        }
        case 3 -> {
          giveBack(role, article).statusCode(204);
          holder = role.equals(holder) ? null : holder;
        }
        default -> {
          expire(article);
          holder = null;
        }
      }
      get("editor", article)
          .body("held", is("editor".equals(holder)))
          .body("editing.by", equalTo(holder == null ? null : keys.get(holder)));
    }
    copy(article).body("version", is(1));
  }

  @Test
  void those_who_may_not_work_on_an_article_cannot_say_that_they_do() {
    String own = create("contributor", article("A bridge " + mark())).extract().path("id");
    take("contributor", own).statusCode(200).body("held", is(true));
    get("editor", own).body("held", is(false));
    take("author", own).statusCode(404);
    get("author", own).statusCode(404);
    giveBack("author", own).statusCode(404);
    take("moderator", own).statusCode(403);
    String none = UUID.randomUUID().toString();
    take("editor", none).statusCode(404);
    get("editor", none).statusCode(404);
    giveBack("editor", none).statusCode(404);
    take("editor", "x").statusCode(400);
    take("editor", own, "?takeOver=yes")
        .statusCode(400)
        .body("errors.code", is(List.of("invalid_type")));
    take("editor", own, "?force=true")
        .statusCode(400)
        .body("errors.code", is(List.of("unknown_parameter")));
    boolean held = get("contributor", own).extract().path("held");
    assertTrue(held);
    assertFalse(get("editor", own).extract().<Boolean>path("held"));
  }
}
