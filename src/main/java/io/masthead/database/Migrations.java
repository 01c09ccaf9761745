package io.masthead.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** What Flyway cannot be told in the properties file. */
@ApplicationScoped
final class Migrations implements FlywayConfigurationCustomizer {

  private final String url;
  private final String service;
  private final String username;
  private final String password;

  @Inject
  Migrations(
      @ConfigProperty(name = DatabaseChoice.URL) String url,
      @ConfigProperty(name = DatabaseChoice.USERNAME) Optional<String> service,
      @ConfigProperty(name = DatabaseChoice.PASSWORD) Optional<String> servicePassword,
      @ConfigProperty(name = DatabaseChoice.OWNER) Optional<String> owner,
      @ConfigProperty(name = DatabaseChoice.OWNER_PASSWORD) Optional<String> ownerPassword) {
    this.url = url;
    this.service = service.orElse(null);
    this.username = owner.or(() -> service).orElse(null);
    this.password = (owner.isPresent() ? ownerPassword : servicePassword).orElse(null);
  }

  @Override
  public void customize(FluentConfiguration configuration) {
    // The pool's connections carry timeouts that would cut an index build short.
    configuration.dataSource(url, username, password);
    // A lock held by a transaction would wait for itself under CREATE INDEX CONCURRENTLY.
    configuration.configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    if (service != null && !service.equals(username)) {
      configuration.callbacks(new Admission(service));
    }
  }
}
