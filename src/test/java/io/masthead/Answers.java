package io.masthead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a program answers to readers and at the desk, to be compared with another's. */
final class Answers {

  /** Of the moment of the answer, or signed. */
  static final Set<String> NOT_COMPARED = Set.of("next", "previous", "asOf", "instance", "editing");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_PAGES = 1_000;

  private Answers() {}

  /** Every list to its end, every article with its parts, every thread, and what is counted. */
  static Map<String, String> of(Program program) throws Exception {
    Map<String, String> answers = new TreeMap<>();
    Set<String> articles = new TreeSet<>();
    for (String sort : List.of("-publishedAt", "-updatedAt", "title", "-views", "-comments")) {
      for (JsonNode article :
          list(program, "/api/v1/articles?limit=100&include=counts&sort=" + sort, answers)) {
        articles.add(article.get("id").asText());
      }
    }
    for (String id : articles) {
      String path = "/api/v1/articles/" + id;
      one(program, path + "?include=counts&body=blocks", answers);
      one(program, path + "/views?interval=day&timeZone=UTC", answers);
      list(program, path + "/comments?limit=100", answers);
    }
    for (String terms : List.of("authors", "sections", "tags")) {
      list(program, "/api/v1/" + terms + "?limit=100", answers);
    }
    list(program, "/api/v1/corrections?limit=100", answers);
    one(program, "/api/v1/comments/latest?limit=100", answers);
    one(program, "/api/v1/search?q=article&total=true", answers);
    for (String desk : List.of("articles", "comments", "packages", "audit")) {
      list(program, "/manage/v1/" + desk + "?limit=100", answers);
    }
    one(program, "/manage/v1/comments/counts", answers);
    one(program, "/manage/v1/views/top", answers);
    return answers;
  }

  private static Collection<JsonNode> list(
      Program program, String path, Map<String, String> answers) throws Exception {
    List<JsonNode> items = new java.util.ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = read(program, path + cursor);
      answer.get("items").forEach(items::add);
      answers.put(path + " page " + page, lasting(answer).toString());
      JsonNode next = answer.path("page").path("next");
      if (!next.isTextual()) {
        return items;
      }
      cursor = "&cursor=" + next.asText();
    }
    throw new AssertionError(path + " has no end");
  }

  private static void one(Program program, String path, Map<String, String> answers)
      throws Exception {
    answers.put(path, lasting(read(program, path)).toString());
  }

  private static JsonNode read(Program program, String path) throws Exception {
    HttpResponse<String> answer =
        path.startsWith("/manage") ? program.get(path) : program.read(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private static JsonNode lasting(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(NOT_COMPARED);
    }
    node.forEach(Answers::lasting);
    return node;
  }
}
