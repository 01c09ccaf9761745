package io.masthead.comment;

import static io.masthead.support.NewsApi.mark;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule over HTTP, with what tries to get round it. */
@QuarkusTest
class CommentJudgingTest {

  /** Long enough for a word more or less to leave it nearly the same. */
  private static final String LONG =
      "The harbour bridge opened at noon and I walked across it with my two daughters, who had"
          + " waited for this day since the first pier stood in the water six long years ago; the"
          + " wind was strong, the band was late, and the mayor forgot the name of the engineer"
          + " whose drawing hangs in the town hall, but nobody minded that at all.";

  @Inject Published published;
  @Inject FormTokens forms;
  @Inject RetentionService retention;

  private UUID article;

  @BeforeEach
  void publish() {
    article = article();
  }

  private UUID article() {
    return published.article("judged-" + mark() + "-x", "open", "post", "now()");
  }

  // What readers must not decide

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state|\"published\"",
        "status|\"approved\"",
        "approved|true",
        "moderated|true",
        "reviewed|true",
        "userId|\"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69\"",
        "createdAt|\"2001-01-01T00:00:00Z\"",
        "id|\"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69\"",
        "reasons|[]",
        "spamScore|0",
        "visitor|\"x\"",
        "guest|\"x\"",
        "version|9",
        "likes|7",
        "path|\"x\"",
        "depth|0",
        "html|\"<b>\"",
        "moderation|\"post\"",
        "taught|\"good\""
      })
  void what_the_newsroom_decides_is_no_members_of_a_readers(String member, String value) {
    rules(Map.of("moderation", "pre"));
    given()
        .contentType(ContentType.JSON)
        .body(
            "{\"author\": {\"name\": \"R\"}, \"body\": \"text\", \"%s\": %s}"
                .formatted(member, value))
        .post("/api/v1/articles/{a}/comments", article)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/" + member))
        .body("errors[0].code", equalTo("unknown_member"));
    assertEquals(0, stored());
  }

  // Length

  @Test
  void lengths_are_the_policys_in_characters_as_people_count_them() {
    rules(Map.of("minLength", 5, "maxLength", 10));
    post("four").statusCode(422).body("errors[0].code", equalTo("too_short"));
    post("\ud83d\ude42".repeat(4)).statusCode(422).body("errors[0].pointer", equalTo("/body"));
    post("\ud83d\ude42".repeat(10)).statusCode(201);
    post("\ud83d\ude42".repeat(11)).statusCode(422).body("errors[0].code", equalTo("too_long"));
    post("e\u0301".repeat(10)).statusCode(201);
    post("  four  ").statusCode(422);
    JsonPath mine = post("six six").statusCode(201).extract().jsonPath();
    edit(mine, "four").statusCode(422).body("errors[0].code", equalTo("too_short"));
  }

  // Names

  @Test
  void a_name_of_the_newsrooms_is_nobody_elses() {
    String mark = mark();
    NewsApi.author("name", "Ann Lee " + mark);
    for (String name :
        List.of(
            "Ann Lee ",
            "ANN LEE ",
            "ann-lee ",
            "\u0410nn Lee ",
            "\u0391nn Lee ",
            "Ann L\u0435e ",
            "\uff21\uff4e\uff4e Lee ",
            "A\u200bnn L\u2060ee ",
            "A\u0301nn Lee ",
            "Ann Iee ",
            "\ud835\udc00nn Lee ")) {
      post(name + mark, "pretending")
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/author/name"))
          .body("errors[0].code", equalTo("reserved_name"));
    }
    post("Ann Lea " + mark, "somebody else").statusCode(201);
    send(Keys.as("contributor"), body("Ann Lee " + mark, "herself")).statusCode(201);
    assertEquals(2, stored());
  }

  @Test
  void a_new_name_of_an_author_is_kept_from_readers_and_the_old_one_is_free() {
    NewsApi.Made author = NewsApi.author();
    String name = NewsApi.unique("Renamed");
    NewsApi.patch("editor", "/manage/v1/authors/" + author.id(), "*", Map.of("name", name))
        .statusCode(200);
    post(name, "pretending").statusCode(422);
    post(author.name(), "as it was").statusCode(201);
  }

  @ParameterizedTest
  @CsvSource({
    "\u0301\u0336, required",
    "\u200b\u2060, required",
    "\u3164, required",
    "\u2800, required",
    "\u115f\u1160, required",
    "\u00ad, required",
    "a\u202eb, bidi_control",
    "\u2066, bidi_control",
    "a\u0007b, control_character",
    "a\u0085b, control_character",
    "a\u2028b, control_character"
  })
  void a_name_that_cannot_be_seen_is_none(String name, String code) {
    post(name, "nobody")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/author/name"))
        .body("errors[0].code", equalTo(code));
    assertEquals(0, stored());
  }

  @Test
  void letters_that_hide_among_others_wait() {
    judged(post("p\u0430ul", "a name"), "pending", "mixed_scripts");
    judged(post("Reader", "send it by p\u0430ypal"), "pending", "mixed_scripts");
    post("\u03a9mega Ltd", "a firm").statusCode(201);
    post("\u0410\u0439\u0433\u04af\u043b", "PDF-\u0442\u0456 \u043e\u049b\u044b\u0434\u044b\u043c")
        .statusCode(201);
  }

  @Test
  void shouting_waits() {
    judged(post("THIS IS AN OUTRAGE AND YOU ALL KNOW IT"), "pending", "shouting");
  }

  // Rate

  @Test
  void a_visitor_writes_no_more_in_a_minute_than_the_policy_says_wherever() {
    rules(Map.of("visitorPerMinute", 3));
    String agent = mark();
    UUID other = article();
    rules(other, Map.of("visitorPerMinute", 3));
    as(agent, article, "one").statusCode(201);
    as(agent, other, "two").statusCode(201);
    as(agent, article, "three").statusCode(201);
    String wait =
        as(agent, other, "four")
            .statusCode(429)
            .contentType("application/problem+json")
            .body("code", equalTo("too_many_requests"))
            .extract()
            .header("Retry-After");
    assertTrue(Integer.parseInt(wait) > 0 && Integer.parseInt(wait) <= 60, wait);
    as(mark(), article, "another visitor").statusCode(201);
    send(Keys.as("moderator").header("User-Agent", agent), body("Desk", "the desk's"))
        .statusCode(201);
    published.run(
        "update comment set created_at = created_at - interval '61 seconds' where article_id = '"
            + article
            + "'");
    as(agent, other, "five").statusCode(201);
  }

  @Test
  void a_visitors_day_has_an_end_and_so_has_the_wait() {
    rules(Map.of("visitorPerMinute", 0, "visitorPerDay", 2));
    String agent = mark();
    as(agent, article, "one").statusCode(201);
    as(agent, article, "two").statusCode(201);
    String wait = as(agent, article, "three").statusCode(429).extract().header("Retry-After");
    assertTrue(Integer.parseInt(wait) <= 86_400, wait);
  }

  @Test
  void the_limit_is_exact_for_those_who_come_at_once() {
    rules(Map.of("visitorPerMinute", 5));
    String agent = mark();
    List<Integer> answers =
        NewsApi.atOnce(12, i -> as(agent, article, "at once " + i).extract().statusCode());
    assertEquals(5, Collections.frequency(answers, 201));
    assertEquals(7, Collections.frequency(answers, 429));
    assertEquals(5, stored());
  }

  @Test
  void what_is_refused_counts_against_nobody() {
    rules(Map.of("visitorPerMinute", 2));
    String agent = mark();
    as(agent, article, "one").statusCode(201);
    as(agent, article, "one").statusCode(409);
    as(agent, article, "x").statusCode(422);
    as(agent, article, "two").statusCode(201);
  }

  @Test
  void a_visitors_mark_is_no_address_and_goes_after_two_days() {
    post("marked").statusCode(201);
    String mine = " from comment where article_id = '" + article + "'";
    assertEquals(32, published.number("select octet_length(visitor)" + mine));
    retention.keep();
    assertEquals(32, published.number("select octet_length(visitor)" + mine));
    published.run(
        "update comment set created_at = now() - interval '49 hours' where article_id = '"
            + article
            + "'");
    retention.keep();
    assertEquals(1, published.number("select count(*)" + mine + " and visitor is null"));
  }

  @Test
  void an_article_that_is_flooded_holds_what_comes() {
    rules(Map.of("articlePerMinute", 2));
    post("one").statusCode(201);
    post("two").statusCode(201);
    judged(post("three"), "pending", "flood");
    send(Keys.as("moderator"), body("Desk", "the desk's")).statusCode(201);
  }

  // Decoy and form

  @Test
  void what_fills_the_decoy_is_spam_and_is_not_told() {
    Map<String, Object> filled = body("Bot", "buy it");
    filled.put("subject", "Hello");
    JsonPath posted = judged(send(given(), filled), "spam", "decoy").extract().jsonPath();
    given().get("/api/v1/comments/{id}", posted.getString("comment.id")).then().statusCode(404);
    edit(posted, "buy it now").statusCode(200).body("state", equalTo("pending"));
    managed(posted).body("state", equalTo("spam")).body("body.text", equalTo("buy it now"));
    Map<String, Object> empty = body("Reader", "read it");
    empty.put("subject", "");
    empty.put("formToken", "");
    send(given(), empty).statusCode(201);
  }

  @Test
  void the_form_tells_what_it_needs_and_is_never_kept() {
    rules(Map.of("maxLength", 500, "maxLinks", 1, "moderation", "pre", "formToken", "required"));
    given()
        .get("/api/v1/articles/{a}/comments/form", article)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .header("ETag", nullValue())
        .body("formToken", matchesPattern("[A-Za-z0-9_-]{54}"))
        .body("formTokenUse", equalTo("required"))
        .body("decoyField", equalTo("subject"))
        .body("minLength", equalTo(2))
        .body("maxLength", equalTo(500))
        .body("maxLinks", equalTo(1))
        .body("moderation", equalTo("pre"))
        .body("closesAt", notNullValue());
    given().get("/api/v1/articles/no-such/comments/form").then().statusCode(404);
    published.takeDown(article);
    given().get("/api/v1/articles/{a}/comments/form", article).then().statusCode(410);
  }

  @Test
  void a_forms_token_tells_when_and_where_it_was_shown() {
    rules(Map.of("formToken", "required"));
    Instant now = Instant.now();
    String fresh =
        given()
            .get("/api/v1/articles/{a}/comments/form", article)
            .then()
            .extract()
            .path("formToken");
    judged(form("sent at once", fresh), "pending", "form_too_fast");
    form("sent in time", forms.issue(article, now.minusSeconds(4))).statusCode(201);
    form("sent in time, too", forms.issue(article, now.minus(Duration.ofHours(23))))
        .statusCode(201);
    judged(
        form("sent too late", forms.issue(article, now.minus(Duration.ofHours(25)))),
        "pending",
        "form_too_old");
    judged(
        form("sent before", forms.issue(article, now.plusSeconds(60))), "pending", "form_too_fast");
    judged(
        form("another's", forms.issue(UUID.randomUUID(), now.minusSeconds(9))),
        "pending",
        "form_invalid");
    String good = forms.issue(article, now.minusSeconds(9));
    int i = 0;
    for (String forged :
        List.of(
            good.substring(0, 53),
            good + "A",
            (good.charAt(0) == 'A' ? 'B' : 'A') + good.substring(1),
            good.substring(0, 30) + (good.charAt(30) == 'A' ? 'B' : 'A') + good.substring(31),
            "x",
            "no token!",
            "\u00e9".repeat(54))) {
      judged(form("forged " + i++, forged), "pending", "form_invalid");
    }
    judged(post("without"), "pending", "form_missing");
    rules(Map.of("formToken", "optional"));
    post("without, and need not").statusCode(201);
    judged(form("forged all the same", "x"), "pending", "form_invalid");
    rules(Map.of("formToken", "off"));
    form("not looked at", "x").statusCode(201);
    form("far too long", "x".repeat(201)).statusCode(422);
  }

  // Terms

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "**%s**",
        "go to %s now",
        "(%s)",
        "[%s](https://a.example/)",
        "\u202e%s\u202c",
        "&#%d;%s"
      })
  void a_blocked_word_is_refused_without_a_word(String text) {
    String term = "casino" + mark();
    rules(Map.of("blockedTerms", List.of(term)));
    String hidden =
        text.startsWith("&#")
            ? "&#" + (int) term.charAt(0) + ";" + term.substring(1)
            : text.formatted(term);
    String id = judged(post(hidden), "rejected", "blocked_term").extract().path("comment.id");
    given().get("/api/v1/comments/{id}", id).then().statusCode(404);
  }

  @Test
  void no_spelling_gets_round_a_term() {
    rules(
        Map.of(
            "blockedTerms", List.of("casino", "cheap pill*"), "suspectTerms", List.of("lottery")));
    for (String text :
        List.of(
            "c\u0430sin\u043e",
            "\u0421\u0410SIN\u041e",
            "c\u03b1sin\u03bf",
            "\uff43\uff41\uff53\uff49\uff4e\uff4f",
            "ca\u200bsi\u200dno",
            "c\u0301a\u0301sino",
            "cas\u00adino",
            "ca**si**no",
            "ca*s*ino",
            "caaaasino",
            "c a s i n o",
            "CHEAP\n\nPILLS",
            "ch\u0435ap p\u0456lls")) {
      ValidatableResponse answer = post("Reader " + mark(), text);
      String state = answer.statusCode(202).extract().path("comment.state");
      assertEquals("pending", state);
      managed(answer).body("state", equalTo("rejected")).body("reasons", hasItem("blocked_term"));
    }
    judged(post("Casino Royale", "by name"), "rejected", "blocked_term");
    judged(post("a l\u043ettery"), "pending", "suspect_term", "mixed_scripts");
    post("Cassini, casual, and a cheaper pill").statusCode(201);
    rules(Map.of());
    post("casino again").statusCode(201);
  }

  @Test
  void an_edit_meets_every_rule_again() {
    String term = mark();
    rules(Map.of("blockedTerms", List.of(term), "suspectTerms", List.of("lottery"), "maxLinks", 0));
    JsonPath mine = post("harmless words").statusCode(201).extract().jsonPath();
    edit(mine, "my lottery at https://a.example/")
        .statusCode(200)
        .body("state", equalTo("pending"));
    managed(mine).body("reasons", equalTo(List.of("suspect_term", "too_many_links")));
    edit(mine, "about " + term).statusCode(200).body("state", equalTo("pending"));
    managed(mine)
        .body("state", equalTo("rejected"))
        .body("reasons", equalTo(List.of("suspect_term", "too_many_links", "blocked_term")));
    assertEquals(
        0,
        published.number(
            "select comments from edition_count where article_id = '" + article + "'"));
  }

  @Test
  void every_naughty_string_is_judged_or_refused() throws IOException {
    rules(
        Map.of(
            "blockedTerms",
            List.of("casin*", "*pills*", "c*a*s*i*n*o"),
            "suspectTerms",
            List.of("lottery")));
    List<String> wrong = new ArrayList<>();
    try (InputStream in = getClass().getResourceAsStream("/naughty-strings/blns.json")) {
      for (String text : new ObjectMapper().readValue(in, String[].class)) {
        Map<String, Object> all = body(text, text);
        all.put("formToken", text);
        all.put("subject", text);
        for (Map<String, Object> body :
            List.of(body("Reader", text), body(text, "said by " + mark()), all)) {
          int status = send(given(), body).extract().statusCode();
          if (!List.of(201, 202, 400, 409, 422).contains(status)) {
            wrong.add(body + " → " + status);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  // Repeats

  @Test
  void what_was_said_elsewhere_in_nearly_the_same_words_waits() {
    post("Reader", LONG);
    UUID first = article;
    article = article();
    for (String text :
        List.of(
            LONG,
            LONG + " Indeed.",
            LONG.replace("daughters", "sons"),
            LONG.replace("opened", "OP\u200bENED").replace(",", " -").replace('e', '\u0435'))) {
      ValidatableResponse answer = post("Reader " + mark(), text);
      answer.statusCode(202).body("comment.state", equalTo("pending"));
      managed(answer).body("state", equalTo("pending")).body("reasons", hasItem("repeated"));
      article = article();
    }
    assertNotEquals(first, article);
    post("Another", String.join(" ", words(30))).statusCode(201);
    post("Short", "Thank you all for this").statusCode(201);
    article = article();
    post("Short", "Thank you all for this").statusCode(201);
    rules(Map.of("holdRepeats", false));
    post("Reader", LONG).statusCode(201);
  }

  @Test
  void ones_own_words_changed_or_taken_back_are_no_repeat() {
    String text = String.join(" ", words(30));
    JsonPath mine = post("Reader", text).statusCode(201).extract().jsonPath();
    edit(mine, text + " Yes.").statusCode(200).body("state", equalTo("published"));
    given()
        .header("Authorization", "Comment " + mine.getString("editToken"))
        .delete("/api/v1/comments/{id}", mine.getString("comment.id"))
        .then()
        .statusCode(204);
    post("Reader", text).statusCode(201);
    published.run("update comment_shape set at = at - interval '25 hours'");
    retention.keep();
    assertEquals(
        0,
        published.number("select count(*) from comment_shape where at < now() - interval '1 day'"));
  }

  @Test
  void a_double_click_is_one_comment_whatever_the_rules() {
    rules(Map.of("moderation", "pre", "visitorPerMinute", 2));
    String agent = mark();
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = body("Reader", "clicked twice " + mark());
    List<String> ids =
        NewsApi.atOnce(
            4,
            i ->
                send(given().header("User-Agent", agent).header("Idempotency-Key", key), body)
                    .statusCode(202)
                    .extract()
                    .path("comment.id"));
    assertEquals(1, ids.stream().distinct().count());
    List<Integer> keyless =
        NewsApi.atOnce(
            4,
            i ->
                send(given().header("User-Agent", agent), body("Reader", "clicked anew"))
                    .extract()
                    .statusCode());
    assertEquals(1, Collections.frequency(keyless, 202));
    assertEquals(2, stored());
  }

  // Spam score

  @Test
  void what_reads_like_what_moderators_called_spam_waits_and_they_see_the_score() {
    List<String> spam = words(6);
    List<String> good = words(6);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < SpamFilter.FEWEST; i++) {
      ids.add(taught(spam, i, "spam"));
      taught(good, i, "approve");
    }
    article = article();
    rules(Map.of("holdSpamScore", 80));
    ValidatableResponse bad = post("again: " + String.join(" ", spam));
    judged(bad, "pending", "spam_score");
    int score = managed(bad).extract().path("spamScore");
    assertTrue(score >= 80, "" + score);
    ValidatableResponse fine = post("again: " + String.join(" ", good)).statusCode(201);
    int low = managed(fine).extract().path("spamScore");
    assertTrue(low <= 20, "" + low);
    rules(Map.of("holdSpamScore", 0));
    post("once more: " + String.join(" ", spam)).statusCode(201);

    String word = spam.get(0);
    assertEquals(SpamFilter.FEWEST, learned("spam", word));
    decide(ids.get(0), "restore");
    assertEquals(SpamFilter.FEWEST - 1, learned("spam", word));
    decide(ids.get(0), "approve");
    assertEquals(1, learned("good", word));
    decide(ids.get(0), "approve");
    assertEquals(1, learned("good", word));
    decide(ids.get(0), "remove");
    assertEquals(1, learned("good", word));
    decide(ids.get(0), "restore");
    assertEquals(1, learned("good", word));
  }

  @Test
  void what_was_learned_goes_with_the_words_that_an_edit_takes_away() {
    String word = mark();
    JsonPath mine = post("teaching " + word).statusCode(201).extract().jsonPath();
    decide(mine.getString("comment.id"), "approve");
    assertEquals(1, learned("good", word));
    edit(mine, "teaching nothing").statusCode(200);
    assertEquals(0, learned("good", word));
  }

  @Test
  void what_is_decided_in_bulk_teaches_once() {
    String word = mark();
    rules(Map.of("moderation", "pre"));
    List<Map<String, String>> items = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      items.add(Map.of("id", post(word + " in bulk " + i).extract().path("comment.id")));
    }
    for (String decision : List.of("spam", "restore", "approve", "approve")) {
      Keys.as("moderator")
          .contentType(ContentType.JSON)
          .body(Map.of("decision", decision, "items", items))
          .post("/manage/v1/comments/bulk")
          .then()
          .statusCode(200);
      assertEquals(decision.equals("spam") ? 3 : 0, learned("spam", word), decision);
      assertEquals(decision.equals("approve") ? 3 : 0, learned("good", word), decision);
    }
    decide(items.get(0).get("id"), "remove");
    decide(items.get(0).get("id"), "restore");
    assertEquals(3, learned("good", word));
  }

  @Test
  void what_a_moderator_rewrites_is_no_lesson_any_more() {
    String word = mark();
    String id = post("teaching " + word).statusCode(201).extract().path("comment.id");
    decide(id, "approve");
    assertEquals(1, learned("good", word));
    NewsApi.patch("moderator", "/manage/v1/comments/" + id, "*", Map.of("body", "nothing"))
        .statusCode(200);
    assertEquals(0, learned("good", word));
  }

  @Test
  void a_writer_in_the_shadow_is_told_no_more_of_what_the_rules_refuse() {
    String term = mark();
    rules(Map.of("blockedTerms", List.of(term)));
    JsonPath first = post("Shady", "harmless").statusCode(201).extract().jsonPath();
    Keys.as("moderator")
        .contentType(ContentType.JSON)
        .body(Map.of("comment", first.getString("comment.id"), "shadow", true))
        .post("/manage/v1/comment-bans")
        .then()
        .statusCode(201);
    Map<String, Object> again = body("Shady", "about " + term);
    again.put("guestToken", first.getString("guestToken"));
    ValidatableResponse answer =
        send(given(), again).statusCode(202).body("comment.state", equalTo("pending"));
    managed(answer).body("state", equalTo("rejected"));
    edit(answer.extract().jsonPath(), "about nothing")
        .statusCode(200)
        .body("state", equalTo("pending"));
  }

  @Test
  void many_moderators_teach_at_once() {
    List<String> words = words(8);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<String> turned = new ArrayList<>(words);
      Collections.rotate(turned, i);
      ids.add(post("lesson " + i + " " + String.join(" ", turned)).extract().path("comment.id"));
    }
    NewsApi.atOnce(
        12,
        i -> {
          decide(ids.get(i), "approve");
          return i;
        });
    for (String word : words) {
      assertEquals(12, learned("good", word));
    }
  }

  private String taught(List<String> words, int i, String decision) {
    rules(Map.of("moderation", "pre", "holdRepeats", false));
    String id =
        post(decision + i + " " + String.join(" ", words))
            .statusCode(202)
            .extract()
            .path("comment.id");
    decide(id, decision);
    return id;
  }

  private static List<String> words(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(mark());
    }
    return words;
  }

  private long learned(String kind, String word) {
    return published.number(
        "select coalesce(sum("
            + kind
            + "), 0) from comment_word where word = '"
            + Words.of(word).get(0)
            + "'");
  }

  private static void decide(String id, String decision) {
    Keys.as("moderator")
        .header("If-Match", "*")
        .post("/manage/v1/comments/{id}/" + decision, id)
        .then()
        .statusCode(200);
  }

  /** The answer is as of one that waits; what became of it only moderators see. */
  private ValidatableResponse judged(ValidatableResponse answer, String state, String... reasons) {
    answer
        .statusCode(202)
        .header("Location", nullValue())
        .body("comment.state", equalTo("pending"))
        .body("comment.reasons", nullValue());
    managed(answer).body("state", equalTo(state)).body("reasons", equalTo(List.of(reasons)));
    return answer;
  }

  private static ValidatableResponse managed(ValidatableResponse answer) {
    return managed(answer.extract().jsonPath());
  }

  private static ValidatableResponse managed(JsonPath posted) {
    return Keys.as("moderator")
        .get("/manage/v1/comments/{id}", posted.getString("comment.id"))
        .then()
        .statusCode(200);
  }

  private long stored() {
    return published.number("select count(*) from comment where article_id = '" + article + "'");
  }

  private void rules(Map<String, ?> rules) {
    rules(article, rules);
  }

  private static void rules(UUID article, Map<String, ?> rules) {
    Keys.as("administrator")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(rules)
        .put("/manage/v1/comment-rules/articles/{a}", article)
        .then()
        .statusCode(200);
  }

  private static Map<String, Object> body(String name, String text) {
    return new HashMap<>(Map.of("author", Map.of("name", name), "body", text));
  }

  private ValidatableResponse post(String text) {
    return post("Reader", text);
  }

  private ValidatableResponse post(String name, String text) {
    return send(given(), body(name, text));
  }

  private ValidatableResponse form(String text, String token) {
    Map<String, Object> body = body("Reader", text);
    body.put("formToken", token);
    return send(given(), body);
  }

  private ValidatableResponse send(RequestSpecification request, Map<String, Object> body) {
    return send(request, article, body);
  }

  private static ValidatableResponse as(String agent, UUID article, String text) {
    return send(given().header("User-Agent", agent), article, body("Reader", text));
  }

  private static ValidatableResponse send(
      RequestSpecification request, UUID article, Map<String, Object> body) {
    return request
        .contentType("application/json; charset=UTF-8")
        .body(body)
        .post("/api/v1/articles/{a}/comments", article)
        .then();
  }

  private static ValidatableResponse edit(JsonPath posted, String text) {
    return given()
        .config(
            io.restassured.RestAssured.config()
                .encoderConfig(
                    io.restassured.config.EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("application/merge-patch+json", ContentType.JSON)))
        .contentType("application/merge-patch+json")
        .header("Authorization", "Comment " + posted.getString("editToken"))
        .body(Map.of("body", text))
        .patch("/api/v1/comments/{id}", posted.getString("comment.id"))
        .then();
  }
}
