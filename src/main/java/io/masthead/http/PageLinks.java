package io.masthead.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A page's neighbours as a {@code Link} header (RFC 8288), relative to this host. */
final class PageLinks {

  private PageLinks() {}

  /** The header's value, or null for a page that stands alone. */
  static String of(Page.Info page, RoutingContext routing) {
    StringBuilder links = new StringBuilder();
    if (page.next() != null) {
      links.append(link(routing, page.next(), "next"));
    }
    if (page.previous() != null) {
      links.append(links.isEmpty() ? "" : ", ").append(link(routing, page.previous(), "prev"));
    }
    return links.isEmpty() ? null : links.toString();
  }

  private static String link(RoutingContext routing, String cursor, String rel) {
    StringBuilder query = new StringBuilder();
    for (Map.Entry<String, String> parameter : routing.queryParams()) {
      if (!parameter.getKey().equals("cursor")) {
        query
            .append(encode(parameter.getKey()))
            .append('=')
            .append(encode(parameter.getValue()))
            .append('&');
      }
    }
    return "<%s?%scursor=%s>; rel=\"%s\"".formatted(routing.request().path(), query, cursor, rel);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
