package io.masthead.http;

import io.vertx.ext.web.RoutingContext;

/** What the edge noted of a request, kept on its routing context. */
public final class RequestContext {

  static final String REQUEST_ID = "masthead.request-id";

  private RequestContext() {}

  /** The id given by X-Request-Id, or the one made for this request. */
  public static String requestId(RoutingContext routing) {
    return routing.get(REQUEST_ID);
  }

  static boolean isDelivery(String path) {
    return path.startsWith("/api/");
  }

  static boolean isManagement(String path) {
    return path.startsWith("/manage/");
  }
}
