package io.masthead.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Knows a key by its hash. */
@ApplicationScoped
class KeyProvider implements IdentityProvider<TokenAuthenticationRequest> {

  static final String CALLER = "masthead.caller";

  @Inject KeyService keys;

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> identity(request.getToken().getToken()));
  }

  private SecurityIdentity identity(String key) {
    Caller caller = keys.find(key).orElseThrow(AuthenticationFailedException::new);
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.keyId().toString()))
        .addRoles(caller.role().included())
        .addAttribute(CALLER, caller)
        .build();
  }
}
