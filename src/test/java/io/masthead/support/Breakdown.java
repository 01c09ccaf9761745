package io.masthead.support;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets a request of a test meet what no request can bring about: a fault in the program, or no
 * thread that is free to serve it.
 */
@Singleton
public class Breakdown {

  /** The header by which a request asks for it. */
  public static final String HEADER = "X-Breakdown";

  public static final String FAULT = "fault";
  public static final String NO_THREAD = "no-thread";

  void register(@Observes Filters filters) {
    // Where the framework hands a request over to its threads.
    filters.register(
        routing -> {
          if (NO_THREAD.equals(routing.request().getHeader(HEADER))) {
            routing.fail(new RejectedExecutionException());
          } else {
            routing.next();
          }
        },
        7_000);
  }

  @ServerRequestFilter
  void fail(HttpServerRequest request) {
    if (FAULT.equals(request.getHeader(HEADER))) {
      throw new IllegalStateException("nobody thought of this");
    }
  }
}
