package io.masthead.comment;

import io.masthead.http.Peers;
import io.masthead.visitor.Visitors;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** Marks whoever likes or reports a comment. Outside a transaction, since a day may want a salt. */
@ApplicationScoped
class ReaderMarks {

  private static final int MAX_AGENT = 500;

  @Inject Visitors visitors;
  @Inject Peers peers;
  @Inject Clock clock;

  ReaderMark of(HttpServerRequest request, UUID comment) {
    LocalDate day = today();
    String agent = request.getHeader("User-Agent");
    String known = agent == null ? "" : agent.strip();
    return new ReaderMark(
        day,
        visitors.mark(
            day,
            peers.addressOf(request),
            known.length() > MAX_AGENT ? known.substring(0, MAX_AGENT) : known,
            comment));
  }

  /** The first day whose marks can still be met. */
  LocalDate oldest() {
    return today().minusDays(1);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
