package io.masthead.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Known crawlers, previewers, monitors and libraries by their agent, after the list
 * crawler-user-agents. It distinguishes case, as the list is written: phones of the make Cubot are
 * no robots.
 *
 * <p>Nearly all of its patterns are plain words. They are kept as a tree of characters that is
 * walked from each place of the agent, so that the time does not grow with their number; the few
 * others are two expressions, one of them only tried at the start.
 */
@ApplicationScoped
class Crawlers {

  private static final String LIST = "view/crawler-user-agents.json";

  /** Signs that make more of a pattern than a word, unless a backslash stands before them. */
  private static final String SIGNS = "\\^$.|?*+()[]{}";

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private boolean ends;
  }

  /** Readers share few agents, so that most are looked at once. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Node words = new Node();
  private final Pattern starts;
  private final Pattern others;
  private final LoadingCache<String, Boolean> remembered =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(this::search);

  @Inject
  Crawlers(ObjectMapper json) throws IOException {
    this(patterns(json));
  }

  Crawlers(List<String> patterns) {
    List<String> anchored = new ArrayList<>();
    List<String> floating = new ArrayList<>();
    for (String pattern : patterns) {
      String word = word(pattern);
      if (word != null) {
        add(word);
      } else if (pattern.startsWith("^") && pattern.indexOf('|') < 0) {
        anchored.add(pattern);
      } else {
        floating.add(pattern);
      }
    }
    starts = anyOf(anchored);
    others = anyOf(floating);
  }

  /** An expression for none of them would be one that never matches. */
  private static Pattern anyOf(List<String> patterns) {
    return Pattern.compile(
        patterns.isEmpty() ? "(?!)" : "(?:" + String.join(")|(?:", patterns) + ")");
  }

  boolean match(String agent) {
    return remembered.get(agent);
  }

  private boolean search(String agent) {
    for (int i = 0; i < agent.length(); i++) {
      if (startsWord(agent, i)) {
        return true;
      }
    }
    return starts.matcher(agent).lookingAt() || others.matcher(agent).find();
  }

  private boolean startsWord(String agent, int start) {
    Node node = words;
    for (int i = start; i < agent.length(); i++) {
      node = node.next.get(agent.charAt(i));
      if (node == null) {
        return false;
      }
      if (node.ends) {
        return true;
      }
    }
    return false;
  }

  private void add(String word) {
    Node node = words;
    for (char c : word.toCharArray()) {
      node = node.next.computeIfAbsent(c, k -> new Node());
    }
    node.ends = true;
  }

  /** The word that a pattern stands for, or null where it is more than one. */
  private static String word(String pattern) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        c = pattern.charAt(++i);
        if (Character.isLetterOrDigit(c)) {
          return null;
        }
      } else if (SIGNS.indexOf(c) >= 0) {
        return null;
      }
      word.append(c);
    }
    return word.toString();
  }

  private static List<String> patterns(ObjectMapper json) throws IOException {
    try (InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException("The build left out " + LIST);
      }
      List<String> patterns = new ArrayList<>();
      for (JsonNode pattern : json.readTree(in).get("patterns")) {
        patterns.add(pattern.asText());
      }
      return patterns;
    }
  }
}
