package io.masthead.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of what answers show, as the tags by which a shared cache drops them: {@link #of} goes
 * with an answer, {@link #changed} with the news of a change, and where the two have a tag in
 * common, the answer is to be dropped. Tags are of letters, digits, {@code -._~} and {@code %}.
 */
public final class CacheTags {

  /** What every answer has. */
  private static final String ALL = "all";

  private static final int MOST = 100;
  private static final int LONGEST = 4_000;
  private static final int LONGEST_ONE = 100;
  private static final int MOST_CHANGED = 250;
  private static final int LONGEST_CHANGED = 12_000;
  private static final String PLAIN = "-._~";

  private CacheTags() {}

  /**
   * The tags of an answer, at most 100 and 4,000 characters with what stands between them. Where it
   * shows more, {@code any-article} stands in for all tags of articles, and so on with the kind
   * that has the most.
   */
  public static List<String> of(Collection<String> shown) {
    Set<String> tags = new TreeSet<>(Set.of(ALL));
    shown.forEach(name -> tags.add(tag(name)));
    while (tags.size() > MOST || length(tags) > LONGEST) {
      String most = commonest(tags);
      tags.removeIf(tag -> most.equals(wider(tag)));
      tags.add(most);
    }
    return List.copyOf(tags);
  }

  /** The tags of all answers that these changes make untrue. */
  public static Set<String> changed(Collection<String> changed) {
    Set<String> tags = new TreeSet<>();
    for (String name : changed) {
      String tag = tag(name);
      tags.add(tag);
      String wider = wider(tag);
      if (wider != null) {
        tags.add(wider);
      }
    }
    return tags;
  }

  /**
   * The tags of a change, as news of it can hold them: 250 and 12,000 characters at most, else
   * {@code all} alone, which every answer has.
   */
  public static Set<String> bounded(Set<String> changed) {
    boolean tooMany = changed.size() > MOST_CHANGED || length(changed) > LONGEST_CHANGED;
    return tooMany || changed.contains(ALL) ? Set.of(ALL) : changed;
  }

  private static int length(Set<String> tags) {
    return tags.stream().mapToInt(tag -> tag.length() + 1).sum();
  }

  private static String commonest(Set<String> tags) {
    Map<String, Integer> times = new HashMap<>();
    for (String tag : tags) {
      String wider = wider(tag);
      if (wider != null) {
        times.merge(wider, tag.length(), Integer::sum);
      }
    }
    return times.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** What stands in for it where there are too many; null for one that stands for many itself. */
  private static String wider(String tag) {
    int dash = tag.indexOf('-');
    String kind = dash < 0 ? "any" : tag.substring(0, dash);
    return kind.equals("any") ? null : "any-" + kind;
  }

  private static String tag(String name) {
    if (name.equals(ResponseCache.EVERYTHING)) {
      return ALL;
    }
    StringBuilder tag = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = octet >= 0 && (Character.isLetterOrDigit(octet) || PLAIN.indexOf(octet) >= 0);
      tag.append(plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet & 0xff));
    }
    return tag.length() <= LONGEST_ONE ? tag.toString() : shortened(name);
  }

  private static String shortened(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      String kind = name.substring(0, name.indexOf('-') + 1);
      return kind + "~" + HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
