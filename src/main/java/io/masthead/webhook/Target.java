package io.masthead.webhook;

import io.masthead.http.Fault;
import io.netty.util.NetUtil;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a webhook is sent, taken apart.
 *
 * @param host a name of DNS in ASCII, or an address without brackets
 * @param path with the query
 */
record Target(boolean tls, String host, int port, String path) {

  private static final Set<Integer> PORTS = Set.of(443, 8443);

  /** Of an address that {@code @WebUrl} has let pass. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(https?)://(\\[[^\\]]+\\]|[^:/?#]+)(?::(\\d{1,5}))?([^#]*)(#.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What browsers and resolvers take for an address, in whatever notation: 127.1, 0x7f000001. */
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?", Pattern.CASE_INSENSITIVE);

  static Target of(String url) {
    Matcher shape = SHAPE.matcher(url);
    if (!shape.matches()) {
      throw new IllegalArgumentException("not an address of the web");
    }
    boolean tls = shape.group(1).equalsIgnoreCase("https");
    String given = shape.group(2);
    String host =
        given.startsWith("[")
            ? given.substring(1, given.length() - 1)
            : IDN.toASCII(given, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    int port = shape.group(3) == null ? tls ? 443 : 80 : Integer.parseInt(shape.group(3));
    String rest = shape.group(4);
    try {
      String path = new URI(rest.startsWith("/") ? rest : "/" + rest).toASCIIString();
      return new Target(tls, host.endsWith(".") ? cut(host) : host, port, path);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String cut(String host) {
    return host.substring(0, host.length() - 1);
  }

  /** The part of an address that tells whose it is, and holds no token. */
  String origin() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    boolean usual = port == (tls ? 443 : 80);
    return (tls ? "https://" : "http://") + name + (usual ? "" : ":" + port);
  }

  /**
   * The address that the host is, where it is one.
   *
   * @throws UnknownHostException where it can be neither an address nor a name
   */
  Optional<InetAddress> literal() throws UnknownHostException {
    byte[] bytes = host.indexOf('%') >= 0 ? null : NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes != null) {
      return Optional.of(InetAddress.getByAddress(bytes));
    }
    if (host.isEmpty() || host.contains(":") || ENDS_IN_A_NUMBER.matcher(host).matches()) {
      throw new UnknownHostException("the host is neither a name nor an address");
    }
    return Optional.empty();
  }

  private boolean isNamed() {
    try {
      literal();
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * What is wrong with where a webhook shall be sent.
   *
   * @param addresses what the host leads to now; nothing where that is not known
   */
  static List<Fault> faults(String url, boolean plainLoopback, List<InetAddress> addresses) {
    Target target = of(url);
    List<Fault> faults = new ArrayList<>();
    boolean here =
        plainLoopback
            && !addresses.isEmpty()
            && addresses.stream().allMatch(InetAddress::isLoopbackAddress);
    if (!target.tls && !here) {
      faults.add(fault("https_required", "https is wanted"));
    }
    if (target.tls && !here && !PORTS.contains(target.port)) {
      faults.add(fault("port_not_allowed", "port 443 or 8443 is wanted"));
    }
    if (!target.isNamed()) {
      faults.add(fault("invalid_format", "the host is neither a name nor an address"));
    }
    if (url.indexOf('#') >= 0) {
      faults.add(fault("invalid_format", "a fragment is never sent"));
    }
    if (!here && !addresses.stream().allMatch(Addresses::isPublic)) {
      faults.add(fault("address_not_allowed", "the host leads to an address that is not public"));
    }
    return faults;
  }

  private static Fault fault(String code, String detail) {
    return Fault.at("/url", code, detail);
  }
}
