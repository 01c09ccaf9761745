package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.support.Contract;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published collections of hostile documents and texts, sent as what they were collected for. */
@QuarkusTest
class HostileTextTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "POST, /manage/v1/articles, application/json",
    "POST, /api/v1/articles/none-such/views, application/json"
  })
  void no_document_of_the_json_test_suite_gets_through_that_should_not(
      String method, String path, String type) throws IOException, URISyntaxException {
    List<String> wrong = new ArrayList<>();
    for (Path file : suite()) {
      byte[] document = Files.readAllBytes(file);
      int status =
          RawHttp.request(method, path).as("administrator").body(type, document).send().status();
      String name = file.getFileName().toString();
      boolean optional = path.endsWith("/views") && document.length == 0;
      boolean good = name.startsWith("n_") && !optional ? status == 400 : status < 500;
      if (!good) {
        wrong.add(name + " → " + status);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<Path> suite() throws IOException, URISyntaxException {
    Path directory =
        Path.of(HostileTextTest.class.getResource("/json-test-suite/LICENSE.txt").toURI())
            .getParent();
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
      assertTrue(found.size() > 150, "the suite is not whole: " + found.size());
      return found;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"articles title", "authors name"})
  void a_naughty_string_is_kept_as_it_is_or_refused(String where) throws IOException {
    String path = "/manage/v1/" + where.split(" ")[0];
    String member = where.split(" ")[1];
    List<String> wrong = new ArrayList<>();
    int kept = 0;
    for (String text : naughty()) {
      Contract.Answer made =
          RawHttp.request("POST", path)
              .as("administrator")
              .body("application/json", JSON.writeValueAsBytes(Map.of(member, text)))
              .send();
      if (made.status() == 201) {
        kept++;
        String id = made.json().path("id").asText();
        JsonNode read = RawHttp.request("GET", path + "/" + id).as("administrator").send().json();
        if (!read.path(member).asText().equals(stripped(text))) {
          wrong.add(text + " became " + read.path(member));
        }
      } else if (made.status() != 422 && made.status() != 400 && made.status() != 409) {
        wrong.add(text + " → " + made.status() + " " + made.text());
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(kept > 300, "only " + kept + " were kept");
  }

  @Test
  void a_naughty_string_in_a_query_finds_nothing_or_is_refused() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String text : naughty()) {
      String q = java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
      for (String path :
          List.of(
              "/manage/v1/articles?q=",
              "/api/v1/articles?q=",
              "/api/v1/articles?fields=",
              "/api/v1/tags/")) {
        String target = path + (path.endsWith("/") ? q.replace("+", "%20") : q);
        int status = RawHttp.request("GET", target).as("administrator").send().status();
        if (status >= 500) {
          wrong.add(target + " → " + status);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> naughty() throws IOException {
    try (InputStream in = HostileTextTest.class.getResourceAsStream("/naughty-strings/blns.json")) {
      return List.of(JSON.readValue(in, String[].class));
    }
  }

  /** White space by Unicode at the ends does not count as said. */
  private static String stripped(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .replaceAll("(?U)^[\\s\\u0085\\u2028\\u2029]+|[\\s\\u0085\\u2028\\u2029]+$", "");
  }
}
