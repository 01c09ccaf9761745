package io.masthead.article;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.members;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One thing done to many articles. */
@QuarkusTest
class BulkArticlesTest {

  private static final String PATH = "/manage/v1/articles/bulk";

  @Inject Published database;

  private final String mark = mark();

  @Test
  void each_is_done_by_itself_and_told_in_the_order_given() {
    String fit = draft("Fit " + mark);
    String unfit = draft("Unfit " + mark, "bylines", List.of());
    String live = published("Live " + mark);
    String archived = published("Archived " + mark);
    move(archived, "archive").statusCode(200);
    String nobody = UUID.randomUUID().toString();
    ValidatableResponse done = bulk("publish", "ids", List.of(archived, live, nobody, unfit, fit));
    done.statusCode(200)
        .body("items.id", contains(archived, live, nobody, unfit, fit))
        .body("items.status", contains("failed", "unchanged", "failed", "failed", "done"))
        .body("items.version", contains(null, 2, null, null, 2))
        .body("items.problem.code", contains("illegal_transition", "not_found", "validation"))
        .body("items[0].problem.status", is(409))
        .body(
            "items[0].problem.detail",
            equalTo("From archived it cannot publish; allowed: [restore, delete]."))
        .body("items[2].problem.status", is(404))
        .body("items[3].problem.status", is(422))
        .body("items[3].problem.errors.pointer", contains("/bylines"))
        .body("items[3].problem.errors.code", contains("required"));
    read(fit).statusCode(200);
    copy(unfit).body("state", equalTo("draft")).body("version", is(1));
    revision(fit, "published");
  }

  @Test
  void every_action_leads_where_its_verb_does_and_a_second_time_nowhere() {
    String id = draft("One " + mark);
    String other = draft("Other " + mark);
    int version = 1;
    for (Map.Entry<String, String> step :
        List.of(
            Map.entry("submit", "in_review"),
            Map.entry("withdraw", "draft"),
            Map.entry("publish", "published"),
            Map.entry("unpublish", "draft"),
            Map.entry("bin", "draft"),
            Map.entry("restore", "draft"),
            Map.entry("publish", "published"),
            Map.entry("archive", "archived"),
            Map.entry("restore", "draft"))) {
      version++;
      bulk(step.getKey(), "ids", List.of(id, other))
          .statusCode(200)
          .body("items.status", contains("done", "done"))
          .body("items.version", contains(version, version));
      copy(id).body("state", equalTo(step.getValue())).body("version", is(version));
      bulk(step.getKey(), "ids", List.of(id))
          .body("items.status", contains("unchanged"))
          .body("items.version", contains(version));
    }
  }

  @Test
  void tags_come_and_go_and_sections_change_without_the_rest() {
    Made first = tag();
    Made second = tag();
    Made third = tag();
    Made section = section();
    String id = published("One " + mark, "tags", List.of(first.id()));
    String full = draft("Full " + mark, "tags", thirty());
    bulk("tag", "ids", List.of(id, full), "tags", List.of(second.slug(), third.id(), first.slug()))
        .body("items.status", contains("done", "failed"))
        .body("items[1].problem.status", is(422))
        .body("items[1].problem.errors.pointer", contains("/tags"))
        .body("items[1].problem.errors.code", contains("too_many"));
    copy(id)
        .body("tags.id", contains(first.id(), second.id(), third.id()))
        .body("title", equalTo("One " + mark))
        .body("unpublishedChanges", contains("tags"));
    read(id).body("tags.id", contains(first.id()));
    bulk("tag", "ids", List.of(id), "tags", List.of(third.id()))
        .body("items.status", contains("unchanged"));
    bulk("untag", "ids", List.of(id), "tags", List.of(first.id(), third.slug()))
        .body("items.status", contains("done"));
    copy(id).body("tags.id", contains(second.id()));
    bulk("untag", "ids", List.of(id), "tags", List.of(first.id()))
        .body("items.status", contains("unchanged"));
    bulk("move_section", "ids", List.of(id), "section", section.slug())
        .body("items.status", contains("done"));
    copy(id).body("section.id", equalTo(section.id())).body("tags.id", contains(second.id()));
    bulk("move_section", "ids", List.of(id), "section", section.id())
        .body("items.status", contains("unchanged"));
    revision(id, "edited");
  }

  private static List<String> thirty() {
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tags.add(tag().id());
    }
    return tags;
  }

  @Test
  void a_filter_finds_what_all_of_it_says() {
    Made world = section();
    Made asia = section("parent", world.id());
    Made tag = tag();
    Made author = author();
    String one =
        draft(
            "One " + mark,
            "section",
            asia.id(),
            "tags",
            List.of(tag.id()),
            "bylines",
            List.of(Map.of("author", author.id())));
    String two = draft("Two " + mark, "sections", List.of(world.id()), "lang", "kk");
    String three = draft("Three " + mark, "section", world.id());
    move(three, "submit").statusCode(200);
    String binned = draft("Binned " + mark, "section", world.id());
    bin(binned).statusCode(204);
    Made label = tag();
    filtered(label, Map.of("section", world.slug()), one, two, three);
    filtered(label, Map.of("section", asia.id()), one);
    filtered(label, Map.of("section", world.id(), "state", "draft"), one, two);
    filtered(label, Map.of("section", world.id(), "lang", "KK"), two);
    filtered(label, Map.of("tag", tag.slug()), one);
    filtered(label, Map.of("author", author.slug()), one);
    filtered(label, Map.of("q", "three " + mark), three);
    filtered(label, Map.of("q", mark, "author", author.id(), "state", "in_review"));
    bulk("restore", "filter", Map.of("q", mark, "binned", true))
        .body("items.id", contains(binned))
        .body("items.status", contains("done"));
  }

  private void filtered(Made label, Map<String, Object> filter, String... found) {
    bulk("tag", "filter", filter, "tags", List.of(label.id()))
        .statusCode(200)
        .body("items.id", equalTo(List.of(found)));
  }

  @Test
  void what_is_not_ones_own_fails_and_what_no_role_of_ones_own_may_do_is_refused() {
    String own = NewsApi.create("contributor", NewsApi.article("Own " + mark)).extract().path("id");
    String others = draft("Others " + mark);
    send("contributor", null, members("action", "submit", "ids", List.of(others, own)))
        .statusCode(200)
        .body("items.status", contains("failed", "done"))
        .body("items[0].problem.status", is(404));
    send("contributor", null, members("action", "submit", "filter", Map.of("q", mark)))
        .body("items.id", contains(own));
    move(own, "publish").statusCode(200);
    for (String action : List.of("bin", "tag")) {
      Map<String, Object> asked = members("action", action, "ids", List.of(own));
      if (action.equals("tag")) {
        asked.put("tags", List.of(tag().id()));
      }
      send("contributor", null, asked)
          .statusCode(200)
          .body("items[0].problem.status", is(403))
          .body("items[0].problem.code", equalTo("forbidden"));
    }
    for (Map.Entry<String, String> refused :
        Set.of(
            Map.entry("contributor", "publish"),
            Map.entry("contributor", "unpublish"),
            Map.entry("contributor", "archive"),
            Map.entry("author", "archive"),
            Map.entry("moderator", "bin"))) {
      send(refused.getKey(), null, members("action", refused.getValue(), "ids", List.of(own)))
          .statusCode(403);
    }
    read(own).statusCode(200);
  }

  @Test
  void with_a_key_nothing_is_done_twice() {
    String id = draft("One " + mark);
    String unfit = draft("Unfit " + mark, "bylines", List.of());
    Map<String, Object> asked = members("action", "publish", "ids", List.of(id, unfit));
    Object first = send("editor", mark, asked).statusCode(200).extract().as(Map.class);
    change(unfit, Map.of("bylines", List.of(Map.of("name", "P. Guest"))));
    move(id, "unpublish").statusCode(200);
    assertEquals(first, send("editor", mark, asked).statusCode(200).extract().as(Map.class));
    copy(id).body("state", equalTo("draft"));
    copy(unfit).body("state", equalTo("draft"));
    send("editor", mark, members("action", "publish", "ids", List.of(unfit)))
        .statusCode(422)
        .body("code", equalTo("idempotency_mismatch"));
    send("editor", "x".repeat(256), asked).statusCode(400);
    copy(unfit).body("state", equalTo("draft"));
  }

  @Test
  void with_a_key_a_filter_means_what_it_found_first() {
    String id = draft("One " + mark);
    Map<String, Object> asked =
        members("action", "submit", "filter", Map.of("q", mark, "state", "draft"));
    send("editor", mark, asked).body("items.id", contains(id));
    draft("Two " + mark);
    send("editor", mark, asked)
        .body("items.id", contains(id))
        .body("items.status", contains("done"));
  }

  @Test
  void at_once_with_one_key_it_is_done_once() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(draft(i + " " + mark));
    }
    Map<String, Object> asked = members("action", "publish", "ids", ids);
    List<Object> answers =
        NewsApi.atOnce(4, i -> send("editor", mark, asked).statusCode(200).extract().as(Map.class));
    assertEquals(Collections.nCopies(4, answers.get(0)), answers);
    ids.forEach(id -> copy(id).body("version", is(2)));
  }

  @Test
  void two_who_act_on_the_same_ones_in_other_orders_both_end() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(draft(i + " " + mark));
    }
    List<String> reversed = new ArrayList<>(ids);
    Collections.reverse(reversed);
    Made one = tag();
    Made two = tag();
    List<Integer> statuses =
        NewsApi.atOnce(
            2,
            i ->
                bulk(
                        "tag",
                        "ids",
                        i == 0 ? ids : reversed,
                        "tags",
                        List.of((i == 0 ? one : two).id()))
                    .body("items.status", equalTo(Collections.nCopies(8, "done")))
                    .extract()
                    .statusCode());
    assertEquals(List.of(200, 200), statuses);
    ids.forEach(id -> copy(id).body("tags", hasSize(2)).body("version", is(3)));
  }

  @Test
  void a_thousand_are_taken_and_one_more_is_not() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(UUID.randomUUID().toString());
    }
    bulk("bin", "ids", ids).statusCode(200).body("items", hasSize(1000));
    ids.add(UUID.randomUUID().toString());
    fault(bulk("bin", "ids", ids), 422, "/ids", "too_many");
  }

  @Test
  void a_filter_that_finds_more_than_a_thousand_is_told_how_many() {
    Made section = section();
    String id = draft("First " + mark);
    database.run(
        """
        insert into article (id, version, state, lang, slug, title, section_id, content,
          created_at, created_by, owner_id, modified_at, modified_by)
        select gen_random_uuid(), 1, 'draft', 'en', '%s-' || n, 'Many', '%s', '{}',
          created_at, created_by, owner_id, modified_at, modified_by
        from article, generate_series(1, 1001) n where id = '%s'
        """
            .formatted(mark, section.id(), id));
    ValidatableResponse answer = bulk("bin", "filter", Map.of("section", section.id()));
    fault(answer, 422, "/filter", "too_many");
    answer.body("detail", equalTo("it finds 1001 articles; at most 1000 are taken"));
    database.run("delete from article where section_id = '" + section.id() + "'");
  }

  @Test
  void what_cannot_be_asked_is_told() {
    String id = UUID.randomUUID().toString();
    fault(bulk("bin"), 422, "/ids", "required");
    fault(bulk("bin", "ids", List.of()), 422, "/ids", "too_few");
    fault(bulk("bin", "ids", List.of(id, id)), 422, "/ids/1", "not_unique");
    fault(bulk("bin", "ids", List.of("x")), 400, "/ids/0", "invalid_format");
    fault(
        bulk("bin", "ids", List.of(id), "filter", Map.of("q", "x")), 422, "/filter", "not_allowed");
    fault(bulk("bin", "filter", Map.of()), 422, "/filter", "required");
    fault(bulk("bin", "filter", Map.of("state", "gone")), 400, "/filter/state", "invalid_value");
    fault(bulk("bin", "filter", Map.of("lang", "??")), 422, "/filter/lang", "invalid_format");
    fault(bulk("bin", "filter", Map.of("q", "a\u0000")), 400, "/filter/q", "nul_character");
    fault(bulk("bin", "filter", Map.of("q", "x".repeat(201))), 422, "/filter/q", "too_long");
    fault(bulk("bin", "filter", Map.of("owner", "x")), 400, "/filter/owner", "unknown_member");
    for (String term : List.of("section", "tag", "author")) {
      String at = "/filter/" + term;
      fault(bulk("bin", "filter", Map.of(term, "no-" + mark)), 422, at, "not_found");
      fault(bulk("bin", "filter", Map.of(term, id)), 422, at, "not_found");
    }
    fault(bulk("delete", "ids", List.of(id)), 400, "/action", "invalid_value");
    fault(bulk("tag", "ids", List.of(id)), 422, "/tags", "required");
    fault(
        bulk("tag", "ids", List.of(id), "tags", List.of("no-" + mark)),
        422,
        "/tags/0",
        "not_found");
    fault(bulk("bin", "ids", List.of(id), "tags", List.of("x")), 422, "/tags", "not_allowed");
    fault(bulk("move_section", "ids", List.of(id)), 422, "/section", "required");
    fault(
        bulk("move_section", "ids", List.of(id), "section", "no-" + mark),
        422,
        "/section",
        "not_found");
    fault(bulk("bin", "ids", List.of(id), "section", "x"), 422, "/section", "not_allowed");
    fault(bulk("bin", "ids", List.of(id), "note", "x"), 400, "/note", "unknown_member");
    fault(send("editor", null, members("ids", List.of(id))), 422, "/action", "required");
  }

  private static void fault(ValidatableResponse answer, int status, String where, String code) {
    answer
        .statusCode(status)
        .body("errors.pointer", contains(where))
        .body("errors.code", contains(code));
  }

  private static void revision(String id, String change) {
    Keys.as("editor")
        .get("/manage/v1/articles/" + id + "/revisions")
        .then()
        .body("items[0].change", equalTo(change))
        .body("items[0].note", nullValue());
  }

  private static ValidatableResponse bulk(String action, Object... members) {
    Map<String, Object> asked = members(members);
    asked.put("action", action);
    return send("editor", null, asked);
  }

  private static ValidatableResponse send(String role, String key, Object body) {
    RequestSpecification request = Keys.as(role).contentType(ContentType.JSON).body(body);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.post(PATH).then();
  }
}
