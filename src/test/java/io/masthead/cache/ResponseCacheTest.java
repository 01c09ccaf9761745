package io.masthead.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is kept, what is dropped, and who waits for whom. */
class ResponseCacheTest {

  private Instant now = Instant.parse("2031-01-01T00:00:00Z");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private ResponseCache cache(int size) {
    CacheConfig config =
        Settings.of(CacheConfig.class, Map.of("MASTHEAD_CACHE_SIZE", String.valueOf(size)));
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return new ResponseCache(clock, config, meters);
  }

  private static Finished answer(String body, String... shows) {
    return answer(body, null, shows);
  }

  private static Finished answer(String body, Instant until, String... shows) {
    return new Finished(
        body.getBytes(),
        "text/plain",
        "W/\"1\"",
        null,
        false,
        null,
        "public",
        Map.of(),
        Set.of(shows),
        until);
  }

  private static void keep(ResponseCache cache, String key, Finished answer) {
    cache.keep(cache.begin(key).orElseThrow(), answer);
  }

  private static String text(ResponseCache cache, String key) {
    return cache.find(key).map(answer -> new String(answer.body())).orElse(null);
  }

  @Test
  void a_change_drops_what_shows_it_and_nothing_else() {
    ResponseCache cache = cache(1_000_000);
    keep(cache, "/a", answer("a", "article-a"));
    keep(cache, "/b", answer("b", "article-b"));
    keep(cache, "/list", answer("ab", "article-a", "article-b"));
    cache.changed(Set.of("article-a"));
    assertEquals(null, text(cache, "/a"));
    assertEquals(null, text(cache, "/list"));
    assertEquals("b", text(cache, "/b"));
    cache.changed(Set.of(ResponseCache.EVERYTHING));
    assertEquals(null, text(cache, "/b"));
  }

  @Test
  void what_changed_while_it_was_loaded_is_not_kept_and_those_who_wait_load_anew() {
    ResponseCache cache = cache(1_000_000);
    Load load = cache.begin("/a").orElseThrow();
    List<Load.Outcome> told = new ArrayList<>();
    assertTrue(load.join((outcome, answer) -> told.add(outcome)));
    cache.changed(Set.of("article-a"));
    cache.keep(load, answer("old", "article-a"));
    assertEquals(List.of(Load.Outcome.CHANGED), told);
    assertEquals(null, text(cache, "/a"));
    keep(cache, "/a", answer("new", "article-a"));
    assertEquals("new", text(cache, "/a"));
  }

  @Test
  void nothing_is_kept_of_a_change_that_is_being_committed() {
    ResponseCache cache = cache(1_000_000);
    keep(cache, "/a", answer("old", "article-a"));
    cache.beginChange(Set.of("article-a"));
    assertEquals(null, text(cache, "/a"));
    keep(cache, "/a", answer("old", "article-a"));
    assertEquals(null, text(cache, "/a"));
    keep(cache, "/b", answer("b", "article-b"));
    cache.endChange(Set.of("article-a"));
    assertEquals("b", text(cache, "/b"));
    keep(cache, "/a", answer("new", "article-a"));
    assertEquals("new", text(cache, "/a"));
  }

  @Test
  void one_loads_and_all_who_ask_meanwhile_get_that() {
    ResponseCache cache = cache(1_000_000);
    Load load = cache.begin("/a").orElseThrow();
    assertTrue(cache.begin("/a").isEmpty());
    List<String> got = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      assertTrue(load.join((outcome, answer) -> got.add(outcome + new String(answer.body()))));
    }
    cache.keep(load, answer("a", "article-a"));
    assertEquals(1_000, got.size());
    assertEquals(Set.of("KEPTa"), Set.copyOf(got));
    assertFalse(load.join((outcome, answer) -> got.add("late")));
    assertEquals(1, meters.get("masthead.cache.loads").counter().count());
  }

  @Test
  void nobody_loads_again_what_was_kept_since_it_was_looked_for() {
    ResponseCache cache = cache(1_000_000);
    assertEquals(null, text(cache, "/a"));
    keep(cache, "/a", answer("a", "article-a"));
    assertTrue(cache.begin("/a").isEmpty());
    assertEquals(null, cache.loading("/a"));
    assertEquals("a", text(cache, "/a"));
    assertEquals(1, meters.get("masthead.cache.loads").counter().count());
    cache.changed(Set.of("article-a"));
    assertTrue(cache.begin("/a").isPresent());
  }

  private double failures(String reason) {
    return meters.get("masthead.cache.load.failures").tag("reason", reason).counter().count();
  }

  @Test
  void a_load_that_brings_nothing_lets_everybody_try() {
    ResponseCache cache = cache(1_000_000);
    Load load = cache.begin("/a").orElseThrow();
    List<Load.Outcome> told = new ArrayList<>();
    load.join((outcome, answer) -> told.add(outcome));
    cache.giveUp(load);
    cache.giveUp(load);
    assertEquals(List.of(Load.Outcome.NOT_KEPT), told);
    assertEquals(1, failures("not_kept"));
    assertEquals(0, failures("changed"));
    assertTrue(cache.begin("/a").isPresent());
  }

  @Test
  void one_of_those_who_wait_takes_over_from_a_request_that_went_away() {
    ResponseCache cache = cache(1_000_000);
    Load load = cache.begin("/a").orElseThrow();
    List<Load.Outcome> told = new ArrayList<>();
    load.join((outcome, answer) -> told.add(outcome));
    cache.abandon(load);
    assertEquals(List.of(Load.Outcome.ABANDONED), told);
    assertEquals(1, failures("abandoned"));
    assertTrue(cache.begin("/a").isPresent());
    assertTrue(cache.begin("/a").isEmpty());
  }

  @Test
  void an_answer_is_given_until_its_time_and_longer_only_while_nothing_is_heard() {
    ResponseCache cache = cache(1_000_000);
    keep(cache, "/a", answer("a", now.plusSeconds(2), "article-a"));
    keep(cache, "/b", answer("b", "article-b"));
    now = now.plusMillis(1_999);
    assertEquals("a", text(cache, "/a"));
    now = now.plusMillis(1);
    assertEquals(null, text(cache, "/a"));
    cache.unsure(true);
    assertEquals("a", text(cache, "/a"));
    cache.unsure(false);
    assertEquals(null, text(cache, "/a"));
    now = now.plusSeconds(600);
    assertEquals(null, text(cache, "/b"));
    keep(cache, "/over", answer("x", now, "article-a"));
    assertEquals(null, text(cache, "/over"));
  }

  @Test
  void what_is_asked_for_once_does_not_push_out_what_is_asked_for_often() {
    ResponseCache cache = cache(200_000);
    String body = "x".repeat(1_000);
    for (int i = 0; i < 20; i++) {
      keep(cache, "/often" + i, answer(body, "article-" + i));
    }
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      cache.find("/often" + i % 20);
      keep(cache, "/once" + i, answer(body, "once-" + i));
    }
    for (int i = 0; i < 20; i++) {
      kept += cache.find("/often" + i).isPresent() ? 1 : 0;
    }
    assertTrue(kept >= 18, kept + " of 20 are left");
    assertTrue(meters.get("masthead.cache.size").gauge().value() <= 200_000);
    assertTrue(meters.get("masthead.cache.evictions").functionCounter().count() > 0);
  }

  @Test
  void an_answer_is_the_same_in_every_coding() throws Exception {
    Finished answer = answer("text of it ".repeat(100), "article-a");
    byte[] gunzipped =
        new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(answer.gzip()))
            .readAllBytes();
    assertArrayEquals(answer.body(), gunzipped);
    assertTrue(Finished.hasBrotli());
    assertArrayEquals(
        answer.body(),
        com.aayushatharva.brotli4j.decoder.Decoder.decompress(answer.brotli())
            .getDecompressedData());
    assertTrue(answer.brotli().length < answer.body().length / 4);
  }

  /** Loads, changes and reads in any order: no read is ever older than the last change. */
  @Property(tries = 300)
  void no_read_is_older_than_the_last_change(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 11) Integer> acts) {
    ResponseCache cache = cache(1_000_000);
    int[] truth = new int[3];
    Map<Integer, Load> loads = new HashMap<>();
    Map<Integer, Integer> read = new HashMap<>();
    for (int act : acts) {
      int of = act % 3;
      String key = "/" + of;
      switch (act / 3) {
        case 0 -> {
          truth[of]++;
          cache.changed(Set.of("article-" + of));
        }
        case 1 ->
            cache
                .begin(key)
                .ifPresent(
                    load -> {
                      loads.put(of, load);
                      read.put(of, truth[of]);
                    });
        case 2 -> {
          Load load = loads.remove(of);
          if (load != null) {
            cache.keep(load, answer("" + read.get(of), "article-" + of));
          }
        }
        default -> {
          String text = text(cache, key);
          assertTrue(text == null || text.equals("" + truth[of]), acts::toString);
        }
      }
    }
  }
}
