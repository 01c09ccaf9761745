package io.masthead.time;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells of a scheduled job that fails: once when that begins, once for each other cause, and once
 * when it is over; not every second while the database is away. Such failures pass by themselves
 * and take one line, any other has its stack trace.
 */
@Startup
@ApplicationScoped
class JobLog {

  private static final Logger LOG = Logger.getLogger(JobLog.class);

  /** By the name of each job that fails now, what it failed of. */
  private final Map<String, Class<?>> failing = new ConcurrentHashMap<>();

  @Inject
  JobLog(MeterRegistry meters) {
    Gauge.builder("masthead.jobs.failing", failing, Map::size).register(meters);
  }

  void failed(@Observes FailedExecution execution) {
    failed(execution.getExecution().getTrigger().getId(), execution.getException());
  }

  void succeeded(@Observes SuccessfulExecution execution) {
    succeeded(execution.getExecution().getTrigger().getId());
  }

  void failed(String job, Throwable failure) {
    Throwable root = root(failure);
    boolean passing = isOfTheDatabase(failure);
    // A database that goes and comes refuses in several ways.
    Class<?> kind = passing ? SQLException.class : root.getClass();
    if (kind == failing.put(job, kind)) {
      LOG.debugf(failure, "%s fails again", job);
    } else if (passing) {
      LOG.warnf("%s fails until the database serves it: %s", job, oneLine(root));
      LOG.debugf(failure, "%s fails", job);
    } else {
      LOG.errorf(failure, "%s fails", job);
    }
  }

  void succeeded(String job) {
    if (failing.remove(job) != null) {
      LOG.infof("%s succeeds again", job);
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** A commit that fails carries its reason as one that was suppressed. */
  private static boolean isOfTheDatabase(Throwable failure) {
    return failure instanceof SQLException
        || failure != null && isOfTheDatabase(failure.getCause())
        || failure != null
            && Arrays.stream(failure.getSuppressed()).anyMatch(JobLog::isOfTheDatabase);
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").strip();
  }
}
