package io.masthead.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A parameter that lists names, such as {@code include}. */
public final class Names {

  private Names() {}

  /**
   * The names, none where the parameter was not given. Those that the document does not list have
   * been refused before the endpoint was called.
   */
  public static Set<String> of(String parameter) {
    return parameter == null ? Set.of() : new LinkedHashSet<>(List.of(parameter.split(",")));
  }
}
