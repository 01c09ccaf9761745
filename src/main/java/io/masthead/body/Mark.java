package io.masthead.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a span is set apart; in the order in which a span lists its marks. */
@Schema(
    description = "How words are set apart: <strong>, <em>, <u>, <s>, <code>, <sub>, <sup>",
    enumeration = {"strong", "emphasis", "underline", "strike", "code", "sub", "sup"})
public enum Mark {
  @JsonProperty("strong")
  STRONG("strong"),
  @JsonProperty("emphasis")
  EMPHASIS("em"),
  @JsonProperty("underline")
  UNDERLINE("u"),
  @JsonProperty("strike")
  STRIKE("s"),
  @JsonProperty("code")
  CODE("code"),
  @JsonProperty("sub")
  SUB("sub"),
  @JsonProperty("sup")
  SUP("sup");

  private static final List<List<Mark>> SETS = sets();

  /** The HTML element that stands for it. */
  final String element;

  Mark(String element) {
    this.element = element;
  }

  String wire() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  int bit() {
    return 1 << ordinal();
  }

  /** The marks of a bit set, in order. */
  static List<Mark> of(int bits) {
    return SETS.get(bits);
  }

  static int bits(List<Mark> marks) {
    int bits = 0;
    for (Mark mark : marks) {
      bits |= mark.bit();
    }
    return bits;
  }

  private static List<List<Mark>> sets() {
    List<List<Mark>> sets = new ArrayList<>();
    for (int bits = 0; bits < 1 << values().length; bits++) {
      List<Mark> marks = new ArrayList<>();
      for (Mark mark : values()) {
        if ((bits & mark.bit()) != 0) {
          marks.add(mark);
        }
      }
      sets.add(List.copyOf(marks));
    }
    return List.copyOf(sets);
  }
}
