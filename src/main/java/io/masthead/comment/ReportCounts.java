package io.masthead.comment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many reports wait for a moderator.
 *
 * @param byReason by the reason's code; a reason nobody gave is not there
 */
record ReportCounts(Map<String, Integer> byReason) {

  static final ReportCounts NONE = new ReportCounts(Map.of());

  ReportCounts {
    byReason = Collections.unmodifiableMap(new TreeMap<>(byReason));
  }

  /** As {@link #stored} wrote it. */
  static ReportCounts of(String stored) {
    return new ReportCounts(
        Comment.codes(stored).stream()
            .map(count -> count.split(":"))
            .collect(Collectors.toMap(count -> count[0], count -> Integer.valueOf(count[1]))));
  }

  ReportCounts and(ReportReason reason) {
    Map<String, Integer> more = new TreeMap<>(byReason);
    more.merge(reason.code(), 1, Integer::sum);
    return new ReportCounts(more);
  }

  int total() {
    return byReason.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** In a column: reason:number, parted by spaces. */
  String stored() {
    return byReason.entrySet().stream()
        .map(count -> count.getKey() + ":" + count.getValue())
        .collect(Collectors.joining(" "));
  }
}
