package io.masthead.text;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Absolute http and https addresses (RFC 3986, with the wider characters of RFC 3987): a host is
 * needed, which may be an international name; user names, spaces and controls are refused.
 */
public final class WebAddress {

  public static final int MAX_LENGTH = 2_000;

  private static final Pattern SHAPE =
      Pattern.compile(
          "(https?)://([^/?#]+)([^#]*)(#.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]+\\]|[^:]+)(:\\d{1,5})?");

  private WebAddress() {}

  /** What is wrong with an address, as a fault's code; nothing where it is valid. */
  public static Optional<String> fault(String address, boolean httpsOnly) {
    if (address == null || address.isEmpty()) {
      return Optional.of("required");
    }
    if (Text.length(address) > MAX_LENGTH) {
      return Optional.of("too_long");
    }
    Optional<String> sign = Text.faultOfLine(address);
    if (sign.isPresent()) {
      return sign;
    }
    Matcher shape = SHAPE.matcher(address);
    if (!shape.matches() || (httpsOnly && !shape.group(1).equalsIgnoreCase("https"))) {
      return Optional.of("invalid_format");
    }
    return isUri(shape) ? Optional.empty() : Optional.of("invalid_format");
  }

  public static boolean isValid(String address) {
    return fault(address, false).isEmpty();
  }

  private static boolean isUri(Matcher shape) {
    Matcher authority = HOST_AND_PORT.matcher(shape.group(2));
    if (!authority.matches()) {
      return false;
    }
    String host = authority.group(1);
    String port = authority.group(2) == null ? "" : authority.group(2);
    if (!port.isEmpty() && Integer.parseInt(port.substring(1)) > 65_535) {
      return false;
    }
    String fragment = shape.group(4) == null ? "" : shape.group(4);
    try {
      // java.net.URI knows no international names, so it is shown the name as DNS has it.
      String name = host.startsWith("[") ? host : IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
      URI uri = new URI(shape.group(1) + "://" + name + port + shape.group(3) + fragment);
      return uri.getHost() != null && uri.getRawUserInfo() == null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return false;
    }
  }
}
