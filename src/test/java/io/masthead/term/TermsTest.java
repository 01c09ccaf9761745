package io.masthead.term;

import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What authors, sections and tags have alike, on the desk and for readers. */
@QuarkusTest
class TermsTest {

  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final String mark = mark();

  // Who may do what, and how

  @ParameterizedTest
  @EnumSource
  void roles_may_read_or_write(TermKind kind) {
    String id = add(kind, "Role " + mark);
    for (String role : List.of("contributor", "author", "moderator", "editor", "administrator")) {
      boolean reads = !role.equals("moderator");
      boolean writes = role.equals("editor") || role.equals("administrator");
      Keys.as(role).get(path(kind)).then().statusCode(reads ? 200 : 403);
      Keys.as(role).get(path(kind, id)).then().statusCode(reads ? 200 : 403);
      Keys.as(role)
          .contentType(ContentType.JSON)
          .body(Map.of("name", "By " + role + " " + mark))
          .post(path(kind))
          .then()
          .statusCode(writes ? 201 : 403);
      Keys.as(role)
          .contentType(MERGE_PATCH)
          .header("If-Match", "*")
          .body("{}")
          .patch(path(kind, id))
          .then()
          .statusCode(writes ? 200 : 403);
      String other = add(kind, "For " + role + " " + mark);
      Keys.as(role)
          .header("If-Match", "*")
          .delete(path(kind, other))
          .then()
          .statusCode(writes ? 204 : 403);
    }
  }

  @ParameterizedTest
  @EnumSource
  void without_a_key_nobody_gets_in(TermKind kind) {
    given().get(path(kind)).then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
    given().get(path(kind, mark)).then().statusCode(401);
    given()
        .header("Authorization", "Bearer mh_wrong")
        .get(path(kind))
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("name", "A"))
        .post(path(kind))
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @EnumSource
  void an_idempotency_key_adds_one_once(TermKind kind) {
    Map<String, String> term = Map.of("name", "Once " + mark);
    String id = keyed(kind, term).statusCode(201).extract().path("id");
    keyed(kind, term)
        .statusCode(201)
        .header("Location", equalTo(path(kind, id)))
        .header("ETag", "\"1\"")
        .header("Idempotent-Replayed", "true")
        .body("id", equalTo(id));
    keyed(kind, Map.of("name", "Twice " + mark))
        .statusCode(422)
        .body("code", equalTo("idempotency_mismatch"));
  }

  @ParameterizedTest
  @EnumSource
  void a_change_needs_the_version_it_is_made_to(TermKind kind) {
    String id = add(kind, "Versioned " + mark);
    as().contentType(MERGE_PATCH)
        .body("{}")
        .patch(path(kind, id))
        .then()
        .statusCode(428)
        .body("code", equalTo("precondition_required"));
    as().delete(path(kind, id)).then().statusCode(428);
    patch(kind, id, "\"7\"", Map.of("name", "X " + mark))
        .statusCode(412)
        .header("ETag", "\"1\"")
        .body("currentVersion", is(1));
    patch(kind, id, "W/\"1\"", Map.of("name", "X " + mark)).statusCode(412);
    as().header("If-Match", "\"7\"").delete(path(kind, id)).then().statusCode(412);
    patch(kind, id, "\"1\"", Map.of("name", "X " + mark)).statusCode(200);
    patch(kind, id, "\"1\"", Map.of("name", "Y " + mark)).statusCode(412);
  }

  // Slugs, of today and before

  @ParameterizedTest
  @EnumSource
  void a_slug_that_is_given_and_taken_is_a_conflict_that_says_with_whom(TermKind kind) {
    String id = add(kind, "Owner " + mark);
    String slug = "owner-" + mark;
    String other = add(kind, "Other " + mark);
    post(kind, Map.of("name", "New " + mark, "slug", slug.toUpperCase(Locale.ROOT)))
        .statusCode(409)
        .body("code", equalTo("slug_taken"))
        .body("conflictsWith", equalTo(id));
    patch(kind, other, "*", Map.of("slug", slug))
        .statusCode(409)
        .body("code", equalTo("slug_taken"))
        .body("conflictsWith", equalTo(id));
  }

  @ParameterizedTest
  @EnumSource
  void a_slug_that_was_changed_stays_its_terms_own(TermKind kind) {
    String id = add(kind, "First " + mark);
    change(kind, id, Map.of("slug", "second-" + mark));
    post(kind, Map.of("name", "Other " + mark, "slug", "first-" + mark))
        .statusCode(409)
        .body("code", equalTo("slug_taken"))
        .body("conflictsWith", equalTo(id));
    // Another name, since no two tags have one, that makes the same slug.
    post(kind, Map.of("name", "First! " + mark))
        .statusCode(201)
        .body("slug", equalTo("first-" + mark + "-2"));
  }

  @ParameterizedTest
  @EnumSource
  void a_term_may_take_its_own_old_slug_again(TermKind kind) {
    String id = add(kind, "First " + mark);
    change(kind, id, Map.of("slug", "second-" + mark));
    change(kind, id, Map.of("slug", "first-" + mark)).body("slug", equalTo("first-" + mark));
    change(kind, id, Map.of("slug", "third-" + mark));
    change(kind, id, "{\"slug\": null}").body("slug", equalTo("first-" + mark));
    published("x", under(kind, id));
    read(kind, "first-" + mark).statusCode(200);
    for (String old : List.of("second-" + mark, "third-" + mark)) {
      read(kind, old).statusCode(308).header("Location", delivered(kind, "first-" + mark));
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_desk_finds_a_term_by_any_slug_it_had(TermKind kind) {
    String id = add(kind, "First " + mark);
    change(kind, id, Map.of("slug", "second-" + mark));
    change(kind, "first-" + mark, Map.of("slug", "third-" + mark));
    for (String ref : List.of("first-" + mark, "SECOND-" + mark, "third-" + mark)) {
      as().get(path(kind, ref))
          .then()
          .statusCode(200)
          .body("id", equalTo(id))
          .body("slug", equalTo("third-" + mark));
    }
    String article = draft("x", under(kind, "first-" + mark));
    delete(kind, "second-" + mark, "*")
        .statusCode(409)
        .body("uses", equalTo(Map.of("articles", 1)));
    NewsApi.copy(article).statusCode(200);
  }

  @ParameterizedTest
  @EnumSource
  void a_reader_is_led_from_an_old_slug_to_the_one_of_today_in_one_hop(TermKind kind) {
    String id = add(kind, "First " + mark);
    change(kind, id, Map.of("slug", "second-" + mark));
    read(kind, "first-" + mark).statusCode(404);
    String article = published("x", under(kind, id));
    change(kind, id, Map.of("slug", "әр-" + mark));
    String today = delivered(kind, "%D3%99%D1%80-" + mark);
    for (String old : List.of("first-" + mark, "second-" + mark, "Second-" + mark)) {
      read(kind, old)
          .statusCode(308)
          .header("Location", today)
          .header("Cache-Control", "public, max-age=30");
      given()
          .redirects()
          .follow(false)
          .queryParam("include", "counts")
          .get(delivered(kind, old))
          .then()
          .statusCode(308)
          .header("Location", today + "?include=counts");
      given()
          .queryParam(kind.word(), old)
          .get("/api/v1/articles")
          .then()
          .statusCode(200)
          .body("items.id", contains(article));
    }
    read(kind, "әр-" + mark).statusCode(200).body("id", equalTo(id));
    read(kind, id.toUpperCase(Locale.ROOT)).statusCode(200);
  }

  @ParameterizedTest
  @EnumSource
  void another_spelling_of_a_slug_leads_to_the_one_there_is(TermKind kind) {
    String slug = "йод-" + mark;
    String id =
        post(kind, Map.of("name", "Iodine " + mark, "slug", slug))
            .statusCode(201)
            .extract()
            .path("id");
    published("x", under(kind, id));
    read(kind, slug).statusCode(200);
    for (String spelling :
        List.of(slug.toUpperCase(Locale.ROOT), Normalizer.normalize(slug, Normalizer.Form.NFD))) {
      read(kind, spelling)
          .statusCode(308)
          .header("Location", delivered(kind, "%D0%B9%D0%BE%D0%B4-" + mark));
    }
  }

  // Deletion

  @ParameterizedTest
  @EnumSource
  void slugs_of_one_that_gave_way_lead_to_its_heir(TermKind kind) {
    String left = add(kind, "First " + mark);
    change(kind, left, Map.of("slug", "second-" + mark));
    String between = add(kind, "Between " + mark);
    String heir = add(kind, "Heir " + mark);
    String article = published("x", under(kind, left));
    delete(kind, left, "*", "reassignTo", between).statusCode(204);
    delete(kind, between, "*", "reassignTo", "heir-" + mark).statusCode(204);
    for (String old : List.of("first-" + mark, "second-" + mark, "between-" + mark)) {
      read(kind, old).statusCode(308).header("Location", delivered(kind, "heir-" + mark));
      given()
          .queryParam(kind.word(), old)
          .get("/api/v1/articles")
          .then()
          .body("items.id", contains(article));
      post(kind, Map.of("name", "Late " + mark, "slug", old))
          .statusCode(409)
          .body("conflictsWith", equalTo(heir));
    }
    read(kind, left).statusCode(404);
    as().get(path(kind, heir)).then().body("version", is(1));
  }

  @ParameterizedTest
  @EnumSource
  void slugs_of_one_deleted_without_an_heir_are_forgotten(TermKind kind) {
    String id = add(kind, "First " + mark);
    change(kind, id, Map.of("slug", "second-" + mark));
    delete(kind, id, "\"2\"").statusCode(204);
    for (String slug : List.of("first-" + mark, "second-" + mark)) {
      as().get(path(kind, slug)).then().statusCode(404);
      post(kind, Map.of("name", "New " + slug, "slug", slug)).statusCode(201);
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_in_use_is_not_deleted_and_the_answer_tells_how_much_uses_it(TermKind kind) {
    String id = add(kind, "Used " + mark);
    draft("x", under(kind, id));
    NewsApi.bin(draft("x", under(kind, id)));
    delete(kind, id, "*")
        .statusCode(409)
        .body("code", equalTo("in_use"))
        .body("detail", equalTo("It is used by articles: 2."))
        .body("uses", equalTo(Map.of("articles", 2)));
    published("x", under(kind, id));
    delete(kind, id, "*")
        .statusCode(409)
        .body("detail", equalTo("It is used by articles: 3, editions: 1."))
        .body("uses", equalTo(Map.of("articles", 3, "editions", 1)));
    as().get(path(kind, id)).then().statusCode(200);
    as().get(path(kind, "nobody-" + mark)).then().statusCode(404).body("$", not(hasKey("uses")));
  }

  @ParameterizedTest
  @EnumSource
  void only_another_that_exists_takes_over(TermKind kind) {
    String id = add(kind, "Stays " + mark);
    change(kind, id, Map.of("slug", "stayed-" + mark));
    for (Map.Entry<String, String> refusal :
        Map.of(
                "nobody-" + mark,
                "not_found",
                UUID.randomUUID().toString(),
                "not_found",
                "stays-" + mark,
                "invalid_value",
                id,
                "invalid_value")
            .entrySet()) {
      delete(kind, id, "*", "reassignTo", refusal.getKey())
          .statusCode(422)
          .body("errors", hasSize(1))
          .body("errors[0].parameter", equalTo("reassignTo"))
          .body("errors[0].code", equalTo(refusal.getValue()));
    }
    as().get(path(kind, id)).then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource
  void one_that_is_gone_is_not_found(TermKind kind) {
    String id = add(kind, "Gone " + mark);
    delete(kind, id, "\"1\"").statusCode(204);
    as().get(path(kind, id)).then().statusCode(404);
    patch(kind, id, "*", Map.of("name", "X")).statusCode(404);
    delete(kind, id, "*").statusCode(404);
    post(kind, Map.of("name", "Gone " + mark)).body("slug", equalTo("gone-" + mark));
  }

  // Lists

  @ParameterizedTest
  @EnumSource
  void the_list_is_walked_backwards_too(TermKind kind) {
    for (int i = 0; i < 5; i++) {
      add(kind, mark + " " + i);
    }
    String second = list(kind, "limit", 2).body("items", hasSize(2)).extract().path("page.next");
    ValidatableResponse middle = list(kind, "limit", 2, "cursor", second);
    middle.body("items.name", contains(mark + " 2", mark + " 3"));
    list(kind, "limit", 2, "cursor", middle.extract().<String>path("page.previous"))
        .body("items.name", contains(mark + " 0", mark + " 1"))
        .body("page", not(hasKey("previous")));
    list(kind, "limit", 2, "total", true, "cursor", middle.extract().<String>path("page.next"))
        .body("items.name", contains(mark + " 4"))
        .body("page", not(hasKey("next")))
        .body("page.total", is(5));
  }

  @ParameterizedTest
  @EnumSource
  void a_cursor_of_another_list_is_refused(TermKind kind) {
    add(kind, mark + " 1");
    add(kind, mark + " 2");
    String cursor = list(kind, "limit", 1).extract().path("page.next");
    List<Map<String, Object>> queries = new ArrayList<>();
    queries.add(Map.of("cursor", cursor));
    queries.add(Map.of("cursor", "x" + cursor, "q", mark));
    queries.add(Map.of("cursor", "abc"));
    for (Map<String, Object> query : queries) {
      as().queryParams(query)
          .get(path(kind))
          .then()
          .statusCode(400)
          .body("errors[0].parameter", equalTo("cursor"));
    }
    TermKind other = kind == TermKind.TAG ? TermKind.AUTHOR : TermKind.TAG;
    assertEquals(
        400, as().queryParams(Map.of("q", mark, "cursor", cursor)).get(path(other)).statusCode());
  }

  private static io.restassured.specification.RequestSpecification as() {
    return Keys.as("editor");
  }

  private static String path(TermKind kind) {
    return "/manage/v1/" + kind.word() + "s";
  }

  private static String path(TermKind kind, String ref) {
    return path(kind) + "/" + ref;
  }

  private static String delivered(TermKind kind, String ref) {
    return "/api/v1/" + kind.word() + "s/" + ref;
  }

  private static Object[] under(TermKind kind, String ref) {
    return switch (kind) {
      case AUTHOR -> new Object[] {"bylines", List.of(Map.of("author", ref))};
      case SECTION -> new Object[] {"section", ref};
      case TAG -> new Object[] {"tags", List.of(ref)};
    };
  }

  private static ValidatableResponse post(TermKind kind, Map<String, ?> term) {
    return as().contentType(ContentType.JSON).body(term).post(path(kind)).then();
  }

  private ValidatableResponse keyed(TermKind kind, Map<String, ?> term) {
    return as().contentType(ContentType.JSON)
        .header("Idempotency-Key", "key-" + mark)
        .body(term)
        .post(path(kind))
        .then();
  }

  private static String add(TermKind kind, String name) {
    return post(kind, Map.of("name", name)).statusCode(201).extract().path("id");
  }

  private static ValidatableResponse patch(
      TermKind kind, String ref, String version, Object patch) {
    return NewsApi.patch("editor", path(kind, ref), version, patch);
  }

  private static ValidatableResponse change(TermKind kind, String ref, Object patch) {
    return patch(kind, ref, "*", patch).statusCode(200);
  }

  private static ValidatableResponse delete(
      TermKind kind, String ref, String version, Object... parameters) {
    return as().header("If-Match", version)
        .queryParams(NewsApi.members(parameters))
        .delete(path(kind, ref))
        .then();
  }

  /** What a reader gets who is not led on by the client. */
  private static ValidatableResponse read(TermKind kind, String ref) {
    return given().redirects().follow(false).get(delivered(kind, "{ref}"), ref).then();
  }

  private ValidatableResponse list(TermKind kind, Object... parameters) {
    return Keys.as("contributor")
        .queryParam("q", mark)
        .queryParams(NewsApi.members(parameters))
        .get(path(kind))
        .then()
        .statusCode(200);
  }
}
