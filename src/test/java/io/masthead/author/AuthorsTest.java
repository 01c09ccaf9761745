package io.masthead.author;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuthorsTest {

  private static final String PATH = "/manage/v1/authors";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  @Inject AuthorService authors;
  @Inject ToldAuthors told;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @Test
  void an_author_is_added_with_all_fields_and_read_by_id_and_slug() {
    Map<String, Object> author =
        Map.ofEntries(
            Map.entry("name", "Ann Lee " + mark),
            Map.entry("sortName", "Lee, Ann " + mark),
            Map.entry("kind", "contributor"),
            Map.entry("position", "Correspondent"),
            Map.entry("affiliation", "The Daily"),
            Map.entry("bio", "Writes.\r\n\r\nTravels."),
            Map.entry("links", List.of(Map.of("rel", "site", "url", "https://ann.example/"))),
            Map.entry("publicEmail", "ann@example.org"),
            Map.entry("location", "Almaty"),
            Map.entry("email", "ann.private@example.org"),
            Map.entry("note", "Prefers mornings"));
    ValidatableResponse made =
        post(author)
            .statusCode(201)
            .header("ETag", "\"1\"")
            .header("Cache-Control", "private, no-store")
            .body("version", is(1))
            .body("slug", equalTo("ann-lee-" + mark))
            .body("sortName", equalTo("Lee, Ann " + mark))
            .body("kind", equalTo("contributor"))
            .body("bio", equalTo("Writes.\n\nTravels."))
            .body("links", contains(Map.of("rel", "site", "url", "https://ann.example/")))
            .body("email", equalTo("ann.private@example.org"))
            .body("createdAt", matchesPattern("\\d{4}-.*T.*\\.\\d{3}Z"));
    String id = made.extract().path("id");
    made.header("Location", equalTo(PATH + "/" + id));
    Map<String, Object> whole = made.extract().as(Map.class);
    for (String ref :
        List.of(
            id, id.toUpperCase(Locale.ROOT), "ann-lee-" + mark, "Ann-Lee-" + mark.toUpperCase())) {
      Map<?, ?> read =
          Keys.as("contributor")
              .get(PATH + "/" + ref)
              .then()
              .statusCode(200)
              .header("ETag", "\"1\"")
              .extract()
              .as(Map.class);
      assertEquals(whole, read);
    }
  }

  @Test
  void a_name_alone_is_enough() {
    post(Map.of("name", "Solo " + mark))
        .statusCode(201)
        .body("sortName", equalTo("Solo " + mark))
        .body("kind", equalTo("staff"))
        .body("links", hasSize(0))
        .body("$", org.hamcrest.Matchers.not(org.hamcrest.Matchers.hasKey("bio")));
  }

  @Test
  void a_slug_that_is_made_is_numbered_where_it_is_taken() {
    post(Map.of("name", "Twin " + mark)).body("slug", equalTo("twin-" + mark));
    post(Map.of("name", "Twin " + mark)).body("slug", equalTo("twin-" + mark + "-2"));
    post(Map.of("name", "Twin " + mark)).body("slug", equalTo("twin-" + mark + "-3"));
  }

  @Test
  void authors_of_one_name_added_at_once_get_different_slugs() throws Exception {
    Keys.of("editor");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      Callable<String> add =
          () ->
              post(Map.of("name", "Crowd " + mark)).statusCode(201).extract().<String>path("slug");
      List<Future<String>> added =
          pool.invokeAll(IntStream.range(0, 16).mapToObj(i -> add).toList());
      HashSet<String> slugs = new HashSet<>();
      for (Future<String> slug : added) {
        slugs.add(slug.get());
      }
      assertEquals(16, slugs.size());
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a--b, invalid_format",
    "search, reserved",
    "0198f2a0-0000-7000-8000-000000000000, invalid_format"
  })
  void a_slug_that_no_address_can_hold_is_refused(String slug, String code) {
    post(Map.of("name", "Bad", "slug", slug))
        .statusCode(422)
        .body("errors", hasSize(1))
        .body("errors[0].pointer", equalTo("/slug"))
        .body("errors[0].code", equalTo(code));
  }

  @Test
  void all_faults_are_told_at_once() {
    post(Map.of(
            "name", "x".repeat(121),
            "bio", "x".repeat(2001),
            "email", "nobody",
            "location", " ",
            "links",
                List.of(
                    Map.of("rel", "Site", "url", "https://a.example"),
                    Map.of("rel", "site", "url", "http://a.example"),
                    Map.of("rel", "site"))))
        .statusCode(422)
        .body("code", equalTo("validation"))
        .body(
            "errors.collect { it.pointer + ' ' + it.code }",
            hasItems(
                "/name too_long",
                "/bio too_long",
                "/email invalid_format",
                "/location required",
                "/links/0/rel invalid_format",
                "/links/1/url invalid_format",
                "/links/2/url required"));
  }

  @Test
  void lengths_are_counted_in_code_points_and_the_limit_itself_is_accepted() {
    post(Map.of("name", "😀".repeat(120), "bio", "ы".repeat(2000))).statusCode(201);
    Map<String, String> link = Map.of("rel", "site", "url", "https://a.example");
    post(Map.of("name", "Links", "links", java.util.Collections.nCopies(11, link)))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/links"))
        .body("errors[0].code", equalTo("too_many"));
  }

  @Test
  void a_missing_name_an_unknown_member_and_an_unknown_kind_are_refused() {
    post(Map.of("slug", "x-" + mark))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/name"))
        .body("errors[0].code", equalTo("required"));
    post(Map.of("name", "A", "id", UUID.randomUUID().toString()))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/id"))
        .body("errors[0].code", equalTo("unknown_member"));
    post(Map.of("name", "A", "kind", "robot"))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/kind"));
    as().contentType(ContentType.JSON).post(PATH).then().statusCode(400);
  }

  @Test
  void a_patch_changes_what_it_names_and_null_removes() {
    String id =
        post(Map.of(
                "name",
                "Patch " + mark,
                "position",
                "Editor",
                "links",
                List.of(Map.of("rel", "site", "url", "https://a.example"))))
            .extract()
            .path("id");
    patch(id, "\"1\"", "{\"position\": null, \"bio\": \"New\", \"links\": null}")
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("version", is(2))
        .body("position", nullValue())
        .body("bio", equalTo("New"))
        .body("links", hasSize(0))
        .body("name", equalTo("Patch " + mark));
    patch(id, "\"2\"", "{\"name\": null}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/name"))
        .body("errors[0].code", equalTo("required"));
    patch(id, "\"2\"", "{\"version\": 9}")
        .statusCode(400)
        .body("errors[0].code", equalTo("unknown_member"));
    patch(id, "\"2\"", "[]").statusCode(400);
    Keys.as("contributor").get(PATH + "/" + id).then().body("version", is(2));
  }

  @Test
  void a_sort_name_follows_the_name_until_it_is_set() {
    String id = add("Before " + mark);
    patch(id, "*", Map.of("name", "After " + mark)).body("sortName", equalTo("After " + mark));
    patch(id, "*", Map.of("sortName", "Set " + mark)).body("sortName", equalTo("Set " + mark));
    patch(id, "*", Map.of("name", "Later " + mark)).body("sortName", equalTo("Set " + mark));
    patch(id, "*", "{\"sortName\": null}").body("sortName", equalTo("Later " + mark));
  }

  @Test
  void a_renamed_author_keeps_the_slug_until_it_is_removed() {
    String id = add("Old Name " + mark);
    patch(id, "*", Map.of("name", "New Name " + mark)).body("slug", equalTo("old-name-" + mark));
    patch(id, "*", "{\"slug\": null}").body("slug", equalTo("new-name-" + mark));
    patch(id, "*", "{\"slug\": null}").body("slug", equalTo("new-name-" + mark));
  }

  @Test
  void a_patch_that_changes_nothing_leaves_the_version() {
    String id = add("Still " + mark);
    patch(id, "\"1\"", Map.of("name", "Still " + mark)).header("ETag", "\"1\"");
  }

  @Test
  void of_changes_made_at_once_to_one_version_one_wins() throws Exception {
    String id = add("Raced " + mark);
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<Callable<Integer>> changes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String bio = "Bio " + i;
        changes.add(() -> patch(id, "\"1\"", Map.of("bio", bio)).extract().statusCode());
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : pool.invokeAll(changes)) {
        answers.add(answer.get());
      }
      answers.sort(null);
      assertEquals(List.of(200, 412, 412, 412, 412, 412), answers);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_new_name_or_slug_is_told_and_nothing_else_is() {
    String id = add("Told " + mark);
    UUID author = UUID.fromString(id);
    patch(id, "*", Map.of("bio", "x"));
    assertEquals(List.of(), told.of(author));
    patch(id, "*", Map.of("name", "Retold " + mark));
    as().contentType(MERGE_PATCH)
        .header("If-Match", "*")
        .queryParam("rewritePublished", false)
        .body(Map.of("slug", "retold-" + mark))
        .patch(PATH + "/" + id)
        .then()
        .statusCode(200);
    assertEquals(
        List.of(
            new AuthorEvent.Renamed(
                new AuthorRef(author, "told-" + mark, "Retold " + mark, "staff"),
                "Told " + mark,
                true),
            new AuthorEvent.Renamed(
                new AuthorRef(author, "retold-" + mark, "Retold " + mark, "staff"),
                "Retold " + mark,
                false)),
        told.of(author));
  }

  @Test
  void what_takes_over_is_told_before_the_author_is_deleted() {
    String heir = add("Heir " + mark);
    String left = add("Left " + mark);
    String text = add("Text " + mark);
    as().header("If-Match", "\"1\"")
        .queryParam("reassignTo", "heir-" + mark)
        .delete(PATH + "/" + left)
        .then()
        .statusCode(204);
    as().header("If-Match", "\"1\"")
        .queryParam("keepAsText", true)
        .delete(PATH + "/" + text)
        .then()
        .statusCode(204);
    assertEquals(
        List.of(
            new AuthorEvent.Reassigned(
                UUID.fromString(left),
                new AuthorRef(UUID.fromString(heir), "heir-" + mark, "Heir " + mark, "staff"),
                Keys.caller("editor"))),
        told.of(UUID.fromString(left)));
    assertEquals(
        List.of(
            new AuthorEvent.KeptAsText(
                UUID.fromString(text), "Text " + mark, Keys.caller("editor"))),
        told.of(UUID.fromString(text)));
  }

  @Test
  void an_author_is_either_kept_as_text_or_gives_way_to_another() {
    String id = add("Stays " + mark);
    as().header("If-Match", "*")
        .queryParam("reassignTo", add("Heir " + mark))
        .queryParam("keepAsText", true)
        .delete(PATH + "/" + id)
        .then()
        .statusCode(422)
        .body("errors[0].parameter", equalTo("keepAsText"));
    assertEquals(List.of(), told.of(UUID.fromString(id)));
  }

  @Test
  void the_list_is_walked_in_the_order_of_sort_names_without_repeat_or_gap() {
    List<String> added = new ArrayList<>();
    for (String name : List.of("ёлка", "Ёж", "Ель", "яма", "Әсем", "Zoë", "zoe", "Same", "Same")) {
      added.add(add(mark + " " + name));
    }
    List<String> forward = walk(mark, 2);
    assertEquals(added.size(), forward.size());
    assertEquals(new HashSet<>(added), new HashSet<>(forward));
    List<String> names =
        forward.stream()
            .map(
                id ->
                    Keys.as("contributor")
                        .get(PATH + "/" + id)
                        .then()
                        .extract()
                        .<String>path("name"))
            .map(name -> name.substring(mark.length() + 1))
            .toList();
    assertTrue(names.indexOf("Ёж") < names.indexOf("яма"), names::toString);
    assertTrue(names.indexOf("Әсем") < names.indexOf("яма"), names::toString);
    assertTrue(names.indexOf("zoe") < names.indexOf("Ёж"), names::toString);
    assertEquals(1, Math.abs(names.indexOf("zoe") - names.indexOf("Zoë")), names::toString);
  }

  @Test
  void the_list_is_filtered_by_the_beginning_of_either_name_in_any_case() {
    post(Map.of("name", "Айгүл " + mark, "sortName", mark + " Сейітова"));
    add("Other " + mark);
    list(Map.of("q", "АЙГҮЛ " + mark, "total", true))
        .body("items", hasSize(1))
        .body("page.total", is(1));
    list(Map.of("q", mark.toUpperCase(Locale.ROOT))).body("items", hasSize(1));
    list(Map.of("q", "%" + mark)).body("items", hasSize(0));
    list(Map.of("q", "other " + mark))
        .body("items", hasSize(1))
        .body("page.total", nullValue())
        .body("page.limit", is(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit=1&limit=2",
        "total=yes",
        "sort=name",
        "q="
      })
  void a_query_that_is_not_understood_is_refused(String query) {
    as().get(PATH + "?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors[0].parameter", equalTo(query.substring(0, query.indexOf('='))));
  }

  @Test
  void what_never_was_is_not_found() {
    for (String ref : List.of(UUID.randomUUID().toString(), "nobody-" + mark, "не-найден")) {
      Keys.as("contributor")
          .get(PATH + "/{ref}", ref)
          .then()
          .statusCode(404)
          .body("code", equalTo("not_found"));
    }
    Keys.as("contributor").get(PATH + "/" + "a".repeat(121)).then().statusCode(400);
    Keys.as("contributor").get(PATH + "/{ref}", "a b").then().statusCode(400);
  }

  @Test
  void a_patch_of_another_media_type_is_refused() {
    String id = add("Typed " + mark);
    as().contentType(ContentType.JSON)
        .header("If-Match", "*")
        .body("{}")
        .patch(PATH + "/" + id)
        .then()
        .statusCode(415)
        .header("Accept-Patch", MERGE_PATCH);
  }

  @Test
  void other_rooms_find_many_by_id_and_slug_at_once() {
    UUID one = UUID.fromString(add("One " + mark));
    UUID two = UUID.fromString(add("Two " + mark));
    String upper = one.toString().toUpperCase(Locale.ROOT);
    Map<String, AuthorRef> found =
        authors.find(List.of(upper, "Two-" + mark, "nobody-" + mark, "a b", "", "\u0000"));
    assertEquals(
        Map.of(
            upper,
            new AuthorRef(one, "one-" + mark, "One " + mark, "staff"),
            "Two-" + mark,
            new AuthorRef(two, "two-" + mark, "Two " + mark, "staff")),
        found);
    assertEquals(Map.of(), authors.find(List.of()));
  }

  private static RequestSpecification as() {
    return Keys.as("editor");
  }

  private static ValidatableResponse post(Object author) {
    return as().contentType(ContentType.JSON).body(author).post(PATH).then();
  }

  private static String add(String name) {
    return post(Map.of("name", name)).statusCode(201).extract().path("id");
  }

  private static ValidatableResponse patch(String id, String version, Object patch) {
    return as().contentType(MERGE_PATCH)
        .header("If-Match", version)
        .body(patch)
        .patch(PATH + "/" + id)
        .then();
  }

  private static ValidatableResponse delete(String id) {
    return as().header("If-Match", "*").delete(PATH + "/" + id).then();
  }

  private static ValidatableResponse list(Map<String, ?> query) {
    return Keys.as("contributor").queryParams(query).get(PATH).then();
  }

  private static List<String> walk(String q, int limit) {
    List<String> ids = new ArrayList<>();
    String at = null;
    do {
      ValidatableResponse page =
          list(at == null
                  ? Map.of("q", q, "limit", limit)
                  : Map.of("q", q, "limit", limit, "cursor", at))
              .statusCode(200);
      ids.addAll(page.extract().path("items.id"));
      at = page.extract().path("page.next");
    } while (at != null);
    return ids;
  }
}
