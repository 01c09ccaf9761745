package io.masthead.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The events, as they are written, put in line and forgotten. */
@ApplicationScoped
public class EventService {

  private static final int NUMBERED_AT_ONCE = 1_000;
  private static final EventRepository.Place START = new EventRepository.Place(0, null);

  private static final int FORGOTTEN_AT_ONCE = 1_000;

  @Inject EventRepository events;
  @Inject EventConfig config;
  @Inject Clock clock;

  /** Writes them in this order, to be told once the caller's transaction is committed. */
  @Transactional(Transactional.TxType.MANDATORY)
  void tell(List<NewsEvent> happened) {
    events.write(happened);
  }

  /**
   * Puts some of what is committed behind the line.
   *
   * @return false where another replica is at it
   */
  @Transactional
  boolean number() {
    Optional<Long> end = events.holdLine();
    end.ifPresent(last -> events.number(last, NUMBERED_AT_ONCE));
    return end.isPresent();
  }

  EventRepository.Line line() {
    return events.line();
  }

  /** How far the line goes: whatever is not in it by now comes behind this. */
  public long position() {
    return events.line().position();
  }

  /** The next events of the line behind a position, as far as they are kept, in their order. */
  public List<NewsEvent> after(long position, int limit) {
    return events.after(position, limit);
  }

  /** A token of today is good for as long as is set, so what came after it is kept a day longer. */
  void forgetOld() {
    Duration kept = Duration.ofDays(config.daysKept() + 1L);
    int forgotten;
    do {
      forgotten = events.forget(clock.instant().minus(kept), FORGOTTEN_AT_ONCE);
    } while (forgotten == FORGOTTEN_AT_ONCE - 1);
  }

  /** Behind the latest event; whatever is not in line by now comes after it. */
  EventRepository.Place end() {
    return events.end().orElse(START);
  }
}
