package io.masthead.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeSourceTest {

  private final TimeSource source = new TimeSource(new SimpleMeterRegistry());
  private final Clock clock = source.clock();

  /** The machine's is, by so many milliseconds. */
  private void assertAhead(long ms) {
    assertAhead(ms, 0);
  }

  private void assertAhead(long ms, long tolerance) {
    long before = System.currentTimeMillis() - ms - tolerance;
    long shown = clock.instant().toEpochMilli();
    long after = System.currentTimeMillis() - ms + tolerance;
    assertTrue(before <= shown && shown <= after, shown + ", not " + before + " to " + after);
  }

  @Test
  void one_that_is_right_within_half_a_second_stays_as_it_is() {
    source.compare(500, 2);
    assertAhead(0);
    source.compare(-500, 2);
    assertAhead(0);
  }

  @Test
  void one_that_is_wrong_is_set_right_either_way_and_is_itself_again_later() {
    source.compare(90_000, 2);
    assertAhead(90_000);
    source.compare(90_080, 2);
    assertAhead(90_000);
    source.compare(90_200, 2);
    assertAhead(90_200);
    source.compare(-90_000, 2);
    assertAhead(-90_000);
    source.compare(12, 2);
    assertAhead(0);
  }

  @Test
  void an_answer_that_took_long_says_nothing() {
    source.compare(90_000, 501);
    assertAhead(0);
    source.compare(90_000, 500);
    source.compare(0, 3_000);
    assertAhead(90_000);
  }

  @Test
  void a_clock_that_is_asked_is_gone_by() {
    source.compare(() -> Instant.now().minusSeconds(300));
    assertAhead(300_000, 500);
  }

  @Test
  void times_are_whole_milliseconds_of_utc_or_of_the_zone_that_is_asked_for() {
    assertEquals(0, clock.instant().getNano() % 1_000_000);
    assertEquals(ZoneId.of("Z"), clock.getZone());
    assertEquals(ZoneId.of("Asia/Almaty"), clock.withZone(ZoneId.of("Asia/Almaty")).getZone());
  }
}
