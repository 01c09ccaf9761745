package io.masthead.http;

import io.masthead.cache.Finished;
import io.masthead.cache.Load;
import io.masthead.cache.ResponseCache;
import io.masthead.cache.StandbyReads;
import io.netty.buffer.Unpooled;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives readers the answers that are kept, on the event loop. Of those who ask for one that is not,
 * the first gets it made, and the others wait for that.
 */
@ApplicationScoped
class CacheRoute {

  private static final String LOAD = "masthead.load";
  private static final String TEMPLATE = "masthead.load-template";

  @Inject ResponseCache cache;
  @Inject StandbyReads standby;

  /** Of which an answer was ever kept, so that it is worth waiting for one. */
  private final Set<String> keepable = ConcurrentHashMap.newKeySet();

  void register(@Observes Filters filters) {
    if (!cache.isOff()) {
      // After the edge, before anything that asks who calls.
      filters.register(this::serve, 9_000);
    }
  }

  private void serve(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD
        || !RequestContext.isDelivery(request.path())
        || isOwn(request)) {
      routing.next();
      return;
    }
    OperationTable.PathItem item = OperationTable.item(routing);
    if (item == null || !takesAny(request, item)) {
      routing.next();
      return;
    }
    String key = key(routing, item);
    Finished kept = cache.find(key).orElse(null);
    if (kept != null) {
      write(routing, kept);
      return;
    }
    if (!keepable.contains(item.template())) {
      if (!begin(routing, key, item)) {
        direct(routing, key);
      }
      return;
    }
    Load load = cache.loading(key);
    if (load == null) {
      if (!begin(routing, key, item)) {
        // Another has begun just now, or its answer has come.
        serve(routing);
      }
      return;
    }
    Context context = routing.vertx().getOrCreateContext();
    boolean waits =
        load.join(
            (outcome, answer) -> context.runOnContext(v -> waited(routing, key, outcome, answer)));
    if (!waits) {
      // It is over by now, or too many wait.
      cache.find(key).ifPresentOrElse(answer -> write(routing, answer), () -> direct(routing, key));
    }
  }

  private void waited(RoutingContext routing, String key, Load.Outcome outcome, Finished answer) {
    if (routing.response().ended() || routing.response().closed()) {
      return;
    }
    switch (outcome) {
      case KEPT -> write(routing, answer);
      case CHANGED, ABANDONED -> serve(routing);
      case NOT_KEPT -> direct(routing, key);
    }
  }

  /** False where it need not be made any more, or another makes it. */
  private boolean begin(RoutingContext routing, String key, OperationTable.PathItem item) {
    Load load = cache.begin(key).orElse(null);
    if (load == null) {
      return false;
    }
    routing.put(LOAD, load);
    routing.put(TEMPLATE, item.template());
    routing.addEndHandler(
        end -> {
          if (end.failed()) {
            cache.abandon(load);
          } else {
            cache.giveUp(load);
          }
        });
    // What never was kept may be more than a read.
    if (keepable.contains(item.template()) && standby.choose(load)) {
      routing.next();
    } else {
      direct(routing, key);
    }
    return true;
  }

  /** Has the database itself asked. */
  private void direct(RoutingContext routing, String key) {
    if (standby.arePossible()) {
      Runnable answered = standby.direct(key);
      routing.addEndHandler(end -> answered.run());
    }
    routing.next();
  }

  /** Keeps an answer that a request has made, if it was to be. */
  void keep(RoutingContext routing, Finished answer) {
    Load load = routing.get(LOAD);
    if (load != null) {
      keepable.add(routing.get(TEMPLATE));
      cache.keep(load, answer);
    }
  }

  /** A guest's or key holder's answer is made for them; a body is refused elsewhere. */
  private static boolean isOwn(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return headers.contains("Authorization")
        || headers.contains("Content-Length") && !"0".equals(headers.get("Content-Length"))
        || headers.contains("Transfer-Encoding");
  }

  /** Where anything is refused, the endpoint tells. */
  private static boolean takesAny(HttpServerRequest request, OperationTable.PathItem item) {
    List<String> given = request.headers().getAll("Accept");
    if (given.isEmpty()) {
      return true;
    }
    Accept accept = new Accept(String.join(",", given));
    return item.reads().stream().anyMatch(accept::takes);
  }

  /** Alike for requests that mean the same: in one order, and without what goes without saying. */
  private static String key(RoutingContext routing, OperationTable.PathItem item) {
    String path = routing.request().path();
    if (routing.request().query() == null) {
      return path;
    }
    List<String> parameters = new ArrayList<>();
    for (Map.Entry<String, String> parameter : routing.queryParams()) {
      if (!parameter.getValue().equals(item.defaults().get(parameter.getKey()))
          || routing.queryParams().getAll(parameter.getKey()).size() > 1) {
        // No name that is valid has a '=' or line break in it.
        parameters.add(parameter.getKey() + "=" + parameter.getValue());
      }
    }
    Collections.sort(parameters);
    parameters.add(0, path);
    return String.join("\n", parameters);
  }

  private void write(RoutingContext routing, Finished answer) {
    HttpServerResponse response = routing.response();
    MultiMap headers = response.headers();
    headers.set("ETag", answer.tag());
    headers.set("Cache-Control", answer.control());
    headers.add("Vary", "Accept-Encoding");
    answer.tagged().forEach(headers::set);
    if (answer.modified() != null) {
      headers.set("Last-Modified", answer.modifiedText());
    }
    if (answer.link() != null) {
      headers.set("Link", answer.link());
    }
    if (cache.isUnsure()) {
      headers.set("Age", String.valueOf(answer.age()));
    }
    if (DeliveryAnswer.isHeld(
        routing.request(), answer.tag(), answer.dateDecides() ? answer.modified() : null)) {
      response.setStatusCode(304).end();
      return;
    }
    headers.set("Content-Type", answer.type());
    Codings.Coded coded = Codings.of(routing.request()).code(answer);
    if (coded.coding() != null) {
      headers.set("Content-Encoding", coded.coding());
    }
    if (routing.request().method() == HttpMethod.HEAD) {
      headers.set("Content-Length", String.valueOf(coded.body().length));
      response.end();
    } else {
      // As it lies there: a copy of each page would cost more than all that is done for it here.
      response.end(Buffer.buffer(Unpooled.wrappedBuffer(coded.body())));
    }
  }
}
