package io.masthead.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobLogTest {

  private static final Logger LOG = Logger.getLogger(JobLog.class.getName());

  private final List<String> logged = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final JobLog jobs = new JobLog(meters);
  private final Handler ears =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getLevel().intValue() >= Level.INFO.intValue()) {
            logged.add(record.getLevel() + (record.getThrown() == null ? "" : " with its trace"));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(ears);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(ears);
  }

  @Test
  void an_absent_database_is_told_once_and_once_when_it_is_back() {
    jobs.succeeded("publish");
    for (int i = 0; i < 50; i++) {
      jobs.failed("publish", away());
      jobs.failed("publish", new RuntimeException(new SQLException("starting up", "57P03")));
    }
    assertEquals(List.of("WARN"), logged);
    jobs.succeeded("publish");
    jobs.succeeded("publish");
    assertEquals(List.of("WARN", "INFO"), logged);
    jobs.failed("publish", away());
    assertEquals(List.of("WARN", "INFO", "WARN"), logged);
  }

  @Test
  void a_commit_that_fails_is_told_as_an_absent_database_is() {
    RuntimeException commit = new RuntimeException(new IllegalStateException("rolled back"));
    commit.getCause().addSuppressed(away());
    jobs.failed("publish", commit);
    jobs.failed("publish", away());
    assertEquals(List.of("WARN"), logged);
  }

  @Test
  void each_job_and_each_cause_is_told() {
    jobs.failed("publish", away());
    jobs.failed("forget", away());
    jobs.failed("publish", new IllegalStateException("a fault of ours"));
    assertEquals(List.of("WARN", "WARN", "ERROR with its trace"), logged);
  }

  private static RuntimeException away() {
    return new RuntimeException(
        new SQLException("no connection", "08001", new ConnectException("refused")));
  }
}
