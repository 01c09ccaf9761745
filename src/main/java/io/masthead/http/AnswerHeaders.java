package io.masthead.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What goes with every answer of a kind: who may keep it (shared caches delivery's reads, nobody
 * anything of management) and, with a page, its neighbours.
 */
@Singleton
class AnswerHeaders {

  private static final String NO_STORE = "no-store";

  @ServerResponseFilter
  void complete(ContainerResponseContext response, RoutingContext routing) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    boolean delivery = RequestContext.isDelivery(routing.request().path());
    if (delivery) {
      headers.add("Vary", "Accept-Encoding");
    }
    if (response.getEntity() instanceof Page<?> page) {
      String links = PageLinks.of(page.page(), routing);
      if (links != null) {
        headers.putSingle("Link", links);
      }
    }
    if (headers.containsKey("Cache-Control")) {
      if (String.valueOf(headers.getFirst("Cache-Control")).contains(NO_STORE)) {
        // What nobody keeps, nobody has to find again.
        for (TagHeader tags : TagHeader.values()) {
          headers.remove(tags.header);
        }
      }
      return;
    }
    int status = response.getStatus();
    boolean read = routing.request().method().name().matches("GET|HEAD");
    if (delivery && read && (status == 404 || status == 410)) {
      headers.putSingle("Cache-Control", "public, max-age=10");
    } else {
      headers.putSingle("Cache-Control", delivery ? NO_STORE : "private, " + NO_STORE);
    }
  }
}
