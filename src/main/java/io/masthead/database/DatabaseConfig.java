package io.masthead.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/**
 * Settings of the database; see the table in the README. {@link DatabaseChoice} reads them before
 * there are beans; standing here, a misspelt one stops the start.
 */
@ConfigMapping(prefix = "masthead")
interface DatabaseConfig {

  /** Directory of the embedded server. */
  Optional<String> data();

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
