package io.masthead.search;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes texts apart into words: by Unicode, with dictionaries where a script has no spaces. */
final class Words {

  private static final Set<Integer> APOSTROPHES =
      Set.of((int) '\'', 0x2018, 0x2019, 0x02BC, 0x00AD, 0x200C, 0x200D);

  /** Before an apostrophe these are a word of their own: l'eau, d'Orsay, qu'il. */
  private static final Pattern ELIDED = Pattern.compile("(?i)[cdjlmnst]|qu");

  private Words() {}

  static List<Word> of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /** The first words of a text; null has none. */
  static List<Word> of(String text, int most) {
    List<Word> words = new ArrayList<>();
    if (text == null) {
      return words;
    }
    BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
    breaks.setText(text);
    int start = breaks.first();
    for (int end = breaks.next();
        end != BreakIterator.DONE && words.size() < most;
        start = end, end = breaks.next()) {
      if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
        split(text, start, end, words);
      }
    }
    return words.size() > most ? words.subList(0, most) : words;
  }

  /** At signs that stand in words, as in 3.14 and example.org, which readers leave out. */
  private static void split(String text, int from, int to, List<Word> words) {
    int start = -1;
    int end = from;
    for (int i = from, c; i < to; i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Character.isLetterOrDigit(c) || Folding.isMark(c)) {
        start = start < 0 ? i : start;
        end = i + Character.charCount(c);
      } else if (start >= 0
          && (!APOSTROPHES.contains(c) || ELIDED.matcher(text.substring(start, end)).matches())) {
        add(text, start, end, words);
        start = -1;
      }
    }
    if (start >= 0) {
      add(text, start, end, words);
    }
  }

  private static void add(String text, int start, int end, List<Word> words) {
    String word = text.substring(start, end);
    if (!Folding.PLAIN.of(word).isEmpty()) {
      words.add(new Word(word, start, end));
    }
  }
}
