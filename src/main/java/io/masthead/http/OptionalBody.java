package io.masthead.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the body of an operation that also works without one. An empty body is none, and so is a
 * JSON null, which generated clients send where their caller gives them nothing.
 */
@RequestScoped
public class OptionalBody {

  @Inject JsonBinder binder;
  @Inject HttpConfig config;
  @Inject RoutingContext routing;

  /**
   * The body, which is JSON if there is one.
   *
   * @throws ProblemException 415 where it calls itself something else
   */
  public <T> Optional<T> read(InputStream in, Class<T> type) {
    byte[] body = bytes(in);
    if (body.length == 0) {
      return Optional.empty();
    }
    if (!isJson()) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body's Content-Type is not accepted here.");
    }
    return binder.readIfAny(body, type);
  }

  /**
   * A body that may be anything: one that calls itself JSON must be what is wanted, any other is
   * read if it is.
   *
   * @param limit how many octets it may have
   * @param unread is told of a body that cannot be read
   * @throws ProblemException 400 or 422 where it calls itself JSON, 413 over the limit
   */
  public <T> Optional<T> readIfPossible(byte[] body, Class<T> type, int limit, Runnable unread) {
    if (body == null || body.length == 0) {
      return Optional.empty();
    }
    if (body.length > limit) {
      throw Edge.tooLarge(limit);
    }
    try {
      return binder.readIfAny(body, type);
    } catch (ProblemException e) {
      unread.run();
      if (isJson()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private boolean isJson() {
    return "application/json".equals(mediaType(routing)) && !Edge.isCoded(routing.request());
  }

  /** What the body calls itself, without parameters; null where it does not say. */
  static String mediaType(RoutingContext routing) {
    String type = routing.request().getHeader("Content-Type");
    return type == null ? null : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private byte[] bytes(InputStream in) {
    long limit = config.maxBody(routing.request().path());
    try {
      byte[] body = in.readNBytes((int) limit + 1);
      if (body.length > limit) {
        throw Edge.tooLarge(limit);
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
