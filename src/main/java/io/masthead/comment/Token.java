package io.masthead.comment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A secret of 256 random bits that a guest is given once. Only its SHA-256 is kept, which at that
 * length needs no salt and no slow hash.
 */
record Token(String secret) {

  /** 32 octets in base64url. */
  static final String SHAPE = "[A-Za-z0-9_-]{43}";

  /** The scheme of Authorization under which a guest's token comes. */
  private static final String GUEST = "Guest ";

  /** The scheme under which a comment's token comes. */
  static final String COMMENT = "Comment ";

  private static final SecureRandom RANDOM = new SecureRandom();

  static Token random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The token that came under this scheme, if one did. */
  static Optional<Token> in(String authorization, String scheme) {
    return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(new Token(authorization.substring(scheme.length()).strip()))
            .filter(token -> token.secret().matches(SHAPE))
        : Optional.empty();
  }

  /** The hash of the guest's token that came, by which the guest is known. */
  static Optional<byte[]> guest(String authorization) {
    return in(authorization, GUEST).map(Token::hash);
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean hasHash(byte[] hash) {
    return MessageDigest.isEqual(hash(), hash);
  }

  /** Shows nothing in logs. */
  @Override
  public String toString() {
    return "Token";
  }
}
