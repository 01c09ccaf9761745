package io.masthead.edition;

import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.masthead.support.NewsApi.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authors, sections and tags for readers, and what a change of one does to published articles. */
@QuarkusTest
class TermReadsTest {

  private static final String API = "/api/v1/";
  private static final String MANAGE = "/manage/v1/";

  private static ValidatableResponse get(String kind, String ref, Object... parameters) {
    return given().queryParams(NewsApi.members(parameters)).get(API + kind + "/{ref}", ref).then();
  }

  /** Every id of the list, and the list read backwards is the same. */
  private static List<String> all(String kind) {
    List<String> seen = new ArrayList<>();
    String cursor = null;
    String last = null;
    do {
      Map<String, Object> asked = new HashMap<>(Map.of("limit", 5));
      if (cursor != null) {
        asked.put("cursor", cursor);
      }
      ValidatableResponse page = given().queryParams(asked).get(API + kind).then().statusCode(200);
      seen.addAll(page.extract().<List<String>>path("items.id"));
      last = page.extract().path("page.previous");
      cursor = page.extract().path("page.next");
    } while (cursor != null);
    return seen;
  }

  private static Made term(String kind, Object... members) {
    return switch (kind) {
      case "authors" -> author(members);
      case "sections" -> section(members);
      default -> tag(members);
    };
  }

  private static Object[] under(String kind, Made term) {
    return switch (kind) {
      case "authors" -> new Object[] {"bylines", List.of(Map.of("author", term.id()))};
      case "sections" -> new Object[] {"section", term.id()};
      default -> new Object[] {"tags", List.of(term.id())};
    };
  }

  private static String parameter(String kind) {
    return kind.substring(0, kind.length() - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"authors", "sections", "tags"})
  void only_those_with_something_published_are_there(String kind) {
    Made term = term(kind);
    String id = draft("Under it", under(kind, term));
    check(kind, term, false);
    publish(id);
    check(kind, term, true);
    get(kind, term.id().toUpperCase()).statusCode(200).body("id", equalTo(term.id()));
    move(id, "unpublish");
    check(kind, term, false);
    publish(id);
    bin(id);
    check(kind, term, false);
    move(id, "restore");
    publish(id);
    check(kind, term, true);
    move(id, "takedown", Map.of("reason", "rights"));
    check(kind, term, false);
  }

  private static void check(String kind, Made term, boolean there) {
    assertEquals(there, all(kind).contains(term.id()));
    for (String ref : List.of(term.id(), term.slug())) {
      get(kind, ref).statusCode(there ? 200 : 404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"authors", "sections", "tags"})
  void the_list_is_walked_by_name_both_ways(String kind) {
    String mark = mark();
    List<String> expected = new ArrayList<>();
    for (String name : List.of("Ель", "Ёж", "Ёлка", "Яма", "Әр")) {
      Made term = term(kind, "name", name + " " + mark);
      published("x", under(kind, term));
      expected.add(term.id());
    }
    List<String> all = all(kind);
    assertEquals(all.size(), new HashSet<>(all).size());
    assertTrue(all.containsAll(expected));
    assertTrue(all.indexOf(expected.get(1)) < all.indexOf(expected.get(3)));
    int total =
        given()
            .queryParam("total", true)
            .get(API + kind)
            .then()
            .extract()
            .<Integer>path("page.total");
    assertEquals(all.size(), total);

    String cursor =
        given().queryParam("limit", 3).get(API + kind).then().extract().path("page.next");
    ValidatableResponse second =
        given().queryParam("limit", 3).queryParam("cursor", cursor).get(API + kind).then();
    assertEquals(all.subList(3, 6), padded(second.extract().path("items.id"), all));
    String back = second.extract().path("page.previous");
    given()
        .queryParam("limit", 3)
        .queryParam("cursor", back)
        .get(API + kind)
        .then()
        .body("items.id", equalTo(all.subList(0, 3)))
        .body("page", not(hasKey("previous")));
    given().queryParam("cursor", back + "A").get(API + kind).then().statusCode(400);
    String other = kind.equals("tags") ? "authors" : "tags";
    given().queryParam("cursor", back).get(API + other).then().statusCode(400);
  }

  private static List<String> padded(List<String> ids, List<String> all) {
    return ids.size() == 3 ? ids : all.subList(3, Math.min(6, all.size()));
  }

  @Test
  void no_private_field_of_an_author_is_shown_anywhere() {
    String mark = mark();
    Made author =
        author(
            "name",
            "Ann " + mark,
            "email",
            "secret-" + mark + "@example.org",
            "note",
            "hidden-" + mark,
            "position",
            "Correspondent",
            "bio",
            "Writes.",
            "links",
            List.of(Map.of("rel", "site", "url", "https://ann.example/")));
    String id = published("x", "bylines", List.of(Map.of("author", author.id())));
    get("authors", author.id(), "include", "counts")
        .statusCode(200)
        .body(
            "keySet()",
            equalTo(
                java.util.Set.of(
                    "id", "slug", "name", "kind", "position", "bio", "links", "counts")))
        .body("links[0]", equalTo(Map.of("rel", "site", "url", "https://ann.example/")));
    for (String path :
        List.of(
            API + "authors?limit=100",
            API + "authors/" + author.slug(),
            API + "articles/" + id,
            API + "articles?include=body&author=" + author.slug())) {
      String text = RawHttp.get(path).text();
      assertFalse(text.contains("secret-" + mark), path);
      assertFalse(text.contains("hidden-" + mark), path);
    }
    get("authors", author.id()).body("$", not(hasKey("counts")));
    String open = "public-" + mark + "@example.org";
    patch("editor", MANAGE + "authors/" + author.id(), "*", Map.of("publicEmail", open));
    get("authors", author.id()).body("publicEmail", equalTo(open));
  }

  @Test
  void counts_are_of_what_is_published_under_it() {
    Made parent = section();
    Made child = section("parent", parent.slug());
    Made tag = tag();
    Made author = author();
    Object[] members = {
      "section", child.id(),
      "sections", List.of(parent.id()),
      "tags", List.of(tag.id()),
      "bylines",
          List.of(Map.of("author", author.id()), Map.of("author", author.id(), "role", "photo"))
    };
    String id = published("One", members);
    published("Two", "section", parent.id(), "tags", List.of(tag.id()));
    draft("Draft", members);
    given()
        .header("User-Agent", "Mozilla/5.0 (X11) Firefox/130.0")
        .post(API + "articles/" + id + "/views")
        .then()
        .statusCode(200);
    get("sections", child.id(), "include", "counts")
        .body("counts", equalTo(Map.of("articles", 1, "views", 1)));
    get("sections", parent.id(), "include", "counts")
        .body("counts", equalTo(Map.of("articles", 2, "views", 1)));
    get("tags", tag.id(), "include", "counts")
        .body("counts", equalTo(Map.of("articles", 2, "views", 1)));
    get("authors", author.id(), "include", "counts")
        .body("counts", equalTo(Map.of("articles", 1, "views", 1)));
  }

  @Test
  void a_section_tells_its_parent_and_the_children_that_have_something() {
    Made top = section();
    Made full = section("parent", top.slug());
    Made empty = section("parent", top.slug());
    Made deep = section("parent", full.slug());
    published("Deep", "section", deep.id());
    get("sections", top.id())
        .statusCode(200)
        .body("children.id", contains(full.id()))
        .body("$", not(hasKey("parent")));
    get("sections", full.id())
        .body("parent.id", equalTo(top.id()))
        .body("children.slug", contains(deep.slug()));
    get("sections", deep.id()).body("children", hasSize(0));
    get("sections", empty.id()).statusCode(404);
  }

  // What a change does to what is published

  @Test
  void a_new_name_of_an_author_is_seen_in_what_is_published() {
    Made author = author();
    String id =
        published(
            "x",
            "bylines",
            List.of(
                Map.of("author", author.id()),
                Map.of("author", author.id(), "name", "A. L.", "role", "photo"),
                Map.of("name", author.name())));
    String held = RawHttp.get(API + "articles/" + id).header("ETag");
    patch("editor", MANAGE + "authors/" + author.id(), "*", Map.of("name", "Renamed Author"));
    read(id)
        .body("bylines.name", contains("Renamed Author", "A. L.", author.name()))
        .body("bylines[0].author.name", equalTo("Renamed Author"))
        .body("bylines[1].author.name", equalTo("Renamed Author"));
    assertNotEquals(held, RawHttp.get(API + "articles/" + id).header("ETag"));
    copy(id).body("hasUnpublishedChanges", is(false));
    Object before = read(id).extract().as(Map.class);
    publish(id);
    assertEquals(before, read(id).extract().as(Map.class));
  }

  @Test
  void a_new_legal_name_leaves_what_was_printed() {
    Made author = author("kind", "staff");
    Object[] by = {"bylines", List.of(Map.of("author", author.id()))};
    String live = published("x", by);
    String back = published("x", by);
    move(back, "unpublish").statusCode(200);
    String draft = draft("x", by);
    rename(author, false, Map.of("name", "Legal Name", "kind", "contributor"));
    for (ValidatableResponse answer : List.of(read(live), copy(live), copy(back))) {
      answer
          .body("bylines[0].name", equalTo(author.name()))
          .body("bylines[0].kind", equalTo("staff"))
          .body("bylines[0].author.name", equalTo("Legal Name"));
    }
    copy(draft)
        .body("bylines[0].name", equalTo("Legal Name"))
        .body("bylines[0].kind", equalTo("contributor"));
    copy(live).body("hasUnpublishedChanges", is(false));
    Object before = read(live).extract().as(Map.class);
    for (String id : List.of(live, back, draft)) {
      publish(id);
    }
    assertEquals(before, read(live).extract().as(Map.class));
    read(back).body("bylines[0].name", equalTo(author.name()));
    read(draft).body("bylines[0].name", equalTo("Legal Name"));
    rename(author, true, Map.of("name", "Legal N. Name"));
    read(live).body("bylines[0].name", equalTo(author.name()));
    read(draft).body("bylines[0].name", equalTo("Legal N. Name"));
    change(live, Map.of("bylines", List.of(Map.of("author", author.id()))));
    publish(live);
    read(live)
        .body("bylines[0].name", equalTo("Legal N. Name"))
        .body("bylines[0].kind", equalTo("contributor"));
  }

  @Test
  void a_new_slug_alone_leaves_no_name_behind() {
    Made author = author();
    String id = published("x", "bylines", List.of(Map.of("author", author.id())));
    rename(author, false, Map.of("slug", "now-" + author.slug()));
    rename(author, true, Map.of("name", "Spelled Right"));
    for (ValidatableResponse answer : List.of(read(id), copy(id))) {
      answer
          .body("bylines[0].name", equalTo("Spelled Right"))
          .body("bylines[0].author.slug", equalTo("now-" + author.slug()));
    }
  }

  private static void rename(Made author, boolean rewritePublished, Map<String, ?> patch) {
    Keys.as("editor")
        .contentType("application/merge-patch+json")
        .header("If-Match", "*")
        .queryParam("rewritePublished", rewritePublished)
        .body(patch)
        .patch(MANAGE + "authors/" + author.id())
        .then()
        .statusCode(200);
  }

  @Test
  void a_new_name_or_slug_of_a_section_or_tag_is_seen_in_what_is_published() {
    Made top = section();
    Made child = section("parent", top.slug());
    Made further = section();
    Made tag = tag();
    String id =
        published(
            "x",
            "section",
            child.id(),
            "sections",
            List.of(further.id()),
            "tags",
            List.of(tag().id(), tag.id()));
    for (Made section : List.of(child, further)) {
      patch(
          "editor",
          MANAGE + "sections/" + section.id(),
          "*",
          Map.of("name", "New " + section.name(), "slug", "new-" + section.slug()));
    }
    String renamed = unique("Renamed");
    patch("editor", MANAGE + "tags/" + tag.id(), "*", Map.of("name", renamed));
    read(id)
        .body("section.name", equalTo("New " + child.name()))
        .body("section.slug", equalTo("new-" + child.slug()))
        .body("sections[0].name", equalTo("New " + further.name()))
        .body("tags[1].name", equalTo(renamed));
    list("section", "new-" + child.slug()).body("items.id", contains(id));
    copy(id).body("hasUnpublishedChanges", is(false));
    String held = RawHttp.get(API + "articles/" + id).header("ETag");
    patch("editor", MANAGE + "sections/" + top.id(), "*", Map.of("name", unique("Top")));
    assertEquals(
        held,
        RawHttp.get(API + "articles/" + id).header("ETag"),
        "what is not named in it does not change it");
  }

  @Test
  void a_section_that_moves_takes_its_articles_along() {
    Made from = section();
    Made to = section();
    Made moved = section("parent", from.slug());
    Made below = section("parent", moved.slug());
    String id = published("x", "section", below.id());
    list("section", from.slug()).body("items.id", contains(id));
    list("section", to.slug()).body("items", hasSize(0));
    patch("editor", MANAGE + "sections/" + moved.id(), "*", Map.of("parent", to.slug()))
        .statusCode(200);
    list("section", from.slug()).body("items", hasSize(0));
    get("sections", from.id()).statusCode(404);
    for (Made section : List.of(to, moved, below)) {
      list("section", section.slug()).body("items.id", contains(id));
    }
    Map<String, Object> top = new HashMap<>();
    top.put("parent", null);
    patch("editor", MANAGE + "sections/" + moved.id(), "*", top).statusCode(200);
    list("section", to.slug()).body("items", hasSize(0));
    list("section", moved.slug()).body("items.id", contains(id));
  }

  @Test
  void whoever_publishes_while_a_name_changes_shows_the_name_it_has_in_the_end() {
    Made author = author();
    Made tag = tag();
    List<String> drafts = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      drafts.add(
          draft("x", "bylines", List.of(Map.of("author", author.id())), "tags", List.of(tag.id())));
    }
    atOnce(
        4,
        who -> {
          for (int i = 0; i < 8; i++) {
            if (who < 3) {
              publish(drafts.get(who * 8 + i));
            } else {
              patch(
                  "editor",
                  MANAGE + "authors/" + author.id(),
                  "*",
                  Map.of("name", author.name() + " " + i));
              patch(
                  "editor", MANAGE + "tags/" + tag.id(), "*", Map.of("name", tag.name() + " " + i));
            }
          }
          return null;
        });
    list("tag", tag.id(), "limit", 100)
        .body("items", hasSize(24))
        .body(
            "items.bylines.flatten().name", equalTo(Collections.nCopies(24, author.name() + " 7")))
        .body("items.tags.flatten().name", equalTo(Collections.nCopies(24, tag.name() + " 7")));
  }

  @Test
  void whoever_publishes_while_another_takes_over_ends_with_the_other() {
    for (int round = 0; round < 4; round++) {
      Made left = tag();
      Made heir = tag();
      String id = draft("x", "tags", List.of(left.id()));
      List<Integer> statuses =
          atOnce(
              3,
              who ->
                  (who < 2 ? move(id, "publish") : delete("tags", left, "reassignTo", heir.id()))
                      .extract()
                      .statusCode());
      assertEquals(List.of(200, 200, 204), statuses);
      read(id).body("tags.id", contains(heir.id()));
      list("tag", heir.id()).body("items.id", contains(id));
    }
  }

  // Deletion

  private static ValidatableResponse delete(String kind, Made term, Object... parameters) {
    return Keys.as("editor")
        .header("If-Match", "*")
        .queryParams(NewsApi.members(parameters))
        .delete(MANAGE + kind + "/" + term.id())
        .then();
  }

  @ParameterizedTest
  @ValueSource(strings = {"authors", "sections", "tags"})
  void one_in_use_is_not_deleted(String kind) {
    Made inDraft = term(kind);
    draft("x", under(kind, inDraft));
    delete(kind, inDraft).statusCode(409).body("code", equalTo("in_use"));
    Made live = term(kind);
    String id = published("x", under(kind, live));
    delete(kind, live).statusCode(409).body("code", equalTo("in_use"));
    Made once = term(kind);
    String changed = published("x", under(kind, once));
    change(changed, Map.of("bylines", List.of(Map.of("name", "N")), "tags", List.of()));
    Map<String, Object> none = new HashMap<>();
    none.put("section", null);
    change(changed, none);
    delete(kind, once).statusCode(409).body("uses", equalTo(Map.of("editions", 1)));
    read(id).statusCode(200);
    read(changed).statusCode(200);
    publish(changed);
    delete(kind, once).statusCode(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"authors", "sections", "tags"})
  void what_takes_over_stands_in_its_place_everywhere(String kind) {
    Made left = term(kind);
    Made heir = term(kind);
    String live = published("Live", under(kind, left));
    String draft = draft("Draft", under(kind, left));
    String changed = published("Changed", under(kind, left));
    change(changed, Map.of("kicker", "unseen"));
    String held = RawHttp.get(API + "articles/" + live).header("ETag");
    delete(kind, left, "reassignTo", heir.slug()).statusCode(204);
    for (ValidatableResponse answer :
        List.of(read(live), copy(live), copy(draft), read(changed), copy(changed))) {
      switch (kind) {
        case "authors" ->
            answer
                .body("bylines.name", contains(heir.name()))
                .body("bylines[0].author.id", equalTo(heir.id()));
        case "sections" -> answer.body("section.name", equalTo(heir.name()));
        default -> answer.body("tags.slug", contains(heir.slug()));
      }
    }
    assertNotEquals(held, RawHttp.get(API + "articles/" + live).header("ETag"));
    list(parameter(kind), heir.slug()).body("items", hasSize(2));
    list(parameter(kind), left.slug()).body("items", hasSize(2));
    list(parameter(kind), left.id()).body("items", hasSize(0));
    get(kind, left.id()).statusCode(404);
    get(kind, heir.id()).statusCode(200);
    copy(live).body("hasUnpublishedChanges", is(false));
    copy(changed).body("hasUnpublishedChanges", is(true));
    read(changed).body("$", not(hasKey("kicker")));
    Object before = read(live).extract().as(Map.class);
    publish(live);
    assertEquals(before, read(live).extract().as(Map.class));
  }

  @Test
  void what_takes_over_does_not_come_twice() {
    Made left = section();
    Made heir = section();
    Made leftTag = tag();
    Made heirTag = tag();
    Made leftAuthor = author("kind", "guest");
    Made heirAuthor = author("kind", "agency");
    Object[] members = {
      "section", left.id(),
      "sections", List.of(heir.id()),
      "tags", List.of(heirTag.id(), leftTag.id()),
      "bylines",
          List.of(
              Map.of("author", leftAuthor.id()),
              Map.of("author", leftAuthor.id(), "role", "photo"),
              Map.of("author", heirAuthor.id()))
    };
    String one = published("One", members);
    String two = published("Two", "section", heir.id(), "sections", List.of(left.id()));
    delete("sections", left, "reassignTo", heir.id()).statusCode(204);
    delete("tags", leftTag, "reassignTo", heirTag.id()).statusCode(204);
    delete("authors", leftAuthor, "reassignTo", heirAuthor.id()).statusCode(204);
    for (ValidatableResponse answer : List.of(read(one), copy(one))) {
      answer
          .body("section.id", equalTo(heir.id()))
          .body("sections", hasSize(0))
          .body("tags.id", contains(heirTag.id()))
          .body("bylines.role", contains("photo", "writer"))
          .body("bylines.author.id", contains(heirAuthor.id(), heirAuthor.id()))
          .body("bylines.kind", contains("agency", "agency"));
    }
    for (ValidatableResponse answer : List.of(read(two), copy(two))) {
      answer.body("section.id", equalTo(heir.id())).body("sections", hasSize(0));
    }
  }

  @Test
  void an_author_kept_as_text_leaves_the_name_that_was_printed() {
    Made author = author("kind", "contributor");
    String live = published("Live", "bylines", List.of(Map.of("author", author.id())));
    String draft = draft("Draft", "bylines", List.of(Map.of("author", author.id(), "name", "A.")));
    delete("authors", author, "keepAsText", true).statusCode(204);
    for (ValidatableResponse answer : List.of(read(live), copy(live))) {
      answer
          .body("bylines.name", contains(author.name()))
          .body("bylines.kind", contains("contributor"))
          .body("bylines[0]", not(hasKey("author")));
    }
    copy(draft).body("bylines.name", contains("A.")).body("bylines[0]", not(hasKey("author")));
    copy(live).body("hasUnpublishedChanges", is(false));
    get("authors", author.id()).statusCode(404);
    list("author", author.slug()).body("items", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include=articles",
        "include=*",
        "include=counts,counts",
        "fields=name",
        "sort=up",
        "filter[passwordHash][startsWith]=%242",
        "email=a",
        "limit=0",
        "cursor=x",
        "q=a"
      })
  void what_no_list_of_theirs_takes_is_refused_by_name(String query) {
    for (String kind : List.of("authors", "sections", "tags")) {
      given()
          .urlEncodingEnabled(false)
          .get(API + kind + "?" + query.replace("[", "%5B").replace("]", "%5D"))
          .then()
          .statusCode(400)
          .body("errors[0].parameter", equalTo(query.substring(0, query.indexOf('='))));
    }
  }
}
