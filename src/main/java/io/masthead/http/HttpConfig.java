package io.masthead.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the HTTP edge; see the table in the README. */
@ConfigMapping(prefix = "masthead.http")
public interface HttpConfig {

  /** Largest body on delivery, in bytes. */
  @WithDefault("262144")
  @Min(1)
  long deliveryMaxBody();

  /** Largest body on management, in bytes. */
  @WithDefault("4194304")
  @Min(1)
  long managementMaxBody();

  /** Origins whose pages may call management from a browser; none by default. */
  Optional<
          List<
              @Pattern(
                  regexp = "https?://[^/?#\\s]+",
                  message = "must be an origin such as https://desk.example")
              String>>
      managementOrigins();

  /** How long a delivery answer may be reused without asking again, in seconds. */
  @WithDefault("30")
  @Min(0)
  int maxAge();

  /** The same in caches that many share, in seconds; as long where it is not said. */
  @Min(0)
  OptionalInt sharedMaxAge();

  /** How long after that while it is asked for again, in seconds. */
  @WithDefault("60")
  @Min(0)
  int staleWhileRevalidate();

  /** How long after that while there is no answer, in seconds. */
  @WithDefault("86400")
  @Min(0)
  int staleIfError();

  /** What is said of one kind of answer alone. */
  Freshness article();

  Freshness list();

  Freshness term();

  Freshness comments();

  Freshness counts();

  Freshness feed();

  /** How long answers of a kind may be reused, in seconds; what is not said goes by the above. */
  interface Freshness {

    @Min(0)
    OptionalInt maxAge();

    @Min(0)
    OptionalInt sharedMaxAge();

    @Min(0)
    OptionalInt staleWhileRevalidate();

    @Min(0)
    OptionalInt staleIfError();
  }

  /** The headers that tell shared caches what an answer shows; none by default. */
  Optional<Set<TagHeader>> cacheTags();

  /** How long a body may take, and again for each KiB of it that comes. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration bodyTimeout();

  /** Networks (CIDR) of the proxies whose {@code X-Forwarded-For} is believed; none by default. */
  Optional<List<@Network String>> trustedProxies();

  default long maxBody(String path) {
    return RequestContext.isManagement(path) ? managementMaxBody() : deliveryMaxBody();
  }
}
