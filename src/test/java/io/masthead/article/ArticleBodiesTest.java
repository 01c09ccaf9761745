package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.unique;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies over HTTP: three forms in, four out, one behind them. */
@QuarkusTest
class ArticleBodiesTest {

  private static final String HTML =
      "<h2>Why</h2>\n<p>It <strong>opened</strong>"
          + " <a href=\"https://a.example/\" rel=\"noopener\">here</a>.</p>\n"
          + "<ul><li>One</li><li>Two</li></ul>\n<hr>";
  private static final String MARKDOWN =
      "## Why\n\nIt **opened** [here](https://a.example/).\n\n- One\n- Two\n\n---\n";

  @Test
  void html_and_markdown_of_one_text_are_one_body_in_every_form() {
    String html = draft(unique("Html"), "body", HTML);
    String markdown = draft(unique("Markdown"), "body", MARKDOWN, "bodyFormat", "markdown");
    Object blocks = blocks(html);
    assertEquals(blocks, blocks(markdown));
    String again = draft(unique("Blocks"), "body", blocks);
    assertEquals(blocks, blocks(again));
    for (String id : List.of(html, markdown, again)) {
      publish(id);
      for (String path : List.of("/manage/v1/articles/" + id, "/api/v1/articles/" + id)) {
        form(path, "html").body("body", equalTo(Map.of("format", "html", "html", HTML)));
        form(path, "text")
            .body("body.format", equalTo("text"))
            .body("body.text", containsString("It opened here."))
            .body("body.size()", is(2));
        form(path, "markdown")
            .body("body.format", equalTo("markdown"))
            .body("body.markdown", containsString("It **opened** [here](https://a.example/)."))
            .body("body.size()", is(2));
        form(path, "blocks")
            .body("body.format", equalTo("blocks"))
            .body("body.blocks", equalTo(blocks))
            .body("body.blocks.type", contains("heading", "paragraph", "list", "divider"));
      }
    }
  }

  private static Object blocks(String id) {
    return form("/manage/v1/articles/" + id, "blocks").extract().path("body.blocks");
  }

  private static io.restassured.response.ValidatableResponse form(String path, String format) {
    return (path.startsWith("/manage") ? Keys.as("editor") : RestAssured.given())
        .queryParam("body", format)
        .get(path)
        .then()
        .statusCode(200);
  }

  @Test
  void what_has_no_block_is_dropped_and_told() {
    create(
            article(
                unique("Hostile"),
                "body",
                "<p onclick=\"x()\">Kept</p><script>alert(1)</script><p>"
                    + "<a href=\"javascript:x()\">text</a></p><iframe src=\"https://x.example\">"))
        .statusCode(201)
        .body("body.html", containsString("Kept"))
        .body("body.html", not(containsString("script")))
        .body("body.html", not(containsString("onclick")))
        .body("body.html", not(containsString("iframe")))
        .body("warnings.code", hasItem("dropped_element"))
        .body("warnings.detail", hasItem(containsString("script")));
  }

  @Test
  void warnings_are_of_the_body_that_was_sent_alone() {
    String id = draft(unique("Warned"), "body", "<p>a</p><script>x</script>");
    copy(id).body("warnings", hasSize(0));
    change(id, Map.of("kicker", "x")).body("warnings", hasSize(0));
    change(id, Map.of("body", "<p>b</p><form>c</form>"))
        .body("warnings", not(hasSize(0)))
        .body("body.html", containsString("b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"bodyFormat\":\"html\",\"body\":[] | 400 | /body | invalid_type",
        "\"bodyFormat\":\"blocks\",\"body\":\"x\" | 400 | /body | invalid_type",
        "\"bodyFormat\":\"markdown\",\"body\":7 | 400 | /body | invalid_type",
        "\"body\":{\"a\":1} | 400 | /body | invalid_type",
        "\"body\":true | 400 | /body | invalid_type",
        "\"bodyFormat\":\"rtf\",\"body\":\"x\" | 400 | /bodyFormat | invalid_value",
        "\"bodyFormat\":\"text\",\"body\":\"x\" | 400 | /bodyFormat | invalid_value",
        "\"body\":\"a\\u0000b\" | 400 | /body | nul_character",
        "\"body\":\"a\\ud800b\" | 400 | /body | lone_surrogate",
        "\"body\":[{\"type\":\"paragraph\",\"content\":[{\"text\":\"a\\u0000\"}]}] | 400 | /body/0/content/0/text | nul_character",
        "\"body\":[{\"type\":\"video\"}] | 400 | /body/0/type | invalid_value",
        "\"body\":[{\"type\":\"paragraph\",\"content\":[{\"text\":\"a\",\"marks\":[\"big\"]}]}] | 400 | /body/0/content/0/marks/0 | invalid_value",
        "\"body\":[{\"type\":\"embed\",\"provider\":\"x9\",\"url\":\"https://x9.example/\"}] | 400 | /body/0/provider | invalid_value",
        "\"body\":[{\"type\":\"list\",\"ordered\":true,\"items\":[{\"content\":[],\"list\":{\"type\":\"quote\",\"ordered\":true,\"items\":[]}}]}] | 400 | /body/0/items/0/list/type | invalid_value",
        "\"body\":\"a\\ufffeb\" | 422 | /body | control_character",
        "\"kicker\":\"a\\uffffb\" | 422 | /kicker | control_character",
        "\"body\":[{\"type\":\"divider\",\"x\":1}] | 400 | /body/0/x | unknown_member",
        "\"body\":[{\"type\":\"heading\",\"level\":1,\"content\":[]}] | 422 | /body/0/level | out_of_range",
      })
  void a_body_that_is_not_of_its_form_is_refused_with_its_place(
      String members, int status, String pointer, String code) {
    Keys.as("editor")
        .contentType("application/json")
        .body("{\"title\":\"Form\"," + members + "}")
        .post("/manage/v1/articles")
        .then()
        .statusCode(status)
        .body("errors.find { it.pointer == '" + pointer + "' }.code", equalTo(code));
  }

  @Test
  void a_body_of_a_megabyte_is_taken_and_a_larger_one_is_not() {
    String paragraph = "<p>" + "word ".repeat(199) + "end</p>";
    String large = paragraph.repeat(1_000_000 / paragraph.length());
    String id = draft(unique("Large"), "body", large);
    publish(id);
    RestAssured.given().get("/api/v1/articles/" + id).then().statusCode(200);
    create(article(unique("Larger"), "body", large + paragraph.repeat(100)))
        .statusCode(422)
        .body("errors.pointer", hasItem("/body"))
        .body("errors.code", hasItem("too_long"));
  }

  /** Words take most room in an index that are long, hyphenated and of four octets a letter. */
  @Test
  void a_text_of_nothing_but_different_words_is_published() {
    for (int length : List.of(1, 2, 10)) {
      StringBuilder words = new StringBuilder();
      for (int i = 0; i * (2 * length + 2) < 120_000; i++) {
        for (int letter = 0; letter < 2 * length; letter++) {
          words.append(letter == length ? "-" : "");
          words.appendCodePoint(0x20000 + (i * (31 + 17 * letter) + letter) % 40_009);
        }
        words.append(' ');
      }
      publish(draft(unique("Vocabulary"), "body", "<p>" + words + "</p>"));
    }
  }
}
