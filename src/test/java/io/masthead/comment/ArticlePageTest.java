package io.masthead.comment;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All that an article's page shows, in one call. */
@QuarkusTest
class ArticlePageTest {

  private static final String WHOLE = "counts,related,comments";

  private static ValidatableResponse page(String article) {
    return given()
        .queryParam("include", WHOLE)
        .get("/api/v1/articles/{article}", article)
        .then()
        .statusCode(200);
  }

  private static JsonPath get(String path, String article) {
    return given().get("/api/v1/articles/{article}" + path, article).then().extract().jsonPath();
  }

  private static String comment(String article, String parent) {
    Map<String, Object> comment =
        io.masthead.support.NewsApi.members(
            "author", Map.of("name", "Staff"), "body", "Said " + mark());
    if (parent != null) {
      comment.put("parentId", parent);
    }
    return Keys.as("editor")
        .contentType("application/json")
        .body(comment)
        .post("/api/v1/articles/" + article + "/comments")
        .then()
        .statusCode(201)
        .extract()
        .path("comment.id");
  }

  @Test
  void its_parts_are_just_what_their_own_addresses_give() {
    String section = section().id();
    String article =
        published(mark(), "section", section, "bylines", List.of(Map.of("author", author().id())));
    published(mark(), "section", section);
    for (int i = 0; i < 22; i++) {
      comment(article, null);
    }
    String top = get("/comments", article).getString("items[0].id");
    for (int i = 0; i < 4; i++) {
      comment(article, top);
    }
    JsonPath whole = page(article).extract().jsonPath();
    assertEquals(get("/comments", article).getMap(""), whole.getMap("comments.firstPage"));
    assertEquals(20, whole.getList("comments.firstPage.items").size());
    assertEquals(3, whole.getList("comments.firstPage.items[0].replies.items").size());
    assertEquals(get("/related", article).getList("items"), whole.getList("related"));
    assertEquals(1, whole.getList("related").size());
    assertEquals(26, whole.getInt("counts.comments"));
    assertEquals("open", whole.getString("comments.mode"));

    Map<String, Object> alone = get("", article).getMap("");
    Map<String, Object> rest = whole.getMap("");
    rest.remove("related");
    rest.remove("counts");
    ((Map<?, ?>) rest.get("comments")).remove("firstPage");
    assertEquals(alone, rest);
  }

  @Test
  void a_part_that_nobody_names_is_not_there() {
    String article = published(mark());
    given()
        .get("/api/v1/articles/{article}?include=related", article)
        .then()
        .body("related", hasSize(0))
        .body("$", not(hasKey("counts")))
        .body("comments", not(hasKey("firstPage")));
    given()
        .get("/api/v1/articles/{article}?include=comments&fields=title", article)
        .then()
        .body("$", not(hasKey("related")))
        .body("$", not(hasKey("slug")))
        .body("comments.firstPage.items", hasSize(0));
    given()
        .get("/api/v1/articles/{article}?fields=title,related.slug", article)
        .then()
        .body("related", hasSize(0))
        .body("comments", equalTo(null));
    for (String include : List.of("comments,comments", "related,authors", "body", "*")) {
      given()
          .queryParam("include", include)
          .get("/api/v1/articles/{article}", article)
          .then()
          .statusCode(400);
    }
    given().get("/api/v1/articles?include=related").then().statusCode(400);
  }

  @Test
  void it_is_made_anew_when_any_part_changes_and_not_before() {
    String section = section().id();
    String article = published(mark(), "section", section);
    String tag = page(article).body("related", hasSize(0)).extract().header("ETag");
    assertEquals(tag, page(article).extract().header("ETag"));
    given()
        .header("If-None-Match", tag)
        .get("/api/v1/articles/{article}?include=" + WHOLE, article)
        .then()
        .statusCode(304);

    String comment = comment(article, null);
    page(article)
        .body("comments.firstPage.items.id", equalTo(List.of(comment)))
        .header("Last-Modified", notNullValue());
    String other = published(mark(), "section", section);
    page(article).body("related.id", equalTo(List.of(other)));
    Keys.as("editor")
        .header("If-Match", "*")
        .post("/manage/v1/comments/" + comment + "/remove")
        .then()
        .statusCode(200);
    page(article).body("comments.firstPage.items", hasSize(0));
    move(other, "unpublish").statusCode(200);
    page(article).body("related", hasSize(0));
    String title = mark();
    change(article, Map.of("title", title)).statusCode(200);
    publish(article);
    page(article).body("title", equalTo(title));
  }

  @Test
  void comments_that_are_off_are_an_empty_page() {
    String article = published(mark(), "comments", Map.of("mode", "off"));
    page(article)
        .body("comments.mode", equalTo("off"))
        .body("comments.firstPage.items", hasSize(0))
        .body("comments.firstPage.page.limit", equalTo(20));
  }

  @Test
  void an_address_of_before_leads_on_with_all_that_was_asked() {
    String slug = mark();
    String article = published(mark(), "slug", slug);
    change(article, Map.of("slug", slug + "-now")).statusCode(200);
    publish(article);
    given()
        .redirects()
        .follow(false)
        .get("/api/v1/articles/{slug}?include=related,comments", slug)
        .then()
        .statusCode(308)
        .header("Location", "/api/v1/articles/" + slug + "-now?include=related%2Ccomments");
  }
}
