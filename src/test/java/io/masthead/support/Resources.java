package io.masthead.support;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Real resources, made through the API once a run, to put into an operation's path. */
public final class Resources {

  private static final Map<String, String> MADE = new ConcurrentHashMap<>();
  private static final Map<String, String> EDIT_TOKENS = new ConcurrentHashMap<>();
  private static final Map<String, String> ARTICLES = new ConcurrentHashMap<>();
  private static final Map<String, Instant> EDITABLE_UNTIL = new ConcurrentHashMap<>();

  private Resources() {}

  /** The path of a resource that exists, with the query parameters that it cannot do without. */
  public static String known(ApiOperation operation) {
    return fill(operation, false) + required(operation);
  }

  /** The query that the operation cannot do without, nothing where it can. */
  public static String required(ApiOperation operation) {
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.parameters("query")) {
      if (parameter.path("required").asBoolean()) {
        query.append(query.isEmpty() ? '?' : '&').append(parameter.path("name").asText());
        query
            .append('=')
            .append(
                parameter.at("/schema/type").asText().equals("integer") ? "1" : UUID.randomUUID());
      }
    }
    return query.toString();
  }

  /** As {@link #known}, of a resource that nobody else uses. */
  public static String fresh(ApiOperation operation) {
    return fill(operation, true);
  }

  /** A request to a resource, before the one that is wanted. */
  private record Step(String method, String path, Map<String, ?> body) {}

  private static final String LATER = "2035-12-01T09:00:00Z";
  private static final List<Step> PUBLISHED = List.of(new Step("POST", "/publish", Map.of()));
  private static final List<Step> SCHEDULED =
      List.of(new Step("POST", "/publish", Map.of("at", LATER)));

  /** What has to be done to a new resource before an operation can be. */
  private static final Map<String, List<Step>> BEFORE =
      Map.of(
          "withdrawArticle",
          SCHEDULED,
          "withdrawPackage",
          SCHEDULED,
          "unpublishArticle",
          PUBLISHED,
          "archiveArticle",
          PUBLISHED,
          "takeDownArticle",
          PUBLISHED,
          "setExpiry",
          PUBLISHED,
          "cancelExpiry",
          List.of(
              new Step("POST", "/publish", Map.of()),
              new Step("PUT", "/expiry", Map.of("at", LATER))),
          "liftEmbargo",
          List.of(new Step("PUT", "/embargo", Map.of("until", LATER, "reason", "Until then"))),
          "restoreArticle",
          List.of(new Step("DELETE", "", null)),
          "restoreComment",
          List.of(new Step("POST", "/remove", Map.of())));

  /** Decisions that are made of comments that wait. */
  private static final Set<String> OF_WAITING = Set.of("rejectComment", "markCommentSpam");

  /** Whether a new resource is not yet what the operation is for. */
  public static boolean isPrepared(ApiOperation operation) {
    return BEFORE.containsKey(operation.id()) || OF_WAITING.contains(operation.id());
  }

  /** As {@link #fresh}, in a state in which the operation can be done. */
  public static String ready(ApiOperation operation) {
    if (OF_WAITING.contains(operation.id())) {
      return operation.path().replace("{id}", waiting());
    }
    String path = fresh(operation);
    String resource = path.substring(0, path.lastIndexOf('/'));
    for (Step step : BEFORE.getOrDefault(operation.id(), List.of())) {
      RequestSpecification request = Keys.as("administrator").header("If-Match", "*");
      if (step.body() != null) {
        request.contentType("application/json").body(step.body());
      }
      int status = request.request(step.method(), resource + step.path()).statusCode();
      assertTrue(status < 300, () -> step + " before " + operation.id() + ": " + status);
    }
    return path;
  }

  /** A comment of a guest nobody knows, of whose article all comments wait. */
  private static String waiting() {
    String mark = UUID.randomUUID().toString();
    String article = article(mark, false);
    Keys.as("administrator")
        .header("If-Match", "*")
        .contentType("application/merge-patch+json")
        .body(Map.of("comments", Map.of("moderation", "pre")))
        .patch("/manage/v1/articles/" + article)
        .then()
        .statusCode(200);
    Keys.as("administrator")
        .header("If-Match", "*")
        .post("/manage/v1/articles/" + article + "/publish")
        .then()
        .statusCode(200);
    return given()
        .header("User-Agent", "reader " + mark)
        .contentType("application/json")
        .body(Map.of("author", Map.of("name", "Guest"), "body", "Said " + mark))
        .post("/api/v1/articles/" + article + "/comments")
        .then()
        .statusCode(202)
        .extract()
        .path("comment.id");
  }

  /** The path of a resource that does not exist. */
  public static String unknown(String template) {
    return template
        .replace("{number}", "2000000000")
        .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
  }

  /** One that requests may name beside the resource in their path. */
  static String other(String kind) {
    return MADE.computeIfAbsent("other " + kind, k -> make(kind, null, true));
  }

  private static String fill(ApiOperation operation, boolean fresh) {
    String[] segments = operation.path().split("/");
    if (operation.path().endsWith("/merge")) {
      other(segments[3]);
    } else if (operation.path().contains("/packages")) {
      other("articles");
    }
    for (int i = 0; i < segments.length; i++) {
      if (segments[i].startsWith("{")) {
        String kind = segments[i - 1];
        String owner = segments[i - 2];
        // What is said of comments, and put right, is so of articles that readers have.
        boolean working =
            operation.isManagement()
                && !operation.path().contains("/comment-rules/")
                && !operation.path().contains("/corrections");
        boolean management = working || operation.isManagement() && !kind.equals("articles");
        String known = operation.document() + owner + kind + management;
        if (kind.equals("comments") && isOver(known)) {
          MADE.remove(known);
        }
        segments[i] =
            fresh
                ? make(kind, owner, management)
                : MADE.computeIfAbsent(known, k -> make(kind, owner, management));
      }
    }
    return String.join("/", segments);
  }

  /** A comment can be changed for a quarter of an hour, and a run of all tests may take longer. */
  private static boolean isOver(String known) {
    Instant now = Instant.now();
    Instant end = EDITABLE_UNTIL.computeIfAbsent(known, k -> now.plus(10, ChronoUnit.MINUTES));
    return now.isAfter(end) && EDITABLE_UNTIL.replace(known, end, now.plus(10, ChronoUnit.MINUTES));
  }

  private static String make(String kind, String owner, boolean management) {
    String mark = UUID.randomUUID().toString();
    return switch (kind) {
      case "articles" -> article(mark, !management);
      case "comments" -> comment(article(mark, true), null);
      case "revisions" -> "1";
      case "schedule" -> scheduled(article(mark, false));
      case "corrections" -> correction(management ? owner : article(mark, true));
      case "previews" ->
          management
              ? post("articles/" + owner + "/previews", Map.of())
              : token(article(mark, false));
      case "packages" ->
          post(kind, Map.of("title", "Made " + mark, "articles", List.of(article(mark, false))));
      case "comment-bans" -> post(kind, Map.of("email", mark + "@example.org"));
      case "sitemaps" -> {
        article(mark, true);
        yield YearMonth.now(ZoneOffset.UTC) + ".xml";
      }
      case "webhooks" ->
          post(kind, Map.of("url", "http://127.0.0.1:9/" + mark, "events", List.of("tag.deleted")));
      case "deliveries" -> tested(owner);
      case "keys" -> post("keys", Map.of("name", mark, "role", "contributor"));
      case "authors", "sections", "tags" ->
          management ? post(kind, Map.of("name", "Made " + mark)) : published(kind, mark);
      default -> throw new IllegalArgumentException("nothing makes one of " + kind);
    };
  }

  private static String scheduled(String article) {
    return Keys.as("administrator")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("at", "2035-12-01T09:00:00Z"))
        .post("/manage/v1/articles/" + article + "/publish")
        .then()
        .statusCode(200)
        .extract()
        .path("id");
  }

  private static String correction(String article) {
    return Keys.as("administrator")
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("kind", "correction", "text", "Put right " + UUID.randomUUID()))
        .post("/manage/v1/articles/" + article + "/corrections")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String tested(String webhook) {
    return Keys.as("administrator")
        .post("/manage/v1/webhooks/" + webhook + "/test")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  /** What opens a preview of the article. */
  private static String token(String article) {
    String url =
        Keys.as("administrator")
            .post("/manage/v1/articles/" + article + "/previews")
            .then()
            .statusCode(201)
            .extract()
            .path("url");
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** A comment of the staff's, which is shown at once. */
  private static String comment(String article, String parent) {
    Map<String, Object> comment = new HashMap<>();
    comment.put("author", Map.of("name", "Writer"));
    comment.put("body", "Said " + UUID.randomUUID());
    if (parent != null) {
      comment.put("parentId", parent);
    }
    var posted =
        Keys.as("administrator")
            .contentType("application/json")
            .body(comment)
            .post("/api/v1/articles/" + article + "/comments")
            .then()
            .statusCode(201)
            .extract();
    String id = posted.path("comment.id");
    EDIT_TOKENS.put(id, posted.path("editToken"));
    ARTICLES.put(id, article);
    return id;
  }

  /** What the writer of the comment in a path was given to change it; of any, where it is none. */
  public static String editToken(String path) {
    return EDIT_TOKENS.entrySet().stream()
        .filter(made -> path.contains(made.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("a".repeat(43));
  }

  /** The path of a list that has a second page of one item. */
  public static String listOfTwo(ApiOperation operation) {
    if (operation.path().contains("/search")) {
      String word = "w" + UUID.randomUUID().toString().replace("-", "");
      article(word + " one", true);
      article(word + " two", true);
      return operation.path() + "?q=" + word;
    }
    String path = known(operation);
    String[] segments = path.split("/");
    String last = segments[segments.length - 1];
    String owner = segments[segments.length - 2];
    for (int i = 0; i < 2; i++) {
      switch (last) {
        case "comments" -> {
          if (operation.isManagement()) {
            make("comments", owner, true);
          } else {
            comment(owner, null);
          }
        }
        case "audit" -> make("tags", owner, true);
        case "corrections" -> {
          boolean ofArticle = operation.path().contains("/articles/");
          correction(ofArticle ? owner : article(UUID.randomUUID().toString(), true));
        }
        case "latest" -> make("comments", owner, false);
        case "reports" ->
            given()
                .header("User-Agent", "reader " + i)
                .contentType("application/json")
                .body(Map.of("reason", "other"))
                .post("/api/v1/comments/" + owner + "/reports")
                .then()
                .statusCode(202);
        case "changes" ->
            Keys.as("administrator")
                .header("If-Match", "*")
                .contentType("application/json")
                .body(Map.of("maxLinks", 3))
                .put("/manage/v1/comment-rules/sections/" + make("sections", owner, true))
                .then()
                .statusCode(200);
        case "revisions" ->
            Keys.as("administrator")
                .header("If-Match", "*")
                .contentType("application/merge-patch+json")
                .body(Map.of("kicker", "Made " + UUID.randomUUID()))
                .patch("/manage/v1/articles/" + owner)
                .then()
                .statusCode(200);
        case "replies" -> comment(ARTICLES.get(owner), owner);
        case "trail" -> {
          decide(owner, "remove");
          decide(owner, "restore");
        }
        default -> make(last, owner, operation.isManagement());
      }
    }
    return path;
  }

  private static void decide(String comment, String decision) {
    Keys.as("administrator")
        .header("If-Match", "*")
        .post("/manage/v1/comments/" + comment + "/" + decision)
        .then()
        .statusCode(200);
  }

  /** Readers see an author, a section or a tag once it stands in a published article. */
  private static String published(String kind, String mark) {
    String article = article(mark, true);
    String pointer =
        Map.of("authors", "bylines[0].author.id", "sections", "section.id", "tags", "tags[0].id")
            .get(kind);
    return given()
        .get("/api/v1/articles/" + article)
        .then()
        .statusCode(200)
        .extract()
        .path(pointer);
  }

  private static String article(String mark, boolean published) {
    String author = post("authors", Map.of("name", "By " + mark));
    String id =
        post(
            "articles",
            Map.of(
                "title",
                "Made " + mark,
                "lang",
                "en",
                "body",
                "<p>It was made.</p>",
                "bylines",
                List.of(Map.of("author", author)),
                "tags",
                List.of(post("tags", Map.of("name", "About " + mark))),
                "section",
                post("sections", Map.of("name", "Of " + mark))));
    if (published) {
      given()
          .header("Authorization", "Bearer " + Keys.of("administrator"))
          .header("If-Match", "*")
          .post("/manage/v1/articles/" + id + "/publish")
          .then()
          .statusCode(200);
    }
    return id;
  }

  private static String post(String kind, Map<String, ?> body) {
    return Keys.as("administrator")
        .contentType("application/json")
        .body(body)
        .post("/manage/v1/" + kind)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
