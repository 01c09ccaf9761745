package io.masthead.article;

import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A time that is asked for: with an offset, or as the clocks of a place will show it.
 *
 * @param zone of the place (IANA), or null
 * @param local what its clocks show then, or null
 */
record AskedTime(Instant instant, String zone, LocalDateTime local) {

  /** Nothing is planned further ahead: such a time is a slip of the hand. */
  static final Duration FURTHEST = Duration.ofDays(3653);

  private static final Pattern LOCAL =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");

  /**
   * Reads a time; what is wrong with it goes to the faults, and null is given.
   *
   * @param text RFC 3339, or the same without an offset where there is a zone
   * @param zone an IANA name, or null
   * @param pointer where the time stands in the request
   */
  static AskedTime read(String text, String zone, String pointer, Faults faults) {
    if (zone != null && !ZoneRulesProvider.getAvailableZoneIds().contains(zone)) {
      faults.misunderstood(
          Fault.at("/timeZone", "invalid_value", "a zone such as Europe/Berlin is wanted"));
      return null;
    }
    try {
      return LOCAL.matcher(text).matches()
          ? local(LocalDateTime.parse(text), zone, pointer, faults)
          : zoned(Json.parseInstant(text), text, zone, pointer, faults);
    } catch (DateTimeException e) {
      faults.misunderstood(
          Fault.at(
              pointer, "invalid_format", "a time such as 2031-12-01T09:00:00+05:00 is wanted"));
      return null;
    }
  }

  private static AskedTime local(LocalDateTime asked, String zone, String pointer, Faults faults) {
    if (zone == null) {
      faults.misunderstood(
          Fault.at(pointer, "invalid_format", "an offset, or a timeZone beside it, is wanted"));
      return null;
    }
    LocalDateTime local = asked.truncatedTo(ChronoUnit.MILLIS);
    List<ZoneOffset> offsets = ZoneId.of(zone).getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      faults.broken(
          Fault.at(pointer, "nonexistent_time", "clocks in " + zone + " never show that time"));
      return null;
    }
    if (offsets.size() > 1) {
      faults.broken(
          Fault.at(
              pointer,
              "ambiguous_time",
              "clocks in %s show that time twice, at %s and %s: give the offset"
                  .formatted(zone, offsets.get(0), offsets.get(1))));
      return null;
    }
    return new AskedTime(local.toInstant(offsets.get(0)), zone, local);
  }

  private static AskedTime zoned(
      Instant instant, String text, String zone, String pointer, Faults faults) {
    if (zone == null) {
      return new AskedTime(instant, null, null);
    }
    ZoneOffset offset = OffsetDateTime.parse(text).getOffset();
    LocalDateTime local = LocalDateTime.ofInstant(instant, offset);
    ZoneId of = ZoneId.of(zone);
    // Z tells the instant alone, as answers do; any other offset has to be one of the zone's.
    if (!offset.equals(ZoneOffset.UTC) && !of.getRules().getValidOffsets(local).contains(offset)) {
      faults.broken(
          Fault.at(pointer, "wrong_offset", zone + " does not have that offset at that time"));
      return null;
    }
    return new AskedTime(instant, zone, LocalDateTime.ofInstant(instant, of));
  }

  /** Whether the zone's rules have changed since, so that its clocks will show another time. */
  static boolean moved(Instant instant, String zone, LocalDateTime local) {
    return zone != null && !LocalDateTime.ofInstant(instant, ZoneId.of(zone)).equals(local);
  }

  /** A time to come, and not too far off. */
  void requireAhead(Instant now, String pointer, Faults faults) {
    if (!instant.isAfter(now)) {
      faults.broken(Fault.at(pointer, "invalid_value", "a time to come is wanted"));
    } else {
      requireNotTooFar(now, pointer, faults);
    }
  }

  void requireNotTooFar(Instant now, String pointer, Faults faults) {
    if (instant.isAfter(now.plus(FURTHEST))) {
      faults.broken(Fault.at(pointer, "out_of_range", "at most ten years ahead"));
    }
  }
}
