package io.masthead.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * Settings of the database; see the table in the README. {@link DatabaseChoice} reads them before
 * there are beans; standing here, a misspelt one stops the start.
 */
@ConfigMapping(prefix = "masthead")
interface DatabaseConfig {

  /** Directory of the embedded server. */
  Optional<String> data();

  /** A server that follows the database, from which readers may be answered. */
  Optional<
          @Pattern(
              regexp = "jdbc:postgresql:.+",
              message = "must be the address of a PostgreSQL, jdbc:postgresql:…")
          String>
      readUrl();

  /** Whether an embedded server may be started where no URL is given. */
  @WithName("database.embedded")
  @WithDefault("true")
  boolean embedded();

  /** Whether to migrate and end. */
  @WithName("database.migrate-only")
  @WithDefault("false")
  boolean migrateOnly();

  /** Set by {@link DatabaseChoice} itself: the directory of the server that it started. */
  @WithName("database.cluster")
  Optional<String> cluster();
}
