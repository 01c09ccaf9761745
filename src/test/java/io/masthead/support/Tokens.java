package io.masthead.support;

import java.util.List;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Tokens as {@link TokenIssuer} gives them, and as it never would. */
public final class Tokens {

  private Tokens() {}

  /** What the issuer says of itself. */
  public static String issuer() {
    return System.getProperty(TokenIssuer.URL);
  }

  /** Whom its tokens are for, where they are for us. */
  public static String audience() {
    return TokenIssuer.AUDIENCE;
  }

  /** What a good token says of somebody who has these roles there, for the next ten minutes. */
  public static JwtClaims claims(String subject, String... roles) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer());
    claims.setAudience(TokenIssuer.AUDIENCE);
    claims.setSubject(subject);
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(10);
    claims.setStringListClaim("groups", List.of(roles));
    return claims;
  }

  /** Signed with the issuer's key. */
  public static String signed(JwtClaims claims) {
    return signed(claims, key());
  }

  public static String signed(JwtClaims claims, RsaJsonWebKey key) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue("RS256");
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    return compact(signature, claims);
  }

  /** As whoever made the signature's header and key wants it. */
  public static String compact(JsonWebSignature signature, JwtClaims claims) {
    signature.setPayload(claims.toJson());
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setDoKeyValidation(false);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key that the issuer signs with. */
  public static RsaJsonWebKey key() {
    try {
      return (RsaJsonWebKey)
          new JsonWebKeySet(System.getProperty(TokenIssuer.KEYS)).getJsonWebKeys().get(0);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key of nobody. */
  public static RsaJsonWebKey otherKey() {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId("key-" + UUID.randomUUID());
      key.setUse("sig");
      key.setAlgorithm("RS256");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From here on the issuer signs with another key, and shows that alone. */
  public static void rotate() {
    System.setProperty(
        TokenIssuer.KEYS, new JsonWebKeySet(otherKey()).toJson(OutputControlLevel.INCLUDE_PRIVATE));
  }

  /** Whether the issuer is there. */
  public static void setAway(boolean away) {
    System.setProperty(TokenIssuer.AWAY, "" + away);
  }

  /**
   * What the issuer answers who asks for its keys: {@code nothing}, {@code nonsense}, a {@code
   * page}, {@code much}, {@code silence}, or {@code elsewhere} with an address; an empty text is
   * its keys again.
   */
  public static void keysAre(String said) {
    System.setProperty(TokenIssuer.SAYS, said);
  }
}
