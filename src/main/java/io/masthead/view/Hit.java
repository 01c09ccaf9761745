package io.masthead.view;

import io.vertx.core.http.HttpServerRequest;

/**
 * What a hit is judged by. Nothing of it is stored or logged.
 *
 * @param address the network address that it comes from
 * @param agent its {@code User-Agent}, never null
 * @param purpose what it says the request is for, never null
 * @param wish what it says it does not want, never null
 * @param part whether it asks for a range only, as who opens an article never does
 * @param newsroom whether it came with a key of ours
 * @param referrer the host that the reader came from, or null
 */
record Hit(
    String address,
    String agent,
    Purpose purpose,
    Wish wish,
    boolean part,
    boolean newsroom,
    String referrer) {

  private static final int MAX_AGENT = 500;

  /** The header fields by which browsers mark what they fetch ahead. */
  record Purpose(String secPurpose, String purpose, String moz, String xPurpose) {

    static final Purpose NONE = new Purpose("", "", "", "");
  }

  /** Do Not Track, and Global Privacy Control. */
  record Wish(boolean doNotTrack, boolean privacyControl) {

    static final Wish NONE = new Wish(false, false);
  }

  static Hit of(HttpServerRequest request, String address, boolean newsroom, String referrer) {
    String agent = header(request, "User-Agent");
    return new Hit(
        address,
        agent.length() > MAX_AGENT ? agent.substring(0, MAX_AGENT) : agent,
        new Purpose(
            header(request, "Sec-Purpose"),
            header(request, "Purpose"),
            header(request, "X-Moz"),
            header(request, "X-Purpose")),
        new Wish(header(request, "DNT").equals("1"), header(request, "Sec-GPC").equals("1")),
        request.getHeader("Range") != null,
        newsroom,
        referrer);
  }

  private static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value.strip();
  }
}
