package io.masthead.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of what others are told; see the table in the README. */
@ConfigMapping(prefix = "masthead.events")
interface EventConfig {

  /** How long a token is good, and what came after it is kept, in days. */
  @WithDefault("30")
  @Min(1)
  @Max(365)
  int daysKept();

  /** How many streams one replica serves at once. */
  @WithDefault("1000")
  @Min(0)
  int streams();

  /** How many of them one address may have. */
  @WithDefault("20")
  @Min(1)
  int streamsPerAddress();

  /** How long a stream says nothing. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration heartbeat();

  /** How long a reader may take for what it was sent. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration slowAfter();
}
