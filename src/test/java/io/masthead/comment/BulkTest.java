package io.masthead.comment;

import static io.masthead.comment.Commenters.bulk;
import static io.masthead.comment.Commenters.decide;
import static io.masthead.comment.Commenters.desk;
import static io.masthead.comment.Commenters.id;
import static io.masthead.comment.Commenters.item;
import static io.masthead.comment.Commenters.managed;
import static io.masthead.comment.Commenters.read;
import static io.masthead.comment.Commenters.trail;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.masthead.support.Statements;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BulkTest {

  @Inject Published published;

  private UUID article;

  @BeforeEach
  void publish() {
    article = published.article("bulk-" + NewsApi.mark(), "open", "pre", "now()");
  }

  private List<String> waiting(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(id(article, "Waiting " + i + " " + UUID.randomUUID()));
    }
    return ids;
  }

  private long count() {
    return published.number(
        "select comments from edition_count where article_id = '" + article + "'");
  }

  @Test
  void each_is_told_by_itself_and_what_can_be_done_is() {
    List<String> ids = waiting(4);
    decide(ids.get(1), "spam").statusCode(200);
    String unknown = UUID.randomUUID().toString();
    bulk(
            "reject",
            "each",
            List.of(
                item(ids.get(0), 1),
                item(ids.get(1), 2),
                item(ids.get(2), 7),
                Map.of("id", ids.get(3)),
                item(unknown, 1)))
        .statusCode(200)
        .body("items.id", equalTo(List.of(ids.get(0), ids.get(1), ids.get(2), ids.get(3), unknown)))
        .body("items.ok", equalTo(List.of(true, false, false, true, false)))
        .body("items[0].state", equalTo("rejected"))
        .body("items[0].version", equalTo(2))
        .body("items[1].problem.code", equalTo("illegal_transition"))
        .body("items[1].state", nullValue())
        .body("items[2].problem.code", equalTo("precondition_failed"))
        .body("items[2].version", equalTo(1))
        .body("items[4].problem.code", equalTo("not_found"))
        .body("items[4].version", nullValue());
    trail(ids.get(0))
        .body("items.to", equalTo(List.of("pending", "rejected")))
        .body("items[1].from", equalTo("pending"))
        .body("items[1].by", equalTo("test moderator"))
        .body("items[1].note", equalTo("All at once"))
        .body("items[1].reasons", equalTo(List.of("moderator")));
    managed(ids.get(3)).body("version", equalTo(2)).body("state", equalTo("rejected"));
    managed(ids.get(2)).body("version", equalTo(1)).body("state", equalTo("pending"));
  }

  @Test
  void all_or_nothing_does_nothing_where_one_cannot_be_decided() {
    List<String> ids = waiting(3);
    bulk("approve", "all", List.of(item(ids.get(0), 1), item(ids.get(1), 7)))
        .statusCode(412)
        .body("code", equalTo("precondition_failed"))
        .body("errors.pointer", equalTo(List.of("/items/1")));
    decide(ids.get(2), "spam").statusCode(200);
    bulk("reject", "all", List.of(item(ids.get(0), 1), item(ids.get(2), 2)))
        .statusCode(409)
        .body("code", equalTo("illegal_transition"))
        .body("errors.pointer", equalTo(List.of("/items/1")))
        .body("errors[0].detail", containsString("spam"));
    bulk("approve", "all", List.of(item(ids.get(0), 1), item(UUID.randomUUID().toString(), 1)))
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/items/1/id")))
        .body("errors.code", equalTo(List.of("not_found")));
    managed(ids.get(0)).body("version", equalTo(1)).body("state", equalTo("pending"));
    trail(ids.get(0)).body("items.to", equalTo(List.of("pending")));
    assertEquals(0, count());
    bulk("approve", "all", List.of(item(ids.get(0), 1), item(ids.get(1), 1), item(ids.get(2), 2)))
        .statusCode(200)
        .body("items.state", equalTo(List.of("published", "published", "published")));
    assertEquals(3, count());
  }

  @Test
  void every_count_moves_with_them_over_threads_and_articles() {
    UUID other = published.article("bulk-" + NewsApi.mark(), "open", "pre", "now()");
    List<String> tops = waiting(2);
    String elsewhere = id(other, "Elsewhere");
    bulk("approve", "each", List.of(item(tops.get(0), 1), item(tops.get(1), 1), item(elsewhere, 1)))
        .statusCode(200);
    String reply = id(article, "A reply", "parentId", tops.get(0));
    String second = id(article, "Another", "parentId", tops.get(0));
    bulk("approve", "each", List.of(item(reply, 1), item(second, 1))).statusCode(200);
    String below = id(article, "Below", "parentId", reply);
    bulk("approve", "each", List.of(item(below, 1))).statusCode(200);
    managed(tops.get(0)).body("replyCount", equalTo(2)).body("descendantCount", equalTo(3));
    assertEquals(5, count());
    bulk(
            "remove",
            "all",
            List.of(item(tops.get(0), 2), item(reply, 2), item(below, 2), item(elsewhere, 2)))
        .statusCode(200);
    assertEquals(2, count());
    managed(tops.get(0)).body("replyCount", equalTo(1)).body("descendantCount", equalTo(1));
    managed(reply).body("descendantCount", equalTo(0));
    read(elsewhere).statusCode(404);
    bulk("restore", "all", List.of(item(reply, 3), item(below, 3))).statusCode(200);
    assertEquals(4, count());
    managed(tops.get(0)).body("replyCount", equalTo(2)).body("descendantCount", equalTo(3));
  }

  @Test
  void five_hundred_take_as_many_statements_as_five() {
    published.run(
        """
        insert into comment (id, version, article_id, path, depth, author_kind, author_name, body,
          html, wording, guest, state, reasons, reviewed, withdrawn, created_at, edit_token_hash,
          editable_until, reply_count, descendant_count, likes)
        select g.id, 1, '%s', uuid_send(g.id), 0, 'guest', 'Reader', 'Said', '<p>Said</p>',
          uuid_send(g.id), uuid_send(g.id), 'pending', '', false, false, now(), '', now(), 0, 0, 0
        from (select gen_random_uuid() as id from generate_series(1, 505)) g
        """
            .formatted(article));
    List<String> ids = new ArrayList<>();
    String after = "";
    while (ids.size() < 505) {
      var page =
          Keys.as("moderator")
              .get("/manage/v1/comments?limit=100&article=" + article + after)
              .jsonPath();
      ids.addAll(page.getList("items.id"));
      after = "&cursor=" + page.getString("page.next");
    }
    int five = statements(ids.subList(0, 5));
    int many = statements(ids.subList(5, 505));
    assertEquals(five, many);
    assertTrue(many <= 13, () -> many + " statements");
    assertEquals(505, count());
  }

  private static int statements(List<String> ids) {
    try (Statements statements = new Statements()) {
      String request = Statements.requestId();
      Keys.as("moderator")
          .header("X-Request-Id", request)
          .contentType(ContentType.JSON)
          .body(
              Map.of(
                  "decision", "approve", "items", ids.stream().map(i -> Map.of("id", i)).toList()))
          .post("/manage/v1/comments/bulk")
          .then()
          .statusCode(200)
          .body("items.findAll { it.ok }.size()", equalTo(ids.size()));
      return statements.of(request).size();
    }
  }

  @Test
  void bad_requests_are_refused_whole() {
    String id = waiting(1).get(0);
    bulk("approve", "each", List.of(Map.of("id", id), Map.of("id", id)))
        .statusCode(422)
        .body("errors.pointer", hasItem("/items/1/id"))
        .body("errors.code", hasItem("not_unique"));
    List<Map<String, Object>> many = new ArrayList<>();
    for (int i = 0; i < 501; i++) {
      many.add(Map.of("id", UUID.randomUUID().toString()));
    }
    bulk("approve", "each", many).statusCode(422).body("errors.pointer", hasItem("/items"));
    bulk("publish", "each", List.of()).statusCode(400);
    bulk("approve", "some", List.of()).statusCode(400);
    bulk("approve", "each", List.of()).statusCode(200).body("items", equalTo(List.of()));
    desk("/bulk", Map.of("items", List.of())).statusCode(422);
    managed(id).body("version", equalTo(1));
  }

  @Test
  void of_two_at_once_the_slower_gets_nothing_of_what_the_other_took() {
    List<String> ids = waiting(20);
    List<List<Boolean>> oks =
        NewsApi.atOnce(
            6,
            i -> {
              List<String> order = new ArrayList<>(ids);
              java.util.Collections.shuffle(order, new java.util.Random(i));
              Map<String, Boolean> ok = new java.util.HashMap<>();
              bulk(
                      i % 2 == 0 ? "approve" : "spam",
                      "each",
                      order.stream().map(id -> item(id, 1)).toList())
                  .statusCode(200)
                  .extract()
                  .jsonPath()
                  .<Map<String, Object>>getList("items")
                  .forEach(o -> ok.put((String) o.get("id"), (Boolean) o.get("ok")));
              return ids.stream().map(ok::get).toList();
            });
    for (int i = 0; i < ids.size(); i++) {
      int place = i;
      assertEquals(1, oks.stream().filter(ok -> ok.get(place)).count());
    }
    assertEquals(
        count(),
        published.number(
            "select count(*) from comment where state = 'published' and article_id = '"
                + article
                + "'"));
  }

  @Test
  void a_moderators_words_replace_those_before_which_stay_in_the_trail() {
    String id = waiting(1).get(0);
    decide(id, "approve").statusCode(200);
    String before = managed(id).extract().path("body.text");
    edit(id, "\"1\"", Map.of("body", "Milder *words*")).statusCode(412);
    edit(id, "\"2\"", Map.of("body", "Milder *words*"))
        .statusCode(200)
        .header("ETag", "\"3\"")
        .body("state", equalTo("published"))
        .body("reviewed", equalTo(true))
        .body("body.html", equalTo("<p>Milder <em>words</em></p>"));
    edit(id, "\"3\"", Map.of("body", "Milder *words*")).statusCode(200).body("version", equalTo(3));
    read(id)
        .body("body.text", equalTo("Milder *words*"))
        .body("editedAt", org.hamcrest.Matchers.notNullValue());
    trail(id)
        .body("items.size()", equalTo(3))
        .body("items[2].by", equalTo("test moderator"))
        .body("items[2].from", equalTo("published"))
        .body("items[2].to", equalTo("published"))
        .body("items[2].reasons", equalTo(List.of("edited")))
        .body("items[2].bodyBefore", equalTo(before));
    assertEquals(1, count());
    edit(id, "*", Map.of("body", "x")).statusCode(422);
    edit(id, "*", Map.of("state", "spam")).statusCode(400);
    edit(UUID.randomUUID().toString(), "*", Map.of("body", "None")).statusCode(404);
  }

  private static io.restassured.response.ValidatableResponse edit(
      String id, String ifMatch, Object patch) {
    return NewsApi.patch("moderator", "/manage/v1/comments/" + id, ifMatch, patch);
  }
}
