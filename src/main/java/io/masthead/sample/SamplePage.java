package io.masthead.sample;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

/**
 * A front end of a few static files at {@code /sample/}, which shows how little code one needs over
 * the delivery API; where the setting is off it is not there.
 */
@ApplicationScoped
class SamplePage {

  /** The page takes scripts and styles from here alone; articles may show pictures of others. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' https: data:; media-src https:; frame-src https:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final int BEFORE_STATIC_FILES = -1;

  @Inject SampleConfig config;

  void register(@Observes Router router) {
    for (String path : List.of("/sample", "/sample/", "/sample/*")) {
      router.route(path).order(BEFORE_STATIC_FILES).handler(this::admit);
    }
  }

  private void admit(RoutingContext routing) {
    if (!config.samplePage()) {
      routing.fail(404);
      return;
    }
    HttpServerResponse response = routing.response();
    if (!routing.request().path().startsWith("/sample/")) {
      response.setStatusCode(308).putHeader("Location", "/sample/index.html").end();
      return;
    }
    response.putHeader("Content-Security-Policy", POLICY);
    response.putHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    // After the file's own, which would keep it for a day.
    routing.addHeadersEndHandler(end -> response.putHeader("Cache-Control", "no-cache"));
    routing.next();
  }
}
