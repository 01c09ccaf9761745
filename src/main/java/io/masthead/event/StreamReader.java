package io.masthead.event;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One who follows the events. It is sent the next one when it has taken the one before, so that
 * nothing is held for it but a page at most; it takes them from memory, or from the database while
 * it is far behind.
 */
final class StreamReader {

  /** Events that it is given at once. */
  static final int PAGE = 50;

  private static final long RECONNECT_MS = 2_000;

  private final Recent recent;
  private final Sse sse;
  private final Set<String> types;
  private final Runnable hangUp;

  /** Asks for a page of the database, behind a position; {@link #take} brings it. */
  private final Consumer<StreamReader> askForPage;

  private final AtomicInteger calls = new AtomicInteger();
  private final Deque<Told> page = new ArrayDeque<>();

  /** How far it was sent, with what it does not want passed over. */
  private volatile EventRepository.Place read;

  private final Function<EventRepository.Place, String> tokens;

  private volatile MultiEmitter<? super OutboundSseEvent> emitter;
  private volatile List<Told> brought;
  private volatile boolean waitsForPage;
  private volatile boolean beatWanted = true;
  private volatile long sentAt = System.nanoTime();

  /**
   * @param place behind which it is told everything
   * @param tokens the token of a place, as of now
   * @param types what it wants, or nothing for all
   */
  StreamReader(
      Recent recent,
      Sse sse,
      EventRepository.Place place,
      Function<EventRepository.Place, String> tokens,
      Set<String> types,
      Runnable hangUp,
      Consumer<StreamReader> askForPage) {
    this.recent = recent;
    this.sse = sse;
    this.read = place;
    this.tokens = tokens;
    this.types = types;
    this.hangUp = hangUp;
    this.askForPage = askForPage;
  }

  void start(MultiEmitter<? super OutboundSseEvent> emitter) {
    this.emitter = emitter;
    emitter.onRequest(wanted -> send());
    send();
  }

  long position() {
    return read.position();
  }

  /** A page that it asked for. */
  void take(List<Told> events) {
    brought = events;
    send();
  }

  /** Says that there may be more, or that it is time for a sign of life. */
  void look(Duration heartbeat, Duration slowAfter) {
    MultiEmitter<?> out = emitter;
    if (out == null) {
      return;
    }
    long silence = System.nanoTime() - sentAt;
    if (out.requested() == 0 && silence > slowAfter.toNanos()) {
      hangUp.run();
      out.complete();
      return;
    }
    if (silence > heartbeat.toNanos()) {
      beatWanted = true;
    }
    send();
  }

  void end() {
    MultiEmitter<?> out = emitter;
    if (out != null) {
      out.complete();
    } else {
      hangUp.run();
    }
  }

  /** Whoever calls meanwhile has the one who is at it go round once more. */
  private void send() {
    if (emitter == null || calls.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      sendSome();
      seen = calls.addAndGet(-seen);
    } while (seen != 0);
  }

  private void sendSome() {
    while (emitter.requested() > 0 && !emitter.isCancelled()) {
      Optional<OutboundSseEvent> next = next();
      if (next.isEmpty()) {
        return;
      }
      sentAt = System.nanoTime();
      emitter.emit(next.get());
    }
  }

  private Optional<OutboundSseEvent> next() {
    while (true) {
      Told event = page.poll();
      if (event != null) {
        read = event.place();
        if (types.isEmpty() || types.contains(event.type())) {
          return Optional.of(
              sse.newEventBuilder()
                  .id(event.token())
                  .name(event.type())
                  .data(String.class, event.text())
                  .build());
        }
      } else if (!turnPage()) {
        return beat();
      }
    }
  }

  /** Whether there are more events now. */
  private boolean turnPage() {
    if (waitsForPage) {
      if (brought == null) {
        return false;
      }
      List<Told> events = brought;
      brought = null;
      waitsForPage = false;
      page.addAll(events);
      return !events.isEmpty();
    }
    Optional<List<Told>> more = recent.after(read.position(), PAGE);
    if (more.isEmpty()) {
      waitsForPage = true;
      askForPage.accept(this);
      return false;
    }
    page.addAll(more.get());
    return !more.get().isEmpty();
  }

  /** What is no event, but says how far the line has come and that somebody is there. */
  private Optional<OutboundSseEvent> beat() {
    if (!beatWanted) {
      return Optional.empty();
    }
    beatWanted = false;
    return Optional.of(
        sse.newEventBuilder()
            .id(tokens.apply(read))
            .reconnectDelay(RECONNECT_MS)
            .comment("")
            .build());
  }
}
