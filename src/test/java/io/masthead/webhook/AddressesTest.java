package io.masthead.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.http.Fault;
import io.masthead.text.WebAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where webhooks may go. */
class AddressesTest {

  /** What names lead to here. */
  private static final Map<String, String> NAMES =
      Map.of(
          "news.example", "93.184.215.14",
          "inner.example", "10.1.2.3",
          "localhost", "127.0.0.1",
          "six.example", "2606:2800:21f:cb07:6820:80da:af6b:8b2c");

  private static List<String> faults(String url, boolean plainLoopback) {
    if (WebAddress.fault(url, false).isPresent()) {
      return List.of("invalid_format");
    }
    List<InetAddress> addresses;
    try {
      Target target = Target.of(url);
      InetAddress literal = target.literal().orElse(null);
      String name = NAMES.get(target.host());
      addresses =
          literal != null
              ? List.of(literal)
              : name == null ? List.of() : List.of(InetAddress.getByName(name));
    } catch (UnknownHostException e) {
      addresses = List.of();
    }
    return Target.faults(url, plainLoopback, addresses).stream().map(Fault::code).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456:789a::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void an_address_that_is_set_apart_is_not_public(String address) throws UnknownHostException {
    assertEquals(false, Addresses.isPublic(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "2001:200::1"
      })
  void any_other_is(String address) throws UnknownHostException {
    assertEquals(true, Addresses.isPublic(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://news.example, ''",
    "https://news.example/hooks?a=b, ''",
    "https://news.example:8443/, ''",
    "https://six.example/, ''",
    "https://nobody.example/, ''",
    "https://93.184.215.14/, ''",
    "https://[2606:4700::1111]/, ''",
    "http://news.example/, https_required",
    "https://news.example:22/, port_not_allowed",
    "https://news.example:80/, port_not_allowed",
    "https://news.example/#part, invalid_format",
    "https://inner.example/, address_not_allowed",
    "https://localhost/, address_not_allowed",
    "https://localhost./, address_not_allowed",
    "https://LOCALHOST/, address_not_allowed",
    "https://127.0.0.1/, address_not_allowed",
    "https://[::1]/, address_not_allowed",
    "https://[::ffff:127.0.0.1]/, address_not_allowed",
    "https://[64:ff9b::a00:1]/, address_not_allowed",
    "https://169.254.169.254/latest/meta-data/, address_not_allowed",
    "https://0x7f000001/, invalid_format",
    "https://2130706433/, invalid_format",
    "https://127.1/, invalid_format",
    "https://0177.0.0.1/, invalid_format",
    "https://127.0.0.0x1/, invalid_format",
    "https://10.0.0.1./, invalid_format",
    "https://user@news.example/, invalid_format",
    "https://user:word@news.example/, invalid_format",
    "https://news.example@127.0.0.1/, invalid_format",
    "https://[fe80::1%25eth0]/, invalid_format",
    "file:///etc/passwd, invalid_format",
    "gopher://news.example/, invalid_format",
    "notaurl, invalid_format",
    "'', invalid_format"
  })
  void an_address_that_is_saved_is_of_the_public_web(String url, String fault) {
    assertEquals(fault.isEmpty() ? List.of() : List.of(fault), faults(url, false));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9000/x, ''",
    "http://localhost:9000/x, ''",
    "https://localhost:9443/x, ''",
    "http://[::1]:9000/, ''",
    "http://news.example/, https_required",
    "http://10.0.0.1/, https_required;address_not_allowed",
    "https://10.0.0.1/, address_not_allowed",
    "https://169.254.169.254/, address_not_allowed"
  })
  void where_development_asks_for_it_this_machine_is_let_in_and_no_other(String url, String all) {
    assertEquals(all.isEmpty() ? List.of() : List.of(all.split(";")), faults(url, true));
  }

  @Test
  void a_name_that_leads_to_several_is_refused_for_one_of_them() throws UnknownHostException {
    List<InetAddress> both =
        List.of(InetAddress.getByName("93.184.215.14"), InetAddress.getByName("10.0.0.1"));
    assertEquals(
        List.of("address_not_allowed"),
        Target.faults("https://news.example/", false, both).stream().map(Fault::code).toList());
    assertEquals(
        List.of("address_not_allowed"),
        Target.faults("https://news.example/", true, both).stream().map(Fault::code).toList());
  }

  @Test
  void where_it_goes_is_taken_apart() {
    assertEquals(
        new Target(true, "xn--mnchen-3ya.example", 443, "/a%20b/%C3%BC?q=%C3%A4"),
        Target.of("https://München.example/a%20b/ü?q=ä"));
    assertEquals(new Target(true, "a.example", 8443, "/?x"), Target.of("https://a.example:8443?x"));
    assertEquals(new Target(false, "::1", 80, "/"), Target.of("http://[::1]"));
    assertEquals("http://[::1]", Target.of("http://[::1]/secret").origin());
    assertEquals("https://a.example:8443", Target.of("https://a.example:8443/secret").origin());
  }
}
