package io.masthead.access;

import io.masthead.text.Text;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Makes a caller of ours of whom a token of the identity provider is about. */
@ApplicationScoped
class PersonAugmentor implements SecurityIdentityAugmentor {

  private static final List<String> NAMES = List.of("preferred_username", "name", "email");
  private static final int MAX_NAME = 120;
  private static final int MAX_SUBJECT = 255;
  private static final int MAX_ISSUER = 500;

  private final PersonService people;
  private final RoleNames roles;

  @Inject
  PersonAugmentor(PersonService people, AccessConfig config) {
    this.people = people;
    this.roles = RoleNames.of(config.oidcRoles().orElse(List.of()));
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? context.runBlocking(() -> known(token, identity))
        : Uni.createFrom().item(identity);
  }

  /** Roles that the provider has are none of ours, whatever they are called. */
  private SecurityIdentity known(JsonWebToken token, SecurityIdentity identity) {
    String issuer = token.getIssuer();
    String subject = token.getSubject();
    if (!isLine(issuer, MAX_ISSUER) || !isLine(subject, MAX_SUBJECT)) {
      throw new AuthenticationFailedException("the token says of nobody that it is about them");
    }
    Role role =
        roles
            .highest(identity.getRoles())
            .orElseThrow(() -> new ForbiddenException("no role of ours"));
    return people
        .find(new PersonService.Person(issuer, subject, name(token), role))
        .map(KeyProvider::of)
        .orElseThrow(() -> new AuthenticationFailedException("revoked"));
  }

  private static String name(JsonWebToken token) {
    return NAMES.stream()
        .map(token::<Object>getClaim)
        .flatMap(value -> value instanceof String text ? Stream.of(text.strip()) : Stream.of())
        .filter(name -> isLine(name, Integer.MAX_VALUE))
        .findFirst()
        .map(name -> Text.first(name, MAX_NAME))
        .orElseGet(() -> Text.first(token.getSubject(), MAX_NAME));
  }

  private static boolean isLine(String text, int max) {
    return text != null
        && !Text.isBlank(text)
        && Text.length(text) <= max
        && Text.faultOfLine(text).isEmpty();
  }
}
