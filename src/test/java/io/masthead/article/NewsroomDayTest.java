package io.masthead.article;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A day in a newsroom: five people of different roles and one article, step by step. */
@QuarkusTest
class NewsroomDayTest {

  private static final String ARTICLES = "/manage/v1/articles";

  private final Map<String, String> keys = new LinkedHashMap<>();
  private String id;

  private void hire(String name, String role, String author) {
    Map<String, String> key = new LinkedHashMap<>(Map.of("name", name, "role", role));
    if (author != null) {
      key.put("author", author);
    }
    keys.put(
        name,
        Keys.as("administrator")
            .contentType(ContentType.JSON)
            .body(key)
            .post("/manage/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key"));
  }

  private RequestSpecification as(String name) {
    return given().header("Authorization", "Bearer " + keys.get(name));
  }

  private ExtractableResponse<Response> step(
      String who, String method, String path, Integer version, Object body) {
    RequestSpecification request = as(who);
    if (version != null) {
      request.header("If-Match", "\"" + version + "\"");
    }
    if (body != null) {
      request
          .contentType(method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
          .body(body);
    }
    return request.request(method, ARTICLES + path).then().extract();
  }

  /** The answer to a step, in the members that tell where the article stands. */
  private static String told(ExtractableResponse<Response> answer) {
    Map<String, Object> body =
        answer.body().asString().isEmpty() ? Map.of() : answer.jsonPath().getMap("$");
    StringBuilder told = new StringBuilder().append(answer.statusCode());
    for (String member :
        List.of("code", "state", "version", "currentVersion", "currentVersionBy", "kind")) {
      if (body.containsKey(member)) {
        told.append(' ').append(body.get(member));
      }
    }
    if (answer.header("ETag") != null) {
      told.append(' ').append(answer.header("ETag"));
    }
    return told.toString();
  }

  @Test
  void an_article_goes_its_way_and_everyone_does_what_they_may() {
    String mark = mark();
    Made ann = author("name", "Ann " + mark, "kind", "staff");
    Made world = section("name", "World " + mark);
    hire("Intern", "contributor", null);
    hire("Ann", "author", ann.slug());
    hire("Bo", "editor", null);
    hire("Cy", "moderator", null);
    hire("Dee", "administrator", null);

    // Draft, by the intern, signed by Ann; nobody who has nothing to do with it sees it.
    ExtractableResponse<Response> made =
        step(
            "Intern",
            "POST",
            "",
            null,
            Map.of(
                "title",
                "A bridge opens " + mark,
                "body",
                "<p>It opened.</p>",
                "bylines",
                List.of(Map.of("author", ann.slug())),
                "section",
                world.slug()));
    assertEquals("201 draft 1 \"1\"", told(made));
    id = "/" + made.path("id");
    assertEquals("403 forbidden", told(step("Cy", "GET", id, null, null)));

    // Submitted; the editor sends it back with a word.
    assertEquals("403 forbidden", told(step("Intern", "POST", id + "/publish", 1, Map.of())));
    assertEquals("200 in_review 2 \"2\"", told(step("Intern", "POST", id + "/submit", 1, null)));
    assertEquals("409 illegal_transition", told(step("Intern", "POST", id + "/submit", 2, null)));
    assertEquals(
        "200 in_review 3 \"3\"",
        told(
            step(
                "Bo",
                "PATCH",
                id + "?revisionNote=Who%20opened%20it",
                2,
                Map.of("note", "Who opened it?"))));
    assertEquals("200 draft 4 \"4\"", told(step("Bo", "POST", id + "/withdraw", 3, null)));

    // Rewritten; who has not seen the last version is told whose it is.
    assertEquals(
        "412 precondition_failed 4 Bo \"4\"",
        told(step("Intern", "PATCH", id, 1, Map.of("body", "<p>The mayor opened it.</p>"))));
    assertEquals(
        "428 precondition_required",
        told(step("Intern", "PATCH", id, null, Map.of("body", "<p>The mayor opened it.</p>"))));
    assertEquals(
        "200 draft 5 \"5\"",
        told(step("Intern", "PATCH", id, 4, Map.of("body", "<p>The mayor opened it.</p>"))));
    assertEquals("200 in_review 6 \"6\"", told(step("Intern", "POST", id + "/submit", 5, null)));

    // Scheduled by Ann, whose byline it has; moved by the editor.
    assertEquals(
        "403 forbidden",
        told(step("Ann", "POST", id + "/publish", 6, Map.of("at", "2021-01-01T00:00:00Z"))));
    ExtractableResponse<Response> scheduled =
        step(
            "Ann",
            "POST",
            id + "/publish",
            6,
            Map.of("at", "2035-03-01T09:00:00", "timeZone", "Asia/Almaty"));
    assertEquals("200 scheduled 7 \"7\"", told(scheduled));
    assertEquals("2035-03-01T04:00:00.000Z", scheduled.path("scheduledFor"));
    assertEquals(
        "403 forbidden", told(step("Intern", "PATCH", id, 7, Map.of("kicker", "Too late"))));
    Instant soon = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
    assertEquals(
        "200 scheduled 8 \"8\"",
        told(step("Bo", "POST", id + "/publish", 7, Map.of("at", soon.toString()))));
    assertEquals(404, read(made.path("id")).extract().statusCode());

    // Live, by itself and at its time.
    until("it is live", () -> read(made.path("id")).extract().statusCode() == 200);
    assertEquals("200 published 9 \"9\"", told(step("Dee", "GET", id, null, null)));
    String time = soon.toString().replace("Z", ".000Z");
    read(made.path("id"))
        .body("publishedAt", equalTo(time))
        .body("firstPublishedAt", equalTo(time))
        .body("body.html", equalTo("<p>The mayor opened it.</p>"))
        .body("bylines[0].author.slug", equalTo(ann.slug()))
        .body("note", nullValue());

    // Put right while the next version is in the making, which readers do not get with it.
    assertEquals(
        "200 published 10 \"10\"",
        told(step("Ann", "PATCH", id, 9, Map.of("kicker", "In the making"))));
    ExtractableResponse<Response> corrected =
        step(
            "Bo",
            "POST",
            id + "/corrections",
            10,
            Map.of("kind", "correction", "text", "It was the deputy mayor."));
    assertEquals("201 correction \"11\"", told(corrected));
    read(made.path("id"))
        .body("corrections.text", contains("It was the deputy mayor."))
        .body("updatedAt", equalTo(corrected.path("at")))
        .body("kicker", nullValue());

    // Off again, binned, and brought back as a draft.
    assertEquals("403 forbidden", told(step("Intern", "POST", id + "/unpublish", 11, null)));
    assertEquals("200 draft 12 \"12\"", told(step("Ann", "POST", id + "/unpublish", 11, null)));
    assertEquals(404, read(made.path("id")).extract().statusCode());
    assertEquals("204", told(step("Intern", "DELETE", id, 12, null)));
    assertEquals(
        "409 illegal_transition", told(step("Dee", "PATCH", id, 13, Map.of("kicker", "x"))));
    assertEquals(
        "409 illegal_transition", told(step("Dee", "POST", id + "/publish", 13, Map.of())));
    assertEquals("200 draft 14 \"14\"", told(step("Intern", "POST", id + "/restore", 13, null)));

    assertEquals(
        """
        14 restored Intern draft
        13 binned Intern draft
        12 unpublished Ann draft
        11 corrected Bo published
        10 edited Ann published
        9 published schedule published
        8 scheduled Bo scheduled
        7 scheduled Ann scheduled
        6 submitted Intern in_review
        5 edited Intern draft
        4 withdrawn Bo draft
        3 edited Bo in_review
        2 submitted Intern in_review
        1 created Intern draft""",
        step("Dee", "GET", id + "/revisions?limit=100", null, null)
            .<List<Map<String, Object>>>path("items")
            .stream()
            .map(
                r ->
                    "%s %s %s %s"
                        .formatted(
                            r.get("number"),
                            r.get("change"),
                            ((Map<?, ?>) r.get("by")).get("name"),
                            r.get("state")))
            .collect(Collectors.joining("\n")));
  }
}
