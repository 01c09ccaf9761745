package io.masthead.search;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.HashMap;
import java.util.Map;

/**
 * How words are written before they are compared, the stored and the asked alike: letters, marks
 * and digits alone, in small letters of one form.
 */
enum Folding {

  /** Latin letters without their accents, and е for ё. */
  PLAIN("ё", "е"),

  /** Besides, in the place of letters that a Russian keyboard lacks, those used there for them. */
  KAZAKH("әғқңөұүһіъь", "агкноуухи"),

  /** Besides, one letter for those that sound alike, however they are coded. */
  URDU("يىئېےكقھہةۃحثصذضظژطعأإآٱؤ", "یییییککههههه" + "سس" + "زززز" + "ت" + "ااااا" + "و");

  /** Longer words are cut: nobody types them, and the database takes no more than 2 KB. */
  private static final int LONGEST = 60;

  private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 APART = Normalizer2.getNFDInstance();
  private static final Normalizer2 JOINED = Normalizer2.getNFCInstance();

  /** Letters by those that stand in for them; nothing does for those at the end. */
  private final Map<Integer, Integer> letters = new HashMap<>();

  Folding(String from, String to) {
    for (int i = 0; i < from.length(); i++) {
      letters.put((int) from.charAt(i), i < to.length() ? to.charAt(i) : -1);
    }
  }

  /** The word; empty where it has neither letter nor digit. */
  String of(String word) {
    String apart = APART.normalize(FOLD.normalize(word));
    StringBuilder plain = new StringBuilder(apart.length());
    int base = 0;
    int length = 0;
    for (int i = 0, c; i < apart.length() && length < LONGEST; i += Character.charCount(c)) {
      c = apart.codePointAt(i);
      boolean mark = isMark(c);
      if (!mark) {
        base = c;
      }
      if (mark ? keepsMark(base) : Character.isLetterOrDigit(c)) {
        int digit = UCharacter.digit(c);
        plain.appendCodePoint(digit < 0 ? c : '0' + digit);
        length++;
      }
    }
    String joined = JOINED.normalize(plain);
    StringBuilder out = new StringBuilder(joined.length());
    joined.codePoints().map(this::letter).filter(c -> c >= 0).forEach(out::appendCodePoint);
    return out.isEmpty() ? joined : out.toString();
  }

  private int letter(int c) {
    int plain = PLAIN.letters.getOrDefault(c, c);
    return letters.getOrDefault(plain, plain);
  }

  static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** Accents are no part of a Latin letter here, and vowel signs none of an Arabic one. */
  private static boolean keepsMark(int base) {
    int script = UScript.getScript(base);
    return script != UScript.LATIN && script != UScript.ARABIC && script != UScript.COMMON;
  }
}
