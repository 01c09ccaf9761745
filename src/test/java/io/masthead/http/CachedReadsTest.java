package io.masthead.http;

import static io.masthead.support.NewsApi.author;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aayushatharva.brotli4j.decoder.Decoder;
import io.masthead.cache.ResponseCache;
import io.masthead.support.Contract;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.RawHttp;
import io.masthead.support.Statements;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are kept: the same as those that are made, and none that is not true any more. */
@QuarkusTest
class CachedReadsTest {

  private static final String ARTICLES = "/api/v1/articles";

  @Inject ResponseCache cache;
  @Inject MeterRegistry meters;

  @TestHTTPResource URL base;

  private Statements statements;

  @BeforeEach
  void listen() {
    statements = new Statements();
  }

  @AfterEach
  void close() {
    statements.close();
  }

  /** How many statements a read takes. */
  private int reads(String path, String... headers) {
    String id = Statements.requestId();
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("X-Request-Id", id));
    Contract.Answer answer = RawHttp.get(path, all.toArray(String[]::new));
    assertEquals(200, answer.status(), path);
    return statements.of(id).size();
  }

  @Test
  void the_second_to_ask_costs_no_statement() {
    String slug = "kept-" + mark();
    String id = published(unique("Kept"), "slug", slug);
    for (String path :
        List.of(
            ARTICLES + "/" + id,
            ARTICLES + "/" + slug,
            ARTICLES + "/" + slug + "?body=markdown&fields=title,body",
            ARTICLES + "/" + slug + "/comments",
            ARTICLES + "/" + slug + "/comments/feed.atom",
            ARTICLES + "/" + slug + "/corrections",
            ARTICLES + "?id=" + id,
            ARTICLES + "?limit=3&sort=title",
            "/api/v1/authors?limit=3",
            "/api/v1/sections?limit=3",
            "/api/v1/tags?limit=3",
            "/api/v1/corrections?limit=3",
            "/api/v1/comments/latest?limit=3")) {
      Contract.Answer made = RawHttp.get(path);
      assertEquals(0, reads(path), path);
      Contract.Answer kept = RawHttp.get(path);
      assertEquals(made.text(), kept.text(), path);
      for (String header :
          List.of(
              "ETag",
              "Last-Modified",
              "Cache-Control",
              "Cache-Tag",
              "Surrogate-Key",
              "Content-Type",
              "Vary",
              "Link",
              "Access-Control-Allow-Origin",
              "X-Content-Type-Options",
              "Content-Length")) {
        assertEquals(made.header(header), kept.header(header), path + " " + header);
      }
      assertEquals(null, kept.header("Content-Encoding"), path);
      assertEquals(304, RawHttp.get(path, "If-None-Match", made.header("ETag")).status(), path);
      assertEquals(kept.header("ETag"), RawHttp.head(path).header("ETag"), path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=20, ''",
    "?sort=-publishedAt&limit=20, ''",
    "?lang=en&limit=2, ?limit=2&lang=en",
    "?limit=2&sort=title&featured=false, ?featured=false&sort=title&limit=2"
  })
  void requests_that_mean_the_same_share_an_answer(String one, String other) {
    RawHttp.get(ARTICLES + one);
    // Of now, a list of what is featured is never kept.
    int wanted = one.contains("featured") ? 1 : 0;
    assertEquals(wanted, reads(ARTICLES + other));
  }

  @Test
  void what_is_refused_is_refused_whatever_is_kept() {
    RawHttp.get(ARTICLES + "?limit=20");
    assertEquals(200, RawHttp.get(ARTICLES).status());
    assertEquals(400, RawHttp.get(ARTICLES + "?limit=20&limit=20").status());
    assertEquals(400, RawHttp.get(ARTICLES + "?limit=20&x=1").status());
    assertEquals(400, RawHttp.get(ARTICLES + "?limit=").status());
    assertEquals(400, RawHttp.get(ARTICLES + "?limit=020").status());
    assertEquals(406, RawHttp.get(ARTICLES, "Accept", "text/html").status());
    assertEquals(406, RawHttp.get(ARTICLES, "Accept", "application/json;q=0").status());
    assertEquals(405, RawHttp.request("PUT", ARTICLES).send().status());
  }

  @Test
  void each_coding_has_the_same_bytes_and_one_tag() throws Exception {
    String path =
        ARTICLES + "/" + published(unique("Coded"), "body", "<p>" + "text ".repeat(200) + "</p>");
    String plain = RawHttp.get(path).text();
    HttpClient http = HttpClient.newHttpClient();
    Set<String> tags = new HashSet<>();
    for (Map.Entry<String, String> coding :
        Map.of(
                "gzip", "gzip",
                "br", "br",
                "gzip, br", "br",
                "gzip;q=1, br;q=0.5", "gzip",
                "br;q=0, gzip", "gzip",
                "*", "br",
                "*;q=0", "",
                "identity", "")
            .entrySet()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/$", "") + path))
                  .version(HttpClient.Version.HTTP_1_1)
                  .header("Accept-Encoding", coding.getKey())
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      String given = answer.headers().firstValue("Content-Encoding").orElse("");
      assertEquals(coding.getValue(), given, coding.getKey());
      assertEquals(plain, new String(decoded(given, answer.body()), "UTF-8"), coding.getKey());
      assertEquals("Accept-Encoding", answer.headers().firstValue("Vary").orElse(""));
      tags.add(answer.headers().firstValue("ETag").orElseThrow());
    }
    // Another client: the connections of this one speak HTTP/1.1 by now.
    HttpClient second = HttpClient.newHttpClient();
    for (String coding : List.of("gzip", "br", "gzip;q=0.5, br", "identity")) {
      for (boolean kept : List.of(false, true)) {
        if (!kept) {
          cache.changed(Set.of(ResponseCache.EVERYTHING));
        }
        HttpResponse<byte[]> answer =
            second.send(
                HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/$", "") + path))
                    .header("Accept-Encoding", coding)
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        String given = answer.headers().firstValue("Content-Encoding").orElse("");
        assertEquals(coding.equals("identity") ? "" : coding.replaceAll(".* ", ""), given);
        assertEquals(plain, new String(decoded(given, answer.body()), "UTF-8"), coding);
        assertEquals(
            "" + answer.body().length, answer.headers().firstValue("Content-Length").orElse(""));
      }
    }
    assertEquals(1, tags.size());
    String tag = tags.iterator().next();
    assertEquals(304, RawHttp.get(path, "Accept-Encoding", "gzip", "If-None-Match", tag).status());
    assertEquals(
        304,
        RawHttp.get(path, "Accept-Encoding", "br", "If-None-Match", "\"x\", " + tag.substring(2))
            .status());
  }

  private static byte[] decoded(String coding, byte[] body) throws IOException {
    return switch (coding) {
      case "gzip" -> new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      case "br" -> Decoder.decompress(body).getDecompressedData();
      default -> body;
    };
  }

  @Test
  void a_head_has_the_headers_of_its_get_whether_kept_or_made_and_is_kept_like_it() {
    String id = published(unique("Headed"), "body", "<p>" + "text ".repeat(200) + "</p>");
    for (String path :
        List.of(
            ARTICLES + "/" + id,
            ARTICLES + "?id=" + id,
            ARTICLES + "/" + id + "/comments/feed.rss",
            "/api/v1/authors?limit=6")) {
      for (String coding : List.of("identity", "gzip")) {
        cache.changed(Set.of(ResponseCache.EVERYTHING));
        Contract.Answer made = RawHttp.head(path, "Accept-Encoding", coding);
        String request = Statements.requestId();
        Contract.Answer kept =
            RawHttp.head(path, "Accept-Encoding", coding, "X-Request-Id", request);
        assertEquals(List.of(), statements.of(request), path);
        Contract.Answer got = RawHttp.get(path, "Accept-Encoding", coding);
        for (Contract.Answer head : List.of(made, kept)) {
          assertEquals(0, head.body().length);
          assertEquals(plainHeaders(got), plainHeaders(head), path + " " + coding);
        }
        assertEquals("" + got.body().length, kept.header("Content-Length"), path + " " + coding);
      }
      String tag = RawHttp.get(path).header("ETag");
      assertEquals(304, RawHttp.head(path, "If-None-Match", tag).status());
    }
  }

  /** Without those that are each request's own, or of no answer without a body. */
  private static Map<String, String> plainHeaders(Contract.Answer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.keySet().removeAll(Set.of("x-request-id", "date", "content-length"));
    return headers;
  }

  @Test
  void a_304_has_the_headers_of_the_answer_that_it_stands_for() {
    String path = ARTICLES + "/" + published(unique("Held"));
    for (boolean isKept : List.of(false, true)) {
      Contract.Answer whole = RawHttp.get(path);
      if (!isKept) {
        cache.changed(Set.of(ResponseCache.EVERYTHING));
      }
      Contract.Answer held = RawHttp.get(path, "If-None-Match", whole.header("ETag"));
      assertEquals(304, held.status());
      for (String name :
          List.of("ETag", "Cache-Control", "Cache-Tag", "Surrogate-Key", "Vary", "Last-Modified")) {
        assertNotEquals(null, held.header(name), name);
        assertEquals(whole.header(name), held.header(name), name);
      }
    }
  }

  @Test
  void only_what_may_be_kept_is_tagged() {
    String id = published(unique("Tagged"));
    String path = ARTICLES + "/" + id;
    assertTrue(RawHttp.get(path).header("Cache-Tag").contains("article-" + id));
    assertTrue(RawHttp.get(path).header("Surrogate-Key").startsWith("all article-" + id));
    String token = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";
    for (Contract.Answer answer :
        List.of(
            RawHttp.get(path + "-no"),
            RawHttp.get(path + "?x=1"),
            RawHttp.get(path + "/comments", "Authorization", "Guest " + token),
            RawHttp.get(path + "/comments/form"),
            RawHttp.request("GET", "/manage/v1/articles/" + id).as("editor").send())) {
      assertEquals(null, answer.header("Cache-Tag"));
      assertEquals(null, answer.header("Surrogate-Key"));
    }
  }

  @Test
  void a_part_cannot_be_asked_for() {
    String path = ARTICLES + "/" + published(unique("Whole"));
    String whole = RawHttp.get(path).text();
    for (int i = 0; i < 2; i++) {
      Contract.Answer answer = RawHttp.get(path, "Range", "bytes=0-1", "If-Range", "\"x\"");
      assertEquals(200, answer.status());
      assertEquals(null, answer.header("Content-Range"));
      assertEquals(whole, answer.text());
      cache.changed(Set.of(ResponseCache.EVERYTHING));
    }
  }

  @Test
  void a_list_of_tags_may_be_long() {
    String path = ARTICLES + "/" + published(unique("Long"));
    String tag = RawHttp.get(path).header("ETag");
    String others = "W/\"0123456789abcdef\", ".repeat(8 * 1024 / 22);
    for (int i = 0; i < 2; i++) {
      assertEquals(304, RawHttp.get(path, "If-None-Match", others + tag).status());
      assertEquals(200, RawHttp.get(path, "If-None-Match", others + "W/\"\"").status());
      assertEquals(200, RawHttp.get(path, "If-None-Match", ",".repeat(8 * 1024)).status());
      cache.changed(Set.of(ResponseCache.EVERYTHING));
    }
    assertEquals(431, RawHttp.get(path, "If-None-Match", others.repeat(3)).status());
  }

  @Test
  void junk_enters_nothing_and_pushes_out_nothing() {
    String path = ARTICLES + "/" + published(unique("Hot"));
    RawHttp.get(path);
    RawHttp.get(path);
    HttpClient http = HttpClient.newHttpClient();
    double before = meters.get("masthead.cache.answers").gauge().value();
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    String mark = mark();
    for (int i = 0; i < 2_000; i++) {
      String query =
          switch (i % 4) {
            case 0 -> "?" + mark + i + "=1";
            case 1 -> "?limit=1000" + i;
            case 2 -> "?include=" + "author.articles.".repeat(25) + i;
            default -> "/" + mark + i;
          };
      URI uri = URI.create(base.toString().replaceAll("/$", "") + ARTICLES + query);
      answers.add(
          http.sendAsync(
              HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build(),
              HttpResponse.BodyHandlers.discarding()));
      if (i % 100 == 99) {
        answers.forEach(answer -> assertTrue(answer.join().statusCode() >= 400));
        answers.clear();
      }
    }
    assertEquals(before, meters.get("masthead.cache.answers").gauge().value());
    assertEquals(0, reads(path));
  }

  @Test
  void who_stops_reading_stops_nobody() throws Exception {
    String path =
        ARTICLES
            + "/"
            + published(unique("Long read"), "body", "<p>" + "word ".repeat(150_000) + "</p>");
    RawHttp.get(path);
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setReceiveBufferSize(1_024);
        idle.add(socket);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.repeat(3).getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().read();
      }
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        assertEquals(0, reads(path));
      }
      assertTrue(System.nanoTime() - start < 20_000_000_000L);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
    assertEquals(200, RawHttp.get(path).status());
  }

  @Test
  void every_change_is_seen_with_its_answer() {
    Made ann = author();
    String slug = "changing-" + mark();
    String id =
        published(
            unique("Changing"), "slug", slug, "bylines", List.of(Map.of("author", ann.slug())));
    List<String> paths =
        List.of(
            ARTICLES + "/" + id,
            ARTICLES + "/" + slug,
            ARTICLES + "?id=" + id,
            ARTICLES + "?author=" + ann.slug());
    assertChanged(paths, () -> edit(id, Map.of("kicker", "Once")));
    assertChanged(paths, () -> rename(ann));
    String comments = ARTICLES + "/" + slug + "/comments";
    RawHttp.get(comments);
    move(id, "unpublish").statusCode(200);
    assertEquals(404, RawHttp.get(paths.get(0)).status());
    assertEquals(404, RawHttp.get(paths.get(1)).status());
    assertEquals(404, RawHttp.get(comments).status());
    assertEquals(0, RawHttp.get(paths.get(2)).json().path("items").size());
    publish(id);
    assertEquals(200, RawHttp.get(paths.get(1)).status());
    assertEquals(1, RawHttp.get(paths.get(3)).json().path("items").size());
    move(id, "takedown", Map.of("reason", "legal")).statusCode(200);
    assertEquals(410, RawHttp.get(paths.get(0)).status());
    assertEquals(410, RawHttp.get(paths.get(1)).status());
    assertEquals(0, RawHttp.get(paths.get(3)).json().path("items").size());
  }

  @Test
  void a_slug_means_the_site_s_language_from_its_first_edition_on() {
    String slug = "two-tongues-" + mark();
    String russian = published(unique("Russian"), "slug", slug, "lang", "ru");
    assertEquals(russian, RawHttp.get(ARTICLES + "/" + slug).json().path("id").asText());
    String english = published(unique("English"), "slug", slug, "lang", "en");
    assertEquals(english, RawHttp.get(ARTICLES + "/" + slug).json().path("id").asText());
    bin(english).statusCode(204);
    assertEquals(russian, RawHttp.get(ARTICLES + "/" + slug).json().path("id").asText());
  }

  @Test
  void many_who_ask_at_once_for_what_is_not_kept_cause_one_load() {
    String id = published(unique("Asked for by all"));
    RawHttp.get(ARTICLES + "/" + id);
    cache.changed(Set.of(ResponseCache.EVERYTHING));
    HttpClient http = HttpClient.newHttpClient();
    URI uri = URI.create(base.toString().replaceAll("/$", "") + ARTICLES + "/" + id);
    List<String> requests = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      requests.add(Statements.requestId());
      answers.add(
          http.sendAsync(
              HttpRequest.newBuilder(uri)
                  .version(HttpClient.Version.HTTP_1_1)
                  .header("X-Request-Id", requests.get(i))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    Set<String> told = new HashSet<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      told.add(answer.join().statusCode() + answer.join().body());
    }
    assertEquals(1, told.size());
    assertTrue(told.iterator().next().startsWith("200{"));
    assertEquals(1, requests.stream().mapToInt(request -> statements.of(request).size()).sum());
  }

  private static void edit(String id, Map<String, ?> members) {
    change(id, members).statusCode(200);
    publish(id);
  }

  private static void rename(Made author) {
    patch("editor", "/manage/v1/authors/" + author.id(), "*", Map.of("name", unique("Renamed")))
        .statusCode(200);
  }

  private static List<String> texts(List<String> paths) {
    return paths.stream().map(path -> RawHttp.get(path).text()).toList();
  }

  /** Each is another after it. */
  private static void assertChanged(List<String> paths, Runnable change) {
    List<String> before = texts(paths);
    change.run();
    List<String> after = texts(paths);
    for (int i = 0; i < paths.size(); i++) {
      assertNotEquals(before.get(i), after.get(i), paths.get(i));
    }
  }
}
