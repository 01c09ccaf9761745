package io.masthead.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signs by Standard Webhooks (1.0.0, symmetric): 32 random bytes, as {@code whsec_…}. */
final class Secret {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;

  Secret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  static Secret fresh() {
    byte[] fresh = new byte[32];
    RANDOM.nextBytes(fresh);
    return new Secret(fresh);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** As its receiver is told it, once. */
  String told() {
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /** The signature of a message at a time, with its version. */
  String sign(String id, Instant at, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      String signed = id + "." + at.getEpochSecond() + "." + body;
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
