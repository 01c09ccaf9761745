package io.masthead.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Knows a key by its hash. */
@ApplicationScoped
class KeyProvider implements IdentityProvider<KeyAuthenticationRequest> {

  static final String CALLER = "masthead.caller";

  @Inject KeyService keys;

  @Override
  public Class<KeyAuthenticationRequest> getRequestType() {
    return KeyAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      KeyAuthenticationRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> identity(request.key()));
  }

  private SecurityIdentity identity(String key) {
    return of(keys.find(key).orElseThrow(AuthenticationFailedException::new));
  }

  /** The caller as the framework knows one, with the roles that it has. */
  static SecurityIdentity of(Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.keyId().toString()))
        .addRoles(caller.role().included())
        .addAttribute(CALLER, caller)
        .build();
  }
}
