package io.masthead.visitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VisitorTest {

  private static final byte[] SALT = new byte[32];
  private static final UUID ARTICLE = UUID.fromString("0198c5f0-0000-7000-8000-000000000001");

  @Test
  void a_visitor_is_the_same_all_day() {
    assertArrayEquals(mark("192.0.2.1", "agent"), mark("192.0.2.1", "agent"));
    assertEquals(32, mark("192.0.2.1", "agent").length);
  }

  @Test
  void each_part_tells_visitors_apart() {
    byte[] mark = mark("192.0.2.1", "agent");
    assertDiffer(mark, mark("192.0.2.2", "agent"));
    assertDiffer(mark, mark("192.0.2.1", "agent 2"));
    assertDiffer(mark, Visitor.mark(SALT, "192.0.2.1", "agent", UUID.randomUUID()));
    byte[] salt = SALT.clone();
    salt[31] = 1;
    assertDiffer(mark, Visitor.mark(salt, "192.0.2.1", "agent", ARTICLE));
  }

  @Test
  void an_ipv6_device_is_known_by_its_network() {
    assertArrayEquals(mark("2001:db8:0:1::1", "a"), mark("2001:db8:0:1:ffff::2", "a"));
    assertArrayEquals(mark("fe80::1%eth0", "a"), mark("fe80::1", "a"));
    assertDiffer(mark("2001:db8:0:1::1", "a"), mark("2001:db8:0:2::1", "a"));
  }

  @Test
  void ipv4_mapped_into_ipv6_is_ipv4() {
    assertArrayEquals(mark("::ffff:192.0.2.1", "a"), mark("192.0.2.1", "a"));
  }

  @Property(tries = 200)
  void no_two_agents_meet(
      @ForAll @Size(max = 50) String one, @ForAll @Size(max = 50) String other) {
    byte[] first = mark("192.0.2.1", one);
    byte[] second = mark("192.0.2.1", other);
    boolean sameText =
        Arrays.equals(
            one.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(sameText, Arrays.equals(first, second));
  }

  private static byte[] mark(String address, String agent) {
    return Visitor.mark(SALT, address, agent, ARTICLE);
  }

  private static void assertDiffer(byte[] one, byte[] other) {
    assertFalse(Arrays.equals(one, other));
  }
}
