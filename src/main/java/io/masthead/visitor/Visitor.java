package io.masthead.visitor;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells the visitors of one subject on one day apart, and nothing else: the same person has another
 * mark for another subject or day, and no mark can be undone once the salt is gone.
 */
final class Visitor {

  private static final int NETWORK_OF_IPV6 = 8;

  private Visitor() {}

  /** HMAC-SHA-256 under the day's salt of network, agent and subject. */
  static byte[] mark(byte[] salt, String address, String agent, UUID subject) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      byte[] network = network(address);
      mac.update((byte) network.length);
      mac.update(network);
      mac.update(
          ByteBuffer.allocate(16)
              .putLong(subject.getMostSignificantBits())
              .putLong(subject.getLeastSignificantBits())
              .array());
      return mac.doFinal(agent.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An IPv4 address whole; of an IPv6 one the /64, within which a device changes it daily. */
  private static byte[] network(String address) {
    if (address == null || address.isEmpty()) {
      return new byte[0];
    }
    try {
      int zone = address.indexOf('%');
      // A literal is only parsed; an IPv4 address mapped into IPv6 comes out as IPv4.
      InetAddress parsed = InetAddress.getByName(zone < 0 ? address : address.substring(0, zone));
      byte[] octets = parsed.getAddress();
      return parsed instanceof Inet6Address ? Arrays.copyOf(octets, NETWORK_OF_IPV6) : octets;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Not a network address", e);
    }
  }
}
