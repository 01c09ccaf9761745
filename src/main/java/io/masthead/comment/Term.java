package io.masthead.comment;

import io.masthead.text.Skeleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A word or phrase that is looked for at the borders of words; {@code *} stands for any letters of
 * one word. Searching takes time in proportion to the text, whatever the two are.
 */
final class Term {

  static final int MAX_GAPS = 5;

  /** Parts that follow each other within a word; a space is the border of one. */
  private record Pattern(List<String> parts) {

    boolean isIn(String text) {
      // Where a part may begin: anywhere for the first one.
      boolean[] open = null;
      for (String part : parts) {
        open = after(text, part, open);
        if (open == null) {
          return false;
        }
      }
      return !parts.isEmpty();
    }

    /**
     * From where on the next part may begin: from the end of one that began where it may, to the
     * end of that word. Null where there is none.
     */
    private static boolean[] after(String text, String part, boolean[] open) {
      int[] borders = borders(part);
      boolean[] next = new boolean[text.length() + 1];
      boolean found = false;
      boolean within = false;
      for (int i = 0, matched = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        while (matched > 0 && (matched == part.length() || part.charAt(matched) != c)) {
          matched = borders[matched];
        }
        matched += part.charAt(matched) == c ? 1 : 0;
        within &= c != ' ';
        if (matched == part.length() && (open == null || open[i + 1 - matched])) {
          within = true;
          found = true;
        }
        next[i + 1] = within;
      }
      return found ? next : null;
    }

    /** For every length of the part, the longest shorter beginning that is its end (KMP). */
    private static int[] borders(String part) {
      int[] borders = new int[part.length() + 1];
      for (int i = 1, matched = 0; i < part.length(); i++) {
        while (matched > 0 && part.charAt(matched) != part.charAt(i)) {
          matched = borders[matched];
        }
        matched += part.charAt(matched) == part.charAt(i) ? 1 : 0;
        borders[i + 1] = matched;
      }
      return borders;
    }
  }

  private final List<Pattern> exact;
  private final List<Pattern> stretched;

  Term(String term) {
    exact = List.of(pattern(term, Skeleton::of), pattern(term, Skeleton::asWritten));
    stretched =
        exact.stream()
            .map(p -> new Pattern(p.parts().stream().map(SearchedText::unstretched).toList()))
            .toList();
  }

  /** Whether anything can be looked for by it. */
  static boolean isOne(String term) {
    return term.chars().filter(c -> c == '*').count() <= MAX_GAPS
        && Skeleton.of(term.replace('*', ' ')).codePoints().anyMatch(Words::isPart);
  }

  boolean isIn(SearchedText text) {
    int looks = text.looksOne() && exact.get(0).equals(exact.get(1)) ? 1 : exact.size();
    for (int look = 0; look < looks; look++) {
      if (exact.get(look).isIn(text.exact(look))
          || stretched.get(look).isIn(text.stretched(look))) {
        return true;
      }
    }
    return false;
  }

  private static Pattern pattern(String term, UnaryOperator<String> look) {
    List<String> parts = new ArrayList<>();
    String[] pieces = term.split("\\*", -1);
    for (int i = 0; i < pieces.length; i++) {
      String piece = look.apply(pieces[i]);
      String words = String.join(" ", Words.split(piece));
      boolean begins = !words.isEmpty() && (i == 0 || !Words.isPart(piece.codePointAt(0)));
      boolean ends =
          !words.isEmpty()
              && (i == pieces.length - 1 || !Words.isPart(piece.codePointBefore(piece.length())));
      boolean between = words.isEmpty() && !piece.isEmpty() && i > 0 && i < pieces.length - 1;
      String part = (begins ? " " : "") + (between ? " " : words) + (ends ? " " : "");
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return new Pattern(parts);
  }
}
