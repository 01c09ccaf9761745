package io.masthead.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.time.Ids;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What happens to every request before any endpoint is looked for: an id, one spelling of a path,
 * the size of the body, CORS. Runs ahead of security, so that no policy ever sees a second spelling
 * of an address.
 */
@ApplicationScoped
class Edge {

  private static final Logger LOG = Logger.getLogger(Edge.class);
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Set<HttpMethod> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final List<String> SINGLE_HEADERS =
      List.of("Authorization", "Content-Type", "Idempotency-Key");

  /** Pages have them, resources of the API have none. */
  private static final Set<String> DIRECTORIES = Set.of("/docs/", "/sample/");

  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  /** Below the server's own limits, which it answers without a body. */
  private static final int MAX_URI = 4096;

  private static final int MAX_HEAD = 16_384;

  @Inject ObjectMapper json;
  @Inject HttpConfig config;
  @Inject OperationTable operations;

  void register(@Observes Filters filters) {
    filters.register(this::admit, 10_000);
    // After the answers that are kept, which need neither.
    filters.register(this::handOver, 8_000);
  }

  void shapeFailures(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(this::fail);
    // What the router itself refuses before any route is tried.
    for (int status : new int[] {400, 413, 414, 431, 500}) {
      router.errorHandler(status, this::fail);
    }
  }

  private void admit(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    HttpServerResponse response = routing.response();
    identify(routing);
    String path = request.path();
    if (path != null) {
      nameOrigin(request, response, path);
      routing.put(OperationTable.ITEM, operations.find(path).orElse(null));
      nameRoute(path, OperationTable.item(routing));
    }
    if (request.uri().length() > MAX_URI) {
      write(
          routing,
          new ProblemException(
              ProblemType.URI_TOO_LONG, "At most " + MAX_URI + " characters are accepted."));
      return;
    }
    if (headLength(request) > MAX_HEAD) {
      write(
          routing,
          new ProblemException(
              ProblemType.HEADERS_TOO_LARGE, "At most " + MAX_HEAD + " characters are accepted."));
      return;
    }
    if (path == null || !hasOneSpelling(path) || !isUri(request.uri())) {
      write(
          routing,
          new ProblemException(
              ProblemType.BAD_REQUEST,
              "The address is not in its one accepted spelling: no empty or dot segments, trailing"
                  + " slash, ';', encoded slash, backslash or NUL, malformed escapes."));
      return;
    }
    if (!headersStandOnce(routing)) {
      return;
    }
    if (isPreflight(request, response)) {
      allowMethods(response);
      return;
    }
    if (refuseMethod(routing, OperationTable.item(routing))) {
      return;
    }
    if (tooLarge(request, path)) {
      // The body is not read, so the connection cannot be used again.
      response.putHeader("Connection", "close");
      write(routing, tooLarge(config.maxBody(path)));
      return;
    }
    if (isCoded(request) && takesBody(request, OperationTable.item(routing))) {
      response.putHeader("Connection", "close");
      response.putHeader("Accept-Encoding", "identity");
      write(
          routing,
          new ProblemException(
              ProblemType.UNSUPPORTED_MEDIA_TYPE, "A body is accepted without a content coding."));
      return;
    }
    routing.next();
  }

  /** To what makes an answer, and may log. */
  private void handOver(RoutingContext routing) {
    RequestContext.note(routing);
    routing.addHeadersEndHandler(end -> tidy(routing.response()));
    routing.next();
  }

  private static void identify(RoutingContext routing) {
    String given = routing.request().getHeader("X-Request-Id");
    String id =
        given != null && REQUEST_ID.matcher(given).matches() ? given : Ids.next().toString();
    routing.put(RequestContext.REQUEST_ID, id);
    routing.response().putHeader("X-Request-Id", id);
    secure(routing.request(), routing.response());
  }

  /**
   * An answer is what its type says, no page shows it in a frame, and one of data loads nothing.
   */
  private static void secure(HttpServerRequest request, HttpServerResponse response) {
    String path = request.path();
    boolean data =
        path != null && (RequestContext.isDelivery(path) || RequestContext.isManagement(path));
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader(
        "Content-Security-Policy",
        data ? "default-src 'none'; frame-ancestors 'none'" : "frame-ancestors 'none'");
    if (request.isSSL()) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static void tidy(HttpServerResponse response) {
    // JSON has no charset parameter (RFC 8259, 11).
    if ("application/json;charset=UTF-8".equals(response.headers().get("Content-Type"))) {
      response.putHeader("Content-Type", "application/json");
    }
  }

  /**
   * The name of the route in the metrics, which would take the path itself for what ends here: a
   * series for each address that anybody tries.
   */
  private static void nameRoute(String path, OperationTable.PathItem item) {
    Context context = Vertx.currentContext();
    if (context != null && (RequestContext.isDelivery(path) || RequestContext.isManagement(path))) {
      context.putLocal("UrlPathTemplate", item == null ? "UNKNOWN" : item.template());
    }
  }

  private static int headLength(HttpServerRequest request) {
    int length = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      length += header.getKey().length() + header.getValue().length() + ": \r\n".length();
    }
    return length;
  }

  /**
   * Of two values only one could be heeded, and whoever stands before us might heed the other. A
   * header that is a list may be sent in parts (RFC 9110, 5.3).
   */
  private boolean headersStandOnce(RoutingContext routing) {
    MultiMap headers = routing.request().headers();
    List<Fault> faults = new ArrayList<>();
    for (String name : SINGLE_HEADERS) {
      if (headers.contains(name) && headers.getAll(name).size() > 1) {
        faults.add(Fault.header(name, "repeated_header", "the header may stand once"));
      }
    }
    if (!faults.isEmpty()) {
      write(routing, ProblemException.badRequest(faults));
      return false;
    }
    List<String> tags = headers.getAll("If-Match");
    if (tags.size() > 1) {
      headers.set("If-Match", String.join(", ", tags));
    }
    return true;
  }

  /** A coded body could be far larger than it says (RFC 9110, 15.5.16 for the refusal). */
  static boolean isCoded(HttpServerRequest request) {
    String coding = request.getHeader("Content-Encoding");
    return coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
  }

  private static boolean takesBody(HttpServerRequest request, OperationTable.PathItem item) {
    return Optional.ofNullable(item)
        .map(known -> known.methods().get(request.method().name()))
        .map(operation -> operation.at("/requestBody/content"))
        // Where any body is taken, one that cannot be read is passed over.
        .filter(content -> !content.isMissingNode() && !content.has(MediaType.WILDCARD))
        .isPresent();
  }

  /** 405 and OPTIONS name exactly the methods that the document has for the path. */
  private boolean refuseMethod(RoutingContext routing, OperationTable.PathItem item) {
    String method = routing.request().method().name();
    if (item == null || item.methods().containsKey(method)) {
      return false;
    }
    routing.response().putHeader("Allow", item.allow());
    if (method.equals("OPTIONS")) {
      if (item.methods().containsKey("PATCH")) {
        routing.response().putHeader("Accept-Patch", MergePatch.MEDIA_TYPE);
      }
      routing.response().setStatusCode(204).end();
    } else {
      write(
          routing,
          new ProblemException(
              ProblemType.METHOD_NOT_ALLOWED, "Allowed here are " + item.allow() + "."));
    }
    return true;
  }

  static ProblemException tooLarge(long limit) {
    return new ProblemException(
        ProblemType.PAYLOAD_TOO_LARGE, "At most " + limit + " bytes are accepted here.");
  }

  /** RFC 3986 lets one resource have many addresses; caches and access rules want one. */
  static boolean hasOneSpelling(String path) {
    if (!path.startsWith("/") || path.indexOf(';') >= 0 || path.indexOf('\\') >= 0) {
      return false;
    }
    if (path.length() > 1 && path.endsWith("/") && !DIRECTORIES.contains(path)
        || path.contains("//")) {
      return false;
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        return false;
      }
      if (c == '%') {
        if (i + 2 >= path.length() || !isHex(path.charAt(i + 1)) || !isHex(path.charAt(i + 2))) {
          return false;
        }
        int octet = Integer.parseInt(path, i + 1, i + 3, 16);
        if (octet < 0x20 || octet == 0x7f || "/\\;%".indexOf(octet) >= 0 || isUnreserved(octet)) {
          return false;
        }
      }
    }
    return !path.contains("/.") || hasNoDotSegments(path);
  }

  private static boolean hasNoDotSegments(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** A bare ';' parts parameters for some and not for others; encoded it is a plain character. */
  static boolean isUri(String target) {
    if (target.indexOf(';') >= 0) {
      return false;
    }
    if (isPlain(target)) {
      return true;
    }
    try {
      new URI(target);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** A path and perhaps a query of nothing but unreserved characters, as most are. */
  private static boolean isPlain(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && "/-._~?=&".indexOf(c) < 0) {
        return false;
      }
    }
    return target.startsWith("/") && !target.startsWith("//");
  }

  /** RFC 3986, 2.3: an encoded unreserved character is only another spelling of itself. */
  private static boolean isUnreserved(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 0x80;
  }

  private boolean tooLarge(HttpServerRequest request, String path) {
    String length = request.getHeader("Content-Length");
    if (length == null || BODILESS.contains(request.method())) {
      return false;
    }
    try {
      return Long.parseLong(length) > config.maxBody(path);
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** Delivery is open to every origin, without credentials; management to the configured ones. */
  private void nameOrigin(HttpServerRequest request, HttpServerResponse response, String path) {
    String origin = request.getHeader("Origin");
    if (RequestContext.isDelivery(path)) {
      // Always, since a shared cache keeps one answer for pages of every origin.
      response.putHeader(ALLOW_ORIGIN, "*");
    } else if (origin != null
        && RequestContext.isManagement(path)
        && config.managementOrigins().map(o -> o.contains(origin)).orElse(false)) {
      response.putHeader(ALLOW_ORIGIN, origin);
      response.putHeader("Vary", "Origin");
    } else {
      return;
    }
    response.putHeader(
        "Access-Control-Expose-Headers",
        "ETag, Last-Modified, Link, Location, Retry-After, X-Request-Id");
  }

  private static boolean isPreflight(HttpServerRequest request, HttpServerResponse response) {
    return response.headers().contains(ALLOW_ORIGIN)
        && request.method() == HttpMethod.OPTIONS
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private static void allowMethods(HttpServerResponse response) {
    response.putHeader(
        "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    response.putHeader(
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, If-Match, If-None-Match, If-Modified-Since,"
            + " Idempotency-Key, X-Request-Id, traceparent");
    response.putHeader("Access-Control-Max-Age", "86400");
    response.setStatusCode(204).end();
  }

  /** Answers in place of an endpoint that still waits for the body, and hangs up. */
  void timeOut(RoutingContext routing) {
    if (!isAnswered(routing)) {
      routing.addEndHandler(end -> BodyClock.hangUp(routing.request()));
      write(routing, BodyClock.refusal());
    }
  }

  private static boolean isAnswered(RoutingContext routing) {
    return routing.response().ended() || routing.response().headWritten();
  }

  private void fail(RoutingContext routing) {
    if (isAnswered(routing)) {
      return;
    }
    if (RequestContext.requestId(routing) == null) {
      identify(routing);
    }
    RequestContext.note(routing);
    if (BodyClock.isCutShort(routing.failure(), routing)) {
      LOG.debug("A body broke off", routing.failure());
      write(routing, BodyClock.refusal());
      return;
    }
    int status = routing.statusCode();
    if (routing.failure() instanceof RejectedExecutionException) {
      status = 503;
    } else if (status < 400) {
      status = 500;
    }
    ProblemType type = ProblemType.of(status);
    if (type == ProblemType.INTERNAL) {
      LOG.error("Request failed outside the endpoints", routing.failure());
    }
    ProblemException problem = new ProblemException(type, null);
    if (type == ProblemType.UNAVAILABLE) {
      problem.with("Retry-After", "1");
    }
    write(routing, problem);
  }

  private void write(RoutingContext routing, ProblemException problem) {
    HttpServerResponse response = routing.response();
    response.setStatusCode(problem.type.status);
    problem.headers.forEach(response::putHeader);
    response.putHeader("Content-Type", Problem.MEDIA_TYPE);
    response.putHeader("Cache-Control", "no-store");
    try {
      String body = json.writeValueAsString(Problem.of(problem, RequestContext.requestId(routing)));
      if (routing.request().method() == HttpMethod.HEAD) {
        response.end();
      } else {
        response.end(body);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
