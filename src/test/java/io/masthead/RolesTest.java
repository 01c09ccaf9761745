package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.Keys;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what: every management operation with every role, and with none. */
@QuarkusTest
class RolesTest {

  private static final Set<String> NEWSROOM =
      Set.of("contributor", "author", "editor", "administrator");
  private static final Set<String> AUTHORS = Set.of("author", "editor", "administrator");
  private static final Set<String> EDITORS = Set.of("editor", "administrator");
  private static final Set<String> MODERATORS = Set.of("moderator", "editor", "administrator");
  private static final Set<String> ADMINISTRATORS = Set.of("administrator");

  /** An operation without a row fails the test. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("listArticles", NEWSROOM),
          Map.entry("createArticle", NEWSROOM),
          Map.entry("changeArticles", NEWSROOM),
          Map.entry("getArticle", NEWSROOM),
          Map.entry("listRevisions", NEWSROOM),
          Map.entry("getRevision", NEWSROOM),
          Map.entry("compareRevisions", NEWSROOM),
          Map.entry("restoreRevision", NEWSROOM),
          Map.entry("listPreviews", NEWSROOM),
          Map.entry("createPreview", NEWSROOM),
          Map.entry("getPreview", NEWSROOM),
          Map.entry("revokePreview", NEWSROOM),
          Map.entry("getArticleLock", NEWSROOM),
          Map.entry("lockArticle", NEWSROOM),
          Map.entry("unlockArticle", NEWSROOM),
          Map.entry("listCorrections", NEWSROOM),
          Map.entry("getCorrection", NEWSROOM),
          Map.entry("createCorrection", AUTHORS),
          Map.entry("updateArticle", NEWSROOM),
          Map.entry("deleteArticle", NEWSROOM),
          Map.entry("submitArticle", NEWSROOM),
          Map.entry("withdrawArticle", NEWSROOM),
          Map.entry("restoreArticle", NEWSROOM),
          Map.entry("publishArticle", AUTHORS),
          Map.entry("unpublishArticle", AUTHORS),
          Map.entry("setExpiry", AUTHORS),
          Map.entry("cancelExpiry", AUTHORS),
          Map.entry("setEmbargo", NEWSROOM),
          Map.entry("liftEmbargo", EDITORS),
          Map.entry("listSchedule", EDITORS),
          Map.entry("archiveArticle", EDITORS),
          Map.entry("takeDownArticle", EDITORS),
          Map.entry("explainSearch", NEWSROOM),
          Map.entry("listAuthors", NEWSROOM),
          Map.entry("getAuthor", NEWSROOM),
          Map.entry("createAuthor", EDITORS),
          Map.entry("updateAuthor", EDITORS),
          Map.entry("deleteAuthor", EDITORS),
          Map.entry("mergeAuthor", EDITORS),
          Map.entry("listPackages", EDITORS),
          Map.entry("createPackage", EDITORS),
          Map.entry("getPackage", EDITORS),
          Map.entry("updatePackage", EDITORS),
          Map.entry("deletePackage", EDITORS),
          Map.entry("publishPackage", EDITORS),
          Map.entry("withdrawPackage", EDITORS),
          Map.entry("listSections", NEWSROOM),
          Map.entry("getSection", NEWSROOM),
          Map.entry("createSection", EDITORS),
          Map.entry("updateSection", EDITORS),
          Map.entry("deleteSection", EDITORS),
          Map.entry("mergeSection", EDITORS),
          Map.entry("moveSection", EDITORS),
          Map.entry("listTags", NEWSROOM),
          Map.entry("getTag", NEWSROOM),
          Map.entry("createTag", EDITORS),
          Map.entry("updateTag", EDITORS),
          Map.entry("deleteTag", EDITORS),
          Map.entry("mergeTag", EDITORS),
          Map.entry("listComments", MODERATORS),
          Map.entry("getComment", MODERATORS),
          Map.entry("getCommentTrail", MODERATORS),
          Map.entry("listCommentReports", MODERATORS),
          Map.entry("approveComment", MODERATORS),
          Map.entry("rejectComment", MODERATORS),
          Map.entry("markCommentSpam", MODERATORS),
          Map.entry("removeComment", MODERATORS),
          Map.entry("restoreComment", MODERATORS),
          Map.entry("countComments", MODERATORS),
          Map.entry("decideComments", MODERATORS),
          Map.entry("rewriteComment", MODERATORS),
          Map.entry("listCommentBans", MODERATORS),
          Map.entry("getCommentBan", MODERATORS),
          Map.entry("createCommentBan", MODERATORS),
          Map.entry("deleteCommentBan", MODERATORS),
          Map.entry("eraseCommenter", MODERATORS),
          Map.entry("getCommentRules", MODERATORS),
          Map.entry("getSectionCommentRules", MODERATORS),
          Map.entry("getArticleCommentRules", MODERATORS),
          Map.entry("getEffectiveCommentRules", MODERATORS),
          Map.entry("listCommentRuleChanges", MODERATORS),
          Map.entry("tryCommentRules", MODERATORS),
          Map.entry("setCommentRules", ADMINISTRATORS),
          Map.entry("setSectionCommentRules", ADMINISTRATORS),
          Map.entry("setArticleCommentRules", ADMINISTRATORS),
          Map.entry("clearCommentRules", ADMINISTRATORS),
          Map.entry("clearSectionCommentRules", ADMINISTRATORS),
          Map.entry("clearArticleCommentRules", ADMINISTRATORS),
          Map.entry("getViewSeries", NEWSROOM),
          Map.entry("getTopArticles", NEWSROOM),
          Map.entry("getReferrers", NEWSROOM),
          Map.entry("importViews", ADMINISTRATORS),
          Map.entry("recountViews", ADMINISTRATORS),
          Map.entry("listAudit", ADMINISTRATORS),
          Map.entry("listWebhooks", ADMINISTRATORS),
          Map.entry("getWebhook", ADMINISTRATORS),
          Map.entry("createWebhook", ADMINISTRATORS),
          Map.entry("updateWebhook", ADMINISTRATORS),
          Map.entry("deleteWebhook", ADMINISTRATORS),
          Map.entry("rotateWebhookSecret", ADMINISTRATORS),
          Map.entry("testWebhook", ADMINISTRATORS),
          Map.entry("listDeliveries", ADMINISTRATORS),
          Map.entry("getDelivery", ADMINISTRATORS),
          Map.entry("replayDelivery", ADMINISTRATORS),
          Map.entry("listKeys", ADMINISTRATORS),
          Map.entry("getKey", ADMINISTRATORS),
          Map.entry("createKey", ADMINISTRATORS),
          Map.entry("updateKey", ADMINISTRATORS),
          Map.entry("revokeKey", ADMINISTRATORS));

  private static final List<String> ROLES =
      List.of("contributor", "author", "editor", "moderator", "administrator");

  static List<ApiOperation> operations() {
    return Contract.committed().operations().stream().filter(ApiOperation::isManagement).toList();
  }

  @Test
  void every_management_operation_has_a_row_and_no_row_is_left_over() {
    Set<String> documented = new TreeSet<>();
    operations().forEach(o -> documented.add(o.id()));
    assertEquals(documented, new TreeSet<>(ALLOWED.keySet()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void only_the_roles_of_its_row_may_call_an_operation(ApiOperation operation) {
    Map<String, Boolean> wanted = new TreeMap<>();
    Map<String, Boolean> found = new TreeMap<>();
    for (String role : ROLES) {
      wanted.put(role, ALLOWED.getOrDefault(operation.id(), Set.of()).contains(role));
      int status = send(operation, Keys.of(role)).status();
      found.put(role, status != 401 && status != 403);
    }
    assertEquals(wanted, found, operation.toString());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobody_may_call_an_operation_without_a_key_or_with_a_wrong_one(ApiOperation operation) {
    for (String key : new String[] {null, "mh_wrong", "x.y.z", ""}) {
      Contract.Answer answer = send(operation, key);
      assertEquals(401, answer.status(), operation + " with key " + key);
      assertEquals("Bearer realm=\"masthead\"", answer.header("WWW-Authenticate"));
      assertEquals("private, no-store", answer.header("Cache-Control"));
    }
  }

  static List<ApiOperation> openOperations() {
    return Contract.committed().operations().stream().filter(o -> !o.isManagement()).toList();
  }

  /** A writer's own token may be wanted, but no key, and no role makes a difference. */
  @ParameterizedTest
  @MethodSource("openOperations")
  void no_role_makes_a_difference_to_readers_operations(ApiOperation operation) {
    Map<String, Integer> found = new TreeMap<>();
    int without = send(operation, null).status();
    for (String role : ROLES) {
      found.put(role, send(operation, Keys.of(role)).status());
    }
    assertEquals(Set.of(without), Set.copyOf(found.values()), operation + " " + found);
  }

  @ParameterizedTest
  @MethodSource("openOperations")
  void a_wrong_key_is_refused_where_the_document_says_so_and_nowhere_else(ApiOperation operation) {
    boolean told = operation.node().path("responses").has("401");
    int status = send(operation, Resources.known(operation), "mh_wrong").status();
    assertEquals(told, status == 401, operation + ": " + status);
  }

  /** The resource does not exist, so that nothing is changed by those who may. */
  private static Contract.Answer send(ApiOperation operation, String key) {
    String path = operation.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    return send(operation, path, key);
  }

  private static Contract.Answer send(ApiOperation operation, String path, String key) {
    RawHttp request = RawHttp.request(operation.method(), path);
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (operation.takesHeader("If-Match")) {
      request.header("If-Match", "*");
    }
    operation
        .bodySchema()
        .ifPresent(
            schema ->
                request.body(operation.bodyType(), Samples.of(operation).least(schema).toString()));
    return request.send();
  }
}
