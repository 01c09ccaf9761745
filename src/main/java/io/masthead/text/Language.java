package io.masthead.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterDirection;
import com.ibm.icu.util.IllformedLocaleException;
import com.ibm.icu.util.ULocale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Language tags (BCP 47) and the direction of their writing. */
public final class Language {

  /** RFC 5646, section 4.4.1: enough for every tag in real use. */
  public static final int MAX_LENGTH = 35;

  // Four to eight letters are reserved by the RFC and never given out: a name, not a tag.
  private static final Pattern SHAPE =
      Pattern.compile("(?:[A-Za-z]{2,3}|[ai]|art)(?:-[A-Za-z0-9]{1,8})*");

  private Language() {}

  /** The tag in canonical form, or nothing where it is not a tag that names a language. */
  public static Optional<String> canonical(String tag) {
    if (tag == null || tag.length() > MAX_LENGTH || !SHAPE.matcher(tag).matches()) {
      return Optional.empty();
    }
    try {
      ULocale locale = new ULocale.Builder().setLanguageTag(tag).build();
      String canonical = locale.toLanguageTag();
      if (locale.getLanguage().isEmpty()
          || canonical.startsWith("und")
          || canonical.length() > MAX_LENGTH) {
        return Optional.empty();
      }
      return Optional.of(canonical);
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }

  /** {@code rtl} or {@code ltr}, by the tag's script or its language's likely one. */
  public static String direction(String tag) {
    return tag != null && ULocale.forLanguageTag(tag).isRightToLeft() ? "rtl" : "ltr";
  }

  /** {@code rtl} or {@code ltr} by the text's first strong character (UAX #9, P2), else ltr. */
  public static String directionOf(String text) {
    int isolates = 0;
    for (int i = 0, c; text != null && i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      switch (UCharacter.getDirection(c)) {
        case ECharacterDirection.LEFT_TO_RIGHT_ISOLATE,
            ECharacterDirection.RIGHT_TO_LEFT_ISOLATE,
            ECharacterDirection.FIRST_STRONG_ISOLATE ->
            isolates++;
        case ECharacterDirection.POP_DIRECTIONAL_ISOLATE -> isolates = Math.max(0, isolates - 1);
        case ECharacterDirection.LEFT_TO_RIGHT -> {
          if (isolates == 0) {
            return "ltr";
          }
        }
        case ECharacterDirection.RIGHT_TO_LEFT, ECharacterDirection.RIGHT_TO_LEFT_ARABIC -> {
          if (isolates == 0) {
            return "rtl";
          }
        }
        default -> {
          // weak and neutral characters decide nothing
        }
      }
    }
    return "ltr";
  }
}
