package io.masthead.taxonomy;

import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The order of sections among their siblings, and what moves and merges make of the tree. */
@QuarkusTest
class SectionTreeTest {

  private static final String PATH = "/manage/v1/sections";

  private final String mark = mark();

  @Test
  void a_section_goes_before_or_after_a_sibling_and_to_the_end() {
    String top = add("Top", null);
    String b = add("B", top);
    String c = add("C", top);
    String a = add("A", top);
    assertEquals(List.of(top, b, c, a), tree(top));
    move(a, Map.of("before", b)).header("ETag", "\"2\"").body("parent.id", equalTo(top));
    assertEquals(List.of(top, a, b, c), tree(top));
    move(a, Map.of("after", "b-" + mark)).header("ETag", "\"3\"");
    assertEquals(List.of(top, b, a, c), tree(top));
    move(b, Map.of("parent", top)).header("ETag", "\"2\"");
    assertEquals(List.of(top, a, c, b), tree(top));
    String below = add("Below", c);
    move(a, Map.of("before", below)).body("parent.id", equalTo(c));
    assertEquals(List.of(top, c, a, below, b), tree(top));
    for (String each : List.of(c, below)) {
      Keys.as("editor").get(PATH + "/" + each).then().header("ETag", "\"1\"");
    }
  }

  @Test
  void where_it_stands_already_nothing_changes() {
    String top = add("Top", null);
    String a = add("A", top);
    String b = add("B", top);
    for (Map<String, String> place : List.of(Map.of("after", a), Map.of("parent", top))) {
      move(b, place).header("ETag", "\"1\"");
    }
    move(a, Map.of("before", b)).header("ETag", "\"1\"");
    assertEquals(List.of(top, a, b), tree(top));
  }

  @Test
  void without_a_place_it_goes_to_the_end_of_the_top() {
    String top = add("Top", null);
    String a = add("A", top);
    move(a, Map.of()).body("parent", nullValue());
    assertEquals(List.of(top, a), all().stream().filter(List.of(top, a)::contains).toList());
  }

  @Test
  void one_that_gets_another_parent_by_a_patch_comes_last_there() {
    String top = add("Top", null);
    String moved = add("Moved", null);
    String a = add("A", top);
    NewsApi.patch("editor", PATH + "/" + moved, "*", Map.of("parent", top)).statusCode(200);
    assertEquals(List.of(top, a, moved), tree(top));
  }

  @Test
  void readers_get_the_tree_where_they_ask_for_it() {
    String top = add("Z", null);
    String b = add("B", top);
    String a = add("A", top);
    String none = add("None", top);
    for (String section : List.of(a, b)) {
      published("In it", "section", section);
    }
    assertEquals(List.of(top, b, a), delivered(List.of(top, a, b, none)));
    move(a, Map.of("before", b));
    assertEquals(List.of(top, a, b), delivered(List.of(top, a, b, none)));
    given().get("/api/v1/sections?sort=views").then().statusCode(400);
    String next = given().get("/api/v1/sections?sort=tree&limit=1").path("page.next");
    given().get("/api/v1/sections?limit=1&cursor=" + next).then().statusCode(400);
  }

  @Test
  void the_desks_tree_is_listed_whole() {
    add("One", null);
    add("Two", null);
    Keys.as("contributor")
        .get(PATH + "?sort=tree&q=x")
        .then()
        .statusCode(400)
        .body("errors[0].parameter", equalTo("q"))
        .body("errors[0].code", equalTo("not_allowed"));
    Keys.as("contributor").get(PATH + "?sort=tree&total=true&limit=1").then().statusCode(200);
    Keys.as("contributor").get(PATH + "?sort=up").then().statusCode(400);
    String next =
        Keys.as("contributor").get(PATH + "?sort=tree&limit=1").then().extract().path("page.next");
    ValidatableResponse second =
        Keys.as("contributor").get(PATH + "?sort=tree&limit=1&cursor=" + next).then();
    second.body("items", hasSize(1));
    String back = second.extract().path("page.previous");
    Keys.as("contributor")
        .get(PATH + "?sort=tree&limit=1&cursor=" + back)
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
  }

  @Test
  void articles_below_are_counted_where_the_section_stands() {
    String left = add("Left", null);
    String right = add("Right", null);
    String moved = add("Moved", left);
    String deep = add("Deep", moved);
    String one = published("One", "section", deep);
    String two = published("Two", "section", moved, "sections", List.of(deep));
    count(left, 2);
    move(moved, Map.of("parent", right));
    count(right, 2);
    count(moved, 2);
    count(deep, 2);
    given().get("/api/v1/sections/" + left).then().statusCode(404);
    list("section", left).body("items", hasSize(0));
    list("section", right, "sort", "title").body("items.id", contains(one, two));
  }

  @Test
  void a_section_never_moves_below_itself() {
    String top = add("Top", null);
    String middle = add("Middle", top);
    String bottom = add("Bottom", middle);
    for (String parent : List.of(top, middle, bottom)) {
      fault(send("editor", top, "move", "*", Map.of("parent", parent)), 422, "/parent", "cycle");
    }
    fault(send("editor", top, "move", "*", Map.of("before", bottom)), 422, "/before", "cycle");
    fault(send("editor", top, "move", "*", Map.of("after", bottom)), 422, "/after", "cycle");
    fault(send("editor", top, "move", "*", Map.of("after", top)), 422, "/after", "invalid_value");
    assertEquals(List.of(top, middle, bottom), tree(top));
  }

  @Test
  void of_two_moved_below_each_other_at_once_one_is_refused() {
    for (int round = 0; round < 5; round++) {
      String left = add("Left " + round, null);
      String right = add("Right " + round, null);
      List<Integer> answers =
          atOnce(
                  2,
                  i ->
                      send(
                              "editor",
                              i == 0 ? left : right,
                              "move",
                              "\"1\"",
                              Map.of("parent", i == 0 ? right : left))
                          .extract()
                          .statusCode())
              .stream()
              .sorted()
              .toList();
      assertEquals(List.of(200, 422), answers);
    }
  }

  @Test
  void siblings_moved_at_once_keep_one_order() {
    String top = add("Top", null);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(add("S" + i, top));
    }
    List<Integer> answers =
        atOnce(
            6,
            i ->
                send("editor", all.get(i), "move", "*", Map.of("before", all.get((i + 3) % 6)))
                    .extract()
                    .statusCode());
    assertEquals(List.of(200, 200, 200, 200, 200, 200), answers);
    List<String> tree = tree(top);
    assertEquals(7, tree.size());
    assertEquals(tree, tree(top));
  }

  @Test
  void a_move_that_cannot_be_is_told() {
    String id = add("One", null);
    String other = add("Other", null);
    for (String member : List.of("before", "after", "parent")) {
      String at = "/" + member;
      fault(moveTo(id, member, "nowhere-" + mark), 422, at, "not_found");
      fault(moveTo(id, member, UUID.randomUUID().toString()), 422, at, "not_found");
      fault(moveTo(id, member, "x".repeat(121)), 422, at, "too_long");
      fault(moveTo(id, member, "a\u0000"), 400, at, "nul_character");
      fault(moveTo(id, member, 7), 400, at, "invalid_type");
    }
    fault(moveTo(id, "position", 7), 400, "/position", "unknown_member");
    Map<String, Object> two = Map.of("before", other, "after", other);
    fault(send("editor", id, "move", "*", two), 422, "/after", "not_allowed");
    Map<String, Object> both = Map.of("before", other, "parent", other);
    fault(send("editor", id, "move", "*", both), 422, "/parent", "not_allowed");
    send("editor", id, "move", null, Map.of()).statusCode(428);
    send("editor", id, "move", "\"2\"", Map.of()).statusCode(412).body("currentVersion", is(1));
    send("editor", "nowhere-" + mark, "move", "*", Map.of()).statusCode(404);
    for (String role : List.of("contributor", "author", "moderator")) {
      send(role, id, "move", "*", Map.of()).statusCode(403);
    }
    String parent = null;
    for (int level = 1; level <= 6; level++) {
      parent = add("Level " + level, parent);
    }
    fault(moveTo(id, "parent", parent), 422, "/parent", "too_deep");
    moveTo(id, "before", add("Below", "level-5-" + mark)).statusCode(200);
  }

  @Test
  void what_stood_below_the_one_that_is_merged_comes_last_below_the_other() {
    String left = add("Left", null);
    String heir = add("Heir", null);
    String own = add("Own", heir);
    String b = add("B", left);
    String a = add("A", left);
    String one = published("One", "section", a);
    String two = published("Two", "section", left, "sections", List.of(b));
    merge(left, heir).statusCode(200);
    assertEquals(List.of(heir, own, b, a), tree(heir));
    Keys.as("editor").get(PATH + "/" + a).then().header("ETag", "\"2\"");
    count(heir, 2);
    count(a, 1);
    count(b, 1);
    list("section", left, "sort", "title").body("items.id", contains(one, two));
  }

  @Test
  void a_section_is_not_merged_into_one_below_it_but_into_the_one_above() {
    String top = add("Top", null);
    String middle = add("Middle", top);
    String bottom = add("Bottom", middle);
    published("One", "section", bottom);
    for (String below : List.of(middle, bottom)) {
      fault(merge(top, below), 422, "/into", "cycle");
    }
    merge(middle, top).statusCode(200);
    assertEquals(List.of(top, bottom), tree(top));
    count(top, 1);
    String parent = null;
    for (int level = 1; level <= 6; level++) {
      parent = add("Level " + level, parent);
    }
    fault(merge(top, parent), 422, "/into", "too_deep");
    merge(top, "level-5-" + mark).statusCode(200);
    assertEquals(List.of(parent, bottom), tree("level-5-" + mark).subList(1, 3));
    count("level-1-" + mark, 1);
  }

  private void count(String section, int articles) {
    given()
        .get("/api/v1/sections/" + section + "?include=counts")
        .then()
        .body("counts.articles", is(articles));
  }

  private static void fault(ValidatableResponse answer, int status, String where, String code) {
    answer
        .statusCode(status)
        .body("errors.pointer", contains(where))
        .body("errors.code", contains(code));
  }

  private String add(String name, String parent) {
    Map<String, Object> section = new HashMap<>(Map.of("name", name + " " + mark));
    if (parent != null) {
      section.put("parent", parent);
    }
    return Keys.as("editor")
        .contentType(ContentType.JSON)
        .body(section)
        .post(PATH)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static ValidatableResponse move(String id, Map<String, ?> place) {
    return send("editor", id, "move", "*", place).statusCode(200);
  }

  private static ValidatableResponse moveTo(String id, String member, Object value) {
    return send("editor", id, "move", "*", Map.of(member, value));
  }

  private static ValidatableResponse merge(String id, String into) {
    return send("editor", id, "merge", "*", Map.of("into", into));
  }

  private static ValidatableResponse send(
      String role, String id, String verb, String ifMatch, Object body) {
    RequestSpecification request = Keys.as(role).contentType(ContentType.JSON).body(body);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.post(PATH + "/" + id + "/" + verb).then();
  }

  /** The section and what stands below it, in order, as the desk lists it. */
  private static List<String> tree(String top) {
    String root = Keys.as("editor").get(PATH + "/" + top).then().extract().path("id");
    List<String> below = new ArrayList<>();
    for (Map<String, Object> section : sections()) {
      Map<?, ?> parent = (Map<?, ?>) section.get("parent");
      String id = (String) section.get("id");
      if (id.equals(root) || parent != null && below.contains(parent.get("id"))) {
        below.add(id);
      }
    }
    return below;
  }

  private static List<String> all() {
    return sections().stream().map(section -> (String) section.get("id")).toList();
  }

  private static List<Map<String, Object>> sections() {
    List<Map<String, Object>> all = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification asked = Keys.as("contributor").queryParam("sort", "tree");
      if (cursor != null) {
        asked.queryParam("cursor", cursor);
      }
      ValidatableResponse page = asked.queryParam("limit", 100).get(PATH).then().statusCode(200);
      all.addAll(page.extract().<List<Map<String, Object>>>path("items"));
      cursor = page.extract().path("page.next");
    } while (cursor != null);
    return all;
  }

  /** Those of the given sections that readers see, in the order of the tree. */
  private static List<String> delivered(List<String> of) {
    List<String> all = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification asked = given().queryParam("sort", "tree").queryParam("limit", 7);
      if (cursor != null) {
        asked.queryParam("cursor", cursor);
      }
      ValidatableResponse page = asked.get("/api/v1/sections").then().statusCode(200);
      all.addAll(page.extract().<List<String>>path("items.id"));
      cursor = page.extract().path("page.next");
    } while (cursor != null);
    return all.stream().filter(of::contains).toList();
  }
}
