package io.masthead.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The salt of each day that a window still reaches into, the same on every replica. */
@ApplicationScoped
class Salts {

  private static final int LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject ViewRepository views;

  private final Map<LocalDate, byte[]> known = new ConcurrentHashMap<>();

  byte[] of(LocalDate day) {
    return known.computeIfAbsent(
        day,
        d -> {
          byte[] fresh = new byte[LENGTH];
          RANDOM.nextBytes(fresh);
          return views.salt(d, fresh);
        });
  }

  void forgetBefore(LocalDate day) {
    known.keySet().removeIf(d -> d.isBefore(day));
  }
}
