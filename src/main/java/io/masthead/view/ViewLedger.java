package io.masthead.view;

import io.masthead.edition.Editions;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Enters hits, any number of them in one transaction: the visitors' rows first, then the hours,
 * then the articles' counts, each kind in one order. So no two transactions wait for each other in
 * a circle, and an article's count is held for the shortest time.
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
   */
  record Entry(UUID article, Mark today, Mark yesterday, Instant now) {}

  /** What became of a hit, and the article's views with it. */
  record Entered(boolean counted, long views) {}

  private record Hour(UUID article, Instant start) implements Comparable<Hour> {
    @Override
    public int compareTo(Hour other) {
      return Comparator.comparing(Hour::article).thenComparing(Hour::start).compare(this, other);
    }
  }

  private static final class Sum {
    private int views;
    private int visitors;
  }

  /**
   * @return what became of each hit, in the order given
   * @throws ProblemException 404 where an article is no longer published; then none is entered
   */
  @Transactional
  public List<Entered> enter(List<Entry> entries, Duration window) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparing((Integer i) -> entries.get(i).article())
            .thenComparing(i -> entries.get(i).today().visitor(), Arrays::compare));

    Map<Hour, Sum> hours = new TreeMap<>();
    Map<UUID, List<Integer>> counted = new TreeMap<>();
    for (int i : order) {
      Entry entry = entries.get(i);
      int ofToday = countOfToday(entry, window);
      if (ofToday > 0) {
        counted.computeIfAbsent(entry.article(), a -> new ArrayList<>()).add(i);
        Sum sum = hours.computeIfAbsent(hour(entry), h -> new Sum());
        sum.views++;
        sum.visitors += ofToday == 1 ? 1 : 0;
      }
    }
    hours.forEach(
        (hour, sum) -> views.addToHour(hour.article(), hour.start(), sum.views, sum.visitors));
    return results(entries, counted);
  }

  /** How many of the visitor were counted today, this one among them, or 0 for a repeat. */
  private int countOfToday(Entry entry, Duration window) {
    Instant since = entry.now().minus(window);
    // Just after midnight both marks are taken, in this order. The old one meets hits from before
    // midnight that are not committed yet; the new one is what later hits will meet.
    boolean repeat = entry.yesterday() != null && count(entry, entry.yesterday(), since) == 0;
    return repeat ? 0 : count(entry, entry.today(), since);
  }

  private int count(Entry entry, Mark mark, Instant since) {
    return views.count(mark.day(), entry.article(), mark.visitor(), entry.now(), since);
  }

  /** Each counted hit is told the number that it made, a repeat the number that stands now. */
  private List<Entered> results(List<Entry> entries, Map<UUID, List<Integer>> counted) {
    Entered[] results = new Entered[entries.size()];
    Map<UUID, Long> totals = new TreeMap<>();
    counted.forEach(
        (article, hits) -> {
          long total =
              editions.addViews(article, hits.size()).orElseThrow(ProblemException::notFound);
          totals.put(article, total);
          long number = total - hits.size();
          hits.sort(Comparator.naturalOrder());
          for (int i : hits) {
            results[i] = new Entered(true, ++number);
          }
        });
    for (int i = 0; i < results.length; i++) {
      if (results[i] == null) {
        UUID article = entries.get(i).article();
        results[i] = new Entered(false, totals.computeIfAbsent(article, editions::views));
      }
    }
    return List.of(results);
  }

  private static Hour hour(Entry entry) {
    return new Hour(entry.article(), entry.now().truncatedTo(ChronoUnit.HOURS));
  }

  /** Destroys the salts of the days that no window reaches into any more, and their hits. */
  @Transactional
  public int forgetBefore(LocalDate day) {
    return views.forgetBefore(day);
  }

  static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
