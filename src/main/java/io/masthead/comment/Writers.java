package io.masthead.comment;

import io.masthead.access.Caller;
import io.masthead.http.Peers;
import io.masthead.visitor.Visitors;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells who posts. Nothing of the request but a mark is handed on. */
@ApplicationScoped
class Writers {

  /** What a visitor is told apart for: writing comments, wherever they do. */
  private static final UUID SUBJECT = UUID.fromString("9f0d2a44-6c8e-4c1b-8b1f-63a5d0c7e201");

  private static final int MAX_AGENT = 500;

  @Inject Visitors visitors;
  @Inject Peers peers;
  @Inject Clock clock;

  /**
   * To be asked before the transaction begins: a salt that it took back would stay in memory. In
   * the first minute of a day yesterday's mark counts, too, since a limit of a minute reaches
   * there.
   */
  Writer of(HttpServerRequest request, Optional<Caller> caller) {
    String address = peers.addressOf(request);
    String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("").strip();
    String known = agent.length() > MAX_AGENT ? agent.substring(0, MAX_AGENT) : agent;
    Instant now = clock.instant();
    LocalDate today = day(now);
    List<byte[]> marks = new ArrayList<>();
    marks.add(visitors.mark(today, address, known, SUBJECT));
    LocalDate before = day(now.minus(VisitorRate.MINUTE));
    if (before.isBefore(today)) {
      marks.add(visitors.mark(before, address, known, SUBJECT));
    }
    return new Writer(caller, List.copyOf(marks));
  }

  private static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
