package io.masthead.http;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** What the edge noted of a request, kept on its routing context. */
public final class RequestContext {

  /** What logs know the id by; the framework keeps it with the request, on whichever thread. */
  static final String MDC_ID = "requestId";

  private static final String MDC_TRACE = "traceId";

  /** Of W3C Trace Context; a later version may say more behind it. */
  private static final Pattern TRACE_PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  static final String REQUEST_ID = "masthead.request-id";

  private RequestContext() {}

  /** The id given by X-Request-Id, or the one made for this request. */
  public static String requestId(RoutingContext routing) {
    return routing.get(REQUEST_ID);
  }

  /** From here on whatever is logged for the request tells its id, and its caller's trace. */
  static void note(RoutingContext routing) {
    MDC.put(MDC_ID, requestId(routing));
    String parent = routing.request().getHeader("traceparent");
    Matcher trace = parent == null ? null : TRACE_PARENT.matcher(parent);
    if (trace != null && trace.matches()) {
      MDC.put(MDC_TRACE, trace.group(1));
    }
  }

  /** The id of the request that this thread works for; null where it works for none. */
  public static String currentId() {
    return (String) MDC.get(MDC_ID);
  }

  static boolean isDelivery(String path) {
    return path.startsWith("/api/");
  }

  static boolean isManagement(String path) {
    return path.startsWith("/manage/");
  }
}
