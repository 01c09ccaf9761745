package io.masthead.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The answers kept in memory. Which stay where room is short goes by how often they are asked for,
 * so that addresses tried once push out nothing.
 *
 * <p>An answer is kept only if nothing that it shows has changed since its load began, and none is
 * kept of something whose change is being committed: so an answer from here is never older than one
 * that came from the database.
 */
@ApplicationScoped
public class ResponseCache {

  /** Every answer shows this. */
  public static final String EVERYTHING = "*";

  /** No answer is kept longer, whatever was overlooked. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int CHANGES_REMEMBERED = 10_000;

  private record Change(long number, Set<String> of) {}

  private final Clock clock;
  private final boolean off;
  private final Cache<String, Finished> answers;
  private final Map<String, Load> loads = new ConcurrentHashMap<>();

  /** The keys of the answers that show something. Guarded, as are the three below. */
  private final Map<String, Set<String>> keys = new HashMap<>();

  private final Map<String, Integer> changing = new HashMap<>();
  private final Deque<Change> changes = new ArrayDeque<>();
  private long number;

  /**
   * Those that had to make room, whose keys are to be forgotten; ours is no lock to wait for there.
   */
  private final Queue<Map.Entry<String, Finished>> evicted = new ConcurrentLinkedQueue<>();

  private final Counter hits;
  private final Counter misses;
  private final Counter begun;
  private final Map<Load.Outcome, Counter> failures = new EnumMap<>(Load.Outcome.class);
  private final Counter drops;
  private volatile boolean unsure;

  @Inject
  ResponseCache(Clock clock, CacheConfig config, MeterRegistry meters) {
    this.clock = clock;
    off = config.size().asLongValue() == 0;
    answers =
        Caffeine.newBuilder()
            .maximumWeight(config.size().asLongValue())
            .weigher((String key, Finished answer) -> 2 * key.length() + answer.weight())
            .executor(Runnable::run)
            .evictionListener((key, answer, cause) -> evicted.add(Map.entry(key, answer)))
            .recordStats()
            .build();
    hits = Counter.builder("masthead.cache.hits").register(meters);
    misses = Counter.builder("masthead.cache.misses").register(meters);
    begun = Counter.builder("masthead.cache.loads").register(meters);
    for (Load.Outcome failure : Load.Outcome.FAILURES) {
      String reason = failure.name().toLowerCase(Locale.ROOT);
      failures.put(
          failure,
          Counter.builder("masthead.cache.load.failures").tag("reason", reason).register(meters));
    }
    drops = Counter.builder("masthead.cache.drops").register(meters);
    FunctionCounter.builder("masthead.cache.evictions", answers, c -> c.stats().evictionCount())
        .register(meters);
    Gauge.builder("masthead.cache.answers", answers, Cache::estimatedSize).register(meters);
    Gauge.builder("masthead.cache.size", this, ResponseCache::weight)
        .baseUnit("bytes")
        .register(meters);
  }

  private double weight() {
    return answers.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  public boolean isOff() {
    return off;
  }

  /** An answer that may be given now. */
  public Optional<Finished> find(String key) {
    Optional<Finished> answer = kept(key);
    (answer.isPresent() ? hits : misses).increment();
    return answer;
  }

  private Optional<Finished> kept(String key) {
    return Optional.ofNullable(answers.getIfPresent(key)).filter(answer -> !isOver(answer));
  }

  /** While nobody can tell what has changed, what was true is the best there is. */
  private boolean isOver(Finished answer) {
    return !unsure && !clock.instant().isBefore(answer.until());
  }

  /** Whether what is kept may be behind, since the database does not tell of changes. */
  public boolean isUnsure() {
    return unsure;
  }

  void unsure(boolean unsure) {
    this.unsure = unsure;
  }

  /** Of the last change that is over. */
  synchronized long number() {
    return number;
  }

  /** The load of this answer that is under way, or null. */
  public Load loading(String key) {
    return loads.get(key);
  }

  /** Begins a load, unless since the answer was looked for another has begun or ended it. */
  public Optional<Load> begin(String key) {
    long since;
    synchronized (this) {
      since = number;
    }
    Load load = new Load(key, since);
    if (loads.putIfAbsent(key, load) != null) {
      return Optional.empty();
    }
    Optional<Finished> meanwhile = kept(key);
    if (meanwhile.isPresent()) {
      end(load, Load.Outcome.KEPT, meanwhile.get());
      return Optional.empty();
    }
    begun.increment();
    return Optional.of(load);
  }

  /** Ends a load that brought nothing to be kept; nothing is done where it ended before. */
  public void giveUp(Load load) {
    end(load, Load.Outcome.NOT_KEPT, null);
  }

  /** Ends a load whose request went away: of those who wait for it, the first begins another. */
  public void abandon(Load load) {
    end(load, Load.Outcome.ABANDONED, null);
  }

  /** Ends a load with its answer, which is kept if it is still true. */
  public void keep(Load load, Finished answer) {
    Instant latest = clock.instant().plus(LONGEST);
    Finished kept =
        answer.until() != null && answer.until().isBefore(latest) ? answer : answer.until(latest);
    if (!clock.instant().isBefore(kept.until())) {
      giveUp(load);
      return;
    }
    boolean isTrue;
    synchronized (this) {
      forgetEvicted();
      isTrue = isUnchanged(kept.shows(), load.since);
      if (isTrue) {
        forget(load.key, answers.getIfPresent(load.key));
        index(load.key, kept);
        answers.put(load.key, kept);
      }
    }
    end(load, isTrue ? Load.Outcome.KEPT : Load.Outcome.CHANGED, kept);
  }

  private void end(Load load, Load.Outcome outcome, Finished answer) {
    if (loads.remove(load.key, load) && outcome != Load.Outcome.KEPT) {
      failures.get(outcome).increment();
    }
    load.end(outcome, answer);
  }

  private boolean isUnchanged(Set<String> shows, long since) {
    if (number > since && (changes.isEmpty() || changes.peekFirst().number > since + 1)) {
      return false;
    }
    if (changing.containsKey(EVERYTHING) || shows.stream().anyMatch(changing::containsKey)) {
      return false;
    }
    return changes.stream()
        .filter(change -> change.number > since)
        .noneMatch(change -> isOf(change.of, shows));
  }

  private static boolean isOf(Set<String> changed, Set<String> shows) {
    return changed.contains(EVERYTHING) || changed.stream().anyMatch(shows::contains);
  }

  /** Of these, nothing is kept until the change is over. */
  synchronized void beginChange(Set<String> of) {
    of.forEach(one -> changing.merge(one, 1, Integer::sum));
    drop(of);
  }

  /** The change is committed, or given up. */
  synchronized void endChange(Set<String> of) {
    of.forEach(one -> changing.computeIfPresent(one, (o, times) -> times == 1 ? null : times - 1));
    changes.addLast(new Change(++number, Set.copyOf(of)));
    if (changes.size() > CHANGES_REMEMBERED) {
      changes.removeFirst();
    }
    drop(of);
  }

  /** Something has changed elsewhere, or behind the service's back. */
  public void changed(Collection<String> of) {
    Set<String> all = Set.copyOf(of);
    beginChange(all);
    endChange(all);
  }

  private void drop(Set<String> of) {
    if (of.contains(EVERYTHING)) {
      drops.increment(answers.estimatedSize());
      answers.invalidateAll();
      keys.clear();
      return;
    }
    for (String one : of) {
      for (String key : Set.copyOf(keys.getOrDefault(one, Set.of()))) {
        drops.increment();
        forget(key, answers.getIfPresent(key));
        answers.invalidate(key);
      }
      keys.remove(one);
    }
  }

  /** Another may be kept under the key by now. */
  private void forgetEvicted() {
    for (var gone = evicted.poll(); gone != null; gone = evicted.poll()) {
      forget(gone.getKey(), gone.getValue());
      Finished now = answers.policy().getIfPresentQuietly(gone.getKey());
      if (now != null) {
        index(gone.getKey(), now);
      }
    }
  }

  private void index(String key, Finished answer) {
    answer.shows().forEach(of -> keys.computeIfAbsent(of, o -> new HashSet<>()).add(key));
  }

  private void forget(String key, Finished answer) {
    if (answer != null) {
      answer
          .shows()
          .forEach(
              of ->
                  keys.computeIfPresent(
                      of,
                      (o, held) -> {
                        held.remove(key);
                        return held.isEmpty() ? null : held;
                      }));
    }
  }
}
