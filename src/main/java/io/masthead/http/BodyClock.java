package io.masthead.http;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Gives a body {@link HttpConfig#bodyTimeout} to come, and as long again for each KiB that came
 * meanwhile; then the request ends in a 408 (RFC 9110, 15.5.9). It starts when the body begins to
 * be read, so that a caller is not blamed for waiting in our queue. The server's own {@code
 * quarkus.http.read-timeout}, which hangs up without an answer, must be longer.
 */
@ApplicationScoped
class BodyClock {

  private static final Logger LOG = Logger.getLogger(BodyClock.class);
  private static final int LEAST_PROGRESS = 1024;
  private static final long OVER = -1;

  @Inject HttpConfig config;
  @Inject Edge edge;

  void start(RoutingContext routing) {
    if (!mayHaveBody(routing.request())) {
      return;
    }
    AtomicLong timer = new AtomicLong();
    arm(routing, timer);
    routing.addEndHandler(end -> routing.vertx().cancelTimer(timer.getAndSet(OVER)));
  }

  private void arm(RoutingContext routing, AtomicLong timer) {
    long before = routing.request().bytesRead();
    timer.set(
        routing
            .vertx()
            .setTimer(config.bodyTimeout().toMillis(), t -> look(routing, timer, before)));
  }

  private void look(RoutingContext routing, AtomicLong timer, long before) {
    HttpServerRequest request = routing.request();
    if (timer.get() == OVER || request.isEnded() || isWhole(request)) {
      return;
    }
    if (request.bytesRead() - before >= LEAST_PROGRESS) {
      arm(routing, timer);
      return;
    }
    LOG.debugf("The body of %s %s did not come in time", request.method(), request.path());
    edge.timeOut(routing);
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    return request.method() != HttpMethod.GET
        && request.method() != HttpMethod.HEAD
        && !request.isEnded()
        && (request.version() == HttpVersion.HTTP_2 || announcesBody(request));
  }

  /** As a request has to that has one (RFC 9112, 6.3); over HTTP/2 it is known to be over. */
  private static boolean announcesBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? request.headers().contains("Transfer-Encoding") : !length.equals("0");
  }

  private static boolean isWhole(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null && length.equals(Long.toString(request.bytesRead()));
  }

  /** Whether this comes of a body that broke off: the caller's doing, and no fault of ours. */
  static boolean isCutShort(Throwable cause, RoutingContext routing) {
    // Jackson's are of the kind as well.
    boolean ofTheWire =
        cause instanceof IOException && !(cause instanceof JacksonException)
            || cause instanceof VertxException;
    return ofTheWire && mayHaveBody(routing.request());
  }

  /** What a body that does not come ends in. */
  static ProblemException refusal() {
    return new ProblemException(
            ProblemType.REQUEST_TIMEOUT, "The rest of the body did not come; send it again.")
        // Whatever comes after it could not be told from the body's rest.
        .with("Connection", "close");
  }

  static void hangUp(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(0);
    } else {
      request.connection().close();
    }
  }
}
