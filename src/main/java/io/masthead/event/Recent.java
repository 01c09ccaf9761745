package io.masthead.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last events of the line, in memory for all streams together; as many as fit, and no more. */
final class Recent {

  private final int most;
  private final Deque<Told> events = new ArrayDeque<>();

  /** Behind this, all events to the end are here; negative before anything is known. */
  private long from = -1;

  private long end = -1;

  Recent(int most) {
    this.most = most;
  }

  synchronized boolean hasBegun() {
    return end >= 0;
  }

  /** The position of the last one. */
  synchronized long end() {
    return end;
  }

  /** Forgets all, and begins behind a position. */
  synchronized void begin(long position) {
    events.clear();
    from = position;
    end = position;
  }

  synchronized void add(Told event) {
    events.addLast(event);
    end = event.position();
    if (events.size() > most) {
      from = events.removeFirst().position();
    }
  }

  /** The next events behind a position; nothing where some of them are not here any more. */
  synchronized Optional<List<Told>> after(long position, int limit) {
    if (position < from || end < 0) {
      return Optional.empty();
    }
    if (position >= end) {
      return Optional.of(List.of());
    }
    return Optional.of(events.stream().filter(e -> e.position() > position).limit(limit).toList());
  }
}
