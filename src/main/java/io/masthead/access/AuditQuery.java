package io.masthead.access;

import java.time.Instant;
import java.util.UUID;

/** What is asked of the audit list; null where anything will do. All of it holds at once. */
record AuditQuery(
    String subject, UUID subjectId, UUID by, String action, Instant from, Instant to) {

  /** What makes its list another list. */
  String scope() {
    return "audit\n" + this;
  }
}
