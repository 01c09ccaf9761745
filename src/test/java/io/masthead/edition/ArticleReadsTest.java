package io.masthead.edition;

import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One published article, by each of its addresses, and everything that is none. */
@QuarkusTest
class ArticleReadsTest {

  private static final String PATH = "/api/v1/articles/";

  private final String mark = mark();

  private static String path(String ref, String query) {
    return PATH + URLEncoder.encode(ref, StandardCharsets.UTF_8).replace("+", "%20") + query;
  }

  private static Contract.Answer raw(String ref, String query) {
    return RawHttp.get(path(ref, query));
  }

  // Addresses

  @Test
  void it_is_read_by_id_and_by_slug_once_it_is_published() {
    String id = draft("Found " + mark);
    read(id).statusCode(404);
    read("found-" + mark).statusCode(404);
    publish(id);
    Object whole = read(id).statusCode(200).body("id", equalTo(id)).extract().as(Map.class);
    assertEquals(whole, read("found-" + mark).statusCode(200).extract().as(Map.class));
    assertEquals(whole, read(id.toUpperCase()).statusCode(200).extract().as(Map.class));
  }

  @Test
  void an_old_slug_leads_to_the_new_one_in_one_hop_with_its_parameters() {
    String id = published("One " + mark);
    change(id, Map.of("slug", "two-" + mark));
    assertEquals(200, raw("one-" + mark, "").status());
    assertEquals(404, raw("two-" + mark, "").status());
    publish(id);
    change(id, Map.of("slug", "үш-" + mark));
    publish(id);
    for (String old : List.of("one-" + mark, "two-" + mark)) {
      Contract.Answer answer = raw(old, "?body=text&fields=title%2Cslug&include=counts");
      assertEquals(308, answer.status());
      assertEquals(0, answer.body().length);
      String location = answer.header("Location");
      assertEquals(
          Set.of("body=text", "fields=title%2Cslug", "include=counts"),
          new HashSet<>(List.of(URI.create(location).getRawQuery().split("&"))));
      Contract.Answer there = RawHttp.get(location);
      assertEquals(200, there.status(), location);
      assertTrue(there.text().contains(id));
    }
    change(id, Map.of("slug", "one-" + mark));
    publish(id);
    assertEquals(200, raw("one-" + mark, "").status());
    assertEquals(path("one-" + mark, ""), raw("үш-" + mark, "").header("Location"));
  }

  @Test
  void another_spelling_of_a_slug_leads_to_the_one_it_has() {
    String id = published("x", "slug", "қостанай-й-" + mark);
    String composed = "қостанай-й-" + mark;
    for (String spelling :
        List.of("қостанай-и\u0306-" + mark, composed.toUpperCase(), "Қостанай-Й-" + mark)) {
      Contract.Answer answer = raw(spelling, "?body=text");
      assertEquals(308, answer.status(), spelling);
      assertEquals(path(composed, "?body=text"), answer.header("Location"));
    }
    assertEquals(200, raw(composed, "").status());
    read(composed).body("id", equalTo(id));
  }

  @Test
  void one_slug_in_two_languages_is_told_apart_by_lang() {
    String slug = "both-" + mark;
    String english = published("x", "slug", slug);
    String kazakh = published("x", "slug", slug, "lang", "kk");
    given().get(PATH + slug).then().statusCode(200).body("id", equalTo(english));
    for (String lang : List.of("kk", "KK")) {
      given()
          .queryParam("lang", lang)
          .get(PATH + slug)
          .then()
          .statusCode(200)
          .body("id", equalTo(kazakh));
    }
    given().queryParam("lang", "ru").get(PATH + slug).then().statusCode(404);
    move(english, "unpublish");
    given().get(PATH + slug).then().statusCode(200).body("id", equalTo(kazakh));
    published("x", "slug", slug, "lang", "ru");
    given().get(PATH + slug).then().statusCode(404);
  }

  @Test
  void the_way_from_an_old_slug_names_the_language_where_it_is_another() {
    String kazakh = published("x", "slug", "eski-" + mark, "lang", "kk");
    change(kazakh, Map.of("slug", "both-" + mark));
    publish(kazakh);
    published("x", "slug", "both-" + mark);
    Contract.Answer answer = raw("eski-" + mark, "");
    assertEquals(308, answer.status());
    Contract.Answer there = RawHttp.get(answer.header("Location"));
    assertEquals(200, there.status());
    assertTrue(there.text().contains(kazakh));
  }

  @Test
  void what_is_not_published_is_answered_as_what_never_was() {
    String draft = draft("Draft " + mark);
    String unpublished = published("Unpublished " + mark);
    move(unpublished, "unpublish").statusCode(200);
    String binned = published("Binned " + mark);
    bin(binned).statusCode(204);
    String archived = published("Archived " + mark);
    move(archived, "archive").statusCode(200);
    String scheduled = draft("Scheduled " + mark);
    move(scheduled, "publish", Map.of("at", "2036-01-01T00:00:00Z")).statusCode(200);
    String review = draft("Reviewed " + mark);
    move(review, "submit").statusCode(200);
    String nobody = UUID.randomUUID().toString();
    String never = shape(raw(nobody, ""));
    String neverViewed = shape(raw(nobody, "/views"));
    for (String ref :
        List.of(
            "never-" + mark,
            draft,
            unpublished,
            binned,
            archived,
            scheduled,
            review,
            "draft-" + mark,
            "unpublished-" + mark,
            "binned-" + mark,
            "archived-" + mark,
            "scheduled-" + mark,
            "reviewed-" + mark)) {
      assertEquals(never, shape(raw(ref, "")), ref);
      assertEquals(404, RawHttp.head(path(ref, "")).status());
      assertEquals(neverViewed, shape(raw(ref, "/views")), ref);
    }
    publish(unpublished);
    read("unpublished-" + mark).statusCode(200);
  }

  /** All of an answer that a reader could tell it by, but for the request's own id. */
  private static String shape(Contract.Answer answer) {
    String id = answer.header("X-Request-Id");
    StringBuilder shape = new StringBuilder().append(answer.status()).append('\n');
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("date")) {
                shape.append(name).append(values.replace(id, "-")).append('\n');
              }
            });
    return shape.append(answer.text().replace(id, "-")).toString();
  }

  @Test
  void what_was_taken_down_is_gone_under_every_slug_it_had() {
    String id = published("Gone " + mark);
    change(id, Map.of("slug", "renamed-" + mark));
    publish(id);
    move(id, "takedown", Map.of("reason", "legal")).statusCode(200);
    for (String ref : List.of(id, "gone-" + mark, "renamed-" + mark, "GONE-" + mark)) {
      Contract.Answer answer = raw(ref, "");
      assertEquals(410, answer.status());
      assertTrue(answer.text().contains("\"reason\":\"legal\""));
      assertEquals("public, max-age=10", answer.header("Cache-Control"));
      assertEquals(410, RawHttp.head(path(ref, "")).status());
    }
  }

  @Test
  void an_id_that_is_none_is_a_slug_and_one_that_is_nobodys_is_not_found() {
    for (String ref :
        List.of(
            "not-a-uuid",
            "1234",
            "00000000-0000-0000-0000-00000000000g",
            "-1",
            "9223372036854775808",
            UUID.randomUUID().toString())) {
      assertEquals(404, raw(ref, "").status(), ref);
    }
    for (String ref : List.of("a".repeat(4_000), "{" + UUID.randomUUID() + "}", "1.0", "a b")) {
      assertEquals(400, raw(ref, "").status(), ref);
    }
  }

  // What is asked of it

  @Test
  void fields_keep_what_they_name_and_include_adds_to_it() {
    String id = published("Fields " + mark, "tags", List.of(NewsApi.tag().id()));
    members(id, "fields", "title,slug").body("size()", is(3)).body("$", hasKey("title"));
    members(id, "fields", "bylines.name,body.html")
        .body("keySet()", containsInAnyOrder("id", "bylines", "body"))
        .body("bylines[0].keySet()", containsInAnyOrder("name"))
        .body("body.keySet()", containsInAnyOrder("html"));
    members(id, "fields", "title", "include", "counts")
        .body("keySet()", containsInAnyOrder("id", "title", "counts"));
    members(id, "fields", "counts.views")
        .body("keySet()", containsInAnyOrder("id", "counts"))
        .body("counts", equalTo(Map.of("views", 0)));
    members(id, "include", "counts")
        .body("counts.views", is(0))
        .body("counts.comments", is(0))
        .body("counts", hasKey("asOf"))
        .body("$", hasKey("body"));
    members(id).body("$", not(hasKey("counts")));
  }

  private static ValidatableResponse members(String id, Object... parameters) {
    return given().queryParams(NewsApi.members(parameters)).get(PATH + id).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields=passwordHash",
        "fields=bylines.email",
        "fields=author.email",
        "fields=title,",
        "fields=title,,slug",
        "fields=note",
        "fields=bylines.author.email",
        "fields=*",
        "include=drafts",
        "include=*",
        "include=**",
        "include=counts,counts",
        "include=author.articles.author.articles.author.articles",
        "include=counts&include=counts",
        "lang=e",
        "lang=english",
        "preview=true",
        "status=draft",
        "include=",
        "fields="
      })
  void what_cannot_be_asked_of_it_is_refused_by_name(String query) {
    String id = published("Asked " + mark);
    given()
        .urlEncodingEnabled(false)
        .get(PATH + id + "?" + query)
        .then()
        .statusCode(400)
        .body("errors[0].parameter", equalTo(query.substring(0, query.indexOf('='))));
  }

  @Test
  void unknown_names_are_told_alike_whether_they_exist_somewhere_or_not() {
    String id = published("Alike " + mark);
    String made = refusal(id, "zzqx");
    for (String name : List.of("note", "email", "state", "version", "createdBy", "passwordHash")) {
      assertEquals(made.replace("zzqx", name), refusal(id, name));
    }
  }

  private static String refusal(String id, String field) {
    Contract.Answer answer = raw(id, "?fields=" + field);
    assertEquals(400, answer.status());
    return answer.text().replace(answer.header("X-Request-Id"), "-");
  }

  @Test
  void too_many_names_are_refused() {
    String id = published("Names " + mark);
    assertEquals(400, raw(id, "?fields=" + "title,".repeat(100) + "slug").status());
    assertEquals(400, raw(id, "?include=" + "counts,".repeat(100) + "counts").status());
    assertEquals(400, raw(id, "?include=" + "author.articles.".repeat(50) + "author").status());
  }

  // Caching

  private static final List<String> KEPT = List.of("ETag", "Cache-Control", "Vary");

  @Test
  void whoever_holds_it_is_told_so() {
    String id = published("Held " + mark);
    Contract.Answer whole = raw(id, "");
    String tag = whole.header("ETag");
    assertTrue(tag.matches("W/\"[^\"]+\""), tag);
    String opaque = tag.substring(2);
    for (String held :
        List.of(
            tag,
            opaque,
            "*",
            " * ",
            "\"other\", " + tag,
            opaque + ", \"other\"",
            "W/\"a,b\", " + tag,
            "W/\"x\"," + tag + ",W/\"y\"")) {
      Contract.Answer answer = RawHttp.get(PATH + id, "If-None-Match", held);
      assertEquals(304, answer.status(), held);
      assertEquals(0, answer.body().length);
      assertNull(answer.header("Content-Encoding"));
      assertNull(answer.header("Content-Type"));
      for (String name : KEPT) {
        assertEquals(whole.header(name), answer.header(name), name);
      }
      assertEquals(whole.header("Last-Modified"), answer.header("Last-Modified"));
      assertEquals(304, RawHttp.head(PATH + id, "If-None-Match", held).status());
    }
    for (String other : List.of("\"other\"", "W/\"other\"", opaque.replace("\"", ""), "\"*\"")) {
      assertEquals(200, RawHttp.get(PATH + id, "If-None-Match", other).status(), other);
    }
    assertEquals(
        304, RawHttp.get(PATH + id, "If-None-Match", "\"a\"", "If-None-Match", tag).status());
  }

  @Test
  void a_date_is_asked_where_no_tag_is() {
    String id = published("Dated " + mark);
    String modified = raw(id, "").header("Last-Modified");
    assertTrue(
        modified.matches("\\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"), modified);
    assertEquals(304, RawHttp.get(PATH + id, "If-Modified-Since", modified).status());
    assertEquals(
        304, RawHttp.get(PATH + id, "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT").status());
    for (String since : List.of("Sat, 01 Jan 2000 00:00:00 GMT", "yesterday", "")) {
      assertEquals(200, RawHttp.get(PATH + id, "If-Modified-Since", since).status(), since);
    }
    assertEquals(
        200,
        RawHttp.get(PATH + id, "If-None-Match", "\"other\"", "If-Modified-Since", modified)
            .status());
  }

  @Test
  void the_tag_is_one_for_plain_and_packed_and_both_vary() throws IOException {
    String id = published("Packed " + mark, "body", "<p>" + "long text ".repeat(500) + "</p>");
    Contract.Answer plain = RawHttp.get(PATH + id, "Accept-Encoding", "identity");
    Contract.Answer packed = RawHttp.get(PATH + id, "Accept-Encoding", "gzip");
    assertNull(plain.header("Content-Encoding"));
    assertEquals("gzip", packed.header("Content-Encoding"));
    assertTrue(packed.body().length < plain.body().length / 2);
    assertArrayEquals(
        plain.body(), new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes());
    String tag = plain.header("ETag");
    assertEquals(tag, packed.header("ETag"));
    for (String encoding : List.of("identity", "gzip", "gzip, br", "br", "*")) {
      Contract.Answer held =
          RawHttp.get(PATH + id, "Accept-Encoding", encoding, "If-None-Match", tag);
      assertEquals(304, held.status(), encoding);
      assertEquals(tag, held.header("ETag"));
      assertNull(held.header("Content-Encoding"));
      assertEquals(0, held.body().length);
      for (Contract.Answer answer : List.of(plain, packed, held)) {
        assertTrue(answer.header("Vary").toLowerCase().contains("accept-encoding"));
      }
    }
  }

  @Test
  void the_tag_tells_what_is_shown() {
    String id = published("Shown " + mark);
    String tag = tag(id, "");
    assertEquals(tag, tag(id, ""));
    assertEquals(tag, tag("shown-" + mark, ""));
    assertNotEquals(tag, tag(id, "?body=text"));
    assertNotEquals(tag, tag(id, "?fields=title"));
    given()
        .header("User-Agent", "Mozilla/5.0 (X11) Firefox/130.0")
        .post(PATH + id + "/views")
        .then()
        .statusCode(200)
        .body("views", is(1));
    assertEquals(tag, tag(id, ""), "a view is no change");
    String counted = tag(id, "?include=counts");
    assertEquals(counted, tag(id, "?include=counts"), "when it was counted is no change");
    change(id, Map.of("kicker", "Working copy"));
    assertEquals(tag, tag(id, ""), "a draft is no change");
    publish(id);
    assertNotEquals(tag, tag(id, ""));
  }

  @Test
  void publishing_again_without_a_change_is_no_change() {
    String id = published("Same " + mark);
    String tag = tag(id, "");
    String modified = read(id).extract().path("modifiedAt");
    publish(id);
    assertEquals(tag, tag(id, ""));
    read(id).body("modifiedAt", equalTo(modified));
    assertEquals(
        304, RawHttp.get(PATH + id, "If-None-Match", tag, "Accept-Encoding", "gzip").status());
  }

  private static String tag(String ref, String query) {
    return raw(ref, query).header("ETag");
  }

  @Test
  void head_answers_as_get_without_a_body() {
    String id = published("Head " + mark);
    Contract.Answer get = raw(id, "");
    Contract.Answer head = RawHttp.head(PATH + id);
    assertEquals(200, head.status());
    assertEquals(0, head.body().length);
    for (String name : List.of("ETag", "Cache-Control", "Vary", "Last-Modified", "Content-Type")) {
      assertEquals(get.header(name), head.header(name), name);
    }
  }

  @Test
  void comments_close_a_while_after_the_first_publication() {
    String id = published("Closes " + mark);
    read(id).body("comments.mode", equalTo("open")).body("comments", hasKey("closesAt"));
    String off = published("Off " + mark, "comments", Map.of("mode", "off"));
    read(off).body("comments", not(hasKey("closesAt")));
    read(id).body("corrections", hasSize(0)).body("translations", hasSize(0));
  }

  @Test
  void comments_that_closed_by_themselves_are_told_as_readonly() {
    String title = "Closed " + mark;
    String id = NewsApi.publishAt(NewsApi.draft(title), "2020-01-01T00:00:00Z");
    read(id)
        .body("comments.mode", equalTo("readonly"))
        .body("comments.closesAt", equalTo("2020-01-15T00:00:00.000Z"));
    NewsApi.list("id", id)
        .body("items[0].comments.mode", equalTo("readonly"))
        .body("items[0].comments.closesAt", equalTo("2020-01-15T00:00:00.000Z"));
    NewsApi.copy(id).body("comments.mode", equalTo("open"));
  }

  @Test
  void comments_that_are_off_are_neither_shown_nor_counted_until_they_are_on_again() {
    String id = published("Silenced " + mark);
    String path = "/api/v1/articles/" + id + "/comments";
    String comment =
        Keys.as("editor")
            .contentType(ContentType.JSON)
            .body(Map.of("author", Map.of("name", "Desk"), "body", "Said by the desk"))
            .post(path)
            .then()
            .statusCode(201)
            .extract()
            .path("comment.id");
    commentsShown(id, 1);
    for (String mode : List.of("off", "readonly")) {
      NewsApi.change(id, Map.of("comments", Map.of("mode", mode))).statusCode(200);
      NewsApi.publish(id);
      int shown = mode.equals("off") ? 0 : 1;
      commentsShown(id, shown);
      for (String of : List.of("", "/replies")) {
        RestAssured.given()
            .get("/api/v1/comments/" + comment + of)
            .then()
            .statusCode(shown == 0 ? 404 : 200);
      }
      Keys.as("editor")
          .contentType(ContentType.JSON)
          .body(Map.of("author", Map.of("name", "Desk"), "body", "More of it"))
          .post(path)
          .then()
          .statusCode(403)
          .body("code", equalTo("comments_closed"));
    }
  }

  private static void commentsShown(String id, int count) {
    RestAssured.given()
        .queryParam("total", true)
        .get("/api/v1/articles/{id}/comments", id)
        .then()
        .statusCode(200)
        .header("Last-Modified", notNullValue())
        .body("items", hasSize(count))
        .body("page.total", equalTo(count));
    NewsApi.list("id", id, "sort", "-comments", "include", "counts")
        .body("items[0].counts.comments", equalTo(count));
    RestAssured.given()
        .queryParam("id", id)
        .get("/api/v1/counts")
        .then()
        .header("Last-Modified", notNullValue())
        .body("items[0].comments", equalTo(count));
  }
}
