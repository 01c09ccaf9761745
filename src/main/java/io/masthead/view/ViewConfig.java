package io.masthead.view;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Settings of view counting; see the table in the README. */
@ConfigMapping(prefix = "masthead.views")
interface ViewConfig {

  /** For how long after a counted hit another one of the same visitor is a repeat, in minutes. */
  @WithDefault("30")
  @Min(0)
  @Max(1440)
  int window();

  /** Whether hits that say {@code DNT: 1} stay uncounted. */
  @WithDefault("false")
  boolean heedDoNotTrack();

  /** Whether hits that say {@code Sec-GPC: 1} stay uncounted. */
  @WithDefault("false")
  boolean heedPrivacyControl();

  /** For how long hours are kept apart, in days; the days themselves are kept for good. */
  @WithDefault("90")
  @Min(31)
  @Max(3660)
  int hoursKept();
}
