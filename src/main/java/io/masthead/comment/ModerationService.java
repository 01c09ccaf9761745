package io.masthead.comment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.edition.Editions;
import io.masthead.http.Cursors;
import io.masthead.http.IfMatch;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What moderators do with comments. A decision, its entry in the trail and every count that it
 * moves are one transaction.
 */
@ApplicationScoped
public class ModerationService {

  static final String AUDITED = "comment";

  @Inject CommentRepository comments;
  @Inject QueueRepository queue;
  @Inject EmailHashes emails;
  @Inject JsonBinder binder;
  @Inject ObjectMapper json;
  @Inject Editions editions;
  @Inject SpamFilter spam;
  @Inject Audit audit;
  @Inject Cursors cursors;
  @Inject Clock clock;

  @Transactional
  Page<ManagedComment> list(QueueQuery query, String cursor, int limit, boolean withTotal) {
    Cursors.Position at = cursors.read(cursor, query.scope());
    QueueRepository.Asked asked = asked(query);
    Page<ManagedComment> page =
        cursors
            .page(
                comments.all(queue.list(asked, at, limit)),
                limit,
                at,
                query.scope(),
                c -> List.of(c.createdAt.toString(), c.id.toString()))
            .map(ManagedComment::of);
    return withTotal ? page.withTotal(queue.count(asked)) : page;
  }

  @Transactional
  StateCounts counts(QueueQuery query) {
    return StateCounts.of(queue.counts(asked(query)));
  }

  private QueueRepository.Asked asked(QueueQuery query) {
    return new QueueRepository.Asked(
        query,
        query.section() == null ? null : editions.published(query.section(), null, null),
        emails.of(query.email()));
  }

  @Transactional
  ManagedComment get(UUID id) {
    return ManagedComment.of(find(id));
  }

  @Transactional
  Page<TrailEntry> trail(UUID id, String cursor, int limit) {
    find(id);
    String scope = "trail\n" + id;
    Cursors.Position at = cursors.read(cursor, scope);
    return cursors.page(
        comments.trail(id, at, limit), limit, at, scope, e -> List.of(e.id().toString()));
  }

  @Transactional
  ManagedComment approve(UUID id, IfMatch match, DecisionRequest request, Caller caller) {
    return decide(id, match, request, caller, Decision.APPROVE);
  }

  /** Approves a comment that was added. */
  @Transactional
  public void approve(UUID id, Caller caller) {
    approve(id, IfMatch.of("*"), DecisionRequest.NONE, caller);
    // So that a reply that is added next finds it.
    comments.flush();
  }

  @Transactional
  ManagedComment reject(UUID id, IfMatch match, DecisionRequest request, Caller caller) {
    return decide(id, match, request, caller, Decision.REJECT);
  }

  @Transactional
  ManagedComment markSpam(UUID id, IfMatch match, DecisionRequest request, Caller caller) {
    return decide(id, match, request, caller, Decision.SPAM);
  }

  @Transactional
  ManagedComment remove(UUID id, IfMatch match, DecisionRequest request, Caller caller) {
    return decide(id, match, request, caller, Decision.REMOVE);
  }

  @Transactional
  ManagedComment restore(UUID id, IfMatch match, DecisionRequest request, Caller caller) {
    return decide(id, match, request, caller, Decision.RESTORE);
  }

  /** Changes the words; those before stay in the trail. */
  @Transactional
  ManagedComment edit(UUID id, IfMatch match, MergePatch patch, Caller caller) {
    comments.lockThread(id);
    Comment comment = find(id);
    match.check(comment.version);
    ObjectNode writable = json.createObjectNode().put("body", comment.body);
    String text = Text.prose(binder.merge(patch, writable, CommentEditRequest.class).body());
    if (text.equals(comment.body)) {
      return ManagedComment.of(comment);
    }
    Instant now = clock.instant();
    String before = comment.body;
    String htmlBefore = comment.html;
    String lesson = comment.taught;
    comment.rewrite(text, CommentHtml.of(text), now);
    List<String> reasons = List.of(Comment.EDITED);
    comments.enter(comment, comment.state(), caller.name(), caller, reasons, null, before, now);
    audit.changed(
        caller, AUDITED, id, "edited", written(comment.version - 1), written(comment.version));
    comments.flush();
    if (comment.isPublished()) {
      editions.addComments(comment.articleId, 0);
    }
    spam.unlearn(htmlBefore, lesson);
    return ManagedComment.of(comment);
  }

  private ManagedComment decide(
      UUID id, IfMatch match, DecisionRequest request, Caller caller, Decision decision) {
    Instant now = clock.instant();
    comments.lockThread(id);
    Comment comment = find(id);
    match.check(comment.version);
    CommentState from = comment.state();
    decision.on(comment);
    List<EvidenceRepository.Word> lessons = spam.lessons(List.of(comment));
    comments.enter(
        comment, from, caller.name(), caller, comment.reasons(), request.note(), null, now);
    // First, since who else comments on the article waits from there on.
    comments.flush();
    Change change = new Change(comment, from);
    audit.changed(Actor.of(caller), AUDITED, decision.done(), List.of(change.item()));
    int delta = change.delta();
    if (delta != 0) {
      comments.countAbove(comment, delta);
      editions.addComments(comment.articleId, delta);
    }
    spam.teach(lessons);
    return ManagedComment.of(comment);
  }

  /** Of the words only the version that they are of; those before stay in the trail. */
  private static Map<String, Object> written(int version) {
    return Map.of("version", version, "body", Map.of("version", version));
  }

  private Comment find(UUID id) {
    return comments.findByIdOptional(id).orElseThrow(ProblemException::notFound);
  }
}
