package io.masthead.view;

import io.masthead.edition.Editions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Enters hits, any number of them in one transaction and a handful of statements: the visitors'
 * rows first, then hours, days and referrers, then the articles' counts, each kind in one order. So
 * no two transactions wait for each other in a circle, and an article's count is held for the
 * shortest time.
 */
@ApplicationScoped
class ViewLedger {

  @Inject ViewRepository views;
  @Inject Editions editions;

  /** A visitor's mark under the salt of a day. */
  record Mark(LocalDate day, byte[] visitor) {}

  /**
   * A hit to be entered.
   *
   * @param today the visitor's mark today
   * @param yesterday the mark under yesterday's salt while the window reaches into that day, else
   *     null
   * @param referrer the host that the reader came from, or null
   */
  record Entry(UUID article, Mark today, Mark yesterday, Instant now, String referrer) {}

  /** What became of a hit, and the article's views with it. */
  record Entered(boolean counted, long views) {

    /** Of an article that is not published. */
    static final Entered NOWHERE = new Entered(false, -1);
  }

  /** An article was unpublished while its hits were being entered; nothing was. */
  static final class UnpublishedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private record Hour(UUID article, Instant start) {}

  private record From(UUID article, LocalDate day, String host) {}

  private static final class Sum {
    private long views;
    private long visitors;
  }

  /**
   * @return what became of each hit, in the order given
   * @throws UnpublishedMeanwhile where it is to be tried again
   */
  @Transactional
  public List<Entered> enter(List<Entry> entries, Duration window) {
    Map<UUID, Long> before =
        editions.views(entries.stream().map(Entry::article).collect(Collectors.toSet()));
    Integer[] ofToday = new Integer[entries.size()];
    List<Integer> live = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (before.containsKey(entries.get(i).article())) {
        live.add(i);
      }
    }
    // Just after midnight both marks are taken, in this order. The old one meets hits from before
    // midnight that are not committed yet; the new one is what later hits will meet.
    List<Integer> reachingBack =
        live.stream().filter(i -> entries.get(i).yesterday() != null).toList();
    mark(entries, reachingBack, Entry::yesterday, window, ofToday);
    live.removeIf(i -> entries.get(i).yesterday() != null && ofToday[i] == null);
    Arrays.fill(ofToday, null);
    mark(entries, live, Entry::today, window, ofToday);
    return results(entries, ofToday, before, addUp(entries, ofToday));
  }

  /**
   * Marks visitors. Of one who comes several times in a batch the first is tried first, and the
   * others after it, as if they had come one by one.
   *
   * @param counts is told how many of its visitor's were counted that day, for each hit that counts
   */
  private void mark(
      List<Entry> entries,
      List<Integer> hits,
      Function<Entry, Mark> mark,
      Duration window,
      Integer[] counts) {
    List<Integer> left = hits;
    while (!left.isEmpty()) {
      Set<ByteBuffer> met = new HashSet<>();
      List<Integer> now = new ArrayList<>();
      List<Integer> later = new ArrayList<>();
      for (int i : left) {
        boolean first = met.add(ByteBuffer.wrap(mark.apply(entries.get(i)).visitor()));
        (first ? now : later).add(i);
      }
      Map<ByteBuffer, Integer> counted =
          views.count(now.stream().map(i -> marked(entries.get(i), mark)).toList(), window);
      Map<ByteBuffer, Instant> countedAt = new LinkedHashMap<>();
      for (int i : now) {
        ByteBuffer visitor = ByteBuffer.wrap(mark.apply(entries.get(i)).visitor());
        counts[i] = counted.get(visitor);
        if (counts[i] != null) {
          countedAt.put(visitor, entries.get(i).now());
        }
      }
      // A repeat of what has just counted needs no second look.
      later.removeIf(
          i -> {
            Instant at = countedAt.get(ByteBuffer.wrap(mark.apply(entries.get(i)).visitor()));
            return at != null && entries.get(i).now().isBefore(at.plus(window));
          });
      left = later;
    }
  }

  private static ViewRepository.Marked marked(Entry entry, Function<Entry, Mark> mark) {
    Mark taken = mark.apply(entry);
    return new ViewRepository.Marked(taken.day(), entry.article(), taken.visitor(), entry.now());
  }

  /** Adds what counts to hours, days and totals, and gives the new totals. */
  private Map<UUID, Long> addUp(List<Entry> entries, Integer[] ofToday) {
    Map<Hour, Sum> hours = new LinkedHashMap<>();
    Map<UUID, Long> deltas = new LinkedHashMap<>();
    Map<From, Long> referrers = new LinkedHashMap<>();
    for (int i = 0; i < ofToday.length; i++) {
      if (ofToday[i] != null) {
        Entry entry = entries.get(i);
        Hour hour = new Hour(entry.article(), entry.now().truncatedTo(ChronoUnit.HOURS));
        Sum sum = hours.computeIfAbsent(hour, h -> new Sum());
        sum.views++;
        sum.visitors += ofToday[i] == 1 ? 1 : 0;
        deltas.merge(entry.article(), 1L, Long::sum);
        if (entry.referrer() != null) {
          From from = new From(entry.article(), day(entry.now()), entry.referrer());
          referrers.merge(from, 1L, Long::sum);
        }
      }
    }
    if (deltas.isEmpty()) {
      return Map.of();
    }
    views.add(
        hours.entrySet().stream()
            .map(
                e ->
                    new ViewRepository.HourSum(
                        e.getKey().article(),
                        e.getKey().start(),
                        e.getValue().views,
                        e.getValue().visitors))
            .toList());
    if (!referrers.isEmpty()) {
      views.addReferrers(
          referrers.entrySet().stream()
              .map(
                  e ->
                      new ViewRepository.ReferrerSum(
                          e.getKey().article(), e.getKey().day(), e.getKey().host(), e.getValue()))
              .toList());
    }
    Map<UUID, Long> totals = editions.addViews(deltas);
    if (totals.size() < deltas.size()) {
      throw new UnpublishedMeanwhile();
    }
    return totals;
  }

  /** Each counted hit is told the number that it made, a repeat the number that stands now. */
  private static List<Entered> results(
      List<Entry> entries, Integer[] ofToday, Map<UUID, Long> before, Map<UUID, Long> totals) {
    Map<UUID, Long> numbers = new LinkedHashMap<>(totals);
    for (int i = 0; i < ofToday.length; i++) {
      if (ofToday[i] != null) {
        numbers.merge(entries.get(i).article(), -1L, Long::sum);
      }
    }
    List<Entered> results = new ArrayList<>();
    for (int i = 0; i < ofToday.length; i++) {
      UUID article = entries.get(i).article();
      if (!before.containsKey(article)) {
        results.add(Entered.NOWHERE);
      } else if (ofToday[i] == null) {
        results.add(new Entered(false, totals.getOrDefault(article, before.get(article))));
      } else {
        results.add(new Entered(true, numbers.merge(article, 1L, Long::sum)));
      }
    }
    return results;
  }

  static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
