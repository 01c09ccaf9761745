package io.masthead.webhook;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses are public: those that the registries of special purposes (RFC 6890, as IANA
 * keeps them) do not set apart. Of IPv6 that is within 2000::/3 alone, so that mapped, translated,
 * local and multicast addresses are none, nor are the tunnels that hold an address of IPv4.
 */
final class Addresses {

  private record Network(byte[] address, int prefix) {

    static Network of(String text) {
      String[] parts = text.split("/");
      return new Network(
          NetUtil.createByteArrayFromIpAddressString(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final Network GLOBAL_V6 = Network.of("2000::/3");

  private static final List<Network> APART =
      List.of(
              // this network, private, shared with carriers, loopback, link-local
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.168.0.0/16",
              // protocols, documentation, relays, benchmarks
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              // multicast, reserved, broadcast
              "224.0.0.0/4",
              "240.0.0.0/4",
              // protocols with Teredo and ORCHID, documentation, 6to4
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .stream()
          .map(Network::of)
          .toList();

  private Addresses() {}

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return (bytes.length == 4 || GLOBAL_V6.holds(bytes))
        && APART.stream().noneMatch(network -> network.holds(bytes));
  }
}
