package io.masthead.view;

import io.masthead.http.Fault;
import io.masthead.http.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of a series: hours of UTC, or the calendar days of a zone, which have 23 or 25 hours
 * where the clocks change. The first holds the begin that was asked for, the last the end.
 *
 * @param zone whose days they are
 * @param starts when each begins, rising
 * @param end when the last one ends
 * @param firstDay the date of the first, or null for hours
 * @param endDay the date after the last, or null for hours
 */
record Buckets(
    ViewInterval interval,
    ZoneId zone,
    List<Instant> starts,
    Instant end,
    LocalDate firstDay,
    LocalDate endDay) {

  static final int MOST = 10_000;

  private static final Duration OF_HOURS = Duration.ofDays(7);
  private static final Duration OF_DAYS = Duration.ofDays(30);

  /** Nobody counted before, and nothing can be asked of after. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  /** What a series is asked for; what is not said is null. */
  record Question(ViewInterval interval, Instant from, Instant to, String timeZone) {}

  /**
   * @param hoursFrom since when hours are kept
   * @throws io.masthead.http.ProblemException 400 that names every parameter that is wrong
   */
  static Buckets of(Question asked, Instant now, Instant hoursFrom) {
    Faults faults = new Faults();
    ZoneId zone = zone(asked.timeZone(), faults);
    Instant to = asked.to() == null ? now : asked.to();
    boolean hours = asked.interval() == ViewInterval.HOUR;
    Instant from = asked.from() == null ? to.minus(hours ? OF_HOURS : OF_DAYS) : asked.from();
    String first = asked.from() == null ? "to" : "from";
    if (to.isAfter(LATEST)) {
      refuse(faults, "to", "out_of_range", "a time before the year 9000 is wanted");
    }
    if (from.isBefore(EARLIEST)) {
      refuse(faults, first, "out_of_range", "a time from 1970 on is wanted");
    } else if (!from.isBefore(to)) {
      refuse(faults, first, "out_of_range", "a time before the end is wanted");
    } else if (hours && from.truncatedTo(ChronoUnit.HOURS).isBefore(hoursFrom)) {
      refuse(faults, first, "out_of_range", "hours are kept since " + hoursFrom);
    } else {
      Buckets buckets = hours ? hours(zone, from, to) : days(zone, from, to);
      if (buckets == null) {
        refuse(faults, first, "too_many", "at most " + MOST + " points are given");
      }
      faults.raise();
      return buckets;
    }
    faults.raise();
    throw new IllegalStateException("A fault was not told");
  }

  private static void refuse(Faults faults, String parameter, String code, String detail) {
    faults.misunderstood(Fault.parameter(parameter, code, detail));
  }

  /** Of the IANA's names only: an offset has no days of its own in winter and summer. */
  private static ZoneId zone(String name, Faults faults) {
    if (name == null) {
      return ZoneOffset.UTC;
    }
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
      refuse(faults, "timeZone", "invalid_value", "a zone such as Europe/Berlin is wanted");
      return ZoneOffset.UTC;
    }
    return ZoneId.of(name);
  }

  /** Null where they are too many. */
  private static Buckets hours(ZoneId zone, Instant from, Instant to) {
    Instant start = from.truncatedTo(ChronoUnit.HOURS);
    Instant end = to.truncatedTo(ChronoUnit.HOURS);
    end = end.equals(to) ? end : end.plus(1, ChronoUnit.HOURS);
    if (ChronoUnit.HOURS.between(start, end) > MOST) {
      return null;
    }
    List<Instant> starts = new ArrayList<>();
    for (Instant at = start; at.isBefore(end); at = at.plus(1, ChronoUnit.HOURS)) {
      starts.add(at);
    }
    return new Buckets(ViewInterval.HOUR, zone, starts, end, null, null);
  }

  private static Buckets days(ZoneId zone, Instant from, Instant to) {
    LocalDate first = LocalDate.ofInstant(from, zone);
    LocalDate last = LocalDate.ofInstant(to, zone);
    LocalDate end = start(last, zone).equals(to) ? last : last.plusDays(1);
    if (ChronoUnit.DAYS.between(first, end) > MOST) {
      return null;
    }
    List<Instant> starts = new ArrayList<>();
    for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
      // A day that a zone left out, to change sides of the date line, begins with the next one.
      if (start(day, zone).isBefore(start(day.plusDays(1), zone))) {
        starts.add(start(day, zone));
      }
    }
    return new Buckets(ViewInterval.DAY, zone, starts, start(end, zone), first, end);
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  Instant start() {
    return starts.get(0);
  }

  /** Whether its days are those that are kept for good. */
  boolean ofUtc() {
    return zone.getRules().isFixedOffset()
        && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
  }

  /** The dates of its days. */
  List<LocalDate> dates() {
    return starts.stream().map(start -> LocalDate.ofInstant(start, zone)).toList();
  }
}
