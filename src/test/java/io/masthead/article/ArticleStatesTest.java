package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.publishAt;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.unique;
import static io.masthead.support.NewsApi.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of an article: what leads where, what does not, and what readers see of it. */
@QuarkusTest
class ArticleStatesTest {

  private static final String FAR = "2036-01-01T00:00:00Z";

  @Inject Sql sql;
  @Inject DataSource database;

  /** An article brought into a state. */
  private static String in(String state) {
    String id = draft(unique("In " + state));
    switch (state) {
      case "draft" -> {}
      case "in_review" -> move(id, "submit").statusCode(200);
      case "scheduled" -> move(id, "publish", Map.of("at", FAR)).statusCode(200);
      case "published" -> publish(id);
      case "archived" -> {
        publish(id);
        move(id, "archive").statusCode(200);
      }
      case "taken_down" -> {
        publish(id);
        move(id, "takedown", Map.of("reason", "legal")).statusCode(200);
      }
      case "binned" -> bin(id).statusCode(204);
      default -> throw new IllegalArgumentException(state);
    }
    return id;
  }

  private static ValidatableResponse act(String id, String move) {
    return switch (move) {
      case "edit" -> change(id, Map.of("kicker", "x"));
      case "delete" -> bin(id);
      case "schedule" -> move(id, "publish", Map.of("at", FAR));
      case "takedown" -> move(id, "takedown", Map.of("reason", "legal"));
      default -> move(id, move);
    };
  }

  /** What each state allows, and where that leads. */
  private static final Map<String, Map<String, String>> MOVES =
      Map.of(
          "draft",
          Map.of(
              "edit", "draft",
              "submit", "in_review",
              "publish", "published",
              "schedule", "scheduled",
              "delete", "draft"),
          "in_review",
          Map.of(
              "edit", "in_review",
              "withdraw", "draft",
              "publish", "published",
              "schedule", "scheduled",
              "delete", "draft"),
          "scheduled",
          Map.of(
              "edit", "scheduled",
              "withdraw", "draft",
              "publish", "published",
              "schedule", "scheduled",
              "delete", "draft"),
          "published",
          Map.of(
              "edit", "published",
              "publish", "published",
              "unpublish", "draft",
              "archive", "archived",
              "takedown", "taken_down",
              "delete", "draft"),
          "archived",
          Map.of("restore", "draft", "delete", "archived"),
          "taken_down",
          Map.of(),
          "binned",
          Map.of("restore", "draft"));

  private static final Set<String> ALL =
      Set.of(
          "edit",
          "submit",
          "withdraw",
          "publish",
          "schedule",
          "unpublish",
          "archive",
          "takedown",
          "restore",
          "delete");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "draft",
        "in_review",
        "scheduled",
        "published",
        "archived",
        "taken_down",
        "binned"
      })
  void a_state_allows_its_moves_and_refuses_the_others_by_name(String state) {
    Map<String, String> allowed = MOVES.get(state);
    for (Map.Entry<String, String> move : allowed.entrySet()) {
      String id = in(state);
      int before = copy(id).extract().path("version");
      act(id, move.getKey()).statusCode(move.getKey().equals("delete") ? 204 : 200);
      copy(id)
          .body("state", equalTo(move.getValue()))
          .body("version", is(before + 1))
          .body("$", move.getKey().equals("delete") ? hasKey("binnedAt") : not(hasKey("binnedAt")));
      boolean seen = move.getValue().equals("published");
      read(id).statusCode(seen ? 200 : move.getValue().equals("taken_down") ? 410 : 404);
    }
    String id = in(state);
    int version = copy(id).extract().path("version");
    int readers = read(id).extract().statusCode();
    for (String move : ALL) {
      if (!allowed.containsKey(move)) {
        ValidatableResponse refusal =
            act(id, move)
                .statusCode(409)
                .body("code", equalTo("illegal_transition"))
                .body(
                    "detail",
                    allOf(
                        containsString(state.equals("binned") ? "in the bin" : "From " + state),
                        containsString("it cannot " + move)));
        for (String possible : allowed.keySet()) {
          refusal.body("detail", containsString(possible));
        }
      }
    }
    copy(id).body("version", is(version));
    read(id).statusCode(readers);
  }

  @Test
  void readers_see_a_change_once_it_is_published_again() {
    String id = published(unique("Before"), "body", "<p>old</p>");
    copy(id).body("hasUnpublishedChanges", is(false)).body("publishedVersion", is(2));
    change(id, Map.of("title", "After", "body", "<p>new</p>"))
        .body("hasUnpublishedChanges", is(true))
        .body("state", equalTo("published"));
    read(id).body("title", not(equalTo("After"))).body("body.html", equalTo("<p>old</p>"));
    publish(id);
    read(id).body("title", equalTo("After")).body("body.html", equalTo("<p>new</p>"));
    copy(id).body("hasUnpublishedChanges", is(false));
  }

  @Test
  void what_changes_nothing_for_readers_is_no_unpublished_change() {
    String title = unique("Noted");
    String id = published(title, "kicker", "One");
    change(id, Map.of("note", "Call the mayor"))
        .body("version", is(3))
        .body("publishedVersion", is(3))
        .body("hasUnpublishedChanges", is(false));
    change(id, Map.of("kicker", "Two")).body("hasUnpublishedChanges", is(true));
    change(id, Map.of("note", "Done"))
        .body("publishedVersion", is(3))
        .body("hasUnpublishedChanges", is(true));
    change(id, Map.of("kicker", "One")).body("hasUnpublishedChanges", is(false));
    copy(id).body("hasUnpublishedChanges", is(false)).body("note", equalTo("Done"));
  }

  @Test
  void times_are_kept_over_a_second_publication() {
    String id = published(unique("Times"));
    String first = read(id).extract().path("publishedAt");
    read(id).body("firstPublishedAt", equalTo(first)).body("$", not(hasKey("updatedAt")));
    publish(id);
    read(id).body("publishedAt", equalTo(first)).body("$", not(hasKey("updatedAt")));
    move(id, "publish", Map.of("update", true)).statusCode(200);
    read(id).body("publishedAt", equalTo(first)).body("$", hasKey("updatedAt"));
    String updated = read(id).extract().path("updatedAt");
    move(id, "unpublish");
    publish(id);
    read(id)
        .body("publishedAt", equalTo(first))
        .body("firstPublishedAt", equalTo(first))
        .body("updatedAt", equalTo(updated));
  }

  @Test
  void an_editor_backdates() {
    String id = draft(unique("Backdated"));
    move(id, "publish", Map.of("at", "2020-02-29T12:00:00+05:00"))
        .statusCode(200)
        .body("state", equalTo("published"))
        .body("publishedAt", equalTo("2020-02-29T07:00:00.000Z"))
        .body("firstPublishedAt", equalTo("2020-02-29T07:00:00.000Z"));
    read(id)
        .body("publishedAt", equalTo("2020-02-29T07:00:00.000Z"))
        .body("firstPublishedAt", equalTo("2020-02-29T07:00:00.000Z"));
  }

  @Test
  void without_a_byline_or_a_body_nothing_is_published() {
    String bare = create(Map.of("title", unique("Bare"))).statusCode(201).extract().path("id");
    for (Map<String, String> how : List.of(Map.<String, String>of(), Map.of("at", FAR))) {
      move(bare, "publish", how)
          .statusCode(422)
          .body("errors.pointer", containsInAnyOrder("/bylines", "/body"))
          .body("errors.code", everyItem(equalTo("required")));
    }
    copy(bare).body("version", is(1)).body("state", equalTo("draft"));
    String live = published(unique("Live"));
    change(live, Map.of("bylines", List.of())).statusCode(200);
    move(live, "publish").statusCode(422);
    read(live).statusCode(200).body("bylines", hasSize(1));
  }

  @Test
  void the_refusal_of_a_state_goes_before_what_the_article_lacks() {
    String bare = create(Map.of("title", unique("Bare"))).statusCode(201).extract().path("id");
    bin(bare).statusCode(204);
    move(bare, "publish").statusCode(409).body("code", equalTo("illegal_transition"));
  }

  @Test
  void a_takedown_needs_a_reason_and_is_told_to_readers() {
    String id = published(unique("Wrong"));
    String slug = read(id).extract().path("slug");
    move(id, "takedown").statusCode(422).body("errors[0].pointer", equalTo("/reason"));
    move(id, "takedown", Map.of("reason", "bad")).statusCode(400);
    read(id).statusCode(200);
    move(id, "takedown", Map.of("reason", "privacy"))
        .statusCode(200)
        .body("takedownReason", equalTo("privacy"));
    for (String ref : List.of(id, slug)) {
      read(ref)
          .statusCode(410)
          .body("code", equalTo("gone"))
          .body("reason", equalTo("privacy"))
          .body("takenDownAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{3}Z"))
          .body("$", not(hasKey("title_")));
    }
    copy(id).statusCode(200).body("state", equalTo("taken_down"));
  }

  @Test
  void the_bin_is_a_list_of_its_own() {
    String id = published(unique("Thrown away"));
    bin(id).statusCode(204).header("Content-Type", (String) null);
    read(id).statusCode(404);
    Keys.as("editor")
        .queryParams("binned", true, "limit", 100)
        .get("/manage/v1/articles")
        .then()
        .body("items.id", hasItem(id));
    Keys.as("editor")
        .queryParams("limit", 100)
        .get("/manage/v1/articles")
        .then()
        .body("items.id", not(hasItem(id)));
    move(id, "restore").statusCode(200).body("state", equalTo("draft"));
    read(id).statusCode(404);
    publish(id);
    read(id).statusCode(200);
  }

  @Test
  void what_was_archived_and_binned_comes_back_as_a_draft() {
    String id = in("archived");
    bin(id).statusCode(204);
    move(id, "restore").statusCode(200).body("state", equalTo("draft"));
  }

  @Test
  void the_list_of_the_desk_is_filtered_and_walked_both_ways() {
    String mark = NewsApi.mark();
    List<String> ids =
        List.of(
            draft("A " + mark),
            draft("B " + mark, "lang", "kk"),
            published("C " + mark.toUpperCase()),
            draft("D " + mark),
            published("E " + mark));
    String[] reverse = {ids.get(4), ids.get(3), ids.get(2), ids.get(1), ids.get(0)};
    assertEquals(List.of(reverse), desk("q", mark).extract().path("items.id"));
    assertEquals(
        List.of(ids.get(4), ids.get(2)),
        desk("q", mark, "state", "published").extract().path("items.id"));
    desk("q", mark, "state", List.of("published", "draft")).body("items", hasSize(5));
    desk("q", mark, "lang", "kk").body("items.id", equalTo(List.of(ids.get(1))));
    desk("q", "%" + mark.charAt(1) + "%").body("items", hasSize(0));
    ValidatableResponse page = desk("q", mark, "limit", 2, "total", true);
    page.body("page.total", is(5)).body("page", not(hasKey("previous")));
    ValidatableResponse second =
        desk("q", mark, "limit", 2, "cursor", page.extract().path("page.next"));
    second.body("items.id", equalTo(List.of(ids.get(2), ids.get(1))));
    desk("q", mark, "limit", 2, "cursor", second.extract().path("page.next"))
        .body("items.id", equalTo(List.of(ids.get(0))))
        .body("page", not(hasKey("next")));
    desk("q", mark, "limit", 2, "cursor", second.extract().path("page.previous"))
        .body("items.id", equalTo(List.of(ids.get(4), ids.get(3))))
        .body("page", not(hasKey("previous")));
    desk("q", mark, "lang", "kk", "cursor", page.extract().path("page.next")).statusCode(400);
  }

  private static ValidatableResponse desk(Object... parameters) {
    return Keys.as("editor")
        .queryParams(NewsApi.members(parameters))
        .get("/manage/v1/articles")
        .then();
  }

  // The schedule

  @Test
  void what_is_scheduled_goes_out_when_it_is_due_with_the_time_that_was_asked() {
    Instant at = Instant.now().plus(Duration.ofMillis(2_500));
    String id = draft(unique("Due"));
    move(id, "publish", Map.of("at", at.toString()))
        .statusCode(200)
        .body("state", equalTo("scheduled"))
        .body("scheduledFor", equalTo(io.masthead.http.Json.format(at)));
    assertEquals(404, read(id).extract().statusCode());
    assertTrue(Instant.now().isBefore(at), "the machine is too slow to tell");
    until("published when due", () -> read(id).extract().statusCode() == 200);
    assertFalse(Instant.now().isBefore(at));
    read(id)
        .body("publishedAt", equalTo(io.masthead.http.Json.format(at)))
        .body("firstPublishedAt", equalTo(io.masthead.http.Json.format(at)));
    copy(id).body("state", equalTo("published")).body("$", not(hasKey("scheduledFor")));
  }

  @Test
  void what_was_moved_withdrawn_or_binned_does_not_go_out_at_the_old_time() {
    Instant at = Instant.now().plus(Duration.ofSeconds(3));
    String moved = draft(unique("Moved"));
    String withdrawn = draft(unique("Withdrawn"));
    String binned = draft(unique("Binned"));
    String witness = draft(unique("Witness"));
    for (String id : List.of(moved, withdrawn, binned, witness)) {
      move(id, "publish", Map.of("at", at.toString())).statusCode(200);
    }
    move(moved, "publish", Map.of("at", "2036-01-01T09:00:00+05:00"))
        .statusCode(200)
        .body("scheduledFor", equalTo("2036-01-01T04:00:00.000Z"));
    move(withdrawn, "withdraw").statusCode(200).body("$", not(hasKey("scheduledFor")));
    bin(binned).statusCode(204);
    until("the witness went out", () -> read(witness).extract().statusCode() == 200);
    for (String id : List.of(moved, withdrawn, binned)) {
      read(id).statusCode(404);
    }
    copy(moved).body("state", equalTo("scheduled"));
    move(moved, "publish").statusCode(200).body("state", equalTo("published"));
    copy(moved).body("$", not(hasKey("scheduledFor")));
  }

  @Test
  void what_cannot_be_published_when_due_goes_back_to_review_and_holds_up_nothing() {
    Instant at = Instant.now().plus(Duration.ofSeconds(3));
    String first = draft(unique("First"));
    String stuck = draft(unique("Stuck"));
    String witness = draft(unique("Witness"));
    move(first, "publish", Map.of("at", at.minusMillis(1).toString())).statusCode(200);
    move(stuck, "publish", Map.of("at", at.toString())).statusCode(200);
    move(witness, "publish", Map.of("at", at.plusMillis(1).toString())).statusCode(200);
    sql.update(
        "insert into edition_slug (lang, slug, article_id) values ('en', ?, ?)",
        copy(stuck).extract().<String>path("slug"),
        UUID.fromString(draft(unique("Holder"))));
    until("the witness went out", () -> read(witness).extract().statusCode() == 200);
    copy(stuck).body("state", equalTo("in_review")).body("$", not(hasKey("scheduledFor")));
    read(stuck).statusCode(404);
    read(first).statusCode(200);
    for (String out : List.of(first, witness)) {
      copy(out).body("version", equalTo(3));
      Keys.as("editor")
          .get("/manage/v1/articles/{id}/revisions", out)
          .then()
          .body("items.change", contains("published", "scheduled", "created"));
    }
  }

  @Test
  void what_waits_for_a_lock_when_due_stays_on_the_schedule_and_holds_up_nothing()
      throws Exception {
    NewsApi.Made author = NewsApi.author();
    Instant at = Instant.now().plus(Duration.ofSeconds(4));
    String held = draft(unique("Held"), "bylines", List.of(Map.of("author", author.id())));
    String witness = draft(unique("Witness"));
    for (String id : List.of(held, witness)) {
      move(id, "publish", Map.of("at", at.toString())).statusCode(200);
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .execute("select from author where id = '%s' for update".formatted(author.id()));
      until("the witness went out", () -> read(witness).extract().statusCode() == 200);
      copy(held).body("state", equalTo("scheduled"));
      connection.rollback();
    }
    until("the other went out", () -> read(held).extract().statusCode() == 200);
    read(held).body("publishedAt", equalTo(io.masthead.http.Json.format(at)));
  }

  @Test
  void what_falls_due_at_once_shows_in_lists_that_were_empty() {
    Instant at = Instant.now().plus(Duration.ofSeconds(5));
    NewsApi.Made tag = NewsApi.tag();
    String one = draft(unique("One"), "tags", List.of(tag.id()));
    String two = draft(unique("Two"), "tags", List.of(tag.id()));
    for (String id : List.of(one, two)) {
      move(id, "publish", Map.of("at", at.toString())).statusCode(200);
    }
    list("tag", tag.slug()).body("items", hasSize(0));
    given().get("/api/v1/tags/{slug}", tag.slug()).then().statusCode(404);
    until(
        "both are out",
        () -> Stream.of(one, two).allMatch(id -> read(id).extract().statusCode() == 200));
    list("tag", tag.slug()).body("items.id", containsInAnyOrder(one, two));
    given().get("/api/v1/tags/{slug}", tag.slug()).then().statusCode(200);
  }

  @Test
  void what_is_scheduled_stays_fit_to_publish() {
    String id = in("scheduled");
    change(id, Map.of("bylines", List.of(), "body", ""))
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/bylines", "/body"));
    copy(id).body("state", equalTo("scheduled")).body("bylines", hasSize(1));
    change(id, Map.of("kicker", "fine")).statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-12T07:20:00-05:00, 2035-11-12T12:20:00.000Z",
    "2026-10-22T07:20:00-04:00, 2035-10-22T11:20:00.000Z",
    "2026-12-01T09:00:00.123456+05:30, 2035-12-01T03:30:00.123Z",
    "2026-02-28T23:59:59Z, 2035-02-28T23:59:59.000Z"
  })
  void the_instant_is_what_counts_whatever_its_offset(String at, String instant) {
    String id = draft(unique("Offset"));
    move(id, "publish", Map.of("at", at.replaceFirst("2026", "2035")))
        .statusCode(200)
        .body("scheduledFor", equalTo(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2036-11-12T07:20:00",
        "2036-11-12",
        "2036-13-01T00:00:00Z",
        "2036-02-30T00:00:00Z",
        "99999-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "now",
        "1764547200",
        ""
      })
  void a_time_that_is_none_is_refused(String at) {
    String id = draft(unique("No time"));
    move(id, "publish", Map.of("at", at)).statusCode(400).body("errors[0].pointer", equalTo("/at"));
    copy(id).body("state", equalTo("draft"));
  }

  @Test
  void an_author_schedules_ones_own() {
    String id = create("author", article(unique("Later"))).extract().path("id");
    move("author", id, "publish", "*", Map.of("at", FAR))
        .statusCode(200)
        .body("state", equalTo("scheduled"));
    publishAt(id, "2021-01-01T00:00:00Z");
    read(id).body("publishedAt", equalTo("2021-01-01T00:00:00.000Z"));
  }
}
