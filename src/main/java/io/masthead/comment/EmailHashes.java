package io.masthead.comment;

import io.masthead.http.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Locale;
import javax.crypto.Mac;

/**
 * What an e-mail address is known by: an HMAC-SHA-256 under a key of the service's own, by which
 * nobody without the key can tell an address that they guess.
 */
@ApplicationScoped
class EmailHashes {

  private static final String KEY = "comment-email";

  @Inject SigningKeys keys;

  /** Of null it is null; case does not matter. */
  byte[] of(String email) {
    if (email == null) {
      return null;
    }
    String folded =
        Normalizer.normalize(email.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.key(KEY));
      return mac.doFinal(folded.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
