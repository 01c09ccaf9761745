package io.masthead.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void a_member_that_changed_stands_on_both_sides_and_what_is_alike_on_none() throws Exception {
    Difference difference =
        Difference.between(
            tree("{\"a\": 1, \"b\": [1, 2], \"c\": {\"d\": 1}, \"e\": true}"),
            tree("{\"a\": 2, \"b\": [1, 2], \"c\": {\"d\": 2}, \"f\": null}"));
    assertEquals(tree("{\"a\": 1, \"c\": {\"d\": 1}, \"e\": true}"), difference.before());
    assertEquals(tree("{\"a\": 2, \"c\": {\"d\": 2}}"), difference.after());
  }

  @Test
  void what_came_or_went_is_told_whole() throws Exception {
    ObjectNode something = tree("{\"a\": 1}");
    assertEquals(something, Difference.between(null, something).after());
    assertNull(Difference.between(null, something).before());
    assertEquals(something, Difference.between(something, null).before());
    assertFalse(Difference.between(null, null).isNone());
    assertFalse(Difference.between(null, something).isNone());
    assertTrue(Difference.between(something, something).isNone());
  }

  @Property
  void what_was_with_the_changes_made_to_it_is_what_is(
      @ForAll("states") Map<String, Object> before, @ForAll("states") Map<String, Object> after) {
    Difference difference = Difference.between(JSON.valueToTree(before), JSON.valueToTree(after));
    ObjectNode changed = JSON.valueToTree(before);
    difference.before().fieldNames().forEachRemaining(changed::remove);
    changed.setAll(difference.after());
    assertEquals(JSON.<JsonNode>valueToTree(after), changed);
    assertEquals(before.equals(after), difference.isNone());
  }

  @Provide
  Arbitrary<Map<String, Object>> states() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 2),
            Arbitraries.of("x", "y"),
            Arbitraries.integers().between(0, 1).list().ofMaxSize(2));
    return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), values).ofMaxSize(4);
  }

  private static ObjectNode tree(String text) throws Exception {
    return (ObjectNode) JSON.readTree(text);
  }
}
