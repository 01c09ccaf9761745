package io.masthead.edition;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every delivery GET of the document, with every parameter that it has, in a database full of
 * things that are nobody's business: no answer holds a sign of them.
 */
@QuarkusTest
class DraftLeakTest {

  /** What stands in everything hidden, and in nothing published. */
  private final String hidden = "quokka" + mark();

  private final List<String> hiddenRefs = new ArrayList<>();

  /** Published, so that the answers are not empty. */
  private String live;

  private final Map<String, Made> terms = new LinkedHashMap<>();

  private Object[] everywhere(String word) {
    return new Object[] {
      "kicker", word,
      "standfirst", word,
      "body", "<p>" + word + "</p>",
      "bylines", List.of(Map.of("name", word), Map.of("author", terms.get("author").id())),
      "section", terms.get("section").id(),
      "tags", List.of(terms.get("tag").id()),
      "rights", word,
      "note", word,
      "source", Map.of("name", word),
      "seo", Map.of("title", word),
      "headlines", Map.of("short", word)
    };
  }

  private String takenDown;

  private void fill() {
    terms.put("author", author("email", hidden + "@example.org", "note", hidden));
    terms.put("section", section());
    terms.put("tag", tag());
    live = published("Seen", everywhere("seen"));
    change(live, Map.of("title", "Working " + hidden, "note", hidden, "slug", hidden + "-copy"))
        .statusCode(200);
    hiddenRefs.add(hidden + "-copy");

    String draft = draft("Draft " + hidden, everywhere(hidden));
    String review = draft("Review " + hidden, everywhere(hidden));
    move(review, "submit").statusCode(200);
    String scheduled = draft("Scheduled " + hidden, everywhere(hidden));
    move(scheduled, "publish", Map.of("at", "2036-01-01T00:00:00Z")).statusCode(200);
    String unpublished = published("Unpublished " + hidden, everywhere(hidden));
    hiddenRefs.add(corrected(unpublished));
    move(unpublished, "unpublish").statusCode(200);
    String archived = published("Archived " + hidden, everywhere(hidden));
    move(archived, "archive").statusCode(200);
    String binned = published("Binned " + hidden, everywhere(hidden));
    bin(binned).statusCode(204);
    String gone = published("Gone " + hidden, everywhere(hidden));
    hiddenRefs.add(corrected(gone));
    move(gone, "takedown", Map.of("reason", "legal")).statusCode(200);
    takenDown = gone;
    hiddenRefs.addAll(List.of(draft, review, scheduled, unpublished, archived, binned, gone));
    for (String article : List.of(live, draft, review, scheduled, unpublished, archived)) {
      hiddenRefs.add(lookedAt(article));
    }
    for (String name :
        List.of("draft", "review", "scheduled", "unpublished", "archived", "binned", "gone")) {
      hiddenRefs.add(name + "-" + hidden);
    }
    for (Made unused :
        List.of(
            author("name", "Author " + hidden),
            section("name", "Section " + hidden, "parent", terms.get("section").slug()),
            tag("name", "Tag " + hidden))) {
      hiddenRefs.add(unused.id());
      hiddenRefs.add(unused.slug());
    }
  }

  /** What was put right in something goes with it. */
  private String corrected(String article) {
    return Keys.as("editor")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("kind", "correction", "text", hidden))
        .post("/manage/v1/articles/" + article + "/corrections")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** A preview that somebody opens makes nothing visible but under its own address. */
  private String lookedAt(String article) {
    JsonPath made =
        Keys.as("editor").post("/manage/v1/articles/" + article + "/previews").jsonPath();
    String url = made.getString("url");
    Contract.Answer look = RawHttp.get(url.substring(url.indexOf("/api/")));
    assertTrue(look.status() == 200 && look.text().contains(hidden), look::text);
    return made.getString("id");
  }

  /** Values that a parameter may plausibly have, those first that aim at what is hidden. */
  private List<String> values(String name, JsonNode schema) {
    return switch (name) {
      case "author", "section", "tag" ->
          List.of(terms.get(name).id(), terms.get(name).slug(), name + "-" + hidden, hidden);
      case "article" -> refs();
      case "id" -> ids();
      case "lang" -> List.of("en", "kk");
      case "q" -> List.of(hidden, "seen", "seen " + hidden, "\"draft " + hidden + "\"", "-seen");
      case "cursor" -> List.of("x");
      case "include" -> List.of("counts", "body", "counts,body", "note", "drafts", "*");
      case "fields" -> List.of("title,body", "bylines.name", "note", "state", "counts");
      case "limit" -> List.of("1", "100");
      case "publishedFrom", "publishedTo", "from", "to", "since" ->
          List.of("2020-01-01T00:00:00Z", "2036-06-01T00:00:00Z");
      default -> {
        if (schema.path("enum").isArray()) {
          List<String> all = new ArrayList<>();
          schema.path("enum").forEach(value -> all.add(value.asText()));
          yield all;
        }
        yield schema.path("type").asText().equals("boolean")
            ? List.of("true", "false")
            : List.of(hidden);
      }
    };
  }

  private List<String> refs() {
    List<String> refs = new ArrayList<>(hiddenRefs);
    refs.add(live);
    refs.add(UUID.randomUUID().toString());
    return refs;
  }

  private List<String> ids() {
    return refs().stream().filter(ref -> ref.length() == 36).toList();
  }

  @Test
  void no_read_of_delivery_shows_or_hints_at_what_is_hidden() throws IOException {
    fill();
    JsonNode document = new ObjectMapper().readTree(Path.of("openapi/delivery.json").toFile());
    Set<String> addresses = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      JsonNode get = path.getValue().path("get");
      if (!get.isMissingNode()) {
        addresses.addAll(addresses(path.getKey(), get));
      }
    }
    assertTrue(addresses.size() > 200, () -> "only " + addresses.size());
    int seen = 0;
    for (String address : addresses) {
      Contract.Answer answer = RawHttp.get(address);
      assertTrue(answer.status() < 500, address);
      String text = shown(answer, address);
      assertFalse(text.contains(hidden), () -> address + "\n" + text);
      // Whoever keeps a copy is told that it was taken down, and of it nothing else.
      List<String> told = address.startsWith("/api/v1/sync") ? List.of(takenDown) : List.of();
      for (String id : ids().subList(0, ids().size() - 2)) {
        assertFalse(text.contains(id) && !told.contains(id), () -> address + "\n" + text);
      }
      seen += answer.status() == 200 && text.contains("seen") ? 1 : 0;
    }
    int shown = seen;
    assertTrue(shown > 50, () -> "only " + shown + " answers showed anything");
  }

  /** Headers and body, without what only repeats the address that was asked. */
  private static String shown(Contract.Answer answer, String address) {
    StringBuilder text = new StringBuilder(answer.text());
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (name.equalsIgnoreCase("cache-tag") || name.equalsIgnoreCase("surrogate-key")) {
                Stream.of(values.split("[, ]"))
                    .map(tag -> tag.replaceFirst("~.*", ""))
                    .filter(tag -> !address.contains(tag.substring(tag.indexOf('-') + 1)))
                    .forEach(tag -> text.append('\n').append(tag));
              } else if (!name.equalsIgnoreCase("link")) {
                text.append('\n').append(name).append(": ").append(values);
              }
            });
    return text.toString();
  }

  private List<String> addresses(String template, JsonNode operation) {
    List<String> paths = List.of(template);
    Map<String, List<String>> queries = new LinkedHashMap<>();
    for (JsonNode parameter : operation.path("parameters")) {
      String name = parameter.path("name").asText();
      JsonNode schema = parameter.path("schema");
      if (parameter.path("in").asText().equals("path")) {
        List<String> filled = new ArrayList<>();
        for (String path : paths) {
          List<String> values = new ArrayList<>(values(name, schema));
          values.addAll(hiddenRefs);
          for (String value : new LinkedHashSet<>(values)) {
            filled.add(path.replace("{" + name + "}", encode(value)));
          }
        }
        paths = filled;
      } else if (parameter.path("in").asText().equals("query")) {
        queries.put(name, values(name, schema));
      }
    }
    List<String> addresses = new ArrayList<>();
    for (String path : paths) {
      addresses.add(path);
      List<String> alone = new ArrayList<>();
      queries.forEach((name, values) -> values.forEach(v -> alone.add(name + "=" + encode(v))));
      for (String query : alone) {
        addresses.add(path + "?" + query);
      }
      if (!template.contains("{")) {
        for (String base : List.of("include=counts", "total=true", "q=" + hidden)) {
          for (String query : alone) {
            if (!query.startsWith(base.substring(0, base.indexOf('=') + 1))) {
              addresses.add(path + "?" + query + "&" + base);
            }
          }
        }
      }
      for (String probe :
          List.of("status=draft", "state=all", "preview=true", "version=2", "revision=1")) {
        addresses.add(path + "?" + probe);
      }
    }
    return addresses;
  }

  @Test
  void totals_and_counts_do_not_tell_of_what_is_hidden() {
    fill();
    for (String name : List.of("author", "section", "tag")) {
      NewsApi.list(name, terms.get(name).slug(), "total", true)
          .statusCode(200)
          .body("page.total", org.hamcrest.Matchers.is(1));
    }
    NewsApi.list("q", hidden, "total", true).body("page.total", org.hamcrest.Matchers.is(0));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
