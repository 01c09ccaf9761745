package io.masthead.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows where the words that were found stand in an article's texts. */
final class Highlights {

  /** Words that an extract of a body has, and so many of them before the first that was found. */
  private static final int EXTRACT = 40;

  private static final int BEFORE = 8;

  private static final String ELLIPSIS = "…";

  private Highlights() {}

  /** In the order of the page; texts without a word that was found are left out. */
  static List<Highlight> of(String stemming, JsonNode shown, String body, int[] marks) {
    Indexed indexed = Indexed.of(stemming, shown);
    List<Highlight> found = new ArrayList<>();
    add(found, "title", indexed.title(), indexed.inTitle(marks));
    add(found, "kicker", shown.path("kicker").asText(""), indexed.inKicker(marks));
    add(found, "standfirst", indexed.standfirst(), indexed.inStandfirst(marks));
    List<Integer> inBody = indexed.inBody(marks);
    if (!inBody.isEmpty()) {
      extract(found, body, inBody);
    }
    return found;
  }

  /** A title as HTML, with the words in it that are being typed. */
  static String typed(String title, Question question, Folding folding) {
    Set<String> wanted = question.wanted().stream().map(folding::of).collect(Collectors.toSet());
    String begun = question.begun() == null ? null : folding.of(question.begun());
    List<Word> words = Words.of(title);
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < words.size(); place++) {
      String word = folding.of(words.get(place).text());
      if (wanted.contains(word) || begun != null && word.startsWith(begun)) {
        places.add(place);
      }
    }
    return highlight("title", title, words, places, 0).html();
  }

  private static void add(List<Highlight> found, String field, String text, List<Integer> places) {
    if (!places.isEmpty()) {
      found.add(highlight(field, text, Words.of(text), places, 0));
    }
  }

  private static void extract(List<Highlight> found, String body, List<Integer> places) {
    int densest = densest(places);
    int from = Math.max(0, densest - BEFORE);
    List<Word> words = Words.of(body, from + EXTRACT);
    if (words.size() <= densest) {
      return;
    }
    int last = words.size() - 1;
    int start = from == 0 ? 0 : words.get(from).start();
    boolean whole = last < from + EXTRACT - 1;
    int end = whole ? body.length() : words.get(last).end();
    String before = start == 0 ? "" : ELLIPSIS;
    String text = before + body.substring(start, end).strip().replaceAll("\\s+", " ");
    text += end < body.length() ? ELLIPSIS : "";
    List<Integer> within = places.stream().filter(p -> p >= from && p <= last).toList();
    found.add(highlight("body", text, Words.of(text), within, from));
  }

  /** The first of the places after which most others stand in an extract. */
  private static int densest(List<Integer> places) {
    int best = 0;
    int most = 0;
    for (int i = 0, end = 0; i < places.size(); i++) {
      while (end < places.size() && places.get(end) < places.get(i) + EXTRACT - BEFORE) {
        end++;
      }
      if (end - i > most) {
        most = end - i;
        best = i;
      }
    }
    return places.get(best);
  }

  private static Highlight highlight(
      String field, String text, List<Word> words, List<Integer> places, int first) {
    StringBuilder html = new StringBuilder(text.length() + 32);
    List<Highlight.Range> ranges = new ArrayList<>();
    int at = 0;
    for (int place : places) {
      if (place - first < words.size()) {
        Word word = words.get(place - first);
        escape(text, at, word.start(), html);
        html.append("<mark>");
        escape(text, word.start(), word.end(), html);
        html.append("</mark>");
        at = word.end();
        ranges.add(
            new Highlight.Range(
                text.codePointCount(0, word.start()), text.codePointCount(0, word.end())));
      }
    }
    escape(text, at, text.length(), html);
    return new Highlight(field, text, html.toString(), ranges);
  }

  private static void escape(String text, int from, int to, StringBuilder html) {
    for (int i = from; i < to; i++) {
      switch (text.charAt(i)) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(text.charAt(i));
      }
    }
  }
}
