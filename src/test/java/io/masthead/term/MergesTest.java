package io.masthead.term;

import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two authors, sections or tags that are made one. */
@QuarkusTest
class MergesTest {

  private final String mark = mark();

  @ParameterizedTest
  @EnumSource
  void what_named_the_one_names_the_other(TermKind kind) {
    String left = add(kind, "First " + mark);
    rename(kind, left, "second-" + mark);
    String heir = add(kind, "Heir " + mark);
    String live = published("Live " + mark, under(kind, left));
    String changed = published("Changed " + mark, under(kind, left));
    change(changed, Map.of("kicker", "New"));
    String draft = draft("Draft " + mark, under(kind, left));
    ValidatableResponse merged = merge(kind, "SECOND-" + mark, "\"2\"", "heir-" + mark);
    merged
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("id", equalTo(heir))
        .body("slug", equalTo("heir-" + mark));
    for (String old : List.of(left, left.toUpperCase(Locale.ROOT), "first-" + mark)) {
      delivered(kind, old)
          .statusCode(308)
          .header("Location", "/api/v1/" + kind.word() + "s/heir-" + mark + "?include=counts");
      list(kind.word(), old).body("items.id", containsInAnyOrder(live, changed));
      as().get(path(kind, old)).then().statusCode(200).body("id", equalTo(heir));
      list("sort", "title", kind.word(), old).body("items.id", contains(changed, live));
    }
    delivered(kind, heir).statusCode(200).body("counts.articles", is(2));
    for (ValidatableResponse answer : List.of(read(live), read(changed), copy(draft))) {
      answer.body(place(kind), contains(heir));
    }
    copy(live).body("hasUnpublishedChanges", is(false)).body("version", is(3));
    copy(changed).body("hasUnpublishedChanges", is(true));
    Object before = read(live).extract().as(Map.class);
    publish(live);
    assertEquals(before, read(live).extract().as(Map.class));
    copy(draft("Later " + mark, under(kind, left))).body(place(kind), contains(heir));
    post(kind, Map.of("name", "Late " + mark, "slug", "second-" + mark))
        .statusCode(409)
        .body("conflictsWith", equalTo(heir));
  }

  @ParameterizedTest
  @EnumSource
  void merged_again_it_stays_merged(TermKind kind) {
    String left = add(kind, "Left " + mark);
    String heir = add(kind, "Heir " + mark);
    merge(kind, left, "\"1\"", heir).statusCode(200);
    for (String ref : List.of(left, "left-" + mark)) {
      merge(kind, ref, "\"7\"", "heir-" + mark)
          .statusCode(200)
          .header("ETag", "\"1\"")
          .body("id", equalTo(heir));
    }
    String other = add(kind, "Other " + mark);
    merge(kind, left, "*", other)
        .statusCode(409)
        .body("code", equalTo("conflict"))
        .body("conflictsWith", equalTo(heir));
    merge(kind, left, "*", UUID.randomUUID().toString()).statusCode(409);
    merge(kind, left, null, heir).statusCode(428);
  }

  @ParameterizedTest
  @EnumSource
  void a_chain_ends_at_the_last_in_one_step(TermKind kind) {
    String first = add(kind, "A " + mark);
    String second = add(kind, "B " + mark);
    String third = add(kind, "C " + mark);
    String live = published("Live " + mark, under(kind, first));
    merge(kind, first, "*", second).statusCode(200);
    merge(kind, second, "*", third).statusCode(200);
    for (String old : List.of(first, second, "a-" + mark, "b-" + mark)) {
      delivered(kind, old)
          .statusCode(308)
          .header("Location", "/api/v1/" + kind.word() + "s/c-" + mark + "?include=counts");
      list(kind.word(), old).body("items.id", contains(live));
      merge(kind, old, "*", third).statusCode(200).body("id", equalTo(third));
    }
    String late = add(kind, "D " + mark);
    for (String gone : List.of(first, "b-" + mark)) {
      merge(kind, late, "*", gone).statusCode(409).body("conflictsWith", equalTo(third));
      merge(kind, third, "*", gone).statusCode(409).body("conflictsWith", equalTo(third));
    }
    delete(kind, third, late).statusCode(204);
    delivered(kind, first)
        .statusCode(308)
        .header("Location", "/api/v1/" + kind.word() + "s/d-" + mark + "?include=counts");
  }

  @ParameterizedTest
  @EnumSource
  void a_slug_that_was_taken_back_names_its_holder_again(TermKind kind) {
    String left = add(kind, "Left " + mark);
    String heir = add(kind, "Heir " + mark);
    merge(kind, left, "*", heir).statusCode(200);
    rename(kind, heir, "left-" + mark);
    String last = add(kind, "Last " + mark);
    merge(kind, "left-" + mark, "\"2\"", last).statusCode(200).body("id", equalTo(last));
  }

  @ParameterizedTest
  @EnumSource
  void what_cannot_be_merged_is_told(TermKind kind) {
    String id = add(kind, "Own " + mark);
    String other = add(kind, "Other " + mark);
    for (String same : List.of(id, "own-" + mark)) {
      fault(merge(kind, id, "*", same), 422, "/into", "invalid_value");
    }
    for (String none : List.of("nobody-" + mark, UUID.randomUUID().toString(), "a b")) {
      fault(merge(kind, id, "*", none), 422, "/into", "not_found");
    }
    fault(merge(kind, id, "*", " "), 422, "/into", "required");
    fault(merge(kind, id, "*", "x".repeat(121)), 422, "/into", "too_long");
    fault(merge(kind, id, "*", "a\u0000"), 400, "/into", "nul_character");
    fault(send("editor", kind, id, "*", "{}"), 422, "/into", "required");
    fault(send("editor", kind, id, "*", "{\"into\": 7}"), 400, "/into", "invalid_type");
    fault(
        send("editor", kind, id, "*", Map.of("into", other, "from", id)),
        400,
        "/from",
        "unknown_member");
    merge(kind, id, null, other).statusCode(428).body("code", equalTo("precondition_required"));
    merge(kind, id, "\"2\"", other).statusCode(412).body("currentVersion", is(1));
    merge(kind, UUID.randomUUID().toString(), "*", other).statusCode(404);
    merge(kind, "nobody-" + mark, "*", other).statusCode(404);
    for (String role : List.of("contributor", "author", "moderator")) {
      send(role, kind, id, "*", Map.of("into", other)).statusCode(403);
    }
    as().get(path(kind, id)).then().statusCode(200).body("version", is(1));
  }

  @ParameterizedTest
  @EnumSource
  void of_two_merged_into_each_other_at_once_one_stays(TermKind kind) {
    String left = add(kind, "Left " + mark);
    String right = add(kind, "Right " + mark);
    List<Integer> answers =
        atOnce(
                2,
                i ->
                    merge(kind, i == 0 ? left : right, "*", i == 0 ? right : left)
                        .extract()
                        .statusCode())
            .stream()
            .sorted()
            .toList();
    assertEquals(List.of(200, 409), answers);
    String stays = as().get(path(kind, left)).then().statusCode(200).extract().path("id");
    as().get(path(kind, right)).then().statusCode(200).body("id", equalTo(stays));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_published_meanwhile_is_not_lost(TermKind kind) {
    String heir = add(kind, "Heir " + mark);
    for (int round = 0; round < 5; round++) {
      String left = add(kind, "Left " + round + " " + mark);
      String one = draft("One " + round, under(kind, left));
      String two = published("Two " + round, under(kind, left));
      change(two, Map.of("kicker", "New"));
      List<Integer> answers =
          atOnce(
              3,
              i ->
                  (i == 0 ? merge(kind, left, "*", heir) : move(i == 1 ? one : two, "publish"))
                      .extract()
                      .statusCode());
      assertEquals(List.of(200, 200, 200), answers);
      for (String id : List.of(one, two)) {
        read(id).body(place(kind), contains(heir));
        copy(id).body("hasUnpublishedChanges", is(false));
        list(kind.word(), heir, "id", id).body("items.id", contains(id));
      }
      delivered(kind, heir).body("counts.articles", is(2 * round + 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_article_that_has_both_keeps_one(TermKind kind) {
    String left = add(kind, "Left " + mark);
    String heir = add(kind, "Heir " + mark);
    Object[] both =
        switch (kind) {
          case AUTHOR ->
              new Object[] {"bylines", List.of(Map.of("author", left), Map.of("author", heir))};
          case SECTION -> new Object[] {"section", left, "sections", List.of(heir)};
          case TAG -> new Object[] {"tags", List.of(left, heir)};
        };
    String id = published("Both " + mark, both);
    merge(kind, left, "*", heir).statusCode(200);
    for (ValidatableResponse answer : List.of(read(id), copy(id))) {
      answer.body(place(kind), contains(heir));
      if (kind == TermKind.SECTION) {
        answer.body("sections", hasSize(0));
      }
    }
    delivered(kind, heir).body("counts.articles", is(1));
  }

  private static void fault(ValidatableResponse answer, int status, String where, String code) {
    answer
        .statusCode(status)
        .body("errors", hasSize(1))
        .body("errors[0].pointer", equalTo(where))
        .body("errors[0].code", equalTo(code));
  }

  /** Where the ids of its kind stand with an article. */
  private static String place(TermKind kind) {
    return switch (kind) {
      case AUTHOR -> "bylines.author.id";
      case SECTION -> "findAll { it.key == 'section' }.collect { it.value.id }";
      case TAG -> "tags.id";
    };
  }

  private static Object[] under(TermKind kind, String ref) {
    return switch (kind) {
      case AUTHOR -> new Object[] {"bylines", List.of(Map.of("author", ref))};
      case SECTION -> new Object[] {"section", ref};
      case TAG -> new Object[] {"tags", List.of(ref)};
    };
  }

  private static RequestSpecification as() {
    return Keys.as("editor");
  }

  private static String path(TermKind kind, String ref) {
    return "/manage/v1/" + kind.word() + "s/" + ref;
  }

  private static ValidatableResponse post(TermKind kind, Map<String, ?> term) {
    return as().contentType(ContentType.JSON)
        .body(term)
        .post("/manage/v1/" + kind.word() + "s")
        .then();
  }

  private static String add(TermKind kind, String name) {
    return post(kind, Map.of("name", name)).statusCode(201).extract().path("id");
  }

  private static void rename(TermKind kind, String id, String slug) {
    NewsApi.patch("editor", path(kind, id), "*", Map.of("slug", slug)).statusCode(200);
  }

  private static ValidatableResponse merge(TermKind kind, String ref, String ifMatch, String into) {
    return send("editor", kind, ref, ifMatch, Map.of("into", into));
  }

  private static ValidatableResponse send(
      String role, TermKind kind, String ref, String ifMatch, Object body) {
    RequestSpecification request = Keys.as(role).contentType(ContentType.JSON).body(body);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.post(path(kind, ref) + "/merge").then();
  }

  private static ValidatableResponse delete(TermKind kind, String id, String reassignTo) {
    return as().header("If-Match", "*")
        .queryParam("reassignTo", reassignTo)
        .delete(path(kind, id))
        .then();
  }

  /** What a reader gets who is not led on by the client. */
  private static ValidatableResponse delivered(TermKind kind, String ref) {
    return given()
        .redirects()
        .follow(false)
        .queryParam("include", "counts")
        .get("/api/v1/" + kind.word() + "s/{ref}", ref)
        .then();
  }
}
