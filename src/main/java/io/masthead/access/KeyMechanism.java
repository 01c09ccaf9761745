package io.masthead.access;

import io.masthead.http.ProblemException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * {@code Authorization: Bearer} (RFC 6750) with a key, or with a token of the identity provider, if
 * there is one; neither is ever taken from the address.
 */
@ApplicationScoped
class KeyMechanism implements HttpAuthenticationMechanism {

  private static final Logger LOG = Logger.getLogger(KeyMechanism.class);

  /** A token of a key that is not known waits for the provider to show its keys. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String SCHEME = "Bearer ";

  /** A signed token (RFC 7515): three parts, the first of them an object in base64. */
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]*\\.[\\w-]*\\.[\\w-]*");

  @Inject OidcAuthenticationMechanism provider;
  @Inject WrongKeys wrong;

  @ConfigProperty(name = ProviderChoice.ENABLED, defaultValue = "true")
  boolean hasProvider;

  static Optional<String> token(RoutingContext routing) {
    String header = routing.request().getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(header.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext routing, IdentityProviderManager providers) {
    Optional<String> token = token(routing);
    if (hasProvider && token.filter(t -> TOKEN.matcher(t).matches()).isPresent()) {
      return provider
          .authenticate(routing, providers)
          .ifNoItem()
          .after(PATIENCE)
          .failWith(() -> new TimeoutException("no answer within " + PATIENCE.toSeconds() + " s"))
          .onFailure(KeyMechanism::isAway)
          .transform(
              e -> {
                LOG.warnf("The identity provider could not be asked: %s", reason(e));
                return ProblemException.unavailable("The identity provider does not answer.");
              });
    }
    return token
        .map(key -> identify(key, wrong.from(routing.request()), providers))
        .orElseGet(() -> Uni.createFrom().nullItem());
  }

  private Uni<SecurityIdentity> identify(
      String key, String from, IdentityProviderManager providers) {
    try {
      wrong.admit(from, key);
    } catch (ProblemException e) {
      return Uni.createFrom().failure(e);
    }
    return providers
        .authenticate(new KeyAuthenticationRequest(key))
        .onItem()
        .invoke(identity -> wrong.noteGood(from, key))
        .onFailure(AuthenticationFailedException.class)
        .invoke(() -> wrong.noteWrong(from));
  }

  private static Throwable reason(Throwable e) {
    return e.getCause() == null ? e : reason(e.getCause());
  }

  /** Whether the provider was to be asked for its keys and did not give them. */
  private static boolean isAway(Throwable e) {
    boolean away = false;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return false;
      }
      away |=
          cause instanceof OIDCException
              || cause instanceof IOException
              || cause instanceof TimeoutException
              || cause instanceof VertxException;
    }
    return away;
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext routing) {
    return Uni.createFrom()
        .item(new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"masthead\""));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(KeyAuthenticationRequest.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext routing) {
    return Uni.createFrom()
        .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
  }

  /** Before the provider's own, which would take a key for a token of its. */
  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 1000;
  }
}
