package io.masthead.article;

import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.section;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RevisionsTest {

  @Test
  void every_save_and_move_is_a_numbered_revision_with_who_when_and_a_note() {
    String article = draft("A bridge " + mark());
    Keys.as("editor")
        .header("If-Match", "*")
        .queryParam("revisionNote", "The mayor called")
        .contentType("application/merge-patch+json")
        .body(Map.of("kicker", "Harbour"))
        .patch("/manage/v1/articles/{id}", article)
        .then()
        .statusCode(200);
    move(article, "submit");
    move(article, "publish");
    move(article, "unpublish");
    bin(article).statusCode(204);
    move(article, "restore").body("version", equalTo(7));
    list(article)
        .body("items.number", equalTo(List.of(7, 6, 5, 4, 3, 2, 1)))
        .body(
            "items.change",
            equalTo(
                List.of(
                    "restored",
                    "binned",
                    "unpublished",
                    "published",
                    "submitted",
                    "edited",
                    "created")))
        .body(
            "items.state",
            equalTo(List.of("draft", "draft", "draft", "published", "in_review", "draft", "draft")))
        .body("items[5].note", equalTo("The mayor called"))
        .body("items[6].note", nullValue());
    String name = list(article).extract().path("items[0].by.name");
    change("editor", article, "\"6\"", Map.of("kicker", "Late"))
        .statusCode(412)
        .body("currentVersion", equalTo(7))
        .body("currentVersionBy", equalTo(name))
        .body("detail", containsString(name));
  }

  @Test
  void a_change_that_changes_nothing_makes_no_revision() {
    String article = draft("A bridge " + mark());
    change(article, Map.of("bylines", List.of(Map.of("name", "P. Guest")))).statusCode(200);
    list(article).body("items.number", equalTo(List.of(1)));
  }

  @Test
  void a_revision_is_read_as_it_was_written_then() {
    String title = "A bridge " + mark();
    String article = draft(title, "kicker", "Harbour");
    change(article, Map.of("title", "Other " + title, "body", "<p>Another text.</p>"))
        .statusCode(200);
    move(article, "submit");
    revision(article, 1)
        .body("revision.number", equalTo(1))
        .body("article.title", equalTo(title))
        .body("article.kicker", equalTo("Harbour"))
        .body("article.body[0].content[0].text", equalTo("Text of it."));
    revision(article, 3)
        .body("revision.change", equalTo("submitted"))
        .body("article.title", equalTo("Other " + title));
    get(article, "/revisions/9").statusCode(404);
    get(article, "/revisions/0").statusCode(400);
  }

  @Test
  void what_differs_is_told_by_member_block_and_word() {
    String article =
        draft(
            "A bridge " + mark(),
            "kicker",
            "Harbour",
            "body",
            "<p>It opened at noon.</p><p>Stays.</p>");
    change(
            article,
            Map.of(
                "kicker",
                "Port",
                "standfirst",
                "New.",
                "body",
                "<p>It opened at dawn.</p><p>Stays.</p><p>More.</p>"))
        .statusCode(200);
    get(article, "/revisions/1/diff?against=2")
        .statusCode(200)
        .body("from", equalTo(1))
        .body("to", equalTo(2))
        .body("members.member", equalTo(List.of("kicker", "standfirst")))
        .body("members[0].before", equalTo("Harbour"))
        .body("members[0].after", equalTo("Port"))
        .body("members[1].before", nullValue())
        .body("body.op", equalTo(List.of("change", "equal", "insert")))
        .body("body[0].words.op", equalTo(List.of("equal", "delete", "insert", "equal")))
        .body("body[0].words.text", equalTo(List.of("It opened at ", "noon", "dawn", ".")));
    get(article, "/revisions/1/diff?against=1")
        .statusCode(200)
        .body("members", equalTo(List.of()))
        .body("body", equalTo(List.of()));
    get(article, "/revisions/1/diff?against=7").statusCode(404);
    get(article, "/revisions/1/diff").statusCode(400);
  }

  @Test
  void restoring_writes_a_new_revision_and_readers_see_it_once_it_is_published() {
    String title = "A bridge " + mark();
    String article = published(title, "body", "<p>First words.</p>");
    change(article, Map.of("title", "Worse " + title, "body", "<p>Second words.</p>"))
        .statusCode(200);
    move(article, "publish");
    restore(article, 1)
        .statusCode(200)
        .body("version", equalTo(5))
        .body("title", equalTo(title))
        .body("body.html", equalTo("<p>First words.</p>"))
        .body("hasUnpublishedChanges", equalTo(true))
        .body("unpublishedChanges", equalTo(List.of("body", "title")));
    read(article).body("title", equalTo("Worse " + title));
    move(article, "publish").body("unpublishedChanges", nullValue());
    read(article).body("title", equalTo(title));
    list(article).body("items.change", hasItem("restored_revision"));
  }

  @Test
  void a_revision_whose_section_is_gone_is_not_restored_and_says_what_is_missing() {
    NewsApi.Made section = section();
    String article = draft("A bridge " + mark(), "section", section.id());
    change(article, Map.of("kicker", "Port", "section", section().id())).statusCode(200);
    Keys.as("editor")
        .header("If-Match", "*")
        .delete("/manage/v1/sections/" + section.id())
        .then()
        .statusCode(204);
    restore(article, 1)
        .statusCode(409)
        .body("code", equalTo("conflict"))
        .body("errors.pointer", equalTo(List.of("/section")));
    list(article).body("items.number", equalTo(List.of(2, 1)));
  }

  @Test
  void a_term_that_gives_its_place_to_another_leaves_no_gap() {
    NewsApi.Made from = section();
    String article = draft("A bridge " + mark(), "section", from.id());
    Keys.as("editor")
        .header("If-Match", "*")
        .delete("/manage/v1/sections/" + from.id() + "?reassignTo=" + section().id())
        .then()
        .statusCode(204);
    copy(article).body("version", equalTo(2));
    list(article)
        .body("items.number", equalTo(List.of(2, 1)))
        .body("items[0].change", equalTo("references_moved"));
  }

  @Test
  void others_below_editors_do_not_see_the_history() {
    String article = draft("A bridge " + mark());
    Keys.as("contributor")
        .get("/manage/v1/articles/" + article + "/revisions")
        .then()
        .statusCode(404);
    Keys.as("contributor")
        .get("/manage/v1/articles/" + article + "/revisions/1")
        .then()
        .statusCode(404);
  }

  @Test
  void of_many_who_save_the_same_version_one_wins_and_versions_have_no_gap() {
    String article = draft("A bridge " + mark());
    for (int round = 1; round <= 5; round++) {
      String tag = "\"" + round + "\"";
      List<Integer> statuses =
          atOnce(
              8,
              i ->
                  change("editor", article, tag, Map.of("kicker", "By " + i + mark()))
                      .extract()
                      .statusCode());
      assertEquals(1, statuses.stream().filter(s -> s == 200).count());
      assertEquals(7, statuses.stream().filter(s -> s == 412).count());
    }
    list(article).body("items.number", equalTo(List.of(6, 5, 4, 3, 2, 1)));
  }

  @Test
  void pages_of_a_long_history_hold_each_revision_once() {
    String article = draft("A bridge " + mark());
    IntStream.range(0, 12).forEach(i -> change(article, Map.of("kicker", "K" + i)).statusCode(200));
    List<Integer> seen = new ArrayList<>();
    String cursor = null;
    do {
      var request = Keys.as("editor").queryParam("limit", 5);
      if (cursor != null) {
        request.queryParam("cursor", cursor);
      }
      ValidatableResponse page =
          request.get("/manage/v1/articles/" + article + "/revisions").then().statusCode(200);
      seen.addAll(page.extract().path("items.number"));
      cursor = page.extract().path("page.next");
    } while (cursor != null);
    assertEquals(IntStream.iterate(13, n -> n - 1).limit(13).boxed().toList(), seen);
  }

  private static ValidatableResponse list(String article) {
    return get(article, "/revisions").statusCode(200);
  }

  private static ValidatableResponse revision(String article, int number) {
    return get(article, "/revisions/" + number).statusCode(200);
  }

  private static ValidatableResponse get(String article, String path) {
    return Keys.as("editor").get("/manage/v1/articles/" + article + path).then();
  }

  private static ValidatableResponse restore(String article, int number) {
    return Keys.as("editor")
        .header("If-Match", "*")
        .post("/manage/v1/articles/" + article + "/revisions/" + number + "/restore")
        .then();
  }
}
