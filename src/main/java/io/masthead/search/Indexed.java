package io.masthead.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The texts of an article in the order in which their words are counted: its heads (title, names,
 * standfirst), the same again as they are written where the first are stems, then its body. After
 * each of them a place stays empty.
 *
 * @param names kicker, bylines and tags, one after the other
 */
record Indexed(String stemming, String title, List<String> names, String standfirst) {

  /** A lexeme holds no places beyond it. */
  static final int MOST_PLACES = 16_383;

  /** Of the body so many words are looked at, and so much text: a tsvector holds 1 MB. */
  static final int MOST_WORDS = 12_000;

  static final int MOST_LETTERS = 150_000;

  /** Shorter words have too many neighbours, longer ones are none that people mistype. */
  private static final int LEAST_NEAR = 4;

  private static final int MOST_NEAR = 30;

  static Indexed of(String stemming, JsonNode document) {
    List<String> names = new ArrayList<>();
    names.add(document.path("kicker").asText(""));
    document.path("bylines").forEach(byline -> names.add(byline.path("name").asText()));
    document.path("tags").forEach(tag -> names.add(tag.path("name").asText()));
    return new Indexed(
        stemming, document.path("title").asText(""), names, document.path("standfirst").asText(""));
  }

  /** The words of a text as they are compared, with a space between. */
  String folded(String text, int most) {
    Folding folding = Stemming.folding(stemming);
    return Words.of(text, most).stream()
        .map(word -> folding.of(word.text()))
        .collect(Collectors.joining(" "));
  }

  String folded(String text) {
    return folded(text, Integer.MAX_VALUE);
  }

  /** Names stand apart by as much as texts do in the order of words: not at all. */
  String foldedNames() {
    return names.stream()
        .map(this::folded)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Every word of the heads, once. */
  Set<String> words() {
    Set<String> words = new TreeSet<>();
    for (String text : List.of(folded(title), foldedNames(), folded(standfirst))) {
      words.addAll(List.of(text.split(" ")));
    }
    words.remove("");
    return words;
  }

  /** Hashes of what is left of these words without any one letter, and of themselves. */
  static Set<Integer> near(Iterable<String> words) {
    Set<Integer> near = new TreeSet<>();
    words.forEach(word -> near.addAll(near(word)));
    return near;
  }

  static Set<Integer> near(String word) {
    Set<Integer> near = new TreeSet<>();
    int[] letters = word.codePoints().toArray();
    if (letters.length < LEAST_NEAR || letters.length > MOST_NEAR) {
      return near;
    }
    near.add(word.hashCode());
    for (int left = 0; left < letters.length; left++) {
      StringBuilder rest = new StringBuilder(word.length());
      for (int i = 0; i < letters.length; i++) {
        if (i != left) {
          rest.appendCodePoint(letters[i]);
        }
      }
      near.add(rest.toString().hashCode());
    }
    return near;
  }

  /** How many places the heads take before the body's first word. */
  int placesBeforeBody() {
    return heads() * (Stemming.isNone(stemming) ? 1 : 2);
  }

  private int heads() {
    return count(title)
        + 1
        + names.stream().mapToInt(Indexed::count).sum()
        + 1
        + count(standfirst)
        + 1;
  }

  private static int count(String text) {
    return Words.of(text).size();
  }

  /** Which word of a text each mark is, from 0 on; those of other texts left out. */
  List<Integer> inTitle(int[] marks) {
    return inHeads(marks, 0, count(title));
  }

  List<Integer> inKicker(int[] marks) {
    return inHeads(marks, count(title) + 1, count(names.get(0)));
  }

  /** Of bylines and tags. */
  List<Integer> inNames(int[] marks) {
    int before = count(title) + 1 + count(names.get(0));
    int count = names.stream().skip(1).mapToInt(Indexed::count).sum();
    return inHeads(marks, before, count);
  }

  List<Integer> inStandfirst(int[] marks) {
    return inHeads(marks, heads() - 1 - count(standfirst), count(standfirst));
  }

  List<Integer> inBody(int[] marks) {
    int before = placesBeforeBody();
    List<Integer> words = new ArrayList<>();
    for (int mark : marks) {
      if (mark > before && mark < MOST_PLACES) {
        words.add(mark - before - 1);
      }
    }
    return words;
  }

  /** Of both copies of the heads. */
  private List<Integer> inHeads(int[] marks, int before, int count) {
    Set<Integer> words = new TreeSet<>();
    int heads = heads();
    for (int mark : marks) {
      int place = (mark - 1) % heads;
      if (mark <= placesBeforeBody() && place >= before && place < before + count) {
        words.add(place - before);
      }
    }
    return List.copyOf(words);
  }
}
