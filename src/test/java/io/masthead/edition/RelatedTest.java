package io.masthead.edition;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.publishAt;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RelatedTest {

  private static ValidatableResponse related(String article, Object... parameters) {
    return given()
        .queryParams(io.masthead.support.NewsApi.members(parameters))
        .get("/api/v1/articles/{article}/related", article)
        .then();
  }

  private static List<String> ids(String article) {
    return related(article).statusCode(200).extract().path("items.id");
  }

  private static String tagged(Made... tags) {
    return published(mark(), "tags", java.util.Arrays.stream(tags).map(Made::id).toList());
  }

  @Test
  void a_tag_that_few_articles_have_weighs_more_than_one_that_many_have() {
    Made rare = tag();
    Made common = tag();
    for (int i = 0; i < 8; i++) {
      tagged(common);
    }
    String one = tagged(rare, common);
    String near = tagged(rare);
    String next = tagged(common);
    List<String> found = ids(one);
    assertEquals(List.of(near, next), found.subList(0, 2));
    assertEquals(5, found.size());
    assertFalse(found.contains(one));
  }

  @Test
  void an_article_is_related_to_what_stands_in_its_section_however_little_else_they_share() {
    Made world = section();
    Made asia = section("parent", world.slug());
    Made europe = section("parent", world.slug());
    String first = published(mark(), "section", asia.id());
    assertEquals(List.of(), ids(first));
    String above = published(mark(), "section", world.id());
    String beside = published(mark(), "section", europe.id());
    assertEquals(List.of(above, beside), ids(first));
    String same = published(mark(), "section", asia.id());
    assertEquals(List.of(same, above, beside), ids(first));
  }

  @Test
  void equal_ones_come_the_newest_first() {
    Made section = section();
    String one = published(mark(), "section", section.id());
    String old = publishAt(draft(mark(), "section", section.id()), "2020-01-01T00:00:00Z");
    String older = publishAt(draft(mark(), "section", section.id()), "2019-01-01T00:00:00Z");
    String fresh = publishAt(draft(mark(), "section", section.id()), "2021-01-01T00:00:00Z");
    assertEquals(List.of(fresh, old, older), ids(one));
  }

  @Test
  void authors_and_the_words_of_titles_tell_between_articles_of_a_section() {
    Made section = section();
    Made author = author();
    List<Map<String, Object>> byline = List.of(Map.of("author", author.id()));
    String word = mark();
    String one = published("The " + word + " of it", "section", section.id(), "bylines", byline);
    String words = published("Again the " + word, "section", section.id());
    String nothing = published("Upon the sea", "section", section.id());
    String hers = published("The land", "section", section.id(), "bylines", byline);
    String elsewhere = published("The sky", "bylines", byline);
    List<String> found = ids(one);
    assertEquals(java.util.Set.of(words, hers), java.util.Set.copyOf(found.subList(0, 2)));
    assertEquals(java.util.Set.of(nothing, elsewhere), java.util.Set.copyOf(found.subList(2, 4)));
  }

  @Test
  void another_language_comes_only_where_there_is_nothing_in_the_article_s_own() {
    Made section = section();
    String one = published(mark(), "section", section.id());
    String kazakh = published(mark(), "section", section.id(), "lang", "kk");
    assertEquals(List.of(kazakh), ids(one));
    String english = published(mark(), "section", section.id());
    assertEquals(List.of(english), ids(one));
  }

  @Test
  void what_is_published_changed_or_taken_away_shows_at_once() {
    Made section = section();
    Made tag = tag();
    String one = published(mark(), "section", section.id(), "tags", List.of(tag.id()));
    String draft = draft(mark(), "tags", List.of(tag.id()));
    assertEquals(List.of(), ids(one));
    publish(draft);
    assertEquals(List.of(draft), ids(one));

    String title = mark();
    change(draft, Map.of("title", title)).statusCode(200);
    related(one).body("items[0].title", not(equalTo(title)));
    publish(draft);
    related(one).body("items[0].title", equalTo(title));

    String other = published(mark(), "section", section.id());
    assertEquals(List.of(draft, other), ids(one));
    move(draft, "unpublish").statusCode(200);
    assertEquals(List.of(other), ids(one));
    move(other, "takedown", Map.of("reason", "legal")).statusCode(200);
    assertEquals(List.of(), ids(one));
    related(other).statusCode(410);
  }

  @Test
  void what_was_retracted_is_not_recommended_and_keeps_its_own_list() {
    Made tag = tag();
    String one = tagged(tag);
    String other = tagged(tag);
    String untrue = tagged(tag);
    assertEquals(List.of(untrue, other), ids(one));
    correct(untrue, "correction");
    assertEquals(List.of(untrue, other), ids(one));
    correct(untrue, "retraction");
    assertEquals(List.of(other), ids(one));
    assertEquals(List.of(other, one), ids(untrue));
  }

  private static void correct(String article, String kind) {
    Keys.as("administrator")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("kind", kind, "text", "It was said"))
        .post("/manage/v1/articles/{article}/corrections", article)
        .then()
        .statusCode(201);
  }

  @Test
  void sections_that_become_one_bring_their_articles_together() {
    Made gone = section();
    Made kept = section();
    String one = published(mark(), "section", gone.id());
    String other = published(mark(), "section", kept.id());
    assertEquals(List.of(), ids(other));
    Keys.as("editor")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("into", kept.slug()))
        .post("/manage/v1/sections/" + gone.slug() + "/merge")
        .then()
        .statusCode(200);
    assertEquals(List.of(one), ids(other));
  }

  @Test
  void the_list_is_as_long_as_is_asked_and_holds_what_is_asked() {
    Made section = section();
    String one = published(mark(), "section", section.id());
    for (int i = 0; i < 7; i++) {
      published(mark(), "section", section.id());
    }
    assertEquals(5, ids(one).size());
    related(one, "limit", 7).body("items.size()", equalTo(7));
    related(one, "limit", 21).statusCode(400);
    related(one, "limit", 0).statusCode(400);
    related(one, "fields", "title")
        .body("items[0]", hasKey("id"))
        .body("items[0]", hasKey("title"))
        .body("items[0]", not(hasKey("slug")));
    related("no-such-article").statusCode(404);
  }

  @Test
  void the_slug_of_today_and_those_before_find_it_in_its_language() {
    Made section = section();
    String slug = mark();
    String one =
        publish(
            create(article(mark(), "section", section.id(), "slug", slug, "lang", "kk"))
                .statusCode(201)
                .extract()
                .path("id"));
    String other = published(mark(), "section", section.id(), "lang", "kk");
    change(one, Map.of("slug", slug + "-now")).statusCode(200);
    publish(one);
    for (String ref : List.of(slug, slug + "-now")) {
      assertEquals(
          List.of(other), related(ref, "lang", "kk").statusCode(200).extract().path("items.id"));
    }
    assertTrue(ids(other).contains(one));
  }
}
