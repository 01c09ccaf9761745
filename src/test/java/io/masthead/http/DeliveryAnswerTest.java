package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeliveryAnswerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_time_of_a_count_is_no_part_of_the_tag_and_the_count_is() {
    assertEquals(
        tag(counts(1, "09:00"), counts(2, "09:00")), tag(counts(1, "09:01"), counts(2, "10:00")));
    assertNotEquals(
        tag(counts(1, "09:00"), counts(2, "09:00")), tag(counts(1, "09:00"), counts(3, "09:00")));
    assertNotEquals(tag(counts(1, "09:00")), tag(counts(1, "09:00"), counts(1, "09:00")));
  }

  @Property(tries = 300)
  void a_text_that_looks_like_such_a_time_counts(@ForAll String before, @ForAll String after) {
    String text = before + "\"asOf\":\"" + after;
    assertNotEquals(tag(Map.of("text", text)), tag(Map.of("text", text + "x")));
    assertEquals(tag(Map.of("text", text)), tag(Map.of("text", text)));
  }

  private static Map<String, Object> counts(int views, String asOf) {
    return new java.util.TreeMap<>(Map.of("views", views, "asOf", asOf, "zone", "UTC"));
  }

  private static String tag(Object... shown) {
    try {
      return DeliveryAnswer.tag(JSON.writeValueAsBytes(List.of(shown)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
