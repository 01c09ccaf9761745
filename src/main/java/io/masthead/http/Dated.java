package io.masthead.http;

import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/**
 * What is shown, and when any of it last changed.
 *
 * @param modified never before the last change that is known, or null where none is
 * @param of what it shows, by the names under which an answer is kept; none where it is not kept
 */
public record Dated<T>(T shown, Instant modified, Set<String> of) {

  public Dated(T shown, Instant modified) {
    this(shown, modified, Set.of());
  }

  public <R> Dated<R> map(Function<T, R> change) {
    return new Dated<>(change.apply(shown), modified, of);
  }
}
