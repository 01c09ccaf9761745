package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.support.Contract;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JSON body may not hold is told where it stands, in a new resource as in a patch. */
@QuarkusTest
class StrictJsonTest {

  private static final String ARTICLES = "/manage/v1/articles";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":\"t\",\"foo\":{\"bar\":1}} | /foo",
        "{\"title\":\"t\",\"foo\":[1,2,3]} | /foo",
        "{\"title\":\"t\",\"foo\":{\"bar\":1},\"baz\":2} | /foo /baz",
        "{\"title\":\"t\",\"seo\":{\"x\":{\"y\":1}}} | /seo/x",
        "{\"title\":\"t\",\"bylines\":[{\"name\":\"n\"},{\"name\":\"n\",\"q\":[[1]]}]} | /bylines/1/q",
        "{\"title\":\"t\",\"a/b\":1} | /a~1b"
      })
  void names_every_unknown_member_where_it_stands(String body, String pointers) throws IOException {
    Contract.Answer answer = send("POST", ARTICLES, "application/json", body);
    assertEquals(400, answer.status());
    assertEquals(List.of(pointers.split(" ")), pointers(answer, "unknown_member"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"unknown\":null}",
        "{\"publishedAt\":null}",
        "{\"seo\":{\"zz\":null}}",
        "{\"title\":-1e999}",
        "{\"slug\":1e400}",
        "{\"headlines\":{\"short\":1e400}}",
        "{\"bylines\":[{\"name\":1e400}]}"
      })
  void a_patch_is_read_as_strictly_as_a_new_resource(String patch) throws IOException {
    String path = ARTICLES + "/" + draft();
    assertEquals(400, send("PATCH", path, MergePatch.MEDIA_TYPE, patch).status());
    assertEquals(1, read(path).path("version").asInt());
  }

  @Test
  void a_patch_that_changes_nothing_makes_no_version() throws IOException {
    String path = ARTICLES + "/" + draft();
    for (String patch : List.of("{}", "{\"kicker\":null}", "{\"genre\":\"news\"}")) {
      Contract.Answer answer = send("PATCH", path, MergePatch.MEDIA_TYPE, patch);
      assertEquals(200, answer.status());
      assertEquals(1, answer.json().path("version").asInt());
    }
  }

  @Test
  void tells_nulls_in_a_new_resource() throws IOException {
    Contract.Answer answer =
        send(
            "POST",
            ARTICLES,
            "application/json",
            "{\"title\":\"t\",\"genre\":null,\"bylines\":[{\"name\":\"n\",\"role\":null}]}");
    assertEquals(400, answer.status());
    assertEquals(List.of("/genre", "/bylines/0/role"), pointers(answer, "invalid_type"));
  }

  @Test
  void a_null_time_publishes_nothing() throws IOException {
    String path = ARTICLES + "/" + draft();
    assertEquals(
        400, send("POST", path + "/publish", "application/json", "{\"at\":null}").status());
    assertEquals("draft", read(path).path("state").asText());
  }

  @ParameterizedTest
  @CsvSource({"html, <p>a</p>", "html, <hr>", "markdown, 'a\n\n'"})
  void a_body_of_too_many_blocks_breaks_a_rule(String format, String block) throws IOException {
    String text = block.repeat(5001).replace("\n", "\\n");
    Contract.Answer answer =
        send(
            "POST",
            ARTICLES,
            "application/json",
            "{\"title\":\"t\",\"bodyFormat\":\"%s\",\"body\":\"%s\"}".formatted(format, text));
    assertEquals(422, answer.status());
    assertEquals(List.of("/body"), pointers(answer, "too_many"));
  }

  @Test
  void every_page_may_read_delivery_whoever_asked_first() throws IOException {
    Contract.Answer answer = RawHttp.request("GET", "/api/v1/articles").send();
    assertEquals("*", answer.header("Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=2;sort=title", "?q=a;b"})
  void a_bare_semicolon_parts_no_parameters(String query) throws IOException {
    assertEquals(400, RawHttp.request("GET", "/api/v1/articles" + query).send().status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-01T09:00Z", "2026-12-01T09:00:00", "2026-12-01T09:00:00.Z"})
  void a_time_is_by_rfc_3339(String time) throws IOException {
    assertEquals(
        400, RawHttp.request("GET", "/api/v1/articles?publishedFrom=" + time).send().status());
  }

  private static String draft() throws IOException {
    Contract.Answer made = send("POST", ARTICLES, "application/json", "{\"title\":\"Strict\"}");
    assertEquals(201, made.status());
    return made.json().path("id").asText();
  }

  private static JsonNode read(String path) throws IOException {
    return RawHttp.request("GET", path).as("administrator").send().json();
  }

  private static Contract.Answer send(String method, String path, String type, String body)
      throws IOException {
    return RawHttp.request(method, path)
        .as("administrator")
        .header("If-Match", "*")
        .body(type, body.getBytes(StandardCharsets.UTF_8))
        .send();
  }

  private static List<String> pointers(Contract.Answer answer, String code) throws IOException {
    List<String> pointers = new ArrayList<>();
    for (JsonNode fault : answer.json().path("errors")) {
      if (fault.path("code").asText().equals(code)) {
        pointers.add(fault.path("pointer").asText());
      }
    }
    assertTrue(!pointers.isEmpty(), answer.text());
    return pointers;
  }
}
