package io.masthead.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How to speak of the database in a line a person reads; never holds a password. */
@ApplicationScoped
public class DatabaseName {

  private final String text;

  @Inject
  DatabaseName(@ConfigProperty(name = DatabaseChoice.URL) String url, DatabaseConfig config) {
    this.text =
        config
            .cluster()
            .map(directory -> "embedded PostgreSQL in " + directory)
            .orElseGet(() -> GivenDatabase.withoutSecrets(url));
  }

  /** The embedded server's directory, or the given URL without its parameters. */
  public String text() {
    return text;
  }
}
