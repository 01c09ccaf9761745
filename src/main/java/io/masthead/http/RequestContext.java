package io.masthead.http;

import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;

/** What the edge noted of a request, kept on its routing context. */
public final class RequestContext {

  /** What logs know the id by; the framework keeps it with the request, on whichever thread. */
  static final String MDC_ID = "requestId";

  static final String REQUEST_ID = "masthead.request-id";

  private RequestContext() {}

  /** The id given by X-Request-Id, or the one made for this request. */
  public static String requestId(RoutingContext routing) {
    return routing.get(REQUEST_ID);
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
