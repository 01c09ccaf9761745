package io.masthead.comment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.masthead.support.Keys;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CommentsTest {

  @Inject Published published;

  private UUID article;

  @BeforeEach
  void publish() {
    article = article("open", "post");
  }

  @Test
  void a_guest_posts_with_a_name_and_is_shown() {
    String id =
        post(Map.of(
                "author",
                Map.of(
                    "name",
                    "  Reader ",
                    "email",
                    "reader@example.org",
                    "url",
                    "https://reader.example/"),
                "body",
                " I crossed it *today*. \r\nYes "))
            .statusCode(201)
            .header("Location", startsWith("/api/v1/comments/"))
            .header("Cache-Control", "no-store")
            .body("comment.author.name", equalTo("Reader"))
            .body("comment.author.kind", equalTo("guest"))
            .body("comment.author.email", nullValue())
            .body("comment.body.text", equalTo("I crossed it *today*. \nYes"))
            .body("comment.body.html", equalTo("<p>I crossed it <em>today</em>.<br>Yes</p>"))
            .body("comment.state", equalTo("published"))
            .body("comment.depth", equalTo(0))
            .body("comment.dir", equalTo("ltr"))
            .body("comment.replyCount", equalTo(0))
            .body("comment.likes", equalTo(0))
            .body("editToken", matchesPattern("[A-Za-z0-9_-]{43}"))
            .body("guestToken", matchesPattern("[A-Za-z0-9_-]{43}"))
            .body("editableUntil", notNullValue())
            .extract()
            .path("comment.id");
    String all =
        given()
                .get("/api/v1/comments/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", startsWith("W/"))
                .body("author.url", equalTo("https://reader.example/"))
                .extract()
                .asString()
            + list("").extract().asString();
    assertEquals(-1, all.indexOf("reader@example.org"));
    assertEquals(-1, all.indexOf("Token"));
    counts(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{\"body\": \"text\"}|422|/author|required",
        "{\"author\": {}, \"body\": \"text\"}|422|/author/name|required",
        "{\"author\": {\"name\": \" \"}, \"body\": \"text\"}|422|/author/name|required",
        "{\"author\": {\"name\": \"a\\nb\"}, \"body\": \"text\"}|422|/author/name|control_character",
        "{\"author\": {\"name\": \"a\\u202Eb\"}, \"body\": \"text\"}|422|/author/name|bidi_control",
        "{\"author\": {\"name\": \"a\\u0000b\"}, \"body\": \"text\"}|400|/author/name|nul_character",
        "{\"author\": {\"name\": \"a\"}}|422|/body|required",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"x\"}|422|/body|too_short",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"te\\u0000xt\"}|400|/body|nul_character",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"te\\ud800xt\"}|400|/body|lone_surrogate",
        "{\"author\": {\"name\": \"a\"}, \"body\": 5}|400|/body|invalid_type",
        "{\"author\": {\"name\": \"a\", \"email\": \"no\"}, \"body\": \"text\"}|422|/author/email|invalid_format",
        "{\"author\": {\"name\": \"a\", \"url\": \"http://reader.example/\"}, \"body\": \"text\"}|422|/author/url|invalid_format",
        "{\"author\": {\"name\": \"a\\uffffb\"}, \"body\": \"text\"}|422|/author/name|control_character",
        "{\"author\": {\"name\": \"a\", \"url\": \"javascript:alert(1)\"}, \"body\": \"text\"}|422|/author/url|invalid_format",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"text\", \"parentId\": \"x\"}|400|/parentId|invalid_format",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"text\", \"guestToken\": \"x\"}|422|/guestToken|invalid_format",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"text\", \"state\": \"published\"}|400|/state|unknown_member",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"text\", \"approved\": true}|400|/approved|unknown_member",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"text\", \"createdAt\": \"2001-01-01T00:00:00Z\"}|400|/createdAt|unknown_member",
        "{\"author\": {\"name\": \"a\"}, \"body\": \"text\", \"likes\": 999}|400|/likes|unknown_member",
        "{\"author\": {\"name\": \"a\", \"kind\": \"staff\"}, \"body\": \"text\"}|400|/author/kind|unknown_member"
      })
  void tells_what_is_wrong_and_where(String body, int status, String pointer, String code) {
    given()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/v1/articles/{a}/comments", article)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("errors.find { it.pointer == '" + pointer + "' }.code", equalTo(code));
    counts(0);
  }

  @Test
  void tells_all_faults_at_once() {
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/api/v1/articles/{a}/comments", article)
        .then()
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/author", "/body"));
  }

  @Test
  void limits_are_in_characters_as_people_count_them() {
    String sign = "😀";
    post(Map.of("author", Map.of("name", sign.repeat(60)), "body", sign.repeat(5000)))
        .statusCode(201);
    post(Map.of("author", Map.of("name", sign.repeat(61)), "body", "text"))
        .statusCode(422)
        .body("errors[0].code", equalTo("too_long"));
    post(Map.of("author", Map.of("name", "a"), "body", sign.repeat(5001)))
        .statusCode(422)
        .body("errors[0].code", equalTo("too_long"));
    post(Map.of("author", Map.of("name", "a"), "body", "خوش"))
        .statusCode(201)
        .body("comment.dir", equalTo("rtl"));
  }

  @Test
  void the_same_idempotency_key_gives_the_first_answer() {
    Map<String, Object> body = Map.of("author", Map.of("name", "R"), "body", "once only");
    String key = UUID.randomUUID().toString();
    String first =
        post(given().header("Idempotency-Key", key), body).statusCode(201).extract().asString();
    String again =
        post(given().header("Idempotency-Key", key), body).statusCode(201).extract().asString();
    assertEquals(JsonPath.from(first).getMap(""), JsonPath.from(again).getMap(""));
    post(
            given().header("Idempotency-Key", key),
            Map.of("author", Map.of("name", "R"), "body", "other"))
        .statusCode(422)
        .body("code", equalTo("idempotency_mismatch"));
    counts(1);
  }

  @Test
  void the_same_words_by_the_same_writer_are_a_duplicate() {
    JsonPath first = posted("Anna", "Thank you, all!", null);
    post(body("anna", "thank YOU all", null))
        .statusCode(409)
        .body("code", equalTo("duplicate_comment"))
        .body("conflictsWith", equalTo(first.getString("comment.id")));
    Map<String, Object> sameGuest = body("Another name", "Thank you all", null);
    sameGuest.put("guestToken", first.getString("guestToken"));
    post(sameGuest).statusCode(409);
    post(body("Berik", "Thank you, all!", null)).statusCode(201);
    counts(2);
  }

  @Test
  void of_the_same_comment_sent_many_times_at_once_one_is_kept() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(10);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(
            pool.submit(() -> post(body("Anna", "All at once", null)).extract().statusCode()));
      }
      int shown = 0;
      for (Future<Integer> answer : answers) {
        shown += answer.get() == 201 ? 1 : 0;
      }
      assertEquals(1, shown);
      counts(1);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void many_writers_in_one_thread_are_all_counted() throws Exception {
    String top = posted("A", "the top", null).getString("comment.id");
    String deep = posted("B", "below", top).getString("comment.id");
    ExecutorService pool = Executors.newFixedThreadPool(10);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String text = "reply " + i;
        String parent = i % 2 == 0 ? top : deep;
        answers.add(pool.submit(() -> post(body("Writer", text, parent)).extract().statusCode()));
      }
      for (Future<Integer> answer : answers) {
        assertEquals(201, answer.get());
      }
    } finally {
      pool.shutdown();
    }
    counts(22);
    given().get("/api/v1/comments/{id}", top).then().body("replyCount", equalTo(11));
    given().get("/api/v1/comments/{id}", deep).then().body("replyCount", equalTo(10));
  }

  @Test
  void a_first_timer_waits_and_is_trusted_once_approved() {
    article = article("open", "first");
    JsonPath first =
        post(body("New", "my first one", null))
            .statusCode(202)
            .body("comment.state", equalTo("pending"))
            .extract()
            .jsonPath();
    String id = first.getString("comment.id");
    given().get("/api/v1/comments/{id}", id).then().statusCode(404);
    list("").body("items", hasSize(0));
    counts(0);
    Map<String, Object> second = body("New", "my second one", null);
    second.put("guestToken", first.getString("guestToken"));
    post(second).statusCode(202).body("guestToken", equalTo(first.getString("guestToken")));
    Keys.as("moderator")
        .header("If-Match", "*")
        .post("/manage/v1/comments/{id}/approve", id)
        .then()
        .statusCode(200);
    counts(1);
    second.put("body", "my third one");
    post(second).statusCode(201);
    post(body("New", "a stranger of the same name", null)).statusCode(202);
    counts(2);
  }

  @Test
  void a_token_that_was_never_given_makes_nobody_known() {
    Map<String, Object> made = body("New", "with my own token", null);
    made.put("guestToken", "A".repeat(43));
    assertNotEquals("A".repeat(43), post(made).statusCode(201).extract().path("guestToken"));
  }

  @Test
  void too_many_links_wait() {
    post(body("A", "https://a.example https://b.example https://c.example", null)).statusCode(201);
    post(body("A", "https://a.example https://b.example https://c.example https://d.example", null))
        .statusCode(202);
  }

  @Test
  void the_newsroom_is_shown_at_once_as_staff() {
    article = article("open", "pre");
    post(body("A", "a guest's", null)).statusCode(202);
    post(Keys.as("contributor"), body("Desk", "the desk's", null))
        .statusCode(201)
        .body("comment.author.kind", equalTo("staff"));
    post(given().header("Authorization", "Bearer mh_wrong"), body("X", "a liar's", null))
        .statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"readonly", "off"})
  void a_closed_article_takes_none(String mode) {
    article = article(mode, "post");
    post(body("A", "too late", null)).statusCode(403).body("code", equalTo("comments_closed"));
  }

  @Test
  void an_article_closes_after_its_days() {
    article = published.article(slug(), "open", "post", "now() - interval '15 days'");
    post(body("A", "too late", null)).statusCode(403).body("code", equalTo("comments_closed"));
    list("").statusCode(200);
    article = published.article(slug(), "open", "post", "now() - interval '13 days'");
    post(body("A", "in time", null)).statusCode(201);
  }

  @Test
  void what_is_not_published_hides_its_comments() {
    JsonPath posted = posted("A", "hidden with it", null);
    String id = posted.getString("comment.id");
    published.unpublish(article);
    list("").statusCode(404);
    post(body("A", "none", null)).statusCode(404);
    given().get("/api/v1/comments/{id}", id).then().statusCode(404);
    given().get("/api/v1/comments/{id}/replies", id).then().statusCode(404);
    withdraw(posted).statusCode(404);
    published.takeDown(article);
    list("").statusCode(410);
    given().get("/api/v1/comments/{id}", id).then().statusCode(410);
  }

  @Test
  void replies_belong_to_the_same_article_and_to_what_is_shown() {
    UUID other = article("open", "pre");
    String here = posted("A", "here", null).getString("comment.id");
    UUID mine = article;
    article = other;
    String waiting = post(body("A", "waiting", null)).statusCode(202).extract().path("comment.id");
    for (String parent : List.of(here, waiting, UUID.randomUUID().toString())) {
      post(body("B", "reply", parent))
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/parentId"))
          .body("errors[0].code", equalTo("not_found"));
    }
    article = mine;
    post(body("B", "reply", here)).statusCode(201).body("comment.depth", equalTo(1));
  }

  @Test
  void threads_come_nested_in_reading_order_with_a_cursor_for_more() {
    String a = posted("A", "thread a", null).getString("comment.id");
    String b = posted("A", "thread b", null).getString("comment.id");
    String a1 = posted("B", "a1", a).getString("comment.id");
    String a2 = posted("B", "a2", a).getString("comment.id");
    String a11 = posted("C", "a11", a1).getString("comment.id");
    String a12 = posted("C", "a12", a1).getString("comment.id");
    JsonPath page =
        list("?repliesLimit=2")
            .statusCode(200)
            .body("items.id", equalTo(List.of(a, b)))
            .body("items[0].replyCount", equalTo(2))
            .body("items[0].replies.items.id", equalTo(List.of(a1)))
            .body("items[0].replies.items[0].replies.items.id", equalTo(List.of(a11)))
            .body("items[0].replies.items[0].replies.items[0].replies.items", hasSize(0))
            .body("items[0].replies.items[0].replies.next", nullValue())
            .body("items[1].replies.items", hasSize(0))
            .body("items[1].replies.next", nullValue())
            .extract()
            .jsonPath();
    String next = page.getString("items[0].replies.next");
    given()
        .queryParam("cursor", next)
        .queryParam("limit", 1)
        .get("/api/v1/comments/{id}/replies", a)
        .then()
        .statusCode(200)
        .body("items.id", equalTo(List.of(a12)))
        .body("items[0].parentId", equalTo(a1))
        .body("page.previous", notNullValue())
        .body("page.next", notNullValue());
    given()
        .queryParam("cursor", next)
        .get("/api/v1/comments/{id}/replies", a)
        .then()
        .body("items.id", equalTo(List.of(a12, a2)))
        .body("page.next", nullValue());
    given()
        .get("/api/v1/comments/{id}/replies", a1)
        .then()
        .body("items.id", equalTo(List.of(a11, a12)));
    given()
        .queryParam("cursor", next)
        .get("/api/v1/comments/{id}/replies", a1)
        .then()
        .statusCode(400);
    String all =
        list("?repliesLimit=0")
            .body("items[0].replies.items", hasSize(0))
            .body("items[1].replies.next", nullValue())
            .extract()
            .path("items[0].replies.next");
    given()
        .queryParam("cursor", all)
        .get("/api/v1/comments/{id}/replies", a)
        .then()
        .statusCode(200)
        .body("items.id", equalTo(List.of(a1, a11, a12, a2)))
        .body("page.previous", nullValue());
    list("?view=flat")
        .body("items.id", equalTo(List.of(a, b, a1, a2, a11, a12)))
        .body("items[0].replies", nullValue());
    list("?view=flat&sort=newest").body("items.id", equalTo(List.of(a12, a11, a2, a1, b, a)));
  }

  @ParameterizedTest
  @CsvSource({"oldest,tree", "newest,tree", "top,tree", "oldest,flat", "newest,flat", "top,flat"})
  void every_list_is_walked_without_a_repeat_or_a_gap(String sort, String view) {
    List<String> tops =
        IntStream.range(0, 7)
            .mapToObj(i -> posted("W" + i, "top " + i, null).getString("comment.id"))
            .toList();
    posted("R", "one reply", tops.get(2));
    posted("R", "two replies", tops.get(5));
    posted("R", "three replies", tops.get(5));
    String query = "?sort=" + sort + "&view=" + view;
    List<String> whole =
        list(query + "&limit=100&total=true")
            .statusCode(200)
            .body("page.total", equalTo(view.equals("tree") ? 7 : 10))
            .extract()
            .path("items.id");
    List<String> walked = new ArrayList<>();
    String cursor = null;
    String previous = null;
    do {
      JsonPath page =
          list(query + "&limit=3" + (cursor == null ? "" : "&cursor=" + cursor))
              .statusCode(200)
              .extract()
              .jsonPath();
      walked.addAll(page.getList("items.id"));
      previous = page.getString("page.previous");
      cursor = page.getString("page.next");
    } while (cursor != null);
    assertEquals(whole, walked);
    int size = whole.size();
    int before = size - (size % 3 == 0 ? 3 : size % 3);
    list(query + "&limit=3&cursor=" + previous)
        .body("items.id", equalTo(whole.subList(before - 3, before)));
    if (view.equals("tree")) {
      assertEquals(sort.equals("newest") ? tops.get(6) : tops.get(0), whole.get(0));
    }
    String foreign = list("?sort=oldest&view=tree&limit=1").extract().path("page.next");
    if (!query.equals("?sort=oldest&view=tree")) {
      list(query + "&cursor=" + foreign).statusCode(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=-1",
        "sort=likes",
        "view=table",
        "repliesLimit=-1",
        "repliesLimit=101",
        "cursor=abc",
        "cursor=",
        "page=1",
        "sort=oldest&sort=newest",
        "total=1"
      })
  void bad_parameters_are_refused(String query) {
    list("?" + query)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors[0].parameter", equalTo(query.split("[=&]")[0]));
  }

  @Test
  void replies_below_the_limit_stand_at_it_and_say_whom_they_answer() {
    String parent = null;
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      parent = posted("W", "level " + i, parent).getString("comment.id");
      ids.add(parent);
    }
    given()
        .get("/api/v1/comments/{id}", ids.get(5))
        .then()
        .body("depth", equalTo(5))
        .body("parentId", equalTo(ids.get(4)));
    given()
        .get("/api/v1/comments/{id}", ids.get(7))
        .then()
        .body("depth", equalTo(5))
        .body("parentId", equalTo(ids.get(6)))
        .body("inReplyTo", nullValue());
    for (int i = 0; i < 7; i++) {
      given().get("/api/v1/comments/{id}", ids.get(i)).then().body("replyCount", equalTo(1));
    }
    String below = "items[0]" + ".replies.items[0]".repeat(4) + ".replies.items";
    list("?repliesLimit=100")
        .body("items", hasSize(1))
        .body(below + ".id", equalTo(ids.subList(5, 8)))
        .body(below + ".parentId", equalTo(ids.subList(4, 7)));
  }

  @Test
  void its_writer_takes_it_back_and_the_count_falls() {
    JsonPath posted = posted("A", "regretted", null);
    counts(1);
    withdraw(posted).statusCode(204);
    counts(0);
    list("?total=true").body("items", hasSize(0)).body("page.total", equalTo(0));
    given().get("/api/v1/comments/{id}", posted.getString("comment.id")).then().statusCode(404);
    withdraw(posted).statusCode(404);
    counts(0);
    post(body("A", "regretted", null)).statusCode(201);
  }

  @Test
  void a_tombstone_stands_where_replies_stayed() {
    JsonPath a = posted("A", "thread", null);
    JsonPath b = posted("Berik Secretname", "B secret words", a.getString("comment.id"));
    JsonPath c = posted("C", "an answer", b.getString("comment.id"));
    String bId = b.getString("comment.id");
    withdraw(b).statusCode(204);
    counts(2);
    String shown =
        list("")
            .body("items[0].replyCount", equalTo(0))
            .body("items[0].replies.items[0].id", equalTo(bId))
            .body("items[0].replies.items[0].state", equalTo("removed"))
            .body("items[0].replies.items[0].depth", equalTo(1))
            .body("items[0].replies.items[0].author", nullValue())
            .body("items[0].replies.items[0].body", nullValue())
            .body(
                "items[0].replies.items[0].replies.items[0].id", equalTo(c.getString("comment.id")))
            .body("items[0].replies.items[0].replies.items[0].parentId", equalTo(bId))
            .body("items[0].replies.items[0].replies.items[0].depth", equalTo(2))
            .extract()
            .asString();
    assertEquals(-1, shown.indexOf("secret"));
    assertEquals(-1, shown.indexOf("Secretname"));
    Map<String, Object> tombstone =
        given()
            .get("/api/v1/comments/{id}", bId)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getMap("");
    assertEquals(
        java.util.Set.of("id", "parentId", "depth", "state", "createdAt"), tombstone.keySet());
    post(body("D", "late answer", bId)).statusCode(422);
    withdraw(c).statusCode(204);
    given().get("/api/v1/comments/{id}", bId).then().statusCode(404);
    list("").body("items[0].replies.items", hasSize(0));
    counts(1);
  }

  @Test
  void its_writer_changes_it_within_the_window() {
    JsonPath posted = posted("A", "with a mistke", null);
    edit(posted, "{\"body\": \"with a *mistake*\"}")
        .statusCode(200)
        .body("body.html", equalTo("<p>with a <em>mistake</em></p>"))
        .body("state", equalTo("published"))
        .body("editedAt", nullValue());
    counts(1);
    String id = posted.getString("comment.id");
    published.run(
        "update comment set created_at = created_at - interval '2 minutes' where id = '"
            + id
            + "'");
    edit(posted, "{\"body\": \"changed later\"}").statusCode(200).body("editedAt", notNullValue());
    edit(posted, "{\"body\": null}").statusCode(422).body("errors[0].code", equalTo("required"));
    edit(posted, "{\"author\": {\"name\": \"X\"}}").statusCode(400);
    edit(posted, "{\"body\": \"x\"}").statusCode(422);
    edit(posted, "[]").statusCode(400);
    edit(posted, "{}").statusCode(200).body("body.text", equalTo("changed later"));
    Keys.as("moderator")
        .get("/manage/v1/comments/{id}/trail", id)
        .then()
        .statusCode(200)
        .body("items.by", equalTo(List.of("rules", "writer", "writer")))
        .body("items[1].bodyBefore", equalTo("with a mistke"))
        .body("items[1].reasons", equalTo(List.of("edited")));
    published.run(
        "update comment set editable_until = now() - interval '1 second' where id = '" + id + "'");
    edit(posted, "{\"body\": \"too late now\"}").statusCode(403);
    withdraw(posted).statusCode(403);
  }

  @Test
  void an_edit_is_judged_as_a_new_comment_would_be() {
    JsonPath posted = posted("A", "harmless", null);
    posted("A", "said before", null);
    edit(posted, "{\"body\": \"Said before!\"}").statusCode(409);
    edit(
            posted,
            "{\"body\": \"https://a.example https://b.example https://c.example https://d.example\"}")
        .statusCode(200)
        .body("state", equalTo("pending"));
    counts(1);
    given().get("/api/v1/comments/{id}", posted.getString("comment.id")).then().statusCode(404);
    edit(posted, "{\"body\": \"harmless again\"}")
        .statusCode(200)
        .body("state", equalTo("pending"));
    withdraw(posted).statusCode(204);
    counts(1);
  }

  @Test
  void only_its_writer_changes_it() {
    JsonPath posted = posted("A", "mine alone", null);
    JsonPath other = posted("B", "someone else's", null);
    String id = posted.getString("comment.id");
    for (String header :
        List.of(
            "Comment " + other.getString("editToken"),
            "Comment x",
            "Comment",
            "Comment " + "ä".repeat(43),
            "Comment " + posted.getString("guestToken"))) {
      int status = header.equals("Comment") ? 401 : 403;
      given()
          .header("Authorization", header)
          .delete("/api/v1/comments/{id}", id)
          .then()
          .statusCode(status)
          .body("code", equalTo(status == 401 ? "unauthorized" : "forbidden"));
      edit(header, id, "{\"body\": \"not mine\"}").statusCode(status);
    }
    given().delete("/api/v1/comments/{id}", id).then().statusCode(401);
    given()
        .header("Authorization", "Basic eDp5")
        .delete("/api/v1/comments/{id}", id)
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", startsWith("Comment"))
        .contentType("application/problem+json");
    given()
        .header("Authorization", "comment  " + posted.getString("editToken"))
        .delete("/api/v1/comments/{id}", id)
        .then()
        .statusCode(204);
    given().delete("/api/v1/comments/{id}", UUID.randomUUID()).then().statusCode(404);
    given().get("/api/v1/comments/{id}", "not-a-uuid").then().statusCode(400);
  }

  @Test
  void what_waits_is_not_there_for_others() {
    article = article("open", "pre");
    String id = post(body("A", "waiting", null)).extract().path("comment.id");
    given().delete("/api/v1/comments/{id}", id).then().statusCode(404);
    given()
        .header("Authorization", "Comment " + "x".repeat(43))
        .delete("/api/v1/comments/{id}", id)
        .then()
        .statusCode(404);
  }

  @Test
  void nothing_of_a_guest_can_run() {
    for (String text :
        List.of(
            "[a](data:text/html;base64,PHA+aGk8L3A+)",
            "[b](vbscript:msgbox(1))",
            "[c](JaVaScRiPt:alert(1))",
            "<a href=\"file:///etc/hostname\">d</a>",
            "<a href='blob:https://x.example/1'>e</a>",
            "see https://shop.example/a",
            "<a href=\"https://shop.example\" rel=\"dofollow\">x</a>")) {
      posted("W", text, null);
    }
    List<String> html = list("?limit=100").extract().path("items.body.html");
    org.hamcrest.MatcherAssert.assertThat(html, everyItem(not(containsString("<a href=\"data"))));
    for (String one : html) {
      for (var link : org.jsoup.Jsoup.parseBodyFragment(one).select("a")) {
        assertEquals("https", link.attr("href").split(":")[0]);
        assertEquals("nofollow ugc noopener", link.attr("rel"));
      }
    }
    org.hamcrest.MatcherAssert.assertThat(
        html, hasItem(containsString("rel=\"nofollow ugc noopener\"")));
  }

  @Test
  void an_unchanged_list_is_not_sent_again() {
    posted("A", "first", null);
    String tag = list("").header("Cache-Control", startsWith("public")).extract().header("ETag");
    given()
        .header("If-None-Match", tag)
        .get("/api/v1/articles/{a}/comments", article)
        .then()
        .statusCode(304);
    posted("A", "second", null);
    given()
        .header("If-None-Match", tag)
        .get("/api/v1/articles/{a}/comments", article)
        .then()
        .statusCode(200);
    given().head("/api/v1/articles/{a}/comments", article).then().statusCode(200);
  }

  @Test
  void every_read_tells_when_it_last_changed_and_the_tag_alone_decides() {
    String id = posted("A", "dated", null).getString("comment.id");
    for (String path :
        List.of(
            "/api/v1/articles/" + article + "/comments",
            "/api/v1/comments/" + id,
            "/api/v1/comments/" + id + "/replies")) {
      String modified = given().get(path).then().statusCode(200).extract().header("Last-Modified");
      Instant told = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(modified));
      assertFalse(told.isBefore(Instant.now().minusSeconds(60)), modified);
      given().header("If-Modified-Since", modified).get(path).then().statusCode(200);
    }
    published.run(
        "update edition_count set changed_at = '2020-01-01' where article_id = '" + article + "'");
    JsonPath mine = posted("B", "to be changed", null);
    published.run(
        "update edition_count set changed_at = '2020-01-01' where article_id = '" + article + "'");
    edit(mine, "{\"body\": \"was changed\"}").statusCode(200);
    assertEquals(
        1,
        published.number(
            "select count(*) from edition_count where changed_at > now() - interval '1 minute' and"
                + " article_id = '"
                + article
                + "'"));
  }

  @Test
  void no_secret_is_stored_as_it_was_given() {
    JsonPath posted = posted("A", "with tokens", null);
    for (String token : List.of("editToken", "guestToken")) {
      assertEquals(
          0,
          published.number(
              "select count(*) from comment c where c::text like '%"
                  + posted.getString(token)
                  + "%'"));
    }
  }

  private UUID article(String mode, String moderation) {
    return published.article(slug(), mode, moderation, "now()");
  }

  private static String slug() {
    return "discussed-" + UUID.randomUUID().toString().substring(0, 8) + "-x";
  }

  private void counts(int comments) {
    assertEquals(
        comments,
        published.number(
            "select coalesce(sum(comments), 0) from edition_count where article_id = '"
                + article
                + "'"));
    assertEquals(
        comments,
        published.number(
            "select count(*) from comment where state = 'published' and article_id = '"
                + article
                + "'"));
  }

  private ValidatableResponse list(String query) {
    return given().get("/api/v1/articles/" + article + "/comments" + query).then();
  }

  private JsonPath posted(String name, String text, String parent) {
    return post(body(name, text, parent)).statusCode(201).extract().jsonPath();
  }

  private static Map<String, Object> body(String name, String text, String parent) {
    Map<String, Object> body = new HashMap<>(Map.of("author", Map.of("name", name), "body", text));
    if (parent != null) {
      body.put("parentId", parent);
    }
    return body;
  }

  private ValidatableResponse post(Map<String, Object> body) {
    return post(given(), body);
  }

  private ValidatableResponse post(RequestSpecification request, Map<String, Object> body) {
    return request
        .contentType("application/json; charset=UTF-8")
        .body(body)
        .post("/api/v1/articles/{a}/comments", article)
        .then();
  }

  private static ValidatableResponse edit(JsonPath posted, String patch) {
    return edit("Comment " + posted.getString("editToken"), posted.getString("comment.id"), patch);
  }

  private static ValidatableResponse edit(String authorization, String id, String patch) {
    return given()
        .config(
            io.restassured.RestAssured.config()
                .encoderConfig(
                    io.restassured.config.EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("application/merge-patch+json", ContentType.TEXT)))
        .contentType("application/merge-patch+json")
        .header("Authorization", authorization)
        .body(patch)
        .patch("/api/v1/comments/{id}", id)
        .then();
  }

  private static ValidatableResponse withdraw(JsonPath posted) {
    return given()
        .header("Authorization", "Comment " + posted.getString("editToken"))
        .delete("/api/v1/comments/{id}", posted.getString("comment.id"))
        .then();
  }
}
