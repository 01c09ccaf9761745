package io.masthead.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where requests come from. {@code X-Forwarded-For} counts as far as it was written by the proxies
 * that a setting names: the address is the right-most one that is none of theirs. From anybody else
 * it is passed over.
 */
@ApplicationScoped
public class Peers {

  private final List<IpSubnetFilterRule> trusted;

  @Inject
  Peers(HttpConfig config) {
    this(config.trustedProxies().orElse(List.of()));
  }

  Peers(List<String> networks) {
    trusted = networks.stream().flatMap(network -> rule(network).stream()).toList();
  }

  /** Nothing where it is no network. */
  static Optional<IpSubnetFilterRule> rule(String network) {
    String[] parts = network.strip().split("/", 2);
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(parts[0]);
    if (address == null || parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int bits = address.getAddress().length * 8;
    int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
    return prefix > bits
        ? Optional.empty()
        : Optional.of(new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT));
  }

  /** The network address that a request comes from. */
  public String addressOf(HttpServerRequest request) {
    String peer = request.remoteAddress().hostAddress();
    return trusted.isEmpty() ? peer : address(peer, request.headers().getAll("X-Forwarded-For"));
  }

  /** What no proxy of ours can have written ends the search at the proxy that passed it on. */
  String address(String peer, List<String> forwarded) {
    String address = peer;
    List<String> hops = new ArrayList<>();
    forwarded.forEach(line -> hops.addAll(List.of(line.split(",", -1))));
    Collections.reverse(hops);
    for (String hop : hops) {
      if (!isTrusted(address)) {
        return address;
      }
      InetAddress parsed = parse(hop.strip());
      if (parsed == null) {
        return address;
      }
      address = parsed.getHostAddress();
    }
    return address;
  }

  private boolean isTrusted(String address) {
    InetAddress parsed = parse(address);
    return parsed != null
        && trusted.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(parsed, 0)));
  }

  /** Some proxies write a port behind the address, and brackets around one of IPv6. */
  private static InetAddress parse(String hop) {
    String literal = hop;
    if (hop.startsWith("[") && hop.indexOf(']') > 0) {
      literal = hop.substring(1, hop.indexOf(']'));
    } else if (hop.indexOf(':') >= 0 && hop.indexOf(':') == hop.lastIndexOf(':')) {
      literal = hop.substring(0, hop.indexOf(':'));
    }
    return NetUtil.createInetAddressFromIpAddressString(literal);
  }
}
