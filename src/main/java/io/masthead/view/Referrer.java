package io.masthead.view;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where a reader came from, as a host and nothing more. */
final class Referrer {

  private static final int MAX_HOST = 253;

  private Referrer() {}

  /** The host of a web address in lower case, or null. */
  static String host(String address) {
    if (address == null || address.isBlank()) {
      return null;
    }
    try {
      URI uri = new URI(address.strip());
      String host = uri.getHost();
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && host != null && host.length() <= MAX_HOST
          ? host.toLowerCase(Locale.ROOT)
          : null;
    } catch (URISyntaxException e) {
      // What a page was told to send is no fault of its reader.
      return null;
    }
  }
}
