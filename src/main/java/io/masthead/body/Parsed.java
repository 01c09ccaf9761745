package io.masthead.body;

import java.util.List;

/** A body read from a source, and what of the source it does not hold. */
public record Parsed(Body body, List<Warning> warnings) {
  public Parsed {
    warnings = List.copyOf(warnings);
  }
}
