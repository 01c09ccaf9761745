package io.masthead.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The caller of this request. */
@RequestScoped
public class Callers {

  @Inject SecurityIdentity identity;
  @Inject CurrentIdentityAssociation association;
  @Inject RoutingContext routing;

  /** On an endpoint that asks for a role. */
  public Caller current() {
    return identity.getAttribute(KeyProvider.CALLER);
  }

  /** As {@link #ifAny}, for endpoints that may not block. */
  public CompletionStage<Optional<Caller>> ifAnyLater() {
    return KeyMechanism.token(routing).isEmpty()
        ? CompletableFuture.completedFuture(Optional.empty())
        : association
            .getDeferredIdentity()
            .map(known -> Optional.of(known.<Caller>getAttribute(KeyProvider.CALLER)))
            .subscribeAsCompletionStage();
  }

  /** On an open endpoint: who sent a key of ours, if anyone did; a wrong key is a 401. */
  public Optional<Caller> ifAny() {
    return KeyMechanism.token(routing).isPresent() ? Optional.of(current()) : Optional.empty();
  }
}
