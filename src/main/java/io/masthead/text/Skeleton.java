package io.masthead.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a text looks like, whatever letters it is written with: without case, accents, invisible
 * signs and fonts, and with one letter in the place of all that look like it (the skeleton of UTS
 * #39). Two texts that people take for one have a form in common. For comparing only; nobody should
 * be shown one.
 */
public final class Skeleton {

  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
  private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 APART = Normalizer2.getNFDInstance();
  private static final SpoofChecker LOOKS =
      new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

  private Skeleton() {}

  /** The look of the text in small letters, so that case never makes another one of it. */
  public static String of(String text) {
    return bare(LOOKS.getSkeleton(bare(FOLD.normalize(text))));
  }

  /**
   * The look of the text as its letters stand, since a capital can look like a letter that its
   * small one does not; plain Latin letters and digits are themselves.
   */
  public static String asWritten(String text) {
    String plain = bareOfMarks(NFKC.normalize(text));
    StringBuilder out = new StringBuilder(plain.length());
    plain
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                out.appendCodePoint(c);
              } else {
                out.append(LOOKS.getSkeleton(Character.toString(c)));
              }
            });
    return bare(out.toString());
  }

  /**
   * Both looks of a name by its letters and digits alone, in which i and l are one, too. None for a
   * name of fewer than two: a single letter is nobody's.
   */
  public static Set<String> ofName(String name) {
    Set<String> looks = new LinkedHashSet<>();
    for (String look : new String[] {of(name), asWritten(name)}) {
      StringBuilder letters = new StringBuilder();
      look.codePoints()
          .filter(Character::isLetterOrDigit)
          .forEach(c -> letters.appendCodePoint(c == 'i' ? 'l' : c));
      if (letters.codePointCount(0, letters.length()) > 1) {
        looks.add(letters.toString());
      }
    }
    return looks;
  }

  /** The plain Latin letter that a letter of another script looks like, or -1. */
  public static int latinLike(int letter) {
    String look = LOOKS.getSkeleton(Character.toString(letter));
    return look.length() == 1 && look.charAt(0) < 0x80 && Character.isLetter(look.charAt(0))
        ? look.charAt(0)
        : -1;
  }

  private static String bare(String text) {
    return FOLD.normalize(bareOfMarks(text));
  }

  /** Without the marks that any script may borrow; those that are letters of a script stay. */
  private static String bareOfMarks(String text) {
    String apart = APART.normalize(text);
    StringBuilder out = new StringBuilder(apart.length());
    apart.codePoints().filter(c -> !isNoise(c)).forEach(out::appendCodePoint);
    return out.toString();
  }

  /** Whether a sign between two letters leaves them the word that they are. */
  private static boolean isNoise(int c) {
    if (c < 0x80) {
      return false;
    }
    // The two marks that make another syllable of a kana.
    boolean voices = c == 0x3099 || c == 0x309A;
    byte type = (byte) UCharacter.getType(c);
    boolean mark =
        type == UCharacterCategory.NON_SPACING_MARK || type == UCharacterCategory.ENCLOSING_MARK;
    return mark && !voices && UScript.getScript(c) == UScript.INHERITED
        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        || type == UCharacterCategory.FORMAT
        || UCharacter.isISOControl(c);
  }
}
