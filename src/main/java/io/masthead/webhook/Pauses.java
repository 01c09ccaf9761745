package io.masthead.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When to try again: after a pause that grows, up to a fifth longer so that those that failed
 * together do not come together, and not before the receiver wants (Retry-After, RFC 9110, 10.2.3),
 * which is heeded for a day at most.
 */
final class Pauses {

  private static final double SPREAD = 0.2;
  private static final Duration LONGEST_ASKED = Duration.ofDays(1);

  private final List<Duration> pauses;
  private final DoubleSupplier random;

  Pauses(List<Duration> pauses, DoubleSupplier random) {
    this.pauses = List.copyOf(pauses);
    this.random = random;
  }

  /**
   * When to try again; nothing where it is to be given up.
   *
   * @param attempts how many failed, at least 1
   */
  Optional<Instant> next(int attempts, Attempt failed, Instant now) {
    if (attempts > pauses.size()) {
      return Optional.empty();
    }
    Duration pause = pauses.get(attempts - 1);
    Instant usual = now.plusMillis((long) (pause.toMillis() * (1 + SPREAD * random.getAsDouble())));
    return Optional.of(asked(failed, now).filter(asked -> asked.isAfter(usual)).orElse(usual));
  }

  private static Optional<Instant> asked(Attempt failed, Instant now) {
    if (failed.answer() == null) {
      return Optional.empty();
    }
    Instant latest = now.plus(LONGEST_ASKED);
    return failed.answer().headers().entrySet().stream()
        .filter(field -> field.getKey().equalsIgnoreCase("Retry-After"))
        .flatMap(field -> field.getValue().stream())
        .findFirst()
        .flatMap(value -> time(value.strip(), now))
        .map(asked -> asked.isAfter(latest) ? latest : asked);
  }

  private static Optional<Instant> time(String value, Instant now) {
    if (value.matches("\\d{1,9}")) {
      return Optional.of(now.plusSeconds(Long.parseLong(value)));
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      // What is no time asks for nothing.
      return Optional.empty();
    }
  }
}
