package io.masthead.cache;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** An answer that is being made: one request makes it, and all who want the same wait. */
public final class Load {

  /** What came of it. */
  public enum Outcome {
    /** It is kept, and everybody may have it. */
    KEPT,
    /** Something that it shows changed meanwhile, so that it is to be made anew. */
    CHANGED,
    /** Whoever made it went away, so that another has to. */
    ABANDONED,
    /** It is none to be kept: an error, or somewhere else. */
    NOT_KEPT;

    static final Set<Outcome> FAILURES = EnumSet.complementOf(EnumSet.of(KEPT));
  }

  private static final int MOST_WAITING = 2_000;

  final String key;
  final long since;
  private final List<BiConsumer<Outcome, Finished>> waiting = new ArrayList<>();
  private boolean over;

  Load(String key, long since) {
    this.key = key;
    this.since = since;
  }

  /**
   * @param then what to do when it is over
   * @return false where it is over already, or too many wait
   */
  public synchronized boolean join(BiConsumer<Outcome, Finished> then) {
    if (over || waiting.size() >= MOST_WAITING) {
      return false;
    }
    waiting.add(then);
    return true;
  }

  /** Tells all who wait, the first time. */
  void end(Outcome outcome, Finished finished) {
    List<BiConsumer<Outcome, Finished>> all;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      all = List.copyOf(waiting);
    }
    all.forEach(then -> then.accept(outcome, finished));
  }
}
