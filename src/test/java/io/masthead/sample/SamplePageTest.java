package io.masthead.sample;

import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Browser;
import io.masthead.support.Keys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SamplePageTest {

  @TestHTTPResource("/sample/")
  URI page;

  @Test
  void a_reader_opens_an_article_is_counted_and_leaves_a_reply_that_a_moderator_lets_through() {
    String title = "A bridge opens " + mark();
    String article = published(title, "comments", Map.of("moderation", "pre"));
    try (Browser browser = Browser.open()) {
      browser.go(page + "index.html");
      browser.shown("#articles a[href$='" + article + "']").click();
      assertEquals(title, browser.text("h1", title));
      assertEquals("By P. Guest", browser.text("[data-part=byline]", "By"));
      assertEquals("Views: 1", browser.text("#views", "Views: 1"));
      assertEquals("Comments: 0", browser.text("#comments-title", "Comments"));

      browser.shown("#reply [type=submit]").click();
      browser.text("#name-fault", "");
      assertEquals("true", browser.shown("#name").getAttribute("aria-invalid"));
      assertEquals("true", browser.shown("#text").getAttribute("aria-invalid"));

      browser.shown("#name").sendKeys("Reader");
      browser.shown("#text").sendKeys("I crossed it *this morning*. <img src=x>");
      browser.shown("#reply [type=submit]").click();
      browser.text("#outcome", "waits for a moderator");
      assertFalse(browser.shows(".comment"));

      String comment = moderate(article);
      browser.go(page + "article.html?id=" + article);
      assertEquals("Comments: 1", browser.text("#comments-title", "Comments: 1"));
      browser.text("#comment-" + comment + " .who", "Reader");
      assertEquals("this morning", browser.text("#comment-" + comment + " em", "this morning"));
      browser.text("#comment-" + comment, "<img src=x>");
      // The same reader again is no second view.
      assertEquals("Views: 1", browser.text("#views", "Views: 1"));
      assertEquals(
          List.of(),
          browser.complaints().stream().filter(line -> !line.contains(" 422 ")).toList());
    }
  }

  @Test
  void a_reply_is_shown_at_once_under_what_it_answers() {
    String article = published("A bridge " + mark(), "comments", Map.of("moderation", "post"));
    // The browser types faster than people do.
    Keys.as("administrator")
        .contentType(ContentType.JSON)
        .header("If-Match", "*")
        .body(Map.of("formToken", "off"))
        .put("/manage/v1/comment-rules/articles/{id}", article)
        .then()
        .statusCode(200);
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("author", Map.of("name", "First"), "body", "Nobody asked us."))
        .post("/api/v1/articles/{id}/comments", article)
        .then()
        .statusCode(201);
    try (Browser browser = Browser.open()) {
      browser.go(page + "article.html?id=" + article);
      browser.shown(".comment button").click();
      browser.text("#answering", "In reply to First");
      browser.shown("#name").sendKeys("Second");
      browser.shown("#text").sendKeys("They asked me.");
      browser.shown("#reply [type=submit]").click();
      browser.text("#outcome", "is here");
      browser.text("#threads li li .comment", "They asked me.");
      assertTrue((boolean) browser.value("localStorage.getItem('guestToken').length === 43"));
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void an_urdu_article_runs_from_right_to_left_with_its_own_words() {
    String article =
        published(
            "پرانی کتابوں کا بازار " + mark(), "lang", "ur", "comments", Map.of("mode", "open"));
    try (Browser browser = Browser.open()) {
      browser.go(page + "article.html?id=" + article);
      browser.text("#comments-title", "تبصرے");
      assertEquals("rtl", browser.value("document.documentElement.dir"));
      assertEquals("ur", browser.value("document.documentElement.lang"));
      assertEquals(
          "rtl", browser.value("getComputedStyle(document.querySelector('h1')).direction"));
      assertEquals("نام", browser.text("label[for=name]", "نام"));
      assertTrue(
          (boolean)
              browser.value(
                  "document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void files_come_with_a_policy_that_lets_only_the_page_itself_run() {
    for (String file : List.of("index.html", "article.html", "api.js", "sample.css")) {
      given()
          .get("/sample/" + file)
          .then()
          .statusCode(200)
          .header("Content-Security-Policy", containsString("default-src 'none'"))
          .header("X-Content-Type-Options", equalTo("nosniff"))
          .header("Cache-Control", equalTo("no-cache"));
    }
    given().get("/sample/").then().statusCode(200).body(containsString("<h1>"));
    given()
        .redirects()
        .follow(false)
        .get("/sample")
        .then()
        .statusCode(308)
        .header("Location", equalTo("/sample/index.html"));
    given().get("/sample/none.html").then().statusCode(404);
  }

  private static String moderate(String article) {
    String comment =
        Keys.as("moderator")
            .queryParam("article", article)
            .get("/manage/v1/comments")
            .then()
            .statusCode(200)
            .body("items[0].state", equalTo("pending"))
            .extract()
            .path("items[0].id");
    Keys.as("moderator")
        .header("If-Match", "*")
        .post("/manage/v1/comments/{id}/approve", comment)
        .then()
        .statusCode(200);
    return comment;
  }
}
