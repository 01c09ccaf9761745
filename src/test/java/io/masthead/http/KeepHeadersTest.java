package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What settings make of the headers by which others keep answers. */
class KeepHeadersTest {

  private static KeepHeaders headers(Map<String, String> environment) {
    return new KeepHeaders(Settings.of(HttpConfig.class, environment));
  }

  @Test
  void without_settings_all_kinds_are_kept_alike_and_nothing_is_tagged() {
    KeepHeaders headers = headers(Map.of());
    for (AnswerKind kind : AnswerKind.values()) {
      assertEquals(
          "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400",
          headers.control(kind));
      assertEquals("public, max-age=30", headers.controlOfMove(kind));
    }
    assertEquals(Map.of(), headers.tags(List.of("articles")));
  }

  @Test
  void a_kind_is_kept_as_its_settings_say_and_else_as_those_of_all() {
    KeepHeaders headers =
        headers(
            Map.of(
                "MASTHEAD_HTTP_MAX_AGE", "10",
                "MASTHEAD_HTTP_SHARED_MAX_AGE", "300",
                "MASTHEAD_HTTP_STALE_IF_ERROR", "0",
                "MASTHEAD_HTTP_ARTICLE_MAX_AGE", "60",
                "MASTHEAD_HTTP_COUNTS_SHARED_MAX_AGE", "2",
                "MASTHEAD_HTTP_FEED_STALE_WHILE_REVALIDATE", "7",
                "MASTHEAD_HTTP_FEED_STALE_IF_ERROR", "8"));
    assertEquals(
        "public, max-age=60, s-maxage=300, stale-while-revalidate=60, stale-if-error=0",
        headers.control(AnswerKind.ARTICLE));
    assertEquals(
        "public, max-age=10, s-maxage=2, stale-while-revalidate=60, stale-if-error=0",
        headers.control(AnswerKind.COUNTS));
    assertEquals(
        "public, max-age=10, s-maxage=300, stale-while-revalidate=7, stale-if-error=8",
        headers.control(AnswerKind.FEED));
    assertEquals("public, max-age=60", headers.controlOfMove(AnswerKind.ARTICLE));
  }

  @Test
  void tags_stand_in_the_headers_that_were_asked_for() {
    KeepHeaders headers = headers(Map.of("MASTHEAD_HTTP_CACHE_TAGS", "surrogate-key,cache-tag"));
    assertEquals(
        Map.of("Cache-Tag", "all,articles", "Surrogate-Key", "all articles"),
        headers.tags(List.of("articles")));
    assertEquals(Map.of(), headers.tags(List.of()));
  }
}
