package io.masthead.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.time.Ids;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The events that are held for all streams. */
class RecentTest {

  private final Recent recent = new Recent(3);

  private static Told event(long position) {
    return new Told(
        new EventRepository.Place(position, Ids.next()), "tag.updated", "t" + position, "{}");
  }

  private Optional<List<Long>> after(long position, int limit) {
    return recent.after(position, limit).map(found -> found.stream().map(Told::position).toList());
  }

  @Test
  void before_anything_is_known_nothing_is_told() {
    assertEquals(Optional.empty(), after(0, 10));
  }

  @Test
  void those_behind_a_position_are_told_in_their_order() {
    recent.begin(7);
    assertEquals(Optional.of(List.of()), after(7, 10));
    recent.add(event(8));
    recent.add(event(9));
    assertEquals(Optional.of(List.of(8L, 9L)), after(7, 10));
    assertEquals(Optional.of(List.of(8L)), after(7, 1));
    assertEquals(Optional.of(List.of(9L)), after(8, 10));
    assertEquals(Optional.of(List.of()), after(9, 10));
  }

  @Test
  void who_is_farther_behind_than_is_held_is_told_so() {
    recent.begin(0);
    for (long position = 1; position <= 5; position++) {
      recent.add(event(position));
    }
    assertEquals(Optional.empty(), after(1, 10));
    assertEquals(Optional.of(List.of(3L, 4L, 5L)), after(2, 10));
  }

  @Test
  void it_can_begin_anew_before_where_it_was() {
    recent.begin(50);
    recent.add(event(51));
    recent.begin(20);
    assertEquals(Optional.empty(), after(19, 10));
    assertEquals(Optional.of(List.of()), after(20, 10));
  }
}
