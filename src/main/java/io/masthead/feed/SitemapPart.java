package io.masthead.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the sitemap: some of the articles that were published in a month (UTC), by the number
 * of the part. It has one name only.
 */
record SitemapPart(YearMonth month, int number) {

  /**
   * So many make no more than 50 MB, however long their addresses are, and stay below the 50,000
   * that the protocol allows.
   */
  static final int MOST = 20_000;

  private static final Pattern NAME =
      Pattern.compile("(\\d{4})-(\\d{2})(?:-([2-9]|[1-9]\\d{1,4}))?\\.xml");

  static Optional<SitemapPart> named(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      YearMonth month =
          YearMonth.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
      String number = parts.group(3);
      return Optional.of(new SitemapPart(month, number == null ? 1 : Integer.parseInt(number)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** {@code 2026-11.xml}, and {@code 2026-11-2.xml} for the second of a month that has several. */
  String name() {
    return month + (number == 1 ? "" : "-" + number) + ".xml";
  }

  Instant start() {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Instant end() {
    return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The place of its first article among those of the month, of which 1 is the first. */
  long first() {
    return (number - 1L) * MOST + 1;
  }
}
