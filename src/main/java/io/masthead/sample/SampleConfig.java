package io.masthead.sample;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether there is a sample newsroom, and a page to read it on; see the table in the README. */
@ConfigMapping(prefix = "masthead")
interface SampleConfig {

  /** Fill an empty database with the sample newsroom; one that holds anything is left alone. */
  @WithDefault("false")
  boolean sample();

  /** Whether the sample front end is served at {@code /sample/}. */
  @WithDefault("false")
  boolean samplePage();
}
