package io.masthead.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the HTTP edge; see the table in the README. */
@ConfigMapping(prefix = "masthead.http")
public interface HttpConfig {

  /** Largest body on delivery, in bytes. */
  @WithDefault("262144")
  long deliveryMaxBody();

  /** Largest body on management, in bytes. */
  @WithDefault("4194304")
  long managementMaxBody();

  /** Origins whose pages may call management from a browser; none by default. */
  Optional<List<String>> managementOrigins();

  /** How long a browser may reuse a delivery answer without asking again, in seconds. */
  @WithDefault("30")
  int maxAge();

  /** How long a body may take, and again for each KiB of it that comes. */
  @WithDefault("30s")
  Duration bodyTimeout();

  /** Networks (CIDR) of the proxies whose {@code X-Forwarded-For} is believed; none by default. */
  Optional<List<String>> trustedProxies();

  default long maxBody(String path) {
    return RequestContext.isManagement(path) ? managementMaxBody() : deliveryMaxBody();
  }
}
