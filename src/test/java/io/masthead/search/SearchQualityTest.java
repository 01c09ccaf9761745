package io.masthead.search;

import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.publishAt;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.masthead.support.NewsApi.unique;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is found of articles in four languages, and what is first: src/test/resources/search. */
@QuarkusTest
class SearchQualityTest {

  private static final Path ARTICLES = Path.of("src/test/resources/search/articles.json");
  private static final Path QUERIES = Path.of("src/test/resources/search/queries.txt");

  @Test
  void what_is_meant_is_found_and_nothing_else() throws IOException {
    String section = section().slug();
    Map<String, String> refs = new HashMap<>();
    for (JsonNode article : new ObjectMapper().readTree(ARTICLES.toFile())) {
      List<Object> members =
          new ArrayList<>(
              List.of(
                  "lang", article.get("lang").asText(),
                  "section", section,
                  "standfirst", article.get("standfirst").asText(),
                  "body", "<p>" + article.get("body").asText() + "</p>",
                  "bylines", List.of(Map.of("name", article.get("byline").asText())),
                  "tags", List.of(tag("name", unique(article.get("tag").asText())).id())));
      if (article.has("kicker")) {
        members.addAll(List.of("kicker", article.get("kicker").asText()));
      }
      String id = draft(article.get("title").asText(), members.toArray());
      refs.put(publishAt(id, article.get("at").asText()), article.get("ref").asText());
    }
    List<String> faults = new ArrayList<>();
    int asked = 0;
    for (String line : Files.readAllLines(QUERIES)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        asked++;
        check(line, section, refs, faults);
      }
    }
    assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
    assertTrue(asked >= 60, "the table is shorter than it was");
  }

  private static void check(
      String line, String section, Map<String, String> refs, List<String> faults) {
    String[] cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    assertEquals(4, cells.length, line);
    List<String> ids =
        given()
            .queryParams(Map.of("q", cells[0], "section", section, "limit", 100))
            .get("/api/v1/search")
            .then()
            .statusCode(200)
            .extract()
            .path("items.id");
    List<String> found = ids.stream().map(refs::get).toList();
    Set<String> wanted = refs(cells[1] + " " + cells[2]);
    boolean first = cells[1].isEmpty() || !found.isEmpty() && found.get(0).equals(cells[1]);
    boolean clean = refs(cells[3]).stream().noneMatch(found::contains);
    if (!first || !clean || !new TreeSet<>(found).equals(wanted)) {
      faults.add(line + " → " + found);
    }
  }

  private static Set<String> refs(String cell) {
    Set<String> refs = new TreeSet<>(Arrays.asList(cell.strip().split("\\s+")));
    refs.remove("");
    return refs;
  }
}
