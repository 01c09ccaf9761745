package io.masthead.search;

import com.ibm.icu.util.ULocale;
import java.util.Map;

/** What brings the words of a language to what they have in common. */
final class Stemming {

  static final String KAZAKH = "kazakh";
  static final String URDU = "urdu";

  /** Words as they are. */
  static final String NONE = "simple";

  /** PostgreSQL's configuration for one. */
  static final String CONFIGURATION =
      "(case when %1$s in ('kazakh', 'urdu') then 'simple' else %1$s end)::regconfig";

  /** The configurations that PostgreSQL has since 14, and the two that are ours. */
  private static final Map<String, String> BY_LANGUAGE =
      Map.ofEntries(
          Map.entry("ar", "arabic"),
          Map.entry("hy", "armenian"),
          Map.entry("eu", "basque"),
          Map.entry("ca", "catalan"),
          Map.entry("da", "danish"),
          Map.entry("nl", "dutch"),
          Map.entry("en", "english"),
          Map.entry("fi", "finnish"),
          Map.entry("fr", "french"),
          Map.entry("de", "german"),
          Map.entry("el", "greek"),
          Map.entry("hi", "hindi"),
          Map.entry("hu", "hungarian"),
          Map.entry("id", "indonesian"),
          Map.entry("ga", "irish"),
          Map.entry("it", "italian"),
          Map.entry("kk", KAZAKH),
          Map.entry("lt", "lithuanian"),
          Map.entry("ne", "nepali"),
          Map.entry("nb", "norwegian"),
          Map.entry("nn", "norwegian"),
          Map.entry("no", "norwegian"),
          Map.entry("pt", "portuguese"),
          Map.entry("ro", "romanian"),
          Map.entry("ru", "russian"),
          Map.entry("sr", "serbian"),
          Map.entry("es", "spanish"),
          Map.entry("sv", "swedish"),
          Map.entry("ta", "tamil"),
          Map.entry("tr", "turkish"),
          Map.entry("ur", URDU),
          Map.entry("yi", "yiddish"));

  private Stemming() {}

  /** That of a language (BCP 47). */
  static String of(String lang) {
    return BY_LANGUAGE.getOrDefault(ULocale.forLanguageTag(lang).getLanguage(), NONE);
  }

  static Folding folding(String stemming) {
    return switch (stemming) {
      case KAZAKH -> Folding.KAZAKH;
      case URDU -> Folding.URDU;
      default -> Folding.PLAIN;
    };
  }

  /** Whether it leaves words as they are, but for their folding. */
  static boolean isNone(String stemming) {
    return stemming.equals(NONE) || folding(stemming) != Folding.PLAIN;
  }
}
