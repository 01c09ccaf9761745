package io.masthead.taxonomy;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
class SectionsTest {

  private static final String PATH = "/manage/v1/sections";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  @Inject SectionService sections;
  @Inject ToldTerms told;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @Test
  void a_section_stands_below_another_given_by_slug_or_id() {
    String world = add("World " + mark, null);
    ValidatableResponse made =
        post(Map.of(
                "name",
                "Asia " + mark,
                "description",
                "From Ankara\nto Tokyo",
                "parent",
                "World-" + mark))
            .statusCode(201)
            .header("ETag", "\"1\"")
            .body("slug", equalTo("asia-" + mark))
            .body("description", equalTo("From Ankara\nto Tokyo"))
            .body(
                "parent",
                equalTo(Map.of("id", world, "slug", "world-" + mark, "name", "World " + mark)));
    String id = made.extract().path("id");
    made.header("Location", equalTo(PATH + "/" + id));
    Map<?, ?> whole = made.extract().as(Map.class);
    for (String ref : List.of(id, id.toUpperCase(Locale.ROOT), "asia-" + mark)) {
      assertEquals(
          whole,
          Keys.as("contributor")
              .get(PATH + "/" + ref)
              .then()
              .statusCode(200)
              .header("ETag", "\"1\"")
              .extract()
              .as(Map.class));
    }
    post(Map.of("name", "Europe " + mark, "parent", world))
        .statusCode(201)
        .body("parent.slug", equalTo("world-" + mark));
    Keys.as("contributor").get(PATH + "/" + world).then().body("parent", nullValue());
  }

  @Test
  void an_unknown_parent_is_refused() {
    for (String parent : List.of("nowhere-" + mark, UUID.randomUUID().toString(), "a b")) {
      post(Map.of("name", "Lost " + mark, "parent", parent))
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/parent"))
          .body("errors[0].code", equalTo("not_found"));
    }
  }

  @Test
  void a_section_never_stands_below_itself() {
    String top = add("Top " + mark, null);
    String middle = add("Middle " + mark, top);
    String bottom = add("Bottom " + mark, middle);
    for (String parent : List.of(top, middle, bottom)) {
      patch(top, "*", Map.of("parent", parent))
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/parent"))
          .body("errors[0].code", equalTo("cycle"));
    }
    assertEquals(List.of(), told.of(UUID.fromString(top)));
  }

  @Test
  void two_sections_moved_below_each_other_at_once_make_no_cycle() throws Exception {
    String left = add("Left " + mark, null);
    String right = add("Right " + mark, null);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Integer>> moves =
          List.of(
              () -> patch(left, "*", Map.of("parent", right)).extract().statusCode(),
              () -> patch(right, "*", Map.of("parent", left)).extract().statusCode());
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : pool.invokeAll(moves)) {
        answers.add(answer.get());
      }
      answers.sort(null);
      assertEquals(List.of(200, 422), answers);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void sections_nest_six_levels_deep_and_no_deeper() {
    String parent = null;
    for (int level = 1; level <= 6; level++) {
      parent = add("Level " + level + " " + mark, parent);
    }
    post(Map.of("name", "Level 7 " + mark, "parent", parent))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/parent"))
        .body("errors[0].code", equalTo("too_deep"));
    String upper = add("Upper " + mark, null);
    add("Lower " + mark, upper);
    patch(upper, "*", Map.of("parent", "level-5-" + mark))
        .statusCode(422)
        .body("errors[0].code", equalTo("too_deep"));
    patch(upper, "*", Map.of("parent", "level-4-" + mark)).statusCode(200);
  }

  @Test
  void a_section_is_moved_and_brought_back_to_the_top() {
    String from = add("From " + mark, null);
    String to = add("To " + mark, null);
    String id = add("Moved " + mark, from);
    patch(id, "\"1\"", Map.of("parent", "to-" + mark))
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("parent.id", equalTo(to));
    patch(id, "\"2\"", Map.of("parent", to)).header("ETag", "\"2\"");
    patch(id, "\"2\"", "{\"parent\": null}").header("ETag", "\"3\"").body("parent", nullValue());
    TaxonomyEvent moved = new TaxonomyEvent.SectionMoved(UUID.fromString(id));
    assertEquals(List.of(moved, moved), told.of(UUID.fromString(id)));
  }

  @Test
  void a_new_name_or_slug_is_told() {
    String id = add("Told " + mark, null);
    UUID section = UUID.fromString(id);
    patch(id, "*", Map.of("description", "x"));
    assertEquals(List.of(), told.of(section));
    patch(id, "*", Map.of("name", "Retold " + mark)).body("slug", equalTo("told-" + mark));
    assertEquals(
        List.of(
            new TaxonomyEvent.SectionChanged(
                new TermRef(section, "told-" + mark, "Retold " + mark))),
        told.of(section));
    patch(id, "*", "{\"slug\": null, \"description\": null}")
        .body("slug", equalTo("retold-" + mark))
        .body("description", nullValue());
  }

  @Test
  void two_sections_may_have_one_name_but_not_one_slug() {
    String sport = add("Sport " + mark, null);
    String first = add("Opinion " + mark, null);
    post(Map.of("name", "Opinion " + mark, "parent", sport))
        .statusCode(201)
        .body("slug", equalTo("opinion-" + mark + "-2"));
    post(Map.of("name", "Views", "slug", "opinion-" + mark))
        .statusCode(409)
        .body("code", equalTo("slug_taken"))
        .body("conflictsWith", equalTo(first));
  }

  @Test
  void a_section_with_sections_below_is_not_deleted() {
    String parent = add("Parent " + mark, null);
    String child = add("Child " + mark, parent);
    delete(parent)
        .statusCode(409)
        .body("code", equalTo("in_use"))
        .body("uses", equalTo(Map.of("sections", 1)));
    as().header("If-Match", "*")
        .queryParam("reassignTo", child)
        .delete(PATH + "/" + parent)
        .then()
        .statusCode(409)
        .body("code", equalTo("in_use"))
        .body("uses", equalTo(Map.of("sections", 1)));
    delete(child).statusCode(204);
    delete(parent).statusCode(204);
    Keys.as("contributor").get(PATH + "/" + parent).then().statusCode(404);
  }

  @Test
  void the_section_that_takes_over_is_told_before_the_other_is_deleted() {
    String heir = add("Heir " + mark, null);
    String left = add("Left " + mark, null);
    as().header("If-Match", "\"1\"")
        .queryParam("reassignTo", "heir-" + mark)
        .delete(PATH + "/" + left)
        .then()
        .statusCode(204);
    assertEquals(
        List.of(
            new TaxonomyEvent.SectionReassigned(
                UUID.fromString(left),
                new TermRef(UUID.fromString(heir), "heir-" + mark, "Heir " + mark),
                Keys.caller("editor"))),
        told.of(UUID.fromString(left)));
  }

  @Test
  void all_faults_are_told_at_once() {
    post(Map.of("name", " ", "slug", "a b", "description", "x".repeat(501), "parent", ""))
        .statusCode(422)
        .body(
            "errors.collect { it.pointer + ' ' + it.code }",
            hasItems(
                "/name required",
                "/slug invalid_format",
                "/description too_long",
                "/parent required"));
    post(Map.of("name", "A", "children", List.of()))
        .statusCode(400)
        .body("errors[0].code", equalTo("unknown_member"));
    post(Map.of("name", 7)).statusCode(400).body("errors[0].code", equalTo("invalid_type"));
  }

  @Test
  void the_list_is_walked_in_the_order_of_names_with_parents() {
    String top = add(mark + " A", null);
    HashSet<String> added = new HashSet<>(List.of(top));
    for (String name : List.of("B", "B", "Ё", "я")) {
      added.add(add(mark + " " + name, top));
    }
    List<String> walked = new ArrayList<>();
    String cursor = null;
    do {
      ValidatableResponse page =
          list(cursor == null
                  ? Map.of("q", mark, "limit", 2, "total", true)
                  : Map.of("q", mark, "limit", 2, "cursor", cursor))
              .statusCode(200);
      walked.addAll(page.extract().path("items.id"));
      cursor = page.extract().path("page.next");
    } while (cursor != null);
    assertEquals(5, walked.size());
    assertEquals(added, new HashSet<>(walked));
    list(Map.of("q", mark.toUpperCase(Locale.ROOT), "total", true))
        .body("page.total", is(5))
        .body(
            "items.name", contains(mark + " A", mark + " B", mark + " B", mark + " Ё", mark + " я"))
        .body("items[0].parent", nullValue())
        .body("items.parent.id", hasSize(4))
        .body("items[1].parent.slug", equalTo(mark + "-a"));
    String next = list(Map.of("q", mark, "limit", 4)).extract().path("page.next");
    String back =
        list(Map.of("q", mark, "limit", 4, "cursor", next)).extract().path("page.previous");
    list(Map.of("q", mark, "limit", 4, "cursor", back)).body("items[0].id", equalTo(top));
    list(Map.of("limit", 4, "cursor", next)).statusCode(400);
  }

  @Test
  void other_rooms_find_many_by_id_and_slug_at_once() {
    UUID top = UUID.fromString(add("Top " + mark, null));
    TermRef ref = new TermRef(top, "top-" + mark, "Top " + mark);
    assertEquals(
        Map.of(top.toString(), ref, "TOP-" + mark, ref),
        sections.find(List.of(top.toString(), "TOP-" + mark, "nowhere-" + mark)));
  }

  private static io.restassured.specification.RequestSpecification as() {
    return Keys.as("editor");
  }

  private static ValidatableResponse post(Object section) {
    return as().contentType(ContentType.JSON).body(section).post(PATH).then();
  }

  private static String add(String name, String parent) {
    return post(parent == null ? Map.of("name", name) : Map.of("name", name, "parent", parent))
        .statusCode(201)
        .extract()
        .path("id");
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
}
