package io.masthead.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.http.Fault;
import io.masthead.http.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T09:20:00Z");
  private static final Instant KEPT = Instant.parse("2026-08-27T00:00:00Z");

  @Test
  void hours_reach_from_the_one_of_the_begin_to_before_the_end() {
    Buckets hours =
        hours(Instant.parse("2026-11-24T22:59:59Z"), Instant.parse("2026-11-25T01:00:00Z"));
    assertEquals(
        List.of(
            Instant.parse("2026-11-24T22:00:00Z"),
            Instant.parse("2026-11-24T23:00:00Z"),
            Instant.parse("2026-11-25T00:00:00Z")),
        hours.starts());
    assertEquals(Instant.parse("2026-11-25T01:00:00Z"), hours.end());
    assertEquals(
        4,
        hours(Instant.parse("2026-11-24T22:59:59Z"), Instant.parse("2026-11-25T01:00:00.001Z"))
            .starts()
            .size());
  }

  @Test
  void without_begin_and_end_they_are_of_seven_days_or_of_thirty_until_now() {
    Buckets hours = hours(null, null);
    assertEquals(Instant.parse("2026-11-18T09:00:00Z"), hours.start());
    assertEquals(Instant.parse("2026-11-25T10:00:00Z"), hours.end());
    Buckets days = days(null, null, null);
    assertEquals(LocalDate.of(2026, 10, 26), days.firstDay());
    assertEquals(LocalDate.of(2026, 11, 26), days.endDay());
    assertTrue(days.ofUtc());
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,2026-03-29,23",
    "Europe/Berlin,2026-10-25,25",
    "Europe/Berlin,2026-03-30,24",
    "America/New_York,2026-03-08,23",
    "America/New_York,2026-11-01,25",
    "Asia/Kolkata,2026-03-29,24",
    "Africa/Cairo,2026-04-24,23"
  })
  void a_day_is_as_long_as_the_zone_has_it(String zone, LocalDate day, int length) {
    Instant noon = day.atTime(12, 0).atZone(java.time.ZoneId.of(zone)).toInstant();
    Buckets one = days(noon, noon.plusMillis(1), zone);
    assertEquals(List.of(day), one.dates());
    assertEquals(Duration.ofHours(length), Duration.between(one.start(), one.end()));
  }

  @Test
  void a_day_that_a_zone_left_out_is_none() {
    Buckets days =
        days(
            Instant.parse("2011-12-29T12:00:00Z"),
            Instant.parse("2012-01-01T00:00:00Z"),
            "Pacific/Apia");
    assertEquals(
        List.of(LocalDate.of(2011, 12, 29), LocalDate.of(2011, 12, 31), LocalDate.of(2012, 1, 1)),
        days.dates());
  }

  @Property(tries = 300)
  void days_follow_each_other_without_gaps_and_hold_the_begin_and_the_end(
      @ForAll @IntRange(max = 1_700_000_000) int from,
      @ForAll @IntRange(min = 1, max = 10_000_000) int length) {
    for (String zone : List.of("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")) {
      Instant begin = Instant.ofEpochSecond(86_400L + from);
      Instant end = begin.plusSeconds(length);
      Buckets days = days(begin, end, zone);
      List<Instant> edges = new ArrayList<>(days.starts());
      edges.add(days.end());
      for (int i = 1; i < edges.size(); i++) {
        long hours = Duration.between(edges.get(i - 1), edges.get(i)).toHours();
        assertTrue(hours >= 23 && hours <= 25, zone + " " + edges.get(i - 1));
      }
      assertTrue(!days.start().isAfter(begin) && edges.get(1).isAfter(begin));
      assertTrue(!days.end().isBefore(end) && edges.get(edges.size() - 2).isBefore(end));
    }
  }

  @Test
  void what_is_asked_wrongly_is_refused_by_name() {
    Instant day = Instant.parse("2026-11-20T00:00:00Z");
    assertEquals(
        List.of("timeZone invalid_value", "from out_of_range"),
        faults(ViewInterval.DAY, NOW, day, "Mars/Olympus"));
    assertEquals(List.of("from out_of_range"), faults(ViewInterval.DAY, day, day, null));
    assertEquals(List.of("timeZone invalid_value"), faults(ViewInterval.DAY, day, NOW, "+05:00"));
    assertEquals(
        List.of("timeZone invalid_value"), faults(ViewInterval.DAY, day, NOW, "europe/berlin"));
    assertEquals(
        List.of("from out_of_range"),
        faults(ViewInterval.HOUR, KEPT.minusMillis(1), KEPT.plusSeconds(1), null));
    assertEquals(
        List.of("to out_of_range"), faults(ViewInterval.HOUR, null, KEPT.plusSeconds(1), null));
    assertEquals(
        List.of("from out_of_range"),
        faults(ViewInterval.DAY, Instant.parse("1969-12-31T23:59:59Z"), NOW, null));
    assertEquals(
        List.of("from too_many"),
        faults(ViewInterval.DAY, Instant.parse("1990-01-01T00:00:00Z"), NOW, null));
    assertEquals(
        List.of("from too_many"),
        faults(ViewInterval.HOUR, NOW, NOW.plus(Duration.ofDays(600)), null));
    assertEquals(
        List.of("to out_of_range", "from too_many"),
        faults(ViewInterval.HOUR, NOW, Instant.parse("9999-12-31T23:59:59Z"), null));
  }

  @Test
  void ten_thousand_points_are_given() {
    Instant end = KEPT.plus(Duration.ofHours(10_000));
    assertEquals(10_000, hours(KEPT, end).starts().size());
    assertEquals(
        List.of("from too_many"), faults(ViewInterval.HOUR, KEPT, end.plusMillis(1), null));
  }

  private static Buckets hours(Instant from, Instant to) {
    return Buckets.of(new Buckets.Question(ViewInterval.HOUR, from, to, null), NOW, KEPT);
  }

  private static Buckets days(Instant from, Instant to, String zone) {
    return Buckets.of(new Buckets.Question(ViewInterval.DAY, from, to, zone), NOW, KEPT);
  }

  private static List<String> faults(ViewInterval interval, Instant from, Instant to, String zone) {
    Buckets.Question asked = new Buckets.Question(interval, from, to, zone);
    return assertThrows(ProblemException.class, () -> Buckets.of(asked, NOW, KEPT))
        .faults()
        .stream()
        .map((Fault fault) -> fault.parameter() + " " + fault.code())
        .toList();
  }
}
