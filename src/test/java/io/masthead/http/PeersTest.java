package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {

  private final Peers peers = new Peers(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // from whom, what it says, who it is
        "203.0.113.9 | 198.51.100.1 | 203.0.113.9",
        "10.1.2.3 | - | 10.1.2.3",
        "10.1.2.3 | 198.51.100.1 | 198.51.100.1",
        "10.1.2.3 | 6.6.6.6, 198.51.100.1 | 198.51.100.1",
        "10.1.2.3 | 198.51.100.1, 10.9.9.9 | 198.51.100.1",
        "10.1.2.3 | 198.51.100.1, 192.0.2.7 | 198.51.100.1",
        "10.1.2.3 | 198.51.100.1, 192.0.2.8 | 192.0.2.8",
        "10.1.2.3 | 10.4.4.4 | 10.4.4.4",
        "10.1.2.3 | 198.51.100.1, nonsense | 10.1.2.3",
        "10.1.2.3 | 198.51.100.1:4711 | 198.51.100.1",
        "10.1.2.3 | [2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
        "fd00::1 | 2001:db8::1 | 2001:db8:0:0:0:0:0:1",
        "10.1.2.3 | '' | 10.1.2.3",
        "10.1.2.3 | ',,' | 10.1.2.3"
      })
  void the_address_is_the_right_most_that_is_no_proxy_of_ours(
      String peer, String forwarded, String address) {
    assertEquals(address, peers.address(peer, forwarded == null ? List.of() : List.of(forwarded)));
  }

  @Test
  void several_header_lines_are_one_list() {
    assertEquals(
        "198.51.100.1", peers.address("10.1.1.1", List.of("6.6.6.6", "198.51.100.1,10.2.2.2")));
  }

  @Test
  void nobody_is_believed_unless_a_setting_says_so() {
    assertEquals("10.1.2.3", new Peers(List.of()).address("10.1.2.3", List.of("198.51.100.1")));
  }
}
