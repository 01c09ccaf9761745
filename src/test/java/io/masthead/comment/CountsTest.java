package io.masthead.comment;

import static io.masthead.comment.Commenters.ban;
import static io.masthead.comment.Commenters.bulk;
import static io.masthead.comment.Commenters.desk;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of published comments is the same everywhere, through every road there is. */
@QuarkusTest
class CountsTest {

  private static final int MAX_DEPTH = 5;

  @Inject CommentService comments;
  @Inject Published published;
  @Inject ObjectMapper json;
  @Inject Sql sql;

  /** A comment as it should be. */
  private static final class Expected {
    String id;
    String article;
    Expected parent;
    String guest;
    String editToken;
    String state;
    boolean withdrawn;
    boolean erased;

    boolean isShown() {
      return state.equals("published");
    }
  }

  /** An article as it should be. */
  private static final class Host {
    String id;
    boolean published = true;
    boolean off;
    boolean binned;
  }

  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final List<Expected> all = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 22, 333})
  void whatever_is_done_in_whatever_order(long seed) {
    random = new Random(seed);
    for (String moderation : List.of("post", "pre")) {
      Host host = new Host();
      host.id =
          NewsApi.published(
              NewsApi.unique("Counted"), "comments", Map.of("moderation", moderation));
      hosts.put(host.id, host);
    }
    for (int step = 0; step < 45; step++) {
      act();
      check(seed);
    }
    recount(false)
        .body("comments.differing.article", not(hasItem(any().id)))
        .body("comments.differing.article", not(hasItem(all.get(0).article)));
  }

  private void act() {
    int choice = random.nextInt(20);
    switch (choice) {
      case 0, 1, 2, 3 -> post(null);
      case 4, 5, 6 -> post(pick());
      case 7, 8, 9, 10 -> decide();
      case 11, 12 -> decideMany();
      case 13 -> withdraw();
      case 14 -> editIntoWaiting();
      case 15 -> rewrite();
      case 16 -> banAndSweep();
      case 17 -> moveArticle();
      case 18 -> add();
      default -> erase();
    }
  }

  private Host any() {
    List<Host> list = List.copyOf(hosts.values());
    return list.get(random.nextInt(list.size()));
  }

  private Expected pick() {
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private void post(Expected parent) {
    Host host = parent == null ? any() : hosts.get(parent.article);
    Expected earlier = random.nextBoolean() ? pick() : null;
    List<String> members = new ArrayList<>(List.of("name", "N" + all.size()));
    boolean known = earlier != null && !earlier.erased;
    if (known) {
      members.addAll(List.of("guestToken", earlier.guest));
    }
    if (parent != null) {
      members.addAll(List.of("parentId", parent.id));
    }
    ValidatableResponse answer =
        Commenters.post(
            host.id, "Text " + all.size() + " " + NewsApi.mark(), members.toArray(String[]::new));
    int status = answer.extract().statusCode();
    done.add("post " + status);
    if (!host.published) {
      assertEquals(404, status);
    } else if (host.off) {
      assertEquals(403, status);
    } else if (parent != null && !parent.isShown()) {
      assertEquals(422, status);
    } else {
      JsonPath posted = answer.extract().jsonPath();
      Expected comment = new Expected();
      comment.id = posted.getString("comment.id");
      comment.article = host.id;
      comment.parent = parent;
      comment.guest = posted.getString("guestToken");
      comment.editToken = posted.getString("editToken");
      comment.state = posted.getString("comment.state");
      assertEquals(comment.isShown() ? 201 : 202, status);
      all.add(comment);
    }
  }

  /** Where it goes, or null where that is refused. */
  private static String after(Expected comment, String verb) {
    if (comment.withdrawn) {
      return null;
    }
    return switch (comment.state + " " + verb) {
      case "pending approve", "published approve", "rejected approve", "spam approve" ->
          "published";
      case "pending reject" -> "rejected";
      case "pending spam" -> "spam";
      case "published remove" -> "removed";
      case "removed restore" -> "published";
      case "rejected restore", "spam restore" -> "pending";
      default -> null;
    };
  }

  private static final List<String> VERBS =
      List.of("approve", "approve", "reject", "spam", "remove", "restore");

  private String verb() {
    return VERBS.get(random.nextInt(VERBS.size()));
  }

  private void decide() {
    Expected comment = pick();
    if (comment == null) {
      return;
    }
    String verb = verb();
    String next = after(comment, verb);
    int status = Commenters.decide(comment.id, verb).extract().statusCode();
    done.add(verb + " " + status);
    assertEquals(next == null ? 409 : 200, status);
    comment.state = next == null ? comment.state : next;
  }

  private void decideMany() {
    Map<String, Expected> some = new LinkedHashMap<>();
    for (int i = 0; i < 6 && !all.isEmpty(); i++) {
      Expected comment = pick();
      some.put(comment.id, comment);
    }
    String verb = verb();
    boolean possible = some.values().stream().allMatch(c -> after(c, verb) != null);
    boolean whole = random.nextBoolean();
    List<Map<String, String>> items = some.keySet().stream().map(id -> Map.of("id", id)).toList();
    int status = bulk(verb, whole ? "all" : "each", items).extract().statusCode();
    done.add("bulk " + verb + " " + status);
    assertEquals(whole && !possible ? 409 : 200, status);
    if (!whole || possible) {
      some.values().forEach(c -> c.state = after(c, verb) == null ? c.state : after(c, verb));
    }
  }

  private boolean isInHand(Expected comment) {
    return comment != null
        && !comment.erased
        && hosts.get(comment.article).published
        && (comment.isShown() || comment.state.equals("pending"));
  }

  private void withdraw() {
    Expected comment = pick();
    if (isInHand(comment)) {
      done.add("withdraw");
      given()
          .header("Authorization", "Comment " + comment.editToken)
          .delete("/api/v1/comments/{id}", comment.id)
          .then()
          .statusCode(204);
      comment.state = "removed";
      comment.withdrawn = true;
    }
  }

  private void editIntoWaiting() {
    Expected comment = pick();
    if (isInHand(comment) && !hosts.get(comment.article).off) {
      done.add("edit");
      String links =
          "https://a.example/1 https://a.example/2 https://a.example/3 https://a.example/";
      comment.state =
          given()
              .header("Authorization", "Comment " + comment.editToken)
              .contentType("application/merge-patch+json")
              .body(Map.of("body", links + NewsApi.mark()))
              .patch("/api/v1/comments/{id}", comment.id)
              .then()
              .statusCode(200)
              .extract()
              .path("state");
      assertEquals("pending", comment.state);
    }
  }

  private void rewrite() {
    Expected comment = pick();
    if (comment != null) {
      done.add("rewrite");
      NewsApi.patch(
              "moderator",
              "/manage/v1/comments/" + comment.id,
              "*",
              Map.of("body", "New words " + NewsApi.mark()))
          .statusCode(200)
          .body("state", equalTo(comment.state));
    }
  }

  private void banAndSweep() {
    Expected comment = pick();
    if (comment == null || comment.erased) {
      return;
    }
    done.add("ban");
    String ban =
        ban(Map.of("comment", comment.id, "remove", true)).statusCode(201).extract().path("id");
    for (Expected other : all) {
      if (!other.erased && other.guest.equals(comment.guest)) {
        other.state =
            switch (other.state) {
              case "published" -> "removed";
              case "pending" -> "spam";
              default -> other.state;
            };
      }
    }
    Keys.as("moderator").delete("/manage/v1/comment-bans/{id}", ban).then().statusCode(204);
  }

  private void moveArticle() {
    Host host = any();
    if (!host.published) {
      done.add("publish");
      if (host.binned) {
        NewsApi.move(host.id, "restore").statusCode(200);
      }
      NewsApi.publish(host.id);
      host.published = true;
      host.binned = false;
    } else {
      switch (random.nextInt(4)) {
        case 0 -> {
          NewsApi.move(host.id, "unpublish").statusCode(200);
          host.published = false;
        }
        case 1 -> {
          NewsApi.bin(host.id).statusCode(204);
          host.published = false;
          host.binned = true;
        }
        default -> {
          host.off = !host.off;
          NewsApi.change(
                  host.id,
                  Map.of(
                      "comments", Map.of("mode", host.off ? "off" : "open", "moderation", "post")))
              .statusCode(200);
          NewsApi.publish(host.id);
        }
      }
      done.add("article published " + host.published + " off " + host.off);
    }
  }

  private void add() {
    Host host = any();
    if (host.published && !host.off) {
      done.add("add");
      ObjectNode document = json.createObjectNode().put("body", "Imported " + NewsApi.mark());
      document.putObject("author").put("name", "Old reader");
      Expected comment = new Expected();
      comment.id = comments.add(UUID.fromString(host.id), document, Instant.now()).toString();
      comment.article = host.id;
      comment.state = Commenters.managed(comment.id).extract().path("state");
      comment.erased = true;
      all.add(comment);
    }
  }

  private void erase() {
    Expected comment = pick();
    if (comment != null && !comment.erased) {
      done.add("erase");
      desk("/erasures", Map.of("action", "anonymise", "comment", comment.id)).statusCode(200);
      String guest = comment.guest;
      all.stream().filter(c -> !c.erased && c.guest.equals(guest)).forEach(c -> c.erased = true);
    }
  }

  private void check(long seed) {
    String where = "seed " + seed + " after " + done;
    for (Host host : hosts.values()) {
      List<Expected> own = all.stream().filter(c -> c.article.equals(host.id)).toList();
      int shown = (int) own.stream().filter(Expected::isShown).count();
      assertEquals(shown, stored(host.id), where);
      if (host.published) {
        int told = host.off ? 0 : shown;
        assertEquals(
            told,
            given()
                .get("/api/v1/articles/{a}?include=counts", host.id)
                .then()
                .statusCode(200)
                .extract()
                .<Integer>path("counts.comments"),
            where);
        assertEquals(
            List.of(told),
            given().get("/api/v1/counts?id=" + host.id).path("items.comments"),
            where);
        assertEquals(
            List.of(told),
            given()
                .get("/api/v1/articles?sort=-comments&include=counts&id=" + host.id)
                .path("items.counts.comments"),
            where);
        JsonPath list =
            given()
                .get("/api/v1/articles/{a}/comments?view=flat&limit=100&total=true", host.id)
                .jsonPath();
        List<String> states = list.getList("items.state");
        assertEquals(told, states.stream().filter("published"::equals).count(), where);
        assertEquals(states.size(), list.getInt("page.total"), where);
      }
    }
    assertEquals(expectedBelow(), storedBelow(), where);
  }

  private long stored(String article) {
    return published.number(
        "select comments from edition_count where article_id = '" + article + "'");
  }

  private Map<String, List<Integer>> expectedBelow() {
    Map<String, List<Integer>> below = new HashMap<>();
    Map<String, Integer> replies = new HashMap<>();
    Map<String, Integer> descendants = new HashMap<>();
    for (Expected comment : all) {
      if (comment.isShown()) {
        Set<Expected> counting = new LinkedHashSet<>(above(comment));
        if (comment.parent != null) {
          replies.merge(comment.parent.id, 1, Integer::sum);
          counting.add(comment.parent);
        }
        counting.forEach(c -> descendants.merge(c.id, 1, Integer::sum));
      }
    }
    all.forEach(
        c ->
            below.put(
                c.id, List.of(replies.getOrDefault(c.id, 0), descendants.getOrDefault(c.id, 0))));
    return below;
  }

  /** What it hangs under, from the top; what is too deep hangs beside what it answers. */
  private static List<Expected> above(Expected comment) {
    if (comment.parent == null) {
      return List.of();
    }
    List<Expected> above = new ArrayList<>(above(comment.parent));
    if (above.size() < MAX_DEPTH) {
      above.add(comment.parent);
    }
    return above;
  }

  private Map<String, List<Integer>> storedBelow() {
    Map<String, List<Integer>> below = new HashMap<>();
    sql.list(
        "select id, reply_count, descendant_count from comment where article_id = any (?::uuid[])",
        row ->
            below.put(
                row.getString("id"),
                List.of(row.getInt("reply_count"), row.getInt("descendant_count"))),
        hosts.keySet());
    return below;
  }

  @Test
  void a_comment_that_is_taken_back_removed_and_edited_counts_as_it_is_shown() {
    String article =
        NewsApi.published(NewsApi.unique("Host"), "comments", Map.of("moderation", "post"));
    JsonPath own = Commenters.posted(article, "First");
    told(article, 1);
    given()
        .header("Authorization", "Comment " + own.getString("editToken"))
        .contentType("application/merge-patch+json")
        .body(Map.of("body", "First, edited"))
        .patch("/api/v1/comments/{id}", own.getString("comment.id"))
        .then()
        .statusCode(200);
    told(article, 1);
    given()
        .header("Authorization", "Comment " + own.getString("editToken"))
        .delete("/api/v1/comments/{id}", own.getString("comment.id"))
        .then()
        .statusCode(204);
    told(article, 0);
    String second = Commenters.id(article, "Second");
    told(article, 1);
    Commenters.decide(second, "remove").statusCode(200);
    told(article, 0);
  }

  private static void told(String article, int comments) {
    given()
        .get("/api/v1/articles/{a}?include=counts", article)
        .then()
        .body("counts.comments", equalTo(comments));
    given()
        .get("/api/v1/articles?include=counts&id=" + article)
        .then()
        .body("items.counts.comments", equalTo(List.of(comments)));
    given()
        .get("/api/v1/articles/{a}/comments?total=true", article)
        .then()
        .body("page.total", equalTo(comments));
  }

  private static ValidatableResponse recount(boolean repair) {
    return Keys.as("administrator")
        .contentType("application/json")
        .body(Map.of("repair", repair))
        .post("/manage/v1/views/recount")
        .then()
        .statusCode(200);
  }
}
