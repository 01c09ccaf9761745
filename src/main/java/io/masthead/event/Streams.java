package io.masthead.event;

import io.masthead.http.Peers;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * All who follow the events on this replica. They hold neither a thread nor a connection of the
 * database; who does not take what it is sent is hung up on.
 */
@ApplicationScoped
class Streams {

  private static final Logger LOG = Logger.getLogger(Streams.class);
  private static final int RECENT = 2_000;
  private static final int READ_AT_ONCE = 500;

  /** Who is far behind waits for one of these, so that many do not take the database. */
  private static final int READING = 2;

  @Inject EventService events;
  @Inject SyncTokens tokens;
  @Inject EventConfig config;
  @Inject Peers peers;

  private final Recent recent = new Recent(RECENT);
  private final Set<StreamReader> readers = ConcurrentHashMap.newKeySet();
  private final Counter dropped;

  private final ExecutorService reading =
      Executors.newFixedThreadPool(
          READING,
          task -> {
            Thread thread = new Thread(task, "event-pages");
            thread.setDaemon(true);
            return thread;
          });

  /** Guarded by itself. */
  private final Map<String, Integer> byAddress = new HashMap<>();

  private int open;
  private volatile boolean stopping;

  @Inject
  Streams(MeterRegistry meters) {
    Gauge.builder("masthead.events.streams", readers, Set::size).register(meters);
    dropped = Counter.builder("masthead.events.streams.dropped").register(meters);
  }

  /**
   * The events behind a place, as they come.
   *
   * @param types what is wanted, or nothing for all
   * @throws ProblemException 429 where the address has too many, 503 where all together are
   */
  Multi<OutboundSseEvent> open(
      RoutingContext routing, Sse sse, EventRepository.Place place, Set<String> types) {
    // The key that signs is read the first time, which the threads that write must not wait for.
    tokens.write(place);
    String address = peers.addressOf(routing.request());
    enter(address);
    StreamReader reader =
        new StreamReader(
            recent,
            sse,
            place,
            tokens::write,
            types,
            () -> hangUp(routing.request()),
            this::readPage);
    // The stream may never begin, where the caller has gone.
    routing.addEndHandler(over -> leave(address, reader));
    readers.add(reader);
    if (stopping) {
      reader.end();
    }
    return Multi.createFrom()
        .<OutboundSseEvent>emitter(out -> reader.start(out), BackPressureStrategy.ERROR);
  }

  private void enter(String address) {
    synchronized (byAddress) {
      int before = byAddress.getOrDefault(address, 0);
      if (before >= config.streamsPerAddress()) {
        throw new ProblemException(
                ProblemType.TOO_MANY_REQUESTS,
                "At most %d streams are open to one address.".formatted(config.streamsPerAddress()))
            .with("Retry-After", "60");
      }
      if (stopping || open >= config.streams()) {
        throw ProblemException.unavailable("No more streams are open.").with("Retry-After", "30");
      }
      byAddress.put(address, before + 1);
      open++;
    }
  }

  private void leave(String address, StreamReader reader) {
    readers.remove(reader);
    synchronized (byAddress) {
      byAddress.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
      open--;
    }
  }

  private void hangUp(HttpServerRequest request) {
    dropped.increment();
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(0);
    } else {
      request.connection().close();
    }
  }

  /** Off the threads that write, which must not wait. */
  private void readPage(StreamReader reader) {
    reading.execute(
        () -> {
          try {
            List<NewsEvent> page = events.after(reader.position(), StreamReader.PAGE);
            reader.take(page.stream().map(this::told).toList());
          } catch (RuntimeException e) {
            LOG.debug("A stream ends, since what it is behind cannot be read", e);
            reader.end();
          }
        });
  }

  /**
   * Tells all of what came since the last look.
   *
   * @param end where the line ends
   */
  void bring(long end) {
    if (!recent.hasBegun()) {
      recent.begin(end);
    } else if (end < recent.end()) {
      LOG.warn("The events go on from an earlier one: all streams begin anew");
      recent.begin(end);
      readers.forEach(StreamReader::end);
    }
    while (recent.end() < end) {
      List<NewsEvent> more = events.after(recent.end(), READ_AT_ONCE);
      more.forEach(event -> recent.add(told(event)));
      if (more.isEmpty()) {
        // They are forgotten by now.
        recent.begin(end);
      }
    }
    readers.forEach(reader -> reader.look(config.heartbeat(), config.slowAfter()));
  }

  private Told told(NewsEvent event) {
    EventRepository.Place place = new EventRepository.Place(event.position(), event.id());
    return new Told(place, event.type(), tokens.write(place), event.text());
  }

  /** Before the requests that run are waited for, of which these are. */
  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    stop();
  }

  void stop(@Observes ShutdownEvent event) {
    stop();
    reading.shutdownNow();
  }

  private void stop() {
    stopping = true;
    readers.forEach(StreamReader::end);
  }
}
