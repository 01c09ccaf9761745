package io.masthead.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.http.SigningKeys;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PreviewTokensTest {

  private static final String SIGNS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final PreviewTokens tokens = signedWith("one");

  private static PreviewTokens signedWith(String secret) {
    PreviewTokens tokens = new PreviewTokens();
    tokens.keys =
        new SigningKeys() {
          @Override
          public SecretKeySpec key(String name) {
            return new SecretKeySpec((secret + name).getBytes(), "HmacSHA256");
          }
        };
    return tokens;
  }

  @Provide
  Arbitrary<UUID> ids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }

  @Property
  void a_token_opens_its_own_preview_and_needs_no_encoding(@ForAll("ids") UUID id) {
    String token = tokens.issue(id);
    assertEquals(id, tokens.open(token));
    assertTrue(token.matches("[A-Za-z0-9_-]{64}"), token);
  }

  @Property
  void a_token_with_any_sign_altered_opens_nothing(
      @ForAll("ids") UUID id,
      @ForAll @IntRange(max = 63) int at,
      @ForAll @IntRange(min = 1, max = 63) int by) {
    String token = tokens.issue(id);
    char other = SIGNS.charAt((SIGNS.indexOf(token.charAt(at)) + by) % SIGNS.length());
    String altered = token.substring(0, at) + other + token.substring(at + 1);
    assertEquals(PreviewTokens.NONE, tokens.open(altered));
  }

  @Property
  void the_signature_of_one_preview_opens_no_other(
      @ForAll("ids") UUID one, @ForAll("ids") UUID other) {
    if (!one.equals(other)) {
      // The first 16 octets end in the middle of the 22nd sign; 24 are 18 octets.
      String stolen = tokens.issue(one).substring(0, 24) + tokens.issue(other).substring(24);
      assertEquals(PreviewTokens.NONE, tokens.open(stolen));
    }
    assertEquals(PreviewTokens.NONE, signedWith("another").open(tokens.issue(one)));
  }

  @Property
  void what_is_no_token_opens_nothing(@ForAll String text, @ForAll("ids") UUID id) {
    assertEquals(PreviewTokens.NONE, tokens.open(text));
    String token = tokens.issue(id);
    assertEquals(PreviewTokens.NONE, tokens.open(token + "AAAA"));
    assertEquals(PreviewTokens.NONE, tokens.open(token.substring(4)));
    assertEquals(PreviewTokens.NONE, tokens.open(token.substring(0, 60)));
  }

  @Example
  void a_link_is_made_by_a_pattern_with_a_token() {
    PreviewAddresses page = new PreviewAddresses("https://news.example/preview?token={token}");
    assertEquals("https://news.example/preview?token=abc", page.of("abc"));
  }
}
