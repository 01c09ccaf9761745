package io.masthead.http;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Browser;
import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever opens {@code /docs} in a browser reads both documents and tries what they say. */
@QuarkusTest
class DocsTest {

  @Test
  void a_front_end_developer_tries_the_list_of_articles() {
    String title = "A documented bridge " + mark();
    published(title);
    try (Browser browser = Browser.open()) {
      browser.go(docs(""));
      browser.text("#swagger-ui .info .title", "Masthead delivery");
      assertEquals(
          List.of("delivery", "management"),
          browser.value(
              "[...document.querySelectorAll('#select option')].map(o => o.textContent)"));
      tryOut(browser, "Articles", "listArticles");
      browser.text(answer("Articles", "listArticles") + " .response-col_status", "200");
      browser.text(answer("Articles", "listArticles"), title);
      assertStaysAtHome(browser);
    }
  }

  @Test
  void a_newsroom_s_developer_shows_a_key_and_tries_the_list_of_authors() {
    author();
    try (Browser browser = Browser.open()) {
      browser.go(docs("?urls.primaryName=management"));
      browser.text("#swagger-ui .info .title", "Masthead management");
      browser.shown(".scheme-container .authorize").click();
      browser.shown("#auth-bearer-value").sendKeys(Keys.of("editor"));
      browser.shown(".auth-btn-wrapper .authorize").click();
      browser.shown(".auth-btn-wrapper .btn-done").click();
      tryOut(browser, "Authors", "listAuthors");
      browser.text(answer("Authors", "listAuthors") + " .response-col_status", "200");
      // Which readers do not get.
      browser.text(answer("Authors", "listAuthors"), "\"sortName\":");
      assertStaysAtHome(browser);
    }
  }

  /** Not by the name localhost, for which the page leaves out what it asks of others. */
  private static String docs(String query) {
    return home() + "docs/" + query;
  }

  private static String home() {
    return "http://127.0.0.2:" + RestAssured.port + "/";
  }

  private static void tryOut(Browser browser, String tag, String operation) {
    String block = "#operations-" + tag + "-" + operation;
    browser.shown(block + " .opblock-summary-control").click();
    browser.shown(block + " .try-out__btn").click();
    browser.shown(block + " .execute").click();
  }

  private static String answer(String tag, String operation) {
    return "#operations-" + tag + "-" + operation + " .live-responses-table .response";
  }

  private static void assertStaysAtHome(Browser browser) {
    List<?> asked =
        (List<?>) browser.value("performance.getEntriesByType('resource').map(r => r.name)");
    assertTrue(asked.size() > 4, asked.toString());
    assertEquals(
        List.of(),
        asked.stream()
            .map(String::valueOf)
            .filter(address -> !address.startsWith(home()) && !address.startsWith("data:"))
            .toList());
    assertEquals(List.of(), browser.errors());
  }
}
