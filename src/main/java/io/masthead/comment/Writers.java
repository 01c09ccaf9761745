package io.masthead.comment;

import io.masthead.access.Callers;
import io.masthead.http.Peers;
import io.masthead.visitor.Visitors;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** Tells who sends this request, before its transaction begins. */
@RequestScoped
class Writers {

  /** A visitor is the same for the whole site, so that no article is a way round a ban. */
  private static final UUID SITE = new UUID(0, 0);

  @Inject RoutingContext routing;
  @Inject Callers callers;
  @Inject Peers peers;
  @Inject Visitors visitors;
  @Inject Clock clock;

  Writer current() {
    HttpServerRequest request = routing.request();
    String agent = request.getHeader("User-Agent");
    return new Writer(
        callers.ifAny(),
        visitors.mark(
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
            peers.addressOf(request),
            agent == null ? "" : agent,
            SITE));
  }
}
