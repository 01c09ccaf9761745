package io.masthead.article;

import io.masthead.http.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;

/**
 * Tokens of previews: which one it is, signed, so that nobody finds one by trying. Until when it
 * opens anything the preview says, so that it can be revoked.
 */
@ApplicationScoped
class PreviewTokens {

  /** The id of no preview. */
  static final UUID NONE = new UUID(0, 0);

  private static final int SAID = 16;
  private static final int LENGTH = SAID + 32;

  @Inject SigningKeys keys;

  String issue(UUID preview) {
    byte[] said =
        ByteBuffer.allocate(SAID)
            .putLong(preview.getMostSignificantBits())
            .putLong(preview.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ByteBuffer.allocate(LENGTH).put(said).put(sign(said)).array());
  }

  /**
   * The preview that it is of; {@link #NONE} for what was not issued here, so that one is looked
   * for in either case, and takes as long.
   */
  UUID open(String token) {
    byte[] octets;
    try {
      octets = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return NONE;
    }
    byte[] said = Arrays.copyOf(octets, SAID);
    if (octets.length != LENGTH
        || !MessageDigest.isEqual(sign(said), Arrays.copyOfRange(octets, SAID, LENGTH))) {
      return NONE;
    }
    ByteBuffer in = ByteBuffer.wrap(said);
    return new UUID(in.getLong(), in.getLong());
  }

  private byte[] sign(byte[] said) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.key("preview"));
      return mac.doFinal(said);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
