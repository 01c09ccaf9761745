package io.masthead.comment;

import io.masthead.access.Caller;
import io.masthead.edition.Editions;
import io.masthead.http.Cursors;
import io.masthead.http.IfMatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What moderators do with comments. A decision, its entry in the trail and every count that it
 * moves are one transaction.
 */
@ApplicationScoped
public class ModerationService {

  @Inject CommentRepository comments;
  @Inject Editions editions;
  @Inject SpamFilter spam;
  @Inject Cursors cursors;
  @Inject Clock clock;

  @Transactional
  Page<ManagedComment> list(
      List<CommentState> states, UUID article, String cursor, int limit, boolean withTotal) {
    String scope =
        String.join("\n", "moderation", states.stream().sorted().toList().toString(), "" + article);
    Cursors.Position at = cursors.read(cursor, scope);
    Page<ManagedComment> page =
        cursors
            .page(
                comments.queue(states, article, at, limit),
                limit,
                at,
                scope,
                c -> List.of(c.id.toString()))
            .map(ManagedComment::of);
    return withTotal ? page.withTotal(comments.count(states, article)) : page;
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
    return decide(id, match, request, caller, Comment::approve);
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
    return decide(id, match, request, caller, Comment::reject);
  }

  @Transactional
  ManagedComment markSpam(UUID id, IfMatch match, DecisionRequest request, Caller caller) {
    return decide(id, match, request, caller, Comment::markSpam);
  }

  @Transactional
  ManagedComment remove(UUID id, IfMatch match, DecisionRequest request, Caller caller) {
    return decide(id, match, request, caller, Comment::remove);
  }

  @Transactional
  ManagedComment restore(UUID id, IfMatch match, DecisionRequest request, Caller caller) {
    return decide(id, match, request, caller, Comment::restore);
  }

  private ManagedComment decide(
      UUID id, IfMatch match, DecisionRequest request, Caller caller, Consumer<Comment> verb) {
    Instant now = clock.instant();
    comments.lockThread(id);
    Comment comment = find(id);
    match.check(comment.version);
    CommentState from = comment.state();
    verb.accept(comment);
    if ((from == CommentState.PUBLISHED) != comment.isPublished()) {
      int delta = comment.isPublished() ? 1 : -1;
      comments.countAbove(comment, delta);
      editions.addComments(comment.articleId, delta);
    }
    comments.enter(
        comment, from, caller.name(), caller, comment.reasons(), request.note(), null, now);
    comments.flush();
    spam.learn(List.of(comment));
    return ManagedComment.of(comment);
  }

  private Comment find(UUID id) {
    return comments.findByIdOptional(id).orElseThrow(ProblemException::notFound);
  }
}
