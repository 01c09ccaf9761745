package io.masthead.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.ULocale;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The readable last part of an address. Derived ones are written in Latin letters where the script
 * has a transliteration and in their own script where it has none; those set by hand may use the
 * letters and digits of any script, though not in another font or width. 1 to {@value #MAX_LENGTH}
 * code points, lower case, NFC, single hyphens inside, never shaped like an id and never one of the
 * words that stand for a fixed path.
 */
public final class Slug {

  public static final int MAX_LENGTH = 120;

  /** How many numbered forms are looked up at once. */
  private static final int CANDIDATES = 50;

  /** Words that stand, or may come to stand, where a slug stands in a path of ours or a site's. */
  private static final Set<String> RESERVED =
      Set.of(
          "api",
          "atom",
          "breaking",
          "bulk",
          "by-external",
          "by-slug",
          "comments",
          "counts",
          "docs",
          "drafts",
          "edit",
          "erasure",
          "events",
          "export",
          "feed",
          "import",
          "index",
          "json",
          "latest",
          "manage",
          "new",
          "null",
          "openapi",
          "preview",
          "problems",
          "q",
          "redirects",
          "related",
          "resolve",
          "rss",
          "schedule",
          "search",
          "sitemap",
          "sitemap-news",
          "suggest",
          "sync",
          "top",
          "trending",
          "undefined",
          "views");

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
  private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");

  /** What a title without a single letter or digit is called. */
  private static final String NAMELESS = "untitled";

  /** Makes a valid slug of one that is only a number, a reserved word or shaped like an id. */
  private static final String PREFIX = "on-";

  /** A title of any sane length fits; more is not worth the transliteration. */
  private static final int MAX_TITLE = 1_000;

  /*
   * ICU's own tables aim at reversible scholarly forms (щ as ŝ, ہ as h with marks), which lose
   * sounds once reduced to ASCII. These are the spellings newspapers use: Russian and Kazakh with
   * the other Cyrillic alphabets, and the Arabic letters as Urdu reads them.
   */
  private static final String RULES =
      """
      щ > shch ; ж > zh ; х > kh ; ц > ts ; ч > ch ; ш > sh ; ю > yu ; я > ya ; ё > yo ;
      ъ > ; ь > ; ы > y ; э > e ; й > y ;
      ә > a ; ғ > g ; қ > q ; ң > n ; ө > o ; ұ > u ; ү > u ; һ > h ; і > i ;
      ї > yi ; є > ye ; ґ > g ; ў > u ; ҳ > h ; җ > j ; ҷ > j ; ӣ > i ; ӯ > u ; ҡ > q ; ҙ > z ; ҫ > s ;
      ђ > dj ; ј > j ; љ > lj ; њ > nj ; ћ > c ; џ > dz ;
      آ > a ; ا > a ; أ > a ; إ > i ; ٱ > a ; ب > b ; پ > p ; ت > t ; ٹ > t ; ث > s ; ج > j ; چ > ch ;
      ح > h ; خ > kh ; د > d ; ڈ > d ; ذ > z ; ر > r ; ڑ > r ; ز > z ; ژ > zh ; س > s ; ش > sh ;
      ص > s ; ض > z ; ط > t ; ظ > z ; ع > a ; غ > gh ; ف > f ; ق > q ; ک > k ; ك > k ; گ > g ; ل > l ;
      م > m ; ن > n ; ں > n ; و > w ; ؤ > w ; ہ > h ; ۂ > h ; ۃ > h ; ه > h ; ھ > h ; ة > a ; ء > ;
      ئ > y ; ی > i ; ي > i ; ى > a ; ے > e ; ۓ > e ; ـ > ;
      [\\u064B-\\u065F\\u0670] > ;
      :: Any-Latin ;
      :: Latin-ASCII ;
      """;

  private static final Transliterator LATIN =
      Transliterator.createFromRules("Masthead-Slug", RULES, Transliterator.FORWARD);

  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

  /** Kinds of compatible characters that are only another look of the same letter or digit. */
  private static final Set<Integer> VARIANTS =
      Set.of(
          UCharacter.DecompositionType.FONT,
          UCharacter.DecompositionType.CIRCLE,
          UCharacter.DecompositionType.SQUARE,
          UCharacter.DecompositionType.WIDE,
          UCharacter.DecompositionType.NARROW,
          UCharacter.DecompositionType.ISOLATED,
          UCharacter.DecompositionType.INITIAL,
          UCharacter.DecompositionType.MEDIAL,
          UCharacter.DecompositionType.FINAL);

  private Slug() {}

  /**
   * The slug of a title in any script; always valid. Signs such as {@code & ? % # /} part words.
   */
  public static String of(String title) {
    String text = title == null ? "" : title;
    if (Text.length(text) > MAX_TITLE) {
      text = text.substring(0, text.offsetByCodePoints(0, MAX_TITLE));
    }
    String slug = cut(hyphenate(latin(lower(text))), MAX_LENGTH);
    if (slug.isEmpty()) {
      return NAMELESS;
    }
    if (DIGITS.matcher(slug).matches() || isReserved(slug) || looksLikeId(slug)) {
      return cut(PREFIX + slug, MAX_LENGTH);
    }
    return slug;
  }

  /** The base with a number behind it, shortened by whole words where that is needed to fit. */
  public static String numbered(String base, int n) {
    String suffix = "-" + n;
    return cut(base, MAX_LENGTH - suffix.length()) + suffix;
  }

  /**
   * The base, or its first numbered form that nothing has yet. Whoever asks holds a lock, so that
   * it is still free when it is stored.
   *
   * @param taken of some slugs, those that something has; asked for many at once
   */
  public static String free(String base, Function<List<String>, Collection<String>> taken) {
    List<String> candidates = List.of(base);
    for (int next = 2; ; next += CANDIDATES) {
      Collection<String> gone = taken.apply(candidates);
      for (String candidate : candidates) {
        if (!gone.contains(candidate)) {
          return candidate;
        }
      }
      candidates =
          IntStream.range(next, next + CANDIDATES).mapToObj(n -> numbered(base, n)).toList();
    }
  }

  /** What is wrong with a slug set by hand, as a fault's code; nothing where it is valid. */
  public static Optional<String> fault(String slug) {
    if (slug == null || slug.isEmpty()) {
      return Optional.of("required");
    }
    if (Text.length(slug) > MAX_LENGTH) {
      return Optional.of("too_long");
    }
    if (!isWellFormed(slug) || looksLikeId(slug)) {
      return Optional.of("invalid_format");
    }
    return isReserved(slug) ? Optional.of("reserved") : Optional.empty();
  }

  public static boolean isValid(String slug) {
    return fault(slug).isEmpty();
  }

  /**
   * The one spelling of a slug however it was typed: plain letters, NFC and lower case. A request
   * for another spelling is redirected to this one.
   */
  public static String canonical(String raw) {
    return raw == null ? null : lower(raw);
  }

  /** True for what an id's reader could take for a UUID, with or without its hyphens. */
  public static boolean looksLikeId(String slug) {
    return ID.matcher(slug).matches();
  }

  private static boolean isReserved(String slug) {
    return RESERVED.contains(slug);
  }

  private static String lower(String text) {
    return Text.nfc(UCharacter.toLowerCase(ULocale.ROOT, Text.nfc(plain(text))));
  }

  /**
   * The letters that are meant by those of another font, in circles or squares, of another width or
   * shaped for their place (𝕓 ① ｂ ﻻ), as NFKC has them. Not the whole of NFKC: that would also
   * take Thai and Lao letters apart and make letters of signs.
   */
  private static String plain(String text) {
    if (NFKC.isNormalized(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      int kind = UCharacter.getIntPropertyValue(c, UProperty.DECOMPOSITION_TYPE);
      if (VARIANTS.contains(kind)) {
        out.append(NFKC.normalize(Character.toString(c)));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static String latin(String text) {
    // ICU documents no thread safety for chains that hold break iterators (Thai).
    synchronized (LATIN) {
      return lower(LATIN.transliterate(text));
    }
  }

  /** Letters and digits with the marks they carry; all else parts words, apostrophes vanish. */
  private static String hyphenate(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    boolean marks = false; // whether a mark may follow
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (isLetterOrDigit(c)) {
        if (gap && out.length() > 0) {
          out.append('-');
        }
        gap = false;
        marks = c > 0x7F;
        int digit = UCharacter.digit(c, 10);
        if (digit >= 0) {
          out.append((char) ('0' + digit));
        } else {
          out.appendCodePoint(c);
        }
      } else if (isMark(c)) {
        if (marks && !gap) {
          out.appendCodePoint(c);
        }
      } else if (!isApostrophe(c)) {
        gap = true;
      }
    }
    return Text.nfc(out.toString());
  }

  private static boolean isWellFormed(String slug) {
    if (!slug.equals(lower(slug))) {
      return false;
    }
    boolean hyphen = true; // as if one stood before the first
    boolean letter = false; // whether a mark may follow
    for (int i = 0, c; i < slug.length(); i += Character.charCount(c)) {
      c = slug.codePointAt(i);
      if (c == '-') {
        if (hyphen) {
          return false;
        }
        hyphen = true;
        letter = false;
      } else if (isLetterOrDigit(c)) {
        hyphen = false;
        letter = true;
      } else if (!isMark(c) || !letter) {
        return false;
      }
    }
    return !hyphen;
  }

  private static boolean isLetterOrDigit(int c) {
    return (UCharacter.isLetter(c) || UCharacter.isDigit(c)) && isVisible(c);
  }

  private static boolean isMark(int c) {
    int type = UCharacter.getType(c);
    return (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK)
        && isVisible(c);
  }

  /** Fillers and selectors count as letters and marks in Unicode, yet nobody can see them. */
  private static boolean isVisible(int c) {
    return !UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  private static boolean isApostrophe(int c) {
    return c == '\''
        || c == '"'
        || c == '’'
        || c == '‘'
        || c == '´'
        || c == '`'
        || c == 0xAD
        || c == 0x200B
        || c == 0x200C
        || c == 0x200D;
  }

  private static String cut(String slug, int max) {
    if (Text.length(slug) <= max) {
      return slug;
    }
    int end = slug.offsetByCodePoints(0, max);
    if (slug.charAt(end) != '-') {
      int hyphen = slug.lastIndexOf('-', end);
      end = hyphen > 0 ? hyphen : end;
    }
    return slug.substring(0, end);
  }
}
