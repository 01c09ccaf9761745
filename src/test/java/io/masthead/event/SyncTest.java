package io.masthead.event;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.masthead.support.NewsApi.unique;
import static io.masthead.support.NewsApi.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.http.Cursors;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.Published;
import io.masthead.time.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of what is published, made once and then kept true by what changed. */
@QuarkusTest
class SyncTest {

  private static final String SYNC = "/api/v1/sync";

  @Inject Published database;
  @Inject Cursors cursors;
  @Inject EventService events;

  /** All items of a walk, and the token to go on with. */
  private record Walk(List<Map<String, Object>> items, String next) {

    List<String> states(String... articles) {
      return items.stream()
          .filter(item -> List.of(articles).contains(item.get("id")))
          .map(item -> item.get("id") + " " + item.get("state"))
          .toList();
    }

    Map<String, Object> item(String article) {
      return items.stream()
          .filter(item -> item.get("id").equals(article))
          .findFirst()
          .orElseThrow();
    }
  }

  private static ValidatableResponse read(String since, Object... parameters) {
    var request = given();
    for (int i = 0; i < parameters.length; i += 2) {
      request.queryParam((String) parameters[i], parameters[i + 1]);
    }
    return (since == null ? request : request.queryParam("since", since)).get(SYNC).then();
  }

  private static Walk walk(String since, Object... parameters) {
    List<Map<String, Object>> items = new ArrayList<>();
    String next = since;
    boolean more = true;
    while (more) {
      var answer = read(next, parameters).statusCode(200).extract();
      items.addAll(answer.path("items"));
      next = answer.path("next");
      more = answer.path("more");
    }
    return new Walk(items, next);
  }

  /** What is committed stands in line. */
  private void settled() {
    until("all is in line", () -> database.number("select count(*) from event_outbox") == 0);
  }

  private Walk wholeWalk() {
    settled();
    return walk(null);
  }

  private Walk walkOn(String since) {
    settled();
    return walk(since);
  }

  @Test
  void a_copy_begins_with_all_there_is_and_goes_on_with_what_changed_in_its_order() {
    String edited = published(unique("Edited"));
    String gone = published(unique("Gone"));
    String still = published(unique("Still"));
    String down = published(unique("Down"));
    Walk first = wholeWalk();
    assertEquals(
        List.of(
            edited + " published", gone + " published", still + " published", down + " published"),
        first.states(edited, gone, still, down));
    assertEquals(list("id", edited).extract().path("items[0]"), first.item(edited).get("article"));

    change(edited, Map.of("kicker", "Now"));
    publish(edited);
    move(gone, "unpublish").statusCode(200);
    String fresh = published(unique("Fresh"));
    move(down, "takedown", Map.of("reason", "legal")).statusCode(200);
    change(edited, Map.of("kicker", "At last"));
    publish(edited);

    Walk then = walkOn(first.next());
    assertEquals(
        List.of(
            gone + " unpublished",
            fresh + " published",
            down + " taken_down",
            edited + " published"),
        then.states(edited, gone, still, down, fresh));
    assertEquals("At last", ((Map<?, ?>) then.item(edited).get("article")).get("kicker"));
    assertEquals("legal", then.item(down).get("reason"));
    assertTrue(then.item(down).containsKey("takenDownAt"));
    assertFalse(then.item(down).containsKey("article"));
    assertEquals(List.of(), walkOn(then.next()).states(edited, gone, still, down, fresh));

    Walk anew = wholeWalk();
    assertEquals(
        List.of(
            edited + " published",
            still + " published",
            down + " taken_down",
            fresh + " published"),
        anew.states(edited, gone, still, down, fresh));
  }

  @Test
  void pages_of_any_length_give_the_same() {
    String one = published(unique("One"));
    String two = published(unique("Two"));
    settled();
    List<String> whole = walk(null).states(one, two);
    assertEquals(whole, walk(null, "limit", 7).states(one, two));
    String since = walk(null).next();
    for (String article : List.of(two, one, two)) {
      change(article, Map.of("kicker", "k" + UUID.randomUUID()));
      publish(article);
    }
    settled();
    assertEquals(
        List.of(one + " published", two + " published"), walk(since, "limit", 1).states(one, two));
  }

  @Test
  void what_is_published_while_a_copy_is_begun_is_given_after_it() {
    settled();
    var begun = read(null, "limit", 1).statusCode(200).extract();
    // Its id is after all others, or the walk has passed it by: it is given in either case.
    String late = published(unique("Late"));
    Walk rest = walkOn(begun.path("next"));
    assertTrue(rest.states(late).contains(late + " published"));
  }

  @Test
  void articles_come_whole_where_that_is_asked_for() {
    String article = published(unique("Whole"), "body", "<p>Text <b>of</b> it.</p>");
    settled();
    Walk plain = walk(null);
    assertFalse(((Map<?, ?>) plain.item(article).get("article")).containsKey("body"));
    Walk whole = walk(null, "include", "body", "body", "markdown");
    Map<?, ?> body = (Map<?, ?>) ((Map<?, ?>) whole.item(article).get("article")).get("body");
    assertEquals(Map.of("format", "markdown", "markdown", "Text **of** it."), body);
  }

  @Test
  void where_nothing_changed_the_answer_is_the_one_held() {
    Walk walk = wholeWalk();
    var answer = read(walk.next()).statusCode(200).body("more", equalTo(false)).extract();
    // Only while nobody else publishes; what is scheduled in tests lies in 2035.
    assertEquals(walk.next(), answer.path("next"));
    given()
        .header("If-None-Match", answer.header("ETag"))
        .queryParam("since", walk.next())
        .get(SYNC)
        .then()
        .statusCode(304);
  }

  @Test
  void drafts_tell_nothing_and_neither_does_what_changes_nothing() {
    String draft = draft(unique("Draft"));
    change(draft, Map.of("kicker", "Secret"));
    bin(draft);
    String article = published(unique("Same"));
    publish(article);
    change(article, Map.of("kicker", "Not out yet"));
    settled();
    assertEquals(0, told(draft));
    assertEquals(1, told(article));
  }

  private long told(String subject) {
    return database.number("select count(*) from event where subject = '" + subject + "'");
  }

  private List<String> types(String subject) {
    settled();
    return events.after(0, Integer.MAX_VALUE).stream()
        .filter(event -> event.subject().toString().equals(subject))
        .map(NewsEvent::type)
        .toList();
  }

  @Test
  void a_term_is_told_of_once_readers_have_it_and_so_is_each_article_under_it() {
    Made tag = tag();
    Made unseen = tag();
    Made heir = tag();
    Made author = author();
    String article =
        published(
            unique("Under"),
            "tags",
            List.of(tag.id()),
            "bylines",
            List.of(Map.of("author", author.id())));
    create(article(unique("Unseen"), "tags", List.of(unseen.id()))).statusCode(201);
    for (Made one : List.of(tag, unseen)) {
      patch("editor", "/manage/v1/tags/" + one.id(), "*", Map.of("name", unique("Renamed")))
          .statusCode(200);
    }
    patch("editor", "/manage/v1/authors/" + author.id(), "*", Map.of("name", unique("Renamed")))
        .statusCode(200);
    for (Made one : List.of(tag, unseen)) {
      Keys.as("editor")
          .header("If-Match", "*")
          .contentType("application/json")
          .body(Map.of("into", heir.id()))
          .post("/manage/v1/tags/" + one.id() + "/merge")
          .then()
          .statusCode(200);
    }
    assertEquals(List.of("tag.updated", "tag.deleted"), types(tag.id()));
    assertEquals(List.of(), types(unseen.id()));
    assertEquals(List.of("author.updated"), types(author.id()));
    assertEquals(
        List.of("article.published", "article.updated", "article.updated", "article.updated"),
        types(article));
    NewsEvent deleted =
        events.after(0, Integer.MAX_VALUE).stream()
            .filter(e -> e.type().equals("tag.deleted"))
            .filter(e -> e.subject().toString().equals(tag.id()))
            .findFirst()
            .orElseThrow();
    assertTrue(deleted.data().contains("\"into\":\"" + heir.id() + "\""), deleted.data());
  }

  @Test
  void a_section_that_moves_is_told_of_by_those_that_readers_have() {
    Made above = section();
    Made section = section();
    published(unique("In"), "section", section.id());
    patch("editor", "/manage/v1/sections/" + section.id(), "*", Map.of("parent", above.id()))
        .statusCode(200);
    assertEquals(List.of("section.updated"), types(section.id()));
  }

  @Test
  void a_package_tells_of_its_articles_in_their_order() {
    List<String> articles =
        List.of(draft(unique("First")), draft(unique("Second")), draft(unique("Third")));
    String whole =
        Keys.as("editor")
            .contentType("application/json")
            .body(Map.of("title", unique("Package"), "articles", articles))
            .post("/manage/v1/packages")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Keys.as("editor")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of())
        .post("/manage/v1/packages/" + whole + "/publish")
        .then()
        .statusCode(200);
    settled();
    assertEquals(
        articles,
        events.after(0, Integer.MAX_VALUE).stream()
            .map(event -> event.subject().toString())
            .filter(articles::contains)
            .toList());
  }

  @Test
  void nothing_that_an_event_holds_is_of_the_text() {
    String title = unique("Told");
    String article = published(title, "standfirst", title + " in short");
    settled();
    NewsEvent event =
        events.after(0, Integer.MAX_VALUE).stream()
            .filter(e -> e.subject().toString().equals(article))
            .findFirst()
            .orElseThrow();
    assertFalse(event.data().contains(title), event.data());
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "AQCbI3kq0c5mLFsiNDQiLCIwMTk4YzJmNC02ZDFlLTdhMzAiXQ", "..", "0"})
  void a_token_of_another_site_is_refused(String token) {
    read(token)
        .statusCode(400)
        .body("errors[0].parameter", equalTo("since"))
        .body("errors[0].code", equalTo("invalid_token"));
  }

  @Test
  void neither_a_cursor_nor_an_altered_token_is_a_token() {
    published(unique("Listed"));
    published(unique("Listed"));
    read(list("limit", 1).extract().path("page.next")).statusCode(400);
    String token = walk(null).next();
    String altered = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
    read(altered).statusCode(400);
    read(token + "A").statusCode(400);
  }

  @Test
  void a_token_that_is_too_old_says_to_start_anew() {
    published(unique("Before"));
    settled();
    EventRepository.Place end = events.end();
    Instant now = Instant.now();
    read(token(end, now.minus(29, ChronoUnit.DAYS))).statusCode(200);
    String old = token(end, now.minus(31, ChronoUnit.DAYS));
    read(old).statusCode(410).body("code", equalTo("token_expired"));
    given()
        .queryParam("since", old)
        .get("/api/v1/events")
        .then()
        .statusCode(410)
        .body("code", equalTo("token_expired"));
  }

  @Test
  void a_token_of_a_day_that_the_database_has_no_more_says_to_start_anew() {
    published(unique("Restored"));
    settled();
    long position = events.end().position();
    for (long at : List.of(position, position + 1_000_000)) {
      read(token(new EventRepository.Place(at, Ids.next()), Instant.now()))
          .statusCode(410)
          .body("code", equalTo("token_expired"));
    }
  }

  private String token(EventRepository.Place place, Instant issued) {
    return cursors.after(
        "sync",
        List.of("" + place.position(), "" + place.event(), "" + issued.getEpochSecond(), ""));
  }

  @Test
  void a_token_of_some_days_is_renewed_by_its_use() {
    settled();
    published(unique("Renewed"));
    settled();
    String old = token(events.end(), Instant.now().minus(10, ChronoUnit.DAYS));
    String next = read(old).statusCode(200).extract().path("next");
    assertFalse(next.equals(old));
    read(next).statusCode(200);
  }
}
