package io.masthead.taxonomy;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
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
class TagsTest {

  private static final String PATH = "/manage/v1/tags";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  @Inject TagService tags;
  @Inject ToldTerms told;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @Test
  void a_tag_is_added_and_read_by_id_and_slug() {
    ValidatableResponse made =
        post(Map.of("name", " Railways " + mark + " ", "description", "On rails"))
            .statusCode(201)
            .header("ETag", "\"1\"")
            .body("name", equalTo("Railways " + mark))
            .body("slug", equalTo("railways-" + mark))
            .body("description", equalTo("On rails"));
    String id = made.extract().path("id");
    made.header("Location", equalTo(PATH + "/" + id));
    Map<?, ?> whole = made.extract().as(Map.class);
    for (String ref : List.of(id, id.toUpperCase(Locale.ROOT), "RAILWAYS-" + mark)) {
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
  }

  @Test
  void a_tag_typed_in_another_form_or_case_is_the_same_tag() {
    String name = "Қостанай й " + mark;
    String id = add(name);
    for (String twin :
        List.of(
            Normalizer.normalize(name, Normalizer.Form.NFD),
            name.toUpperCase(Locale.ROOT),
            "  " + name.toLowerCase(Locale.ROOT))) {
      post(Map.of("name", twin))
          .statusCode(409)
          .body("code", equalTo("name_taken"))
          .body("conflictsWith", equalTo(id));
    }
    String other = add("Other " + mark);
    patch(other, "*", Map.of("name", Normalizer.normalize(name, Normalizer.Form.NFD)))
        .statusCode(409)
        .body("code", equalTo("name_taken"))
        .body("conflictsWith", equalTo(id));
    patch(id, "*", Map.of("name", name.toUpperCase(Locale.ROOT)))
        .statusCode(200)
        .body("name", equalTo(name.toUpperCase(Locale.ROOT)));
  }

  @Test
  void a_slug_in_another_form_finds_its_tag() {
    String slug = "йод-" + mark;
    String id = post(Map.of("name", "Iodine " + mark, "slug", slug)).extract().path("id");
    Keys.as("contributor")
        .get(PATH + "/{tag}", Normalizer.normalize(slug, Normalizer.Form.NFD))
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("slug", equalTo(slug));
  }

  @Test
  void one_tag_added_many_times_at_once_is_added_once() throws Exception {
    Keys.of("editor");
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      Callable<Integer> add = () -> post(Map.of("name", "Rush " + mark)).extract().statusCode();
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : pool.invokeAll(Collections.nCopies(6, add))) {
        answers.add(answer.get());
      }
      answers.sort(null);
      assertEquals(List.of(201, 409, 409, 409, 409, 409), answers);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void names_that_make_one_slug_are_numbered() {
    post(Map.of("name", "C " + mark)).body("slug", equalTo("c-" + mark));
    post(Map.of("name", "C++ " + mark)).body("slug", equalTo("c-" + mark + "-2"));
  }

  @Test
  void all_faults_are_told_at_once() {
    post(Map.of("name", "x".repeat(121), "slug", "feed", "description", "x".repeat(501)))
        .statusCode(422)
        .body(
            "errors.collect { it.pointer + ' ' + it.code }",
            hasItems("/name too_long", "/slug reserved", "/description too_long"));
    for (Map.Entry<String, String> sign :
        Map.of("a\u0000b", "nul_character", "a\nb", "control_character", "a\u202Eb", "bidi_control")
            .entrySet()) {
      ValidatableResponse answer = post(Map.of("name", sign.getKey()));
      answer.body("errors[0].pointer", equalTo("/name"));
      answer.body("errors[0].code", equalTo(sign.getValue()));
    }
    post(Map.of("name", "A", "parent", "b"))
        .statusCode(400)
        .body("errors[0].code", equalTo("unknown_member"));
  }

  @Test
  void a_patch_changes_what_it_names_and_null_removes() {
    String id = post(Map.of("name", "Old " + mark, "description", "x")).extract().path("id");
    patch(id, "\"1\"", "{\"description\": null}")
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("description", nullValue());
    patch(id, "\"2\"", "{}").header("ETag", "\"2\"");
    patch(id, "\"2\"", Map.of("name", "New " + mark)).body("slug", equalTo("old-" + mark));
    patch(id, "\"3\"", "{\"slug\": null}").body("slug", equalTo("new-" + mark));
    patch(id, "\"4\"", "{\"name\": null}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/name"));
    patch(id, "\"4\"", "{\"id\": \"x\"}")
        .statusCode(400)
        .body("errors[0].code", equalTo("unknown_member"));
    UUID tag = UUID.fromString(id);
    assertEquals(
        List.of(
            new TaxonomyEvent.TagChanged(new TermRef(tag, "old-" + mark, "New " + mark)),
            new TaxonomyEvent.TagChanged(new TermRef(tag, "new-" + mark, "New " + mark))),
        told.of(tag));
  }

  @Test
  void a_tag_is_deleted_and_what_takes_over_is_told_before() {
    String heir = add("Heir " + mark);
    String left = add("Left " + mark);
    as().header("If-Match", "\"1\"")
        .queryParam("reassignTo", heir)
        .delete(PATH + "/" + left)
        .then()
        .statusCode(204);
    assertEquals(
        List.of(
            new TaxonomyEvent.TagReassigned(
                UUID.fromString(left),
                new TermRef(UUID.fromString(heir), "heir-" + mark, "Heir " + mark),
                Keys.caller("editor"))),
        told.of(UUID.fromString(left)));
    delete(left).statusCode(404);
    delete(heir).statusCode(204);
    add("Left " + mark);
  }

  @Test
  void the_list_is_walked_in_the_order_of_names_without_repeat_or_gap() {
    HashSet<String> added = new HashSet<>();
    for (String name : List.of("я", "ё", "b", "A", "z")) {
      added.add(add(mark + " " + name));
    }
    List<String> walked = new ArrayList<>();
    String cursor = null;
    do {
      ValidatableResponse page =
          list(cursor == null
                  ? Map.of("q", mark, "limit", 2)
                  : Map.of("q", mark, "limit", 2, "cursor", cursor))
              .statusCode(200);
      walked.addAll(page.extract().path("items.id"));
      cursor = page.extract().path("page.next");
    } while (cursor != null);
    assertEquals(5, walked.size());
    assertEquals(added, new HashSet<>(walked));
    list(Map.of("q", mark, "total", true))
        .body("page.total", is(5))
        .body(
            "items.name",
            contains(mark + " A", mark + " b", mark + " z", mark + " ё", mark + " я"));
    String next = list(Map.of("q", mark, "limit", 3)).extract().path("page.next");
    String back =
        list(Map.of("q", mark, "limit", 3, "cursor", next)).extract().path("page.previous");
    list(Map.of("q", mark, "limit", 3, "cursor", back))
        .body("items.name", contains(mark + " A", mark + " b", mark + " z"));
    list(Map.of("q", mark.substring(0, 7), "cursor", next)).statusCode(400);
  }

  @Test
  void other_rooms_find_many_by_id_and_slug_at_once() {
    UUID one = UUID.fromString(add("One " + mark));
    UUID two = UUID.fromString(add("Two " + mark));
    assertEquals(
        Map.of(
            one.toString(),
            new TermRef(one, "one-" + mark, "One " + mark),
            "Two-" + mark,
            new TermRef(two, "two-" + mark, "Two " + mark)),
        tags.find(List.of(one.toString(), "Two-" + mark, "none-" + mark, "", "a b")));
  }

  private static RequestSpecification as() {
    return Keys.as("editor");
  }

  private static ValidatableResponse post(Object tag) {
    return as().contentType(ContentType.JSON).body(tag).post(PATH).then();
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
}
