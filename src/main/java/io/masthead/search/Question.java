package io.masthead.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reader typed, as web searches take it: all words are wanted, quotes hold words together, a
 * minus leaves one out, {@code or} parts alternatives. The last word may be only begun, unless it
 * is quoted or a space follows it. Nothing that is typed is wrong: what has no meaning has none.
 */
final class Question {

  /** Words in a row; most are one. */
  record Part(List<String> words, boolean quoted, boolean begun) {}

  /** What is wanted together, and what is not wanted with it. */
  private record Alternative(List<Part> wanted, List<Part> unwanted) {}

  /** A single letter begins too much. */
  private static final int LEAST_BEGUN = 2;

  private final List<Alternative> alternatives = new ArrayList<>();

  private Question() {}

  static Question of(String typed) {
    Question question = new Question();
    Alternative current = new Alternative(new ArrayList<>(), new ArrayList<>());
    int at = 0;
    while (at < typed.length()) {
      int c = typed.codePointAt(at);
      if (isSpace(c)) {
        at += Character.charCount(c);
        continue;
      }
      boolean minus = isMinus(c) && at + 1 < typed.length() && !isSpace(typed.codePointAt(at + 1));
      int from = minus ? at + 1 : at;
      int close = isQuote(typed.codePointAt(from)) ? closing(typed, from + 1) : -1;
      int to = close < 0 ? endOfWord(typed, from) : close;
      String said = typed.substring(close < 0 ? from : from + 1, to);
      at = close < 0 ? to : to + 1;
      if (close < 0 && !minus && said.equalsIgnoreCase("or")) {
        question.add(current);
        current = new Alternative(new ArrayList<>(), new ArrayList<>());
        continue;
      }
      List<String> words = Words.of(said).stream().map(Word::text).toList();
      if (!words.isEmpty()) {
        boolean begun = close < 0 && !minus && at == typed.length();
        (minus ? current.unwanted() : current.wanted()).add(new Part(words, close >= 0, begun));
      }
    }
    question.add(current);
    return question;
  }

  /** What is only unwanted finds nothing: it would be nearly everything. */
  private void add(Alternative alternative) {
    if (!alternative.wanted().isEmpty()) {
      alternatives.add(alternative);
    }
  }

  /** Up to a quote that opens a phrase, so that {@code a"b c"} is a word and a phrase. */
  private static int endOfWord(String typed, int from) {
    int at = from + Character.charCount(typed.codePointAt(from));
    while (at < typed.length() && !isSpace(typed.codePointAt(at)) && !isQuote(typed.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int closing(String typed, int from) {
    for (int at = from; at < typed.length(); at++) {
      if (isQuote(typed.charAt(at))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isQuote(int c) {
    return c == '"' || c == '“' || c == '”' || c == '„' || c == '«' || c == '»';
  }

  private static boolean isMinus(int c) {
    return c == '-' || c == '−' || c == '–';
  }

  boolean isEmpty() {
    return alternatives.isEmpty();
  }

  /** The words that are wanted, quoted or not. */
  List<String> wanted() {
    return alternatives.stream()
        .flatMap(alternative -> alternative.wanted().stream())
        .flatMap(part -> part.words().stream())
        .toList();
  }

  /** Those that may have been mistyped: who quotes means it so. */
  Set<String> unquoted() {
    return alternatives.stream()
        .flatMap(alternative -> alternative.wanted().stream())
        .filter(part -> !part.quoted())
        .flatMap(part -> part.words().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The word that may be only begun, or null. */
  String begun() {
    return alternatives.stream()
        .flatMap(alternative -> alternative.wanted().stream())
        .filter(Part::begun)
        .map(part -> part.words().get(part.words().size() - 1))
        .filter(word -> word.codePointCount(0, word.length()) >= LEAST_BEGUN)
        .findFirst()
        .orElse(null);
  }

  /**
   * Whether each document that has all wanted words in any of several forms answers it: not so
   * where words are unwanted, since another form of one must not let it in.
   */
  boolean isPlain() {
    return alternatives.size() == 1 && alternatives.get(0).unwanted().isEmpty();
  }

  /**
   * As the database reads it.
   *
   * @param meant other spellings of a word, by the word in plain folding
   */
  String query(Folding folding, Map<String, List<String>> meant) {
    return alternatives.stream()
        .map(alternative -> query(alternative, folding, meant))
        .collect(Collectors.joining(" | "));
  }

  private String query(Alternative alternative, Folding folding, Map<String, List<String>> meant) {
    List<String> parts = new ArrayList<>();
    alternative.wanted().forEach(part -> parts.add(query(part, folding, meant)));
    alternative.unwanted().forEach(part -> parts.add("!" + query(part, folding, Map.of())));
    return parts.stream().collect(Collectors.joining(" & ", "(", ")"));
  }

  private String query(Part part, Folding folding, Map<String, List<String>> meant) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < part.words().size(); i++) {
      String word = part.words().get(i);
      boolean begun = part.begun() && word.equals(begun()) && i == part.words().size() - 1;
      row.add(query(folding.of(word), begun, part.quoted() ? List.of() : meant(word, meant)));
    }
    return row.stream().collect(Collectors.joining(" <-> ", "(", ")"));
  }

  /** All wanted words as one row, where there are several and no alternatives; else nothing. */
  String inRow(Folding folding) {
    List<String> words = wanted();
    return alternatives.size() != 1 || words.size() < 2
        ? ""
        : words.stream()
            .map(word -> "'" + folding.of(word) + "'")
            .collect(Collectors.joining(" <-> "));
  }

  /** All wanted words in any order, as they are written, in texts of a weight; "" for any. */
  String typed(Folding folding, String weight) {
    String begun = begun();
    return wanted().stream()
        .map(word -> "'%s':%s%s".formatted(folding.of(word), word.equals(begun) ? "*" : "", weight))
        .map(word -> word.endsWith(":") ? word.substring(0, word.length() - 1) : word)
        .collect(Collectors.joining(" & "));
  }

  static List<String> meant(String word, Map<String, List<String>> meant) {
    return meant.getOrDefault(Folding.PLAIN.of(word), List.of());
  }

  /** A whole word stands twice, so that it weighs more than one that only begins so. */
  private static String query(String word, boolean begun, List<String> others) {
    List<String> forms = new ArrayList<>(List.of("'" + word + "'"));
    if (begun) {
      forms.add("'" + word + "':*");
    }
    others.forEach(other -> forms.add("'" + other + "'"));
    return forms.stream().collect(Collectors.joining(" | ", "(", ")"));
  }
}
