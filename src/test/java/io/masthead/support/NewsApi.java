package io.masthead.support;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A newsroom's everyday verbs over HTTP, done by an editor: each call makes something of its own
 * name and gives its id, so that tests do not meet each other.
 */
public final class NewsApi {

  private static final String MANAGE = "/manage/v1/";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  /** An author, section or tag. */
  public record Made(String id, String slug, String name) {}

  private NewsApi() {}

  /** The name with a mark behind it that no other has. */
  public static String unique(String name) {
    return name + " " + mark();
  }

  /** A word that stands nowhere else. */
  public static String mark() {
    return "m" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  public static Made author(Object... members) {
    return make("authors", "Author", members);
  }

  public static Made section(Object... members) {
    return make("sections", "Section", members);
  }

  public static Made tag(Object... members) {
    return make("tags", "Tag", members);
  }

  private static Made make(String kind, String name, Object... members) {
    Map<String, Object> body = members(members);
    body.putIfAbsent("name", unique(name));
    ValidatableResponse made = post("editor", MANAGE + kind, body).statusCode(201);
    return new Made(
        made.extract().path("id"), made.extract().path("slug"), made.extract().path("name"));
  }

  /** Members by turns: a name, its value. */
  public static Map<String, Object> members(Object... members) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      map.put((String) members[i], members[i + 1]);
    }
    return map;
  }

  /** The least that can be published, with these members added or in its place. */
  public static Map<String, Object> article(String title, Object... members) {
    Map<String, Object> article = new LinkedHashMap<>();
    article.put("title", title);
    article.put("body", "<p>Text of it.</p>");
    article.put("bylines", List.of(Map.of("name", "P. Guest")));
    article.putAll(members(members));
    return article;
  }

  public static ValidatableResponse create(Map<String, Object> article) {
    return create("editor", article);
  }

  public static ValidatableResponse create(String role, Map<String, Object> article) {
    return post(role, MANAGE + "articles", article);
  }

  public static String draft(String title, Object... members) {
    return create(article(title, members)).statusCode(201).extract().path("id");
  }

  /** Publishes the working copy as it is. */
  public static String publish(String article) {
    move(article, "publish").statusCode(200);
    return article;
  }

  /** Publishes it with a time of the past. */
  public static String publishAt(String article, String at) {
    move(article, "publish", Map.of("at", at)).statusCode(200);
    return article;
  }

  public static String published(String title, Object... members) {
    return publish(draft(title, members));
  }

  public static ValidatableResponse move(String article, String verb) {
    return move(article, verb, Map.of());
  }

  public static ValidatableResponse move(String article, String verb, Map<String, ?> body) {
    return move("editor", article, verb, "*", body);
  }

  public static ValidatableResponse move(
      String role, String article, String verb, String ifMatch, Map<String, ?> body) {
    RequestSpecification request = Keys.as(role);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    if (verb.equals("publish") || verb.equals("takedown")) {
      request.contentType(ContentType.JSON).body(body);
    }
    return request.post(MANAGE + "articles/" + article + "/" + verb).then();
  }

  public static ValidatableResponse bin(String article) {
    return Keys.as("editor").header("If-Match", "*").delete(MANAGE + "articles/" + article).then();
  }

  public static ValidatableResponse change(String article, Map<String, ?> patch) {
    return change("editor", article, "*", patch);
  }

  public static ValidatableResponse change(
      String role, String article, String ifMatch, Object patch) {
    return patch(role, MANAGE + "articles/" + article, ifMatch, patch);
  }

  public static ValidatableResponse patch(String role, String path, String ifMatch, Object patch) {
    RequestSpecification request = Keys.as(role).contentType(MERGE_PATCH).body(patch);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.patch(path).then();
  }

  /** The working copy. */
  public static ValidatableResponse copy(String article) {
    return Keys.as("editor").get(MANAGE + "articles/" + article).then();
  }

  /** What readers get of it. */
  public static ValidatableResponse read(String ref) {
    return given().get("/api/v1/articles/{ref}", ref).then();
  }

  /** The list that readers get, with parameters by turns: a name, its value. */
  public static ValidatableResponse list(Object... parameters) {
    return given().queryParams(members(parameters)).get("/api/v1/articles").then();
  }

  private static ValidatableResponse post(String role, String path, Object body) {
    return Keys.as(role).contentType(ContentType.JSON).body(body).post(path).then();
  }

  /** Asks again until it is so, for half a minute at most. */
  public static void until(String what, Callable<Boolean> isSo) {
    Awaitility.await(what)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(isSo);
  }

  /** Does all of it at once and gives what came of each. */
  public static <T> List<T> atOnce(int times, IntFunction<T> act) {
    ExecutorService pool = Executors.newFixedThreadPool(times);
    CyclicBarrier start = new CyclicBarrier(times);
    try {
      List<Callable<T>> acts =
          IntStream.range(0, times)
              .<Callable<T>>mapToObj(
                  i ->
                      () -> {
                        start.await();
                        return act.apply(i);
                      })
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(acts)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
