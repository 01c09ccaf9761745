package io.masthead.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a parameter that lists names, such as {@code include}. */
public final class Names {

  private Names() {}

  /**
   * @throws ProblemException 400 naming every unknown or repeated name
   */
  public static Set<String> parse(String parameter, String value, List<String> known) {
    Set<String> names = new LinkedHashSet<>();
    if (value == null) {
      return names;
    }
    List<Fault> faults = new ArrayList<>();
    for (String name : value.split(",", known.size() + 1)) {
      if (!known.contains(name)) {
        faults.add(
            Fault.parameter(
                parameter, "invalid_value", "one of " + String.join(", ", known) + " is wanted"));
      } else if (!names.add(name)) {
        faults.add(
            Fault.parameter(parameter, "repeated_parameter", "'" + name + "' stands there twice"));
      }
    }
    if (!faults.isEmpty()) {
      throw ProblemException.badRequest(faults);
    }
    return names;
  }
}
