package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.database.Sql;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many edit few articles at once: who is told that it was saved finds it in the history. */
@QuarkusTest
class EditingRushTest {

  private static final int CLIENTS = 50;
  private static final int ARTICLES = 20;

  /** More with -Drush.seconds=30. */
  private static final long SECONDS = Long.getLong("rush.seconds", 4);

  /** A save that was acknowledged. */
  private record Save(String article, int version) {}

  @Inject Sql sql;

  private final Map<Save, String> saves = new ConcurrentHashMap<>();
  private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
  private final List<String> articles = new ArrayList<>();
  private long end;

  @Test
  void every_save_that_is_acknowledged_is_a_revision_and_versions_have_no_gap() {
    for (int i = 0; i < ARTICLES; i++) {
      articles.add(create(article(unique("Edited by all"))).extract().path("id"));
    }
    Keys.of("editor");
    end = System.nanoTime() + SECONDS * 1_000_000_000L;
    NewsApi.atOnce(CLIENTS, this::edit);
    assertEquals(Set.of(200, 412), new TreeSet<>(statuses));
    assertTrue(saves.size() > CLIENTS, () -> saves.size() + " saves");
    Map<Save, String> revisions = new HashMap<>();
    for (String id : articles) {
      List<Integer> numbers = new ArrayList<>();
      sql.list(
              "select number, content from article_revision where article_id = ? order by number",
              row -> {
                revisions.put(new Save(id, row.getInt("number")), row.getString("content"));
                return row.getInt("number");
              },
              UUID.fromString(id))
          .forEach(numbers::add);
      int version =
          Keys.as("editor").get("/manage/v1/articles/" + id).then().extract().path("version");
      assertEquals(
          IntStream.rangeClosed(1, version).boxed().collect(Collectors.toList()), numbers, id);
    }
    saves.forEach(
        (save, word) ->
            assertTrue(
                revisions.getOrDefault(save, "").contains(word), () -> save + " is not " + word));
  }

  private Void edit(int client) {
    Random random = new Random(client);
    while (System.nanoTime() < end) {
      String id = articles.get(random.nextInt(ARTICLES));
      String path = "/manage/v1/articles/" + id;
      Contract.Answer seen = RawHttp.request("GET", path).as("editor").send();
      statuses.add(seen.status());
      String word = NewsApi.mark();
      Contract.Answer saved =
          RawHttp.request("PATCH", path)
              .as("editor")
              .header("If-Match", seen.header("ETag"))
              .body("application/merge-patch+json", "{\"kicker\": \"" + word + "\"}")
              .send();
      statuses.add(saved.status());
      JsonNode answer = saved.json();
      if (saved.status() == 200) {
        Save save = new Save(id, answer.get("version").asInt());
        assertEquals(null, saves.put(save, word), () -> save + " was acknowledged twice");
      } else {
        assertTrue(
            answer.get("currentVersion").asInt() > seen.json().get("version").asInt(),
            answer::toString);
      }
    }
    return null;
  }
}
