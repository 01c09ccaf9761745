package io.masthead.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the answers kept in memory; see the table in the README. */
@ConfigMapping(prefix = "masthead.cache")
public interface CacheConfig {

  /** How much memory they may take; 0 keeps none. */
  @WithDefault("32M")
  MemorySize size();

  /** How far behind counts in an answer may be; 0 keeps no answer that has counts. */
  @WithDefault("2s")
  @DurationMin
  Duration countsBehind();
}
