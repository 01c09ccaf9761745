package io.masthead.access;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.Sql;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Statements;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That every change is in the audit list, and what stands there. */
@QuarkusTest
class AuditTest {

  private static final String MANAGE = "/manage/v1/";
  private static final String AUDIT = MANAGE + "audit";
  private static final String ADMINISTRATOR = "MASTHEAD_ADMIN_KEY";

  @Inject Sql sql;
  @Inject Audit audit;

  /** What an act has to leave in the list: of what, what was done, and the members that changed. */
  private record Left(String subject, String id, String action, Set<String> members) {}

  /** Does one thing by a request that is given, after whatever has to be there for it. */
  @FunctionalInterface
  private interface Act {
    Left by(AuditTest test, RequestSpecification request);
  }

  /** Operations that change nothing that is kept, with the reason. */
  private static final Map<String, String> CHANGE_NOTHING =
      Map.of(
          "tryCommentRules", "tells what would become of a comment and stores none",
          "lockArticle",
              "a sign to others, which ends by itself and changes nothing of the article",
          "unlockArticle", "as lockArticle");

  /** An operation that may change something and has no row fails the test. */
  private static final Map<String, Act> ACTS =
      Map.ofEntries(
          Map.entry(
              "createArticle",
              (test, request) ->
                  new Left(
                      "article",
                      made(
                          request.contentType(ContentType.JSON).body(article("A " + mark())),
                          "articles"),
                      "created",
                      Set.of(
                          "version", "state", "lang", "slug", "title", "genre", "access", "body",
                          "bylines"))),
          Map.entry(
              "updateArticle",
              (test, request) -> {
                String id = draft("A " + mark());
                return patched(
                    request, "articles/" + id, Map.of("kicker", "Late"), "article", id, "kicker");
              }),
          Map.entry(
              "restoreRevision",
              (test, request) -> {
                String id = draft("A " + mark());
                change(id, Map.of("body", "<p>Other.</p>")).statusCode(200);
                request.header("If-Match", "*");
                return posted(
                    request,
                    "articles/" + id + "/revisions/1/restore",
                    "article",
                    id,
                    "restored_revision",
                    "body");
              }),
          Map.entry(
              "deleteArticle",
              (test, request) -> {
                String id = draft("A " + mark());
                return deleted(
                    request, "articles/" + id, "article", id, "binned", "version", "binnedAt");
              }),
          Map.entry(
              "submitArticle",
              (test, request) -> moved(request, draft("A " + mark()), "submit", "submitted")),
          Map.entry(
              "withdrawArticle",
              (test, request) -> {
                String id = draft("A " + mark());
                move(id, "submit");
                return moved(request, id, "withdraw", "withdrawn");
              }),
          Map.entry(
              "restoreArticle",
              (test, request) -> {
                String id = draft("A " + mark());
                bin(id).statusCode(204);
                request.header("If-Match", "*");
                return posted(
                    request, "articles/" + id + "/restore", "article", id, "restored", "binnedAt");
              }),
          Map.entry(
              "publishArticle",
              (test, request) ->
                  moved(
                      request.contentType(ContentType.JSON).body("{}"),
                      draft("A " + mark()),
                      "publish",
                      "published",
                      "publishedAt")),
          Map.entry(
              "setExpiry",
              (test, request) -> {
                String id = published("A " + mark());
                return planned(request, id, "expiry", "expiry_set", "unpublishAt");
              }),
          Map.entry(
              "cancelExpiry",
              (test, request) -> {
                String id = published("A " + mark());
                planned(Keys.as("editor"), id, "expiry", "expiry_set");
                request
                    .header("If-Match", "*")
                    .delete(MANAGE + "articles/" + id + "/expiry")
                    .then()
                    .statusCode(200);
                return new Left(
                    "article", id, "expiry_cancelled", Set.of("version", "unpublishAt"));
              }),
          Map.entry(
              "setEmbargo",
              (test, request) -> {
                String id = draft("A " + mark());
                return planned(
                    request, id, "embargo", "embargoed", "embargoUntil", "embargoReason");
              }),
          Map.entry(
              "liftEmbargo",
              (test, request) -> {
                String id = draft("A " + mark());
                planned(Keys.as("editor"), id, "embargo", "embargoed");
                request
                    .header("If-Match", "*")
                    .queryParam("reason", "They are early.")
                    .delete(MANAGE + "articles/" + id + "/embargo")
                    .then()
                    .statusCode(200);
                return new Left(
                    "article",
                    id,
                    "embargo_lifted",
                    Set.of("version", "embargoUntil", "embargoReason"));
              }),
          Map.entry(
              "createPreview",
              (test, request) -> {
                String id = draft("A " + mark());
                return new Left(
                    "preview",
                    made(
                        request.contentType(ContentType.JSON).body("{}"),
                        "articles/" + id + "/previews"),
                    "created",
                    Set.of("article", "expiresAt"));
              }),
          Map.entry(
              "revokePreview",
              (test, request) -> {
                String previews = "articles/" + draft("A " + mark()) + "/previews";
                String id =
                    made(Keys.as("editor").contentType(ContentType.JSON).body("{}"), previews);
                return deleted(
                    request, previews + "/" + id, "preview", id, "revoked", "article", "expiresAt");
              }),
          Map.entry(
              "createCorrection",
              (test, request) -> {
                String id = published("A " + mark());
                request
                    .header("If-Match", "*")
                    .contentType(ContentType.JSON)
                    .body(Map.of("kind", "correction", "text", "It opened at one."))
                    .post(MANAGE + "articles/" + id + "/corrections")
                    .then()
                    .statusCode(201);
                return new Left("article", id, "corrected", Set.of("version", "updatedAt"));
              }),
          Map.entry(
              "unpublishArticle",
              (test, request) ->
                  moved(request, published("A " + mark()), "unpublish", "unpublished")),
          Map.entry(
              "archiveArticle",
              (test, request) -> moved(request, published("A " + mark()), "archive", "archived")),
          Map.entry(
              "takeDownArticle",
              (test, request) ->
                  moved(
                      request.contentType(ContentType.JSON).body(Map.of("reason", "legal")),
                      published("A " + mark()),
                      "takedown",
                      "taken_down",
                      "takenDownReason")),
          Map.entry(
              "changeArticles",
              (test, request) -> {
                String id = draft("A " + mark());
                request
                    .contentType(ContentType.JSON)
                    .body(Map.of("ids", List.of(id), "action", "submit"))
                    .post(MANAGE + "articles/bulk")
                    .then()
                    .statusCode(200);
                return new Left("article", id, "submitted", Set.of("version", "state"));
              }),
          Map.entry(
              "createPackage",
              (test, request) ->
                  new Left(
                      "package",
                      made(request.contentType(ContentType.JSON).body(pack()), "packages"),
                      "created",
                      Set.of("version", "title", "state", "articles"))),
          Map.entry(
              "updatePackage",
              (test, request) -> {
                String id = packed();
                return patched(
                    request, "packages/" + id, Map.of("title", "Other"), "package", id, "title");
              }),
          Map.entry(
              "deletePackage",
              (test, request) -> {
                String id = packed();
                return deleted(
                    request,
                    "packages/" + id,
                    "package",
                    id,
                    "deleted",
                    "version",
                    "title",
                    "state",
                    "articles");
              }),
          Map.entry(
              "publishPackage",
              (test, request) -> {
                String id = packed();
                return released(
                    request, id, "publish", Map.of(), "published", "state", "publishedAt");
              }),
          Map.entry(
              "withdrawPackage",
              (test, request) -> {
                String id = packed();
                Map<String, String> far = Map.of("at", "2035-03-01T09:00:00Z");
                released(Keys.as("editor"), id, "publish", far, "scheduled");
                return released(
                    request, id, "withdraw", null, "withdrawn", "state", "scheduledFor");
              }),
          Map.entry("mergeAuthor", merged("authors", "author", "slug", "name", "kind", "links")),
          Map.entry("mergeSection", merged("sections", "section", "slug", "name")),
          Map.entry("mergeTag", merged("tags", "tag", "slug", "name")),
          Map.entry(
              "moveSection",
              (test, request) -> {
                String id = add("sections");
                request
                    .header("If-Match", "*")
                    .contentType(ContentType.JSON)
                    .body(Map.of("parent", add("sections")));
                return posted(
                    request, "sections/" + id + "/move", "section", id, "moved", "parent");
              }),
          Map.entry("createAuthor", term("authors", "author", "slug", "name", "kind", "links")),
          Map.entry("updateAuthor", renamed("authors", "author")),
          Map.entry("deleteAuthor", removed("authors", "author", "slug", "name", "kind", "links")),
          Map.entry("createSection", term("sections", "section", "slug", "name")),
          Map.entry("updateSection", renamed("sections", "section")),
          Map.entry("deleteSection", removed("sections", "section", "slug", "name")),
          Map.entry("createTag", term("tags", "tag", "slug", "name")),
          Map.entry("updateTag", renamed("tags", "tag")),
          Map.entry("deleteTag", removed("tags", "tag", "slug", "name")),
          Map.entry("approveComment", decided("approve", "approved")),
          Map.entry("rejectComment", decided("reject", "rejected")),
          Map.entry("markCommentSpam", decided("spam", "marked_spam")),
          Map.entry(
              "removeComment",
              (test, request) -> {
                String id = comment();
                decide(id, "approve");
                return decided(request, id, "remove", "removed");
              }),
          Map.entry(
              "restoreComment",
              (test, request) -> {
                String id = comment();
                decide(id, "reject");
                return decided(request, id, "restore", "restored");
              }),
          Map.entry(
              "decideComments",
              (test, request) -> {
                String id = comment();
                request
                    .contentType(ContentType.JSON)
                    .body(Map.of("decision", "approve", "items", List.of(Map.of("id", id))));
                return posted(request, "comments/bulk", "comment", id, "approved", "state");
              }),
          Map.entry(
              "rewriteComment",
              (test, request) -> {
                String id = comment();
                return patched(
                    request,
                    "comments/" + id,
                    Map.of("body", "Other words."),
                    "comment",
                    id,
                    "body");
              }),
          Map.entry(
              "createCommentBan",
              (test, request) ->
                  new Left(
                      "comment_ban",
                      made(
                          request.contentType(ContentType.JSON).body(Map.of("email", address())),
                          "comment-bans"),
                      "created",
                      Set.of("id", "by", "shadow", "createdAt", "createdBy"))),
          Map.entry(
              "deleteCommentBan",
              (test, request) -> {
                String id =
                    made(
                        Keys.as("moderator")
                            .contentType(ContentType.JSON)
                            .body(Map.of("email", address())),
                        "comment-bans");
                return deleted(
                    request,
                    "comment-bans/" + id,
                    "comment_ban",
                    id,
                    "deleted",
                    "id",
                    "by",
                    "shadow",
                    "createdAt",
                    "createdBy");
              }),
          Map.entry(
              "eraseCommenter",
              (test, request) -> {
                String id = comment();
                request
                    .contentType(ContentType.JSON)
                    .body(Map.of("action", "anonymise", "comment", id))
                    .post(MANAGE + "comments/erasures")
                    .then()
                    .statusCode(200);
                return new Left("comment", id, "anonymised", Set.of());
              }),
          Map.entry(
              "setCommentRules",
              (test, request) -> {
                Left left = ruled(request, "comment-rules", null);
                clear("comment-rules");
                return left;
              }),
          Map.entry(
              "clearCommentRules",
              (test, request) -> {
                ruled(Keys.as("administrator"), "comment-rules", null);
                return cleared(request, "comment-rules", null);
              }),
          Map.entry(
              "setSectionCommentRules",
              (test, request) -> {
                String id = NewsApi.section().id();
                return ruled(request, "comment-rules/sections/" + id, id);
              }),
          Map.entry(
              "clearSectionCommentRules",
              (test, request) -> {
                String id = NewsApi.section().id();
                ruled(Keys.as("administrator"), "comment-rules/sections/" + id, id);
                return cleared(request, "comment-rules/sections/" + id, id);
              }),
          Map.entry(
              "setArticleCommentRules",
              (test, request) -> {
                String id = published("A " + mark());
                return ruled(request, "comment-rules/articles/" + id, id);
              }),
          Map.entry(
              "clearArticleCommentRules",
              (test, request) -> {
                String id = published("A " + mark());
                ruled(Keys.as("administrator"), "comment-rules/articles/" + id, id);
                return cleared(request, "comment-rules/articles/" + id, id);
              }),
          Map.entry(
              "importViews",
              (test, request) -> {
                String id = published("A " + mark());
                request
                    .contentType(ContentType.JSON)
                    .body(
                        Map.of(
                            "source",
                            "wordpress",
                            "rows",
                            List.of(Map.of("article", id, "views", 44))))
                    .post(MANAGE + "views/imports")
                    .then()
                    .statusCode(200)
                    .body("imported", equalTo(1));
                return new Left("article", id, "views_imported", Set.of("views", "source"));
              }),
          Map.entry(
              "recountViews",
              (test, request) -> {
                String id = published("A " + mark());
                test.sql.update(
                    "insert into view_import values ('x', ?::uuid, '2025-01-31', 40)", id);
                request
                    .contentType(ContentType.JSON)
                    .body(Map.of("repair", true))
                    .post(MANAGE + "views/recount")
                    .then()
                    .statusCode(200);
                return new Left("article", id, "recounted", Set.of("views"));
              }),
          Map.entry(
              "createWebhook",
              (test, request) ->
                  new Left(
                      "webhook",
                      made(request.contentType(ContentType.JSON).body(hook()), "webhooks"),
                      "created",
                      Set.of("version", "origin", "events", "enabled"))),
          Map.entry(
              "updateWebhook",
              (test, request) -> {
                String id = hooked();
                return patched(
                    request, "webhooks/" + id, Map.of("name", "Other"), "webhook", id, "name");
              }),
          Map.entry(
              "deleteWebhook",
              (test, request) -> {
                String id = hooked();
                return deleted(
                    request,
                    "webhooks/" + id,
                    "webhook",
                    id,
                    "deleted",
                    "version",
                    "origin",
                    "events",
                    "enabled");
              }),
          Map.entry(
              "rotateWebhookSecret",
              (test, request) -> {
                String id = hooked();
                request.header("If-Match", "*").post(MANAGE + "webhooks/" + id + "/rotate");
                return new Left(
                    "webhook", id, "secret_rotated", Set.of("version", "oldSecretUntil"));
              }),
          Map.entry(
              "testWebhook",
              (test, request) -> {
                String id = hooked();
                request.post(MANAGE + "webhooks/" + id + "/test").then().statusCode(202);
                return new Left("webhook", id, "tested", Set.of("delivery"));
              }),
          Map.entry(
              "replayDelivery",
              (test, request) -> {
                String id = hooked();
                String sent =
                    Keys.as("administrator")
                        .post(MANAGE + "webhooks/" + id + "/test")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
                request
                    .post(MANAGE + "webhooks/" + id + "/deliveries/" + sent + "/replay")
                    .then()
                    .statusCode(202);
                return new Left("webhook", id, "replayed", Set.of("delivery"));
              }),
          Map.entry(
              "createKey",
              (test, request) ->
                  new Left(
                      "key",
                      made(
                          request
                              .contentType(ContentType.JSON)
                              .body(Map.of("name", "Key " + mark(), "role", "author")),
                          "keys"),
                      "created",
                      Set.of("id", "kind", "name", "role", "createdAt"))),
          Map.entry(
              "updateKey",
              (test, request) -> {
                String id =
                    made(
                        Keys.as("administrator")
                            .contentType(ContentType.JSON)
                            .body(Map.of("name", "Key " + mark(), "role", "author")),
                        "keys");
                request
                    .contentType("application/merge-patch+json")
                    .body(Map.of("author", NewsApi.author().id()))
                    .patch(MANAGE + "keys/" + id)
                    .then()
                    .statusCode(200);
                return new Left("key", id, "edited", Set.of("author"));
              }),
          Map.entry(
              "revokeKey",
              (test, request) -> {
                String id =
                    made(
                        Keys.as("administrator")
                            .contentType(ContentType.JSON)
                            .body(Map.of("name", "Key " + mark(), "role", "author")),
                        "keys");
                return deleted(request, "keys/" + id, "key", id, "revoked", "revokedAt");
              }));

  private static Map<String, Object> hook() {
    return Map.of("url", "http://127.0.0.1:9/secret", "events", List.of("tag.deleted"));
  }

  private static String hooked() {
    return made(Keys.as("administrator").contentType(ContentType.JSON).body(hook()), "webhooks");
  }

  static List<ApiOperation> changing() {
    return Contract.committed().operations().stream()
        .filter(ApiOperation::isManagement)
        .filter(operation -> !operation.method().equals("GET"))
        .toList();
  }

  static List<ApiOperation> told() {
    return changing().stream().filter(o -> !CHANGE_NOTHING.containsKey(o.id())).toList();
  }

  @Test
  void every_operation_that_may_change_something_has_a_row_or_a_reason() {
    Set<String> documented = new TreeSet<>();
    changing().forEach(o -> documented.add(o.id()));
    Set<String> rows = new TreeSet<>(ACTS.keySet());
    rows.addAll(CHANGE_NOTHING.keySet());
    assertEquals(documented, rows);
    assertTrue(Collections.disjoint(ACTS.keySet(), CHANGE_NOTHING.keySet()));
  }

  @ParameterizedTest
  @MethodSource("told")
  void an_operation_leaves_one_entry_with_who_what_and_the_members_that_changed(
      ApiOperation operation) {
    String request = Statements.requestId();
    Left left =
        ACTS.get(operation.id()).by(this, Keys.as("administrator").header("X-Request-Id", request));
    ValidatableResponse list =
        left.id() == null
            ? list("subject", left.subject(), "limit", 5)
            : list("subjectId", left.id());
    List<Map<String, Object>> entries =
        list.extract().<List<Map<String, Object>>>path("items").stream()
            .filter(entry -> request.equals(entry.get("requestId")))
            .toList();
    assertEquals(1, entries.size(), () -> list.extract().asString());
    Map<String, Object> entry = entries.get(0);
    assertEquals(left.subject(), entry.get("subject"));
    assertEquals(left.id(), entry.get("subjectId"));
    assertEquals(left.action(), entry.get("action"));
    Map<?, ?> by = (Map<?, ?>) entry.get("by");
    assertEquals(ADMINISTRATOR, by.get("name"));
    assertEquals("administrator", by.get("role"));
    assertTrue(by.containsKey("key"));
    Set<Object> members = new TreeSet<>(members(entry, "before"));
    members.addAll(members(entry, "after"));
    assertEquals(new TreeSet<>(left.members()), members, entry::toString);
    String all = list.extract().asString();
    assertFalse(all.contains("mh_"));
    assertFalse(all.contains("whsec_"));
    assertFalse(all.contains("/secret"));
    assertFalse(all.contains("@"));
    assertFalse(all.contains("Text of it"));
  }

  private static Set<?> members(Map<String, Object> entry, String side) {
    return entry.get(side) == null ? Set.of() : ((Map<?, ?>) entry.get(side)).keySet();
  }

  @Test
  void before_and_after_tell_what_changed_and_of_a_body_which_revision_holds_it() {
    String id = draft("A bridge " + mark(), "kicker", "Harbour", "standfirst", "Same.");
    change(
            id,
            NewsApi.members("kicker", "Late", "standfirst", "Same.", "body", "<p>Secret words</p>"))
        .statusCode(200);
    list("subjectId", id)
        .body("items.action", equalTo(List.of("edited", "created")))
        .body("items[0].by.name", equalTo("test editor"))
        .body("items[0].by.key", equalTo(Keys.caller("editor").keyId().toString()))
        .body("items[0].by.role", equalTo("editor"))
        .body(
            "items[0].before",
            equalTo(Map.of("version", 1, "kicker", "Harbour", "body", Map.of("revision", 1))))
        .body(
            "items[0].after",
            equalTo(Map.of("version", 2, "kicker", "Late", "body", Map.of("revision", 2))))
        .body("items[1].before", nullValue())
        .body("items[1].after.title", org.hamcrest.Matchers.startsWith("A bridge "));
    assertFalse(list("subjectId", id).extract().asString().contains("Secret words"));
  }

  @Test
  void a_change_that_changes_nothing_and_one_that_is_refused_are_not_there() {
    String id = draft("A " + mark(), "kicker", "Harbour");
    change(id, Map.of("kicker", "Harbour")).statusCode(200);
    change("editor", id, "\"7\"", Map.of("kicker", "Late")).statusCode(412);
    move(id, "unpublish").statusCode(409);
    list("subjectId", id).body("items.action", equalTo(List.of("created")));
    String waiting = comment();
    Keys.as("moderator")
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "decision", "approve",
                "mode", "all",
                "items",
                    List.of(Map.of("id", waiting), Map.of("id", UUID.randomUUID().toString()))))
        .post(MANAGE + "comments/bulk")
        .then()
        .statusCode(422);
    list("subjectId", waiting).body("items", equalTo(List.of()));
  }

  @Test
  void an_entry_is_part_of_the_transaction_of_its_change() {
    Caller caller = Keys.caller("editor");
    UUID id = UUID.randomUUID();
    QuarkusTransaction.begin();
    audit.changed(caller, "article", id, "edited", Map.of("a", 1), Map.of("a", 2));
    QuarkusTransaction.rollback();
    list("subjectId", id).body("items", equalTo(List.of()));
    assertThrows(
        TransactionalException.class,
        () -> audit.changed(caller, "article", id, "edited", null, Map.of("a", 2)));
    QuarkusTransaction.requiringNew()
        .run(() -> audit.changed(caller, "article", id, "edited", Map.of("a", 1), Map.of("a", 2)));
    list("subjectId", id)
        .body("items.action", equalTo(List.of("edited")))
        .body("items[0].requestId", nullValue());
  }

  @Test
  void what_is_moved_along_with_a_deletion_is_told_of_each_article() {
    NewsApi.Made left = NewsApi.section();
    NewsApi.Made heir = NewsApi.section();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(draft("A " + mark(), "section", left.slug()));
    }
    Keys.as("editor")
        .header("If-Match", "*")
        .queryParam("reassignTo", heir.id())
        .delete(MANAGE + "sections/" + left.id())
        .then()
        .statusCode(204);
    for (String id : ids) {
      list("subjectId", id)
          .body("items.action", equalTo(List.of("references_moved", "created")))
          .body("items[0].by.name", equalTo("test editor"))
          .body("items[0].before", equalTo(Map.of("version", 1, "section", left.id())))
          .body("items[0].after", equalTo(Map.of("version", 2, "section", heir.id())));
    }
    list("subjectId", left.id())
        .body("items[0].action", equalTo("deleted"))
        .body("items[0].after", equalTo(Map.of("reassignedTo", heir.id())));
  }

  @Test
  void what_a_merge_moves_along_is_told_of_each_section_and_key() {
    NewsApi.Made left = NewsApi.section();
    NewsApi.Made heir = NewsApi.section();
    NewsApi.Made below = NewsApi.section("parent", left.id());
    merge("sections", left, heir);
    list("subjectId", below.id())
        .body("items.action", equalTo(List.of("moved", "created")))
        .body("items[0].before", equalTo(Map.of("version", 1, "parent", left.id())))
        .body("items[0].after", equalTo(Map.of("version", 2, "parent", heir.id())));
    NewsApi.Made twin = NewsApi.author();
    NewsApi.Made stays = NewsApi.author();
    String key =
        made(
            Keys.as("administrator")
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Key " + mark(), "role", "author", "author", twin.id())),
            "keys");
    merge("authors", twin, stays);
    list("subjectId", key)
        .body("items.action", equalTo(List.of("edited", "created")))
        .body("items[0].before", equalTo(Map.of("author", twin.id())))
        .body("items[0].after", equalTo(Map.of("author", stays.id())));
  }

  private static void merge(String path, NewsApi.Made left, NewsApi.Made heir) {
    Keys.as("editor")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(Map.of("into", heir.id()))
        .post(MANAGE + path + "/" + left.id() + "/merge")
        .then()
        .statusCode(200);
  }

  @Test
  void the_schedule_is_told_by_its_name_and_whoever_asked_for_it() {
    String id = draft("A " + mark());
    move(id, "publish", Map.of("at", "2036-03-01T09:00:00Z")).statusCode(200);
    list("subjectId", id)
        .body("items[0].action", equalTo("scheduled"))
        .body("items[0].after.scheduledFor", equalTo("2036-03-01T09:00:00.000Z"));
    sql.update("update article set scheduled_for = now() where id = ?::uuid", id);
    until(
        "published",
        () -> list("subjectId", id).extract().path("items[0].action").equals("published"));
    list("subjectId", id)
        .body("items[0].by.name", equalTo("schedule"))
        .body("items[0].by.key", equalTo(Keys.caller("editor").keyId().toString()))
        .body("items[0].by.role", nullValue())
        .body("items[0].requestId", nullValue())
        .body("items[0].before.state", equalTo("scheduled"))
        .body("items[0].after.state", equalTo("published"));
  }

  @Test
  void the_key_that_the_configuration_names_is_told_as_the_configurations() {
    list("subject", "key", "action", "created", "to", "2036-01-01T00:00:00Z", "limit", 100)
        .body("items.findAll { it.by.name == 'configuration' }.after.name", hasItem(ADMINISTRATOR));
  }

  @Test
  void nobody_changes_or_deletes_an_entry() {
    Keys.caller("editor");
    for (String statement :
        List.of(
            "update audit_entry set by_name = 'nobody'",
            "update audit_entry set by_name = 'nobody' where false",
            "delete from audit_entry",
            "truncate audit_entry",
            "truncate audit_entry, moderation_entry")) {
      PersistenceException refused =
          assertThrows(PersistenceException.class, () -> sql.update(statement), statement);
      assertTrue(
          refused.getMessage().contains("only added to")
              || refused.getMessage().contains("permission denied"),
          refused::getMessage);
    }
    assertTrue(
        sql.first("select count(*) from audit_entry", row -> row.getLong(1)).orElseThrow() > 0);
  }

  @Test
  void every_filter_leaves_out_what_it_does_not_mean_and_all_hold_at_once() {
    String id = draft("A " + mark());
    move(id, "submit");
    move(id, "withdraw");
    String key = Keys.caller("editor").keyId().toString();
    String then = list("subjectId", id).extract().path("items[1].at");
    list("subjectId", id, "action", "submitted").body("items.size()", equalTo(1));
    list("subjectId", id, "subject", "article").body("items.size()", equalTo(3));
    list("subjectId", id, "subject", "tag").body("items", equalTo(List.of()));
    list("subjectId", id, "by", key).body("items.size()", equalTo(3));
    list("subjectId", id, "by", UUID.randomUUID()).body("items", equalTo(List.of()));
    list("subjectId", id, "to", then).body("items.action", equalTo(List.of("created")));
    list("subjectId", id, "from", then)
        .body("items.action", equalTo(List.of("withdrawn", "submitted")));
    list(
            "subjectId",
            id,
            "subject",
            "article",
            "by",
            key,
            "action",
            "created",
            "from",
            "2026-01-01T00:00:00Z",
            "to",
            "2036-01-01T00:00:00Z")
        .body("items.action", equalTo(List.of("created")));
  }

  @Test
  void the_list_is_walked_newest_first_both_ways_without_repeat_or_gap() {
    String id = draft("A " + mark());
    for (int i = 0; i < 3; i++) {
      move(id, "submit");
      move(id, "withdraw");
    }
    List<String> all = list("subjectId", id).extract().path("items.id");
    assertEquals(7, all.size());
    List<String> walked = new ArrayList<>();
    ValidatableResponse page = list("subjectId", id, "limit", 2);
    List<ValidatableResponse> pages = new ArrayList<>(List.of(page));
    while (page.extract().path("page.next") != null) {
      page = list("subjectId", id, "limit", 2, "cursor", page.extract().path("page.next"));
      pages.add(page);
    }
    pages.forEach(p -> walked.addAll(p.extract().path("items.id")));
    assertEquals(all, walked);
    String back = pages.get(2).extract().path("page.previous");
    list("subjectId", id, "limit", 2, "cursor", back).body("items.id", equalTo(all.subList(2, 4)));
    String foreign = pages.get(0).extract().path("page.next");
    bad(400, "cursor", "invalid_cursor", "subject", "article", "cursor", foreign);
  }

  @Test
  void bad_input_is_told_by_name() {
    bad(400, "subject", "invalid_format", "subject", "Article");
    bad(400, "subject", "nul_character", "subject", "a\u0000");
    bad(400, "subject", "too_long", "subject", "a".repeat(41));
    bad(400, "subjectId", "invalid_format", "subjectId", "ann-lee");
    bad(400, "by", "invalid_format", "by", "editor");
    bad(400, "action", "invalid_format", "action", "x y");
    bad(400, "from", "invalid_format", "from", "2026-12-01");
    bad(400, "to", "invalid_format", "to", "yesterday");
    bad(400, "limit", "out_of_range", "limit", 101);
    bad(400, "key", "unknown_parameter", "key", "x");
    Keys.as("editor").get(AUDIT).then().statusCode(403);
    given().get(AUDIT).then().statusCode(401);
    Keys.as("administrator")
        .post(AUDIT)
        .then()
        .statusCode(405)
        .header("Allow", not(hasItem("POST")));
  }

  private static void bad(int status, String parameter, String code, Object... parameters) {
    Keys.as("administrator")
        .queryParams(NewsApi.members(parameters))
        .get(AUDIT)
        .then()
        .statusCode(status)
        .body("errors.parameter", equalTo(List.of(parameter)))
        .body("errors.code", equalTo(List.of(code)));
  }

  private static ValidatableResponse list(Object... parameters) {
    return Keys.as("administrator")
        .queryParams(NewsApi.members(parameters))
        .get(AUDIT)
        .then()
        .statusCode(200);
  }

  private static String made(RequestSpecification request, String path) {
    return request.post(MANAGE + path).then().statusCode(201).extract().path("id");
  }

  private static Left posted(
      RequestSpecification request,
      String path,
      String subject,
      String id,
      String action,
      String member) {
    request.post(MANAGE + path).then().statusCode(200);
    return new Left(subject, id, action, Set.of("version", member));
  }

  private static Left patched(
      RequestSpecification request,
      String path,
      Map<String, ?> patch,
      String subject,
      String id,
      String member) {
    request
        .header("If-Match", "*")
        .contentType("application/merge-patch+json")
        .body(patch)
        .patch(MANAGE + path)
        .then()
        .statusCode(200);
    return new Left(subject, id, "edited", Set.of("version", member));
  }

  private static Left deleted(
      RequestSpecification request,
      String path,
      String subject,
      String id,
      String action,
      String... members) {
    request.header("If-Match", "*").delete(MANAGE + path).then().statusCode(204);
    return new Left(subject, id, action, Set.of(members));
  }

  private static Left moved(
      RequestSpecification request, String id, String verb, String action, String... members) {
    request
        .header("If-Match", "*")
        .post(MANAGE + "articles/" + id + "/" + verb)
        .then()
        .statusCode(200);
    Set<String> changed = new TreeSet<>(List.of(members));
    changed.addAll(List.of("version", "state"));
    return new Left("article", id, action, changed);
  }

  private static Left planned(
      RequestSpecification request, String id, String what, String action, String... members) {
    Map<String, ?> body =
        what.equals("expiry")
            ? Map.of("at", "2036-03-01T09:00:00Z")
            : Map.of("until", "2036-03-01T09:00:00Z", "reason", "At nine.");
    request
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(body)
        .put(MANAGE + "articles/" + id + "/" + what)
        .then()
        .statusCode(200);
    return new Left("article", id, action, with("version", members));
  }

  private static Act term(String path, String subject, String... members) {
    return (test, request) -> {
      String id =
          made(request.contentType(ContentType.JSON).body(Map.of("name", "Made " + mark())), path);
      return new Left(subject, id, "created", with("version", members));
    };
  }

  private static Map<String, ?> pack() {
    return Map.of("title", "P " + mark(), "articles", List.of(draft("A " + mark())));
  }

  private static String packed() {
    return made(Keys.as("editor").contentType(ContentType.JSON).body(pack()), "packages");
  }

  private static Left released(
      RequestSpecification request,
      String id,
      String verb,
      Map<String, ?> body,
      String action,
      String... members) {
    request.header("If-Match", "*");
    if (body != null) {
      request.contentType(ContentType.JSON).body(body);
    }
    request.post(MANAGE + "packages/" + id + "/" + verb).then().statusCode(200);
    return new Left("package", id, action, with("version", members));
  }

  private static Act merged(String path, String subject, String... members) {
    return (test, request) -> {
      String id = add(path);
      request
          .header("If-Match", "*")
          .contentType(ContentType.JSON)
          .body(Map.of("into", add(path)))
          .post(MANAGE + path + "/" + id + "/merge")
          .then()
          .statusCode(200);
      Set<String> all = with("version", members);
      all.add("mergedInto");
      return new Left(subject, id, "merged", all);
    };
  }

  private static Act renamed(String path, String subject) {
    return (test, request) -> {
      String id = add(path);
      return patched(
          request,
          path + "/" + id,
          Map.of(path.equals("authors") ? "bio" : "description", "Other."),
          subject,
          id,
          path.equals("authors") ? "bio" : "description");
    };
  }

  private static Act removed(String path, String subject, String... members) {
    return (test, request) -> {
      String id = add(path);
      return deleted(
          request,
          path + "/" + id,
          subject,
          id,
          "deleted",
          with("version", members).toArray(String[]::new));
    };
  }

  private static String add(String path) {
    return made(
        Keys.as("editor").contentType(ContentType.JSON).body(Map.of("name", "Made " + mark())),
        path);
  }

  private static Set<String> with(String member, String... members) {
    Set<String> all = new TreeSet<>(List.of(members));
    all.add(member);
    return all;
  }

  /** One that waits for a moderator. */
  private static String comment() {
    return given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "author",
                Map.of("name", "Reader " + mark(), "email", address()),
                "body",
                "I walked across " + mark()))
        .post("/api/v1/articles/{id}/comments", published("A " + mark()))
        .then()
        .statusCode(202)
        .extract()
        .path("comment.id");
  }

  private static String address() {
    return mark() + "@example.org";
  }

  private static void decide(String comment, String verb) {
    decided(Keys.as("moderator"), comment, verb, verb);
  }

  private static Act decided(String verb, String action) {
    return (test, request) -> decided(request, comment(), verb, action);
  }

  private static Left decided(RequestSpecification request, String id, String verb, String action) {
    request.header("If-Match", "*");
    return posted(request, "comments/" + id + "/" + verb, "comment", id, action, "state");
  }

  private static Left ruled(RequestSpecification request, String path, String id) {
    request
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(Map.of("maxLinks", 4))
        .put(MANAGE + path)
        .then()
        .statusCode(200);
    return new Left("comment_rules", id, "edited", Set.of("version", "maxLinks"));
  }

  private static Left cleared(RequestSpecification request, String path, String id) {
    request.header("If-Match", "*").delete(MANAGE + path).then().statusCode(204);
    return new Left("comment_rules", id, "cleared", Set.of("version", "maxLinks"));
  }

  private static void clear(String path) {
    cleared(Keys.as("administrator"), path, null);
  }
}
