package io.masthead.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of webhooks; see the table in the README. */
@ConfigMapping(prefix = "masthead.webhooks")
interface WebhookConfig {

  /** Whether receivers may be on this machine, without TLS and on any port: for development. */
  @WithDefault("false")
  boolean plainLoopback();

  /** How long a try may take, from the look-up of the name to the end of the answer. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration timeout();

  /** How long to wait after each try that fails; after one more than these it is given up. */
  @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
  List<@DurationMin Duration> pauses();
}
