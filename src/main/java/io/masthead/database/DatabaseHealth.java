package io.masthead.database;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * The state of the database, in a group by itself: {@code /q/health/group/database}. It is not in
 * readiness, since one outage would take every replica from readers, whom what is kept can serve.
 */
@HealthGroup("database")
@ApplicationScoped
class DatabaseHealth implements HealthCheck {

  @Inject DatabaseWatch watch;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("PostgreSQL answers").status(watch.isReached()).build();
  }
}
