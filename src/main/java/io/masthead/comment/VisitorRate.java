package io.masthead.comment;

import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How often a visitor may write: in any minute, and on a day of UTC, at whose end a visitor's mark
 * changes. Counted by the comments that are stored, one visitor's one after the other, so that the
 * limits hold whatever replicas they come to.
 */
@ApplicationScoped
class VisitorRate {

  static final Duration MINUTE = Duration.ofMinutes(1);

  @Inject EvidenceRepository evidence;

  /**
   * @throws ProblemException 429 that tells when the next one will be taken
   */
  void check(Writer writer, CommentPolicy policy, Instant now) {
    if (!writer.isReader() || policy.visitorPerMinute() == 0 && policy.visitorPerDay() == 0) {
      return;
    }
    evidence.lockVisitor(writer.mark());
    if (policy.visitorPerDay() > 0) {
      Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
      if (evidence.hasWritten(writer.marks(), midnight, policy.visitorPerDay()).isPresent()) {
        throw refused(Duration.between(now, midnight.plus(Duration.ofDays(1))));
      }
    }
    if (policy.visitorPerMinute() > 0) {
      evidence
          .hasWritten(writer.marks(), now.minus(MINUTE), policy.visitorPerMinute())
          .ifPresent(
              first -> {
                throw refused(Duration.between(now, first.plus(MINUTE)));
              });
    }
  }

  private static ProblemException refused(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new ProblemException(
            ProblemType.TOO_MANY_REQUESTS,
            "So many comments are not taken of one visitor; try again in " + seconds + " seconds.")
        .with("Retry-After", "" + seconds);
  }
}
