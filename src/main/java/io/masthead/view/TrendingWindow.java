package io.masthead.view;

import java.time.Duration;

/** How far back a list of what trends looks. */
enum TrendingWindow {
  HOUR("1h", Duration.ofHours(1)),
  DAY("24h", Duration.ofDays(1)),
  WEEK("7d", Duration.ofDays(7)),
  MONTH("30d", Duration.ofDays(30));

  private final String name;
  final Duration length;

  TrendingWindow(String name, Duration length) {
    this.name = name;
    this.length = length;
  }

  static TrendingWindow of(String name) {
    for (TrendingWindow window : values()) {
      if (window.name.equals(name)) {
        return window;
      }
    }
    throw new IllegalArgumentException(name);
  }
}
