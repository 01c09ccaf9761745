package io.masthead.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When something is sent again. */
class PausesTest {

  private static final Instant NOW = Instant.parse("2035-03-01T09:00:00Z");

  private final List<Duration> usual =
      new SmallRyeConfigBuilder()
          .addDiscoveredConverters()
          .withMapping(WebhookConfig.class)
          .build()
          .getConfigMapping(WebhookConfig.class)
          .pauses();

  private static Attempt failed(String retryAfter) {
    Map<String, List<String>> headers =
        retryAfter == null ? Map.of() : Map.of("retry-after", List.of(retryAfter));
    return new Attempt(
        NOW,
        Duration.ZERO,
        Outcome.REFUSED,
        "https://a.example",
        Map.of(),
        new Attempt.Answer(429, headers, "", false),
        null);
  }

  private Optional<Duration> next(int attempts, double random, String retryAfter) {
    return new Pauses(usual, () -> random)
        .next(attempts, failed(retryAfter), NOW)
        .map(at -> Duration.between(NOW, at));
  }

  @Test
  void ten_tries_are_made_within_some_three_days() {
    List<Duration> pauses = new ArrayList<>();
    for (int attempts = 1; next(attempts, 0, null).isPresent(); attempts++) {
      pauses.add(next(attempts, 0, null).get());
    }
    assertEquals(usual, pauses);
    assertEquals(9, pauses.size());
    Duration all = pauses.stream().reduce(Duration.ZERO, Duration::plus);
    assertEquals(Duration.ofHours(75).plusMinutes(35).plusSeconds(5), all);
  }

  @Test
  void a_pause_is_up_to_a_fifth_longer_than_it_has_to_be() {
    assertEquals(Optional.of(Duration.ofMinutes(5)), next(2, 0, null));
    assertEquals(Optional.of(Duration.ofSeconds(330)), next(2, 0.5, null));
    assertEquals(Optional.of(Duration.ofMinutes(6)), next(2, 1, null));
  }

  @Test
  void what_the_receiver_asks_for_is_heeded_where_it_is_later_and_for_a_day() {
    assertEquals(Optional.of(Duration.ofSeconds(90)), next(1, 0, "90"));
    assertEquals(Optional.of(Duration.ofSeconds(5)), next(1, 0, "1"));
    assertEquals(Optional.of(Duration.ofDays(1)), next(1, 0, "999999999"));
    assertEquals(Optional.of(Duration.ofMinutes(10)), next(1, 0, "Thu, 01 Mar 2035 09:10:00 GMT"));
    assertEquals(Optional.of(Duration.ofSeconds(5)), next(1, 0, "Thu, 01 Mar 2001 09:10:00 GMT"));
    for (String none : List.of("", "-1", "soon", "1e9", "99999999999999999999")) {
      assertEquals(Optional.of(Duration.ofSeconds(5)), next(1, 0, none), none);
    }
    assertEquals(Optional.empty(), next(10, 0, "90"));
  }
}
