package io.masthead.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a caller accepts (RFC 9110, 12.5.1): of the ranges that fit a type, the most specific one
 * decides, and a weight of 0 refuses. A range that is malformed says nothing.
 */
final class Accept {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern ZERO = Pattern.compile("0(?:\\.0*)?");
  private static final Pattern WEIGHT = Pattern.compile("0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?");

  /** A range; {@code narrowed} has parameters that no type of ours has. */
  private record Range(String type, String subtype, boolean narrowed, double weight) {

    boolean refused() {
      return weight == 0;
    }

    /** How closely it fits, 0 where it does not. */
    int fit(String wantedType, String wantedSubtype) {
      if (type.equals("*")) {
        return 1;
      }
      if (!type.equals(wantedType)) {
        return 0;
      }
      if (subtype.equals("*")) {
        return 2;
      }
      return subtype.equals(wantedSubtype) ? narrowed ? 3 : 4 : 0;
    }
  }

  private final List<Range> ranges = new ArrayList<>();

  /**
   * @param header all values of the header with a comma between them, or null
   */
  Accept(String header) {
    for (String element : split(header == null ? "" : header, ',')) {
      add(split(element, ';'));
    }
  }

  /** Whether a type, without parameters, may be the answer's; any is where nothing was said. */
  boolean takes(String mediaType) {
    return weight(mediaType) > 0;
  }

  /** Whether one type is liked better than another. */
  boolean prefers(String one, String other) {
    return weight(one) > weight(other);
  }

  private double weight(String mediaType) {
    int slash = mediaType.indexOf('/');
    int closest = 0;
    double weight = ranges.isEmpty() ? 1 : 0;
    for (Range range : ranges) {
      int fit = range.fit(mediaType.substring(0, slash), mediaType.substring(slash + 1));
      // With parameters it speaks of another representation: we may offer ours, need not withhold.
      if (fit == 0 || range.narrowed && range.refused()) {
        continue;
      }
      if (fit > closest) {
        closest = fit;
        weight = range.weight;
      } else if (fit == closest) {
        weight = Math.max(weight, range.weight);
      }
    }
    return weight;
  }

  private void add(List<String> parts) {
    String[] names = parts.get(0).strip().toLowerCase(Locale.ROOT).split("/", -1);
    boolean formed =
        names.length == 2
            && TOKEN.matcher(names[0]).matches()
            && TOKEN.matcher(names[1]).matches()
            && (!names[0].equals("*") || names[1].equals("*"));
    if (!formed) {
      return;
    }
    boolean narrowed = false;
    double weight = 1;
    for (String part : parts.subList(1, parts.size())) {
      String parameter = part.strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        weight = weightOf(parameter.substring(2).strip());
        break;
      }
      narrowed |= !parameter.isEmpty() && !parameter.startsWith("charset=");
    }
    ranges.add(new Range(names[0], names[1], narrowed, weight));
  }

  /** A weight that is malformed is as none. */
  private static double weightOf(String text) {
    if (ZERO.matcher(text).matches()) {
      return 0;
    }
    return WEIGHT.matcher(text).matches() ? Double.parseDouble(text) : 1;
  }

  /** At each separator that does not stand in a quoted string. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
