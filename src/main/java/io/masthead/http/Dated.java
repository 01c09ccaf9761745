package io.masthead.http;

import java.time.Instant;
import java.util.function.Function;

/**
 * What is shown, and when any of it last changed.
 *
 * @param modified never before the last change that is known, or null where none is
 */
public record Dated<T>(T shown, Instant modified) {

  public <R> Dated<R> map(Function<T, R> change) {
    return new Dated<>(change.apply(shown), modified);
  }
}
