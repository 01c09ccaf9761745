package io.masthead.http;

import io.masthead.cache.Finished;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The content codings that a caller accepts (RFC 9110, 12.5.3). */
final class Codings {

  private final Map<String, Double> weights = new HashMap<>();

  /**
   * @param headers the values of {@code Accept-Encoding}
   */
  Codings(List<String> headers) {
    for (String header : headers) {
      for (String part : header.split(",")) {
        String[] coding = part.strip().split("\\s*;\\s*");
        weights.put(coding[0].toLowerCase(Locale.ROOT), weight(coding));
      }
    }
  }

  static Codings of(HttpServerRequest request) {
    return new Codings(request.headers().getAll("Accept-Encoding"));
  }

  /**
   * An answer as it goes over the wire.
   *
   * @param coding or null where it is none
   */
  record Coded(String coding, byte[] body) {}

  /** The answer in the coding that the caller likes best, unless it is too small for one. */
  Coded code(Finished answer) {
    if (!answer.isWorthCoding()) {
      return new Coded(null, answer.body());
    }
    if (Finished.hasBrotli() && prefersBrotli()) {
      return new Coded("br", answer.brotli());
    }
    return takesGzip() ? new Coded("gzip", answer.gzip()) : new Coded(null, answer.body());
  }

  private static double weight(String[] coding) {
    for (int i = 1; i < coding.length; i++) {
      if (coding[i].regionMatches(true, 0, "q=", 0, 2)) {
        try {
          return Double.parseDouble(coding[i].substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }

  private boolean takesGzip() {
    return of("gzip") > 0;
  }

  /** Where both are liked alike, brotli, which is smaller. */
  private boolean prefersBrotli() {
    return of("br") > 0 && of("br") >= of("gzip");
  }

  private double of(String coding) {
    return weights.getOrDefault(coding, weights.getOrDefault("*", 0.0));
  }
}
