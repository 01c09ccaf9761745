package io.masthead.view;

/** How long a bucket of a series is. */
enum ViewInterval {
  HOUR,
  DAY
}
