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
  private final String username;
  private final String password;

  @Inject
  Migrations(
      @ConfigProperty(name = DatabaseChoice.URL) String url,
      @ConfigProperty(name = DatabaseChoice.USERNAME) Optional<String> username,
      @ConfigProperty(name = DatabaseChoice.PASSWORD) Optional<String> password) {
    this.url = url;
    this.username = username.orElse(null);
    this.password = password.orElse(null);
  }

  @Override
  public void customize(FluentConfiguration configuration) {
    // The pool's connections carry timeouts that would cut an index build short.
    configuration.dataSource(url, username, password);
    // A lock held by a transaction would wait for itself under CREATE INDEX CONCURRENTLY.
    configuration.configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
  }
}
