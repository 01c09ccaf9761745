package io.masthead.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitemapPartTest {

  @ParameterizedTest
  @CsvSource({"2026-11.xml, 1, 1", "2026-12-2.xml, 2, 20001", "0001-01-31.xml, 31, 600001"})
  void a_part_has_one_name(String name, int number, long first) {
    SitemapPart part = SitemapPart.named(name).orElseThrow();
    assertEquals(YearMonth.parse(name.substring(0, 7)), part.month());
    assertEquals(number, part.number());
    assertEquals(first, part.first());
    assertEquals(name, part.name());
  }

  @Test
  void a_month_is_one_of_utc() {
    SitemapPart part = new SitemapPart(YearMonth.of(2026, 12), 1);
    assertEquals(Instant.parse("2026-12-01T00:00:00Z"), part.start());
    assertEquals(Instant.parse("2027-01-01T00:00:00Z"), part.end());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "0",
        "-1",
        "1.xml",
        "2026-11",
        "2026-13.xml",
        "2026-00.xml",
        "0000-13.xml",
        "2026-11-0.xml",
        "2026-11-1.xml",
        "2026-11-02.xml",
        "2026-11--1.xml",
        "2026-11-999999.xml",
        "+2026-11.xml",
        "2026-11.xml.gz"
      })
  void what_is_no_name_of_a_part_is_none(String name) {
    assertEquals(Optional.empty(), SitemapPart.named(name));
  }
}
