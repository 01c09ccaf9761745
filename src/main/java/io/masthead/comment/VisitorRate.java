package io.masthead.comment;

import io.masthead.database.Sql;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

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
   * Asks how much a visitor has written; what is given refuses, once that is known, with a 429 that
   * tells when the next one will be taken.
   */
  Runnable check(Sql.Together asked, Writer writer, CommentPolicy policy, Instant now) {
    if (!writer.isReader() || policy.visitorPerMinute() == 0 && policy.visitorPerDay() == 0) {
      return () -> {};
    }
    evidence.lockVisitor(asked, writer.mark());
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
    Supplier<Optional<Instant>> today = full(asked, writer, midnight, policy.visitorPerDay());
    Supplier<Optional<Instant>> lately =
        full(asked, writer, now.minus(MINUTE), policy.visitorPerMinute());
    return () -> {
      if (today.get().isPresent()) {
        throw refused(Duration.between(now, midnight.plus(Duration.ofDays(1))));
      }
      if (lately.get().isPresent()) {
        throw refused(Duration.between(now, lately.get().get().plus(MINUTE)));
      }
    };
  }

  private Supplier<Optional<Instant>> full(
      Sql.Together asked, Writer writer, Instant since, int times) {
    return times == 0 ? Optional::empty : evidence.hasWritten(asked, writer.marks(), since, times);
  }

  private static ProblemException refused(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new ProblemException(
            ProblemType.TOO_MANY_REQUESTS,
            "So many comments are not taken of one visitor; try again in " + seconds + " seconds.")
        .with("Retry-After", "" + seconds);
  }
}
