package io.masthead.comment;

import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of comments for the site, sections and articles, and what comes of it. */
@QuarkusTest
class CommentPolicyTest {

  private static final String RULES = "/manage/v1/comment-rules";

  @Inject Published published;

  @Test
  void what_is_said_is_kept_by_version_with_who_said_it() {
    String path = RULES + "/sections/" + section().slug();
    Keys.as("moderator")
        .get(path)
        .then()
        .statusCode(200)
        .header("ETag", "\"0\"")
        .header("Cache-Control", "private, no-store")
        .body("version", equalTo(0))
        .body("rules", equalTo(Map.of()))
        .body("changedBy", nullValue());
    put(path, "\"0\"", Map.of("moderation", "pre", "maxLinks", 1))
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("version", equalTo(1))
        .body("rules", equalTo(Map.of("moderation", "pre", "maxLinks", 1)))
        .body("changedBy", equalTo("MASTHEAD_ADMIN_KEY"));
    put(path, "\"0\"", Map.of()).statusCode(412).body("currentVersion", equalTo(1));
    put(path, "\"1\"", Map.of("moderation", "pre", "maxLinks", 1)).header("ETag", "\"1\"");
    put(path, "\"1\"", Map.of("maxLinks", 2))
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("rules", equalTo(Map.of("maxLinks", 2)));
    clear(path, "\"1\"").statusCode(412);
    clear(path, "\"2\"").statusCode(204);
    Keys.as("moderator")
        .get(path)
        .then()
        .header("ETag", "\"3\"")
        .body("rules", equalTo(Map.of()))
        .body("changedBy", equalTo("MASTHEAD_ADMIN_KEY"));
    Keys.as("administrator")
        .contentType(ContentType.JSON)
        .body(Map.of())
        .put(path)
        .then()
        .statusCode(428);
    clear(path, null).statusCode(428);
  }

  @Test
  void of_two_that_speak_first_at_once_one_is_told_so() {
    String path = RULES + "/sections/" + section().id();
    List<Integer> answers =
        NewsApi.atOnce(
            2,
            i ->
                put(path, "\"0\"", Map.of("suspectTerms", List.of(mark()))).extract().statusCode());
    assertEquals(412, Collections.max(answers));
    assertEquals(200, Collections.min(answers));
    Keys.as("moderator").get(path).then().header("ETag", "\"1\"");
  }

  @Test
  void every_change_is_listed_with_who_made_it() {
    Made section = section();
    String path = RULES + "/sections/" + section.id();
    put(path, "*", Map.of("maxLinks", 9)).statusCode(200);
    put(path, "*", Map.of("maxLinks", 8)).statusCode(200);
    JsonPath changes =
        Keys.as("moderator")
            .get(RULES + "/changes?limit=100")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    String mine = "items.findAll { it.section == '" + section.id() + "' }";
    assertEquals(List.of(2, 1), changes.getList(mine + ".version"));
    assertEquals(List.of(8, 9), changes.getList(mine + ".rules.maxLinks"));
    assertEquals(
        List.of("MASTHEAD_ADMIN_KEY", "MASTHEAD_ADMIN_KEY"), changes.getList(mine + ".changedBy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{\"moderation\": \"none\"}|400|/moderation|invalid_value",
        "{\"closeAfterDays\": -1}|422|/closeAfterDays|out_of_range",
        "{\"minLength\": 1}|422|/minLength|out_of_range",
        "{\"maxLength\": 5001}|422|/maxLength|out_of_range",
        "{\"minLength\": 10, \"maxLength\": 9}|422|/minLength|out_of_range",
        "{\"maxLinks\": 1.5}|400|/maxLinks|invalid_type",
        "{\"formToken\": true}|400|/formToken|invalid_type",
        "{\"blockedTerms\": [\"*\"]}|422|/blockedTerms/0|invalid_value",
        "{\"blockedTerms\": [\"good\", \"\\u200b\"]}|422|/blockedTerms/1|required",
        "{\"suspectTerms\": [\"a*b*c*d*e*f*g\"]}|422|/suspectTerms/0|invalid_value",
        "{\"suspectTerms\": [\"a\\u202eb\"]}|422|/suspectTerms/0|bidi_control",
        "{\"suspectTerms\": \"casino\"}|400|/suspectTerms|invalid_type",
        "{\"holdSpamScore\": 101}|422|/holdSpamScore|out_of_range",
        "{\"visitorPerMinute\": \"10\"}|400|/visitorPerMinute|invalid_type",
        "{\"version\": 1}|400|/version|unknown_member"
      })
  void tells_what_is_wrong_and_where(String body, int status, String pointer, String code) {
    Keys.as("administrator")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(body)
        .put(RULES)
        .then()
        .statusCode(status)
        .body("errors.find { it.pointer == '" + pointer + "' }.code", equalTo(code));
  }

  @Test
  void holds_no_more_terms_and_no_longer_ones_than_it_says() {
    List<String> many = Collections.nCopies(501, "term");
    String path = RULES + "/sections/" + section().id();
    put(path, "*", Map.of("blockedTerms", many))
        .statusCode(422)
        .body("errors[0].code", equalTo("too_many"));
    put(path, "*", Map.of("blockedTerms", List.of("a".repeat(101))))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/blockedTerms/0"))
        .body("errors[0].code", equalTo("too_long"));
    put(path, "*", Map.of("blockedTerms", many.subList(0, 500))).statusCode(200);
  }

  @Test
  void what_is_not_there_has_no_rules() {
    for (String path :
        List.of("/sections/no-such", "/articles/no-such", "/articles/" + NewsApi.draft("Draft"))) {
      Keys.as("administrator").get(RULES + path).then().statusCode(404);
      put(RULES + path, "*", Map.of()).statusCode(404);
    }
    Keys.as("moderator").get(RULES + "/effective?article=no-such").then().statusCode(404);
    Keys.as("editor").header("If-Match", "*").delete(RULES).then().statusCode(403);
  }

  @Test
  void nothing_is_judged_of_an_article_that_was_taken_down() {
    String id = published("Taken down");
    NewsApi.move(id, "takedown", Map.of("reason", "legal")).statusCode(200);
    Keys.as("moderator").get(RULES + "/effective?article=" + id).then().statusCode(410);
    attempt(id, "Reader", "I was there.").statusCode(410);
  }

  /** Of each place: a number of links, or nothing; and the number that comes of it. */
  @ParameterizedTest
  @CsvSource({
    " ,  ,  ,  , 3", "1,  ,  ,  , 1", " , 1,  ,  , 1", " ,  , 1,  , 1", " ,  ,  , 1, 1",
    "9, 1,  ,  , 1", "9, 8, 1,  , 1", "9, 8, 7, 1, 1", "9,  , 1,  , 1", "9, 8,  , 1, 1",
    "0, 5,  ,  , 5"
  })
  void the_nearest_word_counts(
      Integer grandparent, Integer parent, Integer own, Integer article, int effective) {
    Made above = section();
    Made below = section("parent", above.slug());
    Made lowest = section("parent", below.slug());
    String id = published("Ruled", "section", lowest.id());
    say("/sections/" + above.id(), grandparent);
    say("/sections/" + below.id(), parent);
    say("/sections/" + lowest.id(), own);
    say("/articles/" + id, article);
    effective(id).body("maxLinks", equalTo(effective));
  }

  private static void say(String path, Integer links) {
    if (links != null) {
      put(RULES + path, "*", Map.of("maxLinks", links)).statusCode(200);
    }
  }

  @Test
  void each_member_is_overridden_by_itself_and_moderation_by_the_article_in_between() {
    Made section = section();
    String id = published("Ruled", "section", section.id());
    put(
            RULES + "/sections/" + section.id(),
            "*",
            Map.of("moderation", "pre", "minLength", 10, "blockedTerms", List.of("a", "b")))
        .statusCode(200);
    put(RULES + "/articles/" + id, "*", Map.of("blockedTerms", List.of("c"), "maxLength", 99))
        .statusCode(200);
    effective(id)
        .body("moderation", equalTo("pre"))
        .body("minLength", equalTo(10))
        .body("maxLength", equalTo(99))
        .body("blockedTerms", equalTo(List.of("c")))
        .body("suspectTerms", equalTo(List.of()))
        .body("formToken", equalTo("optional"))
        .body("holdRepeats", equalTo(true));
    NewsApi.change(id, Map.of("comments", Map.of("mode", "open", "moderation", "post")));
    NewsApi.publish(id);
    effective(id).body("moderation", equalTo("post"));
    put(RULES + "/articles/" + id, "*", Map.of("moderation", "first")).statusCode(200);
    effective(id).body("moderation", equalTo("first"));
  }

  @Test
  void a_section_that_is_moved_takes_the_word_of_its_new_place() {
    Made strict = section();
    Made moved = section();
    String id = published("Moved", "section", moved.id());
    put(RULES + "/sections/" + strict.id(), "*", Map.of("maxLinks", 0)).statusCode(200);
    effective(id).body("maxLinks", equalTo(3));
    NewsApi.patch(
            "editor", "/manage/v1/sections/" + moved.id(), "*", Map.of("parent", strict.slug()))
        .statusCode(200);
    effective(id).body("maxLinks", equalTo(0));
  }

  @Test
  void what_is_said_holds_for_the_very_next_comment() {
    String id = published("Watched", "comments", Map.of("mode", "open", "moderation", "post"));
    for (int i = 0; i < 5; i++) {
      post(id, "before " + i).statusCode(201);
      put(RULES + "/articles/" + id, "*", Map.of("moderation", "pre")).statusCode(200);
      post(id, "after " + i).statusCode(202).body("comment.state", equalTo("pending"));
      clear(RULES + "/articles/" + id, "*").statusCode(204);
    }
    published.run(
        "insert into comment_policy select '"
            + java.util.UUID.randomUUID()
            + "', null, '"
            + published("Elsewhere")
            + "', 1, '{}', now(), k.name, k.id from api_key k limit 1");
    published.run(
        "update comment_policy set rules = '{\"moderation\": \"pre\"}' where article_id = '"
            + id
            + "'");
    post(id, "said on another connection").statusCode(202);
  }

  @Test
  void comments_close_when_it_is_said_and_every_read_tells_the_time() {
    Made above = section();
    Made section = section("parent", above.slug());
    String id =
        published(
            "Closing",
            "section",
            section.id(),
            "comments",
            Map.of("mode", "open", "moderation", "post"));
    Instant first = Instant.parse(NewsApi.read(id).extract().path("firstPublishedAt"));
    String before = NewsApi.read(id).extract().header("ETag");
    closes(id, first.plus(Duration.ofDays(14)));
    put(RULES + "/sections/" + above.id(), "*", Map.of("closeAfterDays", 2)).statusCode(200);
    closes(id, first.plus(Duration.ofDays(2)));
    put(RULES + "/sections/" + section.id(), "*", Map.of("closeAfterDays", 3)).statusCode(200);
    closes(id, first.plus(Duration.ofDays(3)));
    put(RULES + "/articles/" + id, "*", Map.of("closeAfterDays", 0)).statusCode(200);
    closes(id, null);
    put(RULES + "/articles/" + id, "*", Map.of("closeAfterDays", 1)).statusCode(200);
    closes(id, first.plus(Duration.ofDays(1)));
    given().header("If-None-Match", before).get("/api/v1/articles/" + id).then().statusCode(200);
    published.run(
        "update edition set first_published_at = now() - interval '2 days', document ="
            + " replace(document, '"
            + "\"firstPublishedAt\":\""
            + NewsApi.read(id).extract().path("firstPublishedAt")
            + "\"', '\"firstPublishedAt\":\""
            + Instant.now()
                .minus(Duration.ofDays(2))
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString()
                .replace("Z", ".000Z")
            + "\"') where article_id = '"
            + id
            + "'");
    NewsApi.read(id).body("comments.mode", equalTo("readonly"));
    post(id, "too late").statusCode(403).body("code", equalTo("comments_closed"));
    given().get("/api/v1/articles/" + id + "/comments/form").then().statusCode(403);
    given().get("/api/v1/articles/" + id + "/comments").then().statusCode(200);
    put(RULES + "/articles/" + id, "*", Map.of("closeAfterDays", 30)).statusCode(200);
    post(id, "open again").statusCode(201);
  }

  private static void closes(String id, Instant at) {
    String told = at == null ? null : io.masthead.http.Json.format(at);
    NewsApi.read(id).body("comments.closesAt", equalTo(told));
    given()
        .get("/api/v1/articles?id=" + id)
        .then()
        .body("items[0].comments.closesAt", equalTo(told));
    given()
        .get("/api/v1/articles/" + id + "/comments/form")
        .then()
        .statusCode(200)
        .body("closesAt", equalTo(told));
  }

  @Test
  void a_change_of_closing_is_a_change_of_the_article_to_those_who_ask_by_date() {
    String id = published("Dated");
    String modified = NewsApi.read(id).extract().header("Last-Modified");
    published.run(
        "update edition set modified_at = now() - interval '1 day' where article_id = '"
            + id
            + "'");
    put(RULES + "/articles/" + id, "*", Map.of("closeAfterDays", 7)).statusCode(200);
    given()
        .header("If-Modified-Since", "Wed, 01 Jan 2025 00:00:00 GMT")
        .get("/api/v1/articles/" + id)
        .then()
        .statusCode(200);
    String later = NewsApi.read(id).extract().header("Last-Modified");
    assertTrue(
        java.time.ZonedDateTime.parse(later, java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME)
                .compareTo(
                    java.time.ZonedDateTime.parse(
                        modified, java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME))
            >= 0);
  }

  @Test
  void a_trial_tells_what_would_become_of_a_comment_and_stores_nothing() {
    String id = published("Tried", "comments", Map.of("mode", "open", "moderation", "post"));
    String term = mark();
    put(
            RULES + "/articles/" + id,
            "*",
            Map.of("blockedTerms", List.of(term), "suspectTerms", List.of("lot*"), "minLength", 5))
        .statusCode(200);
    long before = published.number("select count(*) from comment");
    attempt(id, "Reader", "harmless enough")
        .statusCode(200)
        .body("verdict", equalTo("show"))
        .body("reasons", equalTo(List.of()));
    attempt(id, "Reader", "a LOTTERY ticket")
        .body("verdict", equalTo("hold"))
        .body("reasons", equalTo(List.of("suspect_term")));
    attempt(id, "Reader", "about " + term)
        .body("verdict", equalTo("reject"))
        .body("reasons", equalTo(List.of("blocked_term")));
    Made author = NewsApi.author();
    attempt(id, author.name(), "four")
        .body("verdict", equalTo("refuse"))
        .body("reasons", equalTo(List.of("too_short", "reserved_name")));
    attempt(null, "Reader", "of the site").body("verdict", equalTo("hold"));
    attempt("no-such", "Reader", "anywhere").statusCode(404);
    attempt(id, " ", "x").statusCode(422).body("errors.size()", equalTo(2));
    NewsApi.change(id, Map.of("comments", Map.of("mode", "readonly")));
    NewsApi.publish(id);
    attempt(id, "Reader", "harmless enough")
        .body("verdict", equalTo("refuse"))
        .body("reasons", equalTo(List.of("comments_closed")));
    assertEquals(before, published.number("select count(*) from comment"));
  }

  private static ValidatableResponse attempt(String article, String name, String body) {
    Map<String, Object> request = new HashMap<>();
    request.put("author", Map.of("name", name));
    request.put("body", body);
    if (article != null) {
      request.put("article", article);
    }
    return Keys.as("moderator")
        .contentType(ContentType.JSON)
        .body(request)
        .post(RULES + "/try")
        .then();
  }

  private static ValidatableResponse effective(String article) {
    return Keys.as("moderator").get(RULES + "/effective?article=" + article).then().statusCode(200);
  }

  private static ValidatableResponse put(String path, String ifMatch, Map<String, ?> rules) {
    return Keys.as("administrator")
        .header("If-Match", ifMatch)
        .contentType(ContentType.JSON)
        .body(rules)
        .put(path)
        .then();
  }

  private static ValidatableResponse clear(String path, String ifMatch) {
    var request = Keys.as("administrator");
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.delete(path).then();
  }

  private static ValidatableResponse post(String article, String body) {
    return given()
        .contentType("application/json; charset=UTF-8")
        .body(Map.of("author", Map.of("name", "Reader"), "body", body))
        .post("/api/v1/articles/" + article + "/comments")
        .then();
  }
}
