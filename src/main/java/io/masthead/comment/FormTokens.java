package io.masthead.comment;

import io.masthead.http.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;

/**
 * Tokens of the comment form: which article's it was and when it was shown, signed, so that nothing
 * is stored for a form that is never sent.
 */
@ApplicationScoped
class FormTokens {

  /** Nobody has read an article's form and written two characters before. */
  static final Duration SOONEST = Duration.ofSeconds(3);

  static final Duration LATEST = Duration.ofHours(24);

  private static final int SAID = 24;
  private static final int LENGTH = SAID + 16;

  @Inject SigningKeys keys;

  String issue(UUID article, Instant now) {
    byte[] said =
        ByteBuffer.allocate(SAID)
            .putLong(article.getMostSignificantBits())
            .putLong(article.getLeastSignificantBits())
            .putLong(now.toEpochMilli())
            .array();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ByteBuffer.allocate(LENGTH).put(said).put(sign(said)).array());
  }

  /**
   * @param token as it came with the comment, or null
   */
  FormFinding check(String token, UUID article, Instant now) {
    if (token == null || token.isEmpty()) {
      return FormFinding.MISSING;
    }
    byte[] octets;
    try {
      octets = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return FormFinding.INVALID;
    }
    byte[] said = Arrays.copyOf(octets, SAID);
    if (octets.length != LENGTH
        || !MessageDigest.isEqual(sign(said), Arrays.copyOfRange(octets, SAID, LENGTH))) {
      return FormFinding.INVALID;
    }
    ByteBuffer in = ByteBuffer.wrap(said);
    if (!article.equals(new UUID(in.getLong(), in.getLong()))) {
      return FormFinding.INVALID;
    }
    Duration age = Duration.between(Instant.ofEpochMilli(in.getLong()), now);
    if (age.compareTo(SOONEST) < 0) {
      return FormFinding.TOO_FAST;
    }
    return age.compareTo(LATEST) > 0 ? FormFinding.TOO_OLD : FormFinding.GOOD;
  }

  private byte[] sign(byte[] said) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.key("comment-form"));
      return Arrays.copyOf(mac.doFinal(said), LENGTH - SAID);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
