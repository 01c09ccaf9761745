package io.masthead.comment;

import io.masthead.edition.Editions;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Readers' reports of comments, once a visitor and day. Enough of them take a comment that nobody
 * has approved back to the moderators, with its entry in the trail and every count that it moves.
 */
@ApplicationScoped
public class ReportService {

  @Inject ReportRepository reports;
  @Inject CommentRepository comments;
  @Inject ThreadService threads;
  @Inject Editions editions;
  @Inject CommentConfig config;
  @Inject ReaderMarks readers;
  @Inject Cursors cursors;
  @Inject Clock clock;

  /**
   * @throws ProblemException 404 where readers do not see the comment, or 410 where its article was
   *     taken down
   */
  @Transactional
  void report(UUID id, ReaderMark reader, ReportRequest request) {
    Instant now = clock.instant();
    threads.shown(id);
    comments.lockThread(id);
    Comment comment =
        comments
            .findByIdOptional(id)
            .filter(Comment::isPublished)
            .orElseThrow(ProblemException::notFound);
    if (!reports.add(id, reader, request, now)) {
      return;
    }
    comment.report(request.reason(), config.reportsToHold());
    if (!comment.isPublished()) {
      comments.countAbove(comment, -1);
      editions.addComments(comment.articleId, -1);
      comments.enter(
          comment, CommentState.PUBLISHED, "readers", null, comment.reasons(), null, null, now);
    }
  }

  /** All of a comment's reports, those that a moderator has seen to included. */
  @Transactional
  Page<Report> list(UUID id, String cursor, int limit) {
    comments.findByIdOptional(id).orElseThrow(ProblemException::notFound);
    String scope = "reports\n" + id;
    Cursors.Position at = cursors.read(cursor, scope);
    return cursors.page(
        reports.list(id, at, limit), limit, at, scope, r -> List.of(r.id().toString()));
  }

  /** Drops the marks that nobody can be recognised by any more; the reports stay. */
  @Transactional
  void forget() {
    reports.forgetMarksBefore(readers.oldest());
  }
}
