package io.masthead.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A bridge opens|a-bridge-opens",
        "Выборы в городском совете|vybory-v-gorodskom-sovete",
        "Новый мост через щуку|novyy-most-cherez-shchuku",
        "Қазақстанға әкім өңір ұлт үй һәм іс|qazaqstanga-akim-onir-ult-uy-ham-is",
        "پاکستان کے ساتھ ٹھیک بڑا|pakstan-ke-sath-thik-bra",
        "东京 北京|dong-jing-bei-jing",
        "한국어|hangug-eo",
        "Ελληνικά|ellenika",
        "हिन्दी समाचार|hindi-samacara",
        "Straße Ærø Łódź|strasse-aero-lodz",
        "ភាសាខ្មែរ|ភាសាខ្មែរ",
        "١٢٣ years|123-years",
        "Bread & roses done|bread-roses-done",
        "50% off? yes indeed|50-off-yes-indeed",
        "alpha#beta|alpha-beta",
        "alpha/beta gamma|alpha-beta-gamma",
        "alpha;beta=gamma delta|alpha-beta-gamma-delta",
        "President’s visit|presidents-visit",
        "Rain again 😀|rain-again",
        "😀 first|first",
        "a 😀😀 b|a-b",
        "😀|untitled",
        "👩‍👩‍👧‍👦 🇰🇿|untitled",
        "-|untitled",
        "𝕓old plain|bold-plain",
        "𝐁𝐎𝐋𝐃 𝟏𝟐 news|bold-12-news",
        "①②③|on-123",
        "Ⓝews ｆｕｌｌ　ｗｉｄｔｈ|news-full-width",
        "ﭘﺎﮐﺴﺘﺎﻥ|pakstan",
        "น้ำท่วม|na-thwm",
        "1984|on-1984",
        "Feed|on-feed",
        "Search!|on-search",
        "0198c1de-1234-7abc-8def-0123456789ab|on-0198c1de-1234-7abc-8def-0123456789ab"
      })
  void a_title_in_any_script_gets_a_readable_slug(String title, String slug) {
    assertEquals(slug, Slug.of(title));
    assertTrue(Slug.isValid(Slug.of(title)));
  }

  @Test
  void a_long_title_is_cut_between_words_and_leaves_room_for_its_number() {
    String slug = Slug.of("abcd efgh ".repeat(40));
    assertEquals("abcd-efgh-".repeat(11) + "abcd-efgh", slug);
    assertEquals("abcd-efgh-".repeat(11) + "abcd-23", Slug.numbered(slug, 23));
    assertEquals(Slug.MAX_LENGTH, Slug.of("x".repeat(400)).length());
    assertEquals("x".repeat(118) + "-2", Slug.numbered(Slug.of("x".repeat(400)), 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "новый-мост",
        "қазақ-тілі",
        "پاکستان",
        "हिन्दी-समाचार",
        "ελλάδα",
        "東京",
        "1984",
        "31",
        "a"
      })
  void a_slug_by_hand_may_stand_in_its_own_script(String slug) {
    assertEquals(Optional.empty(), Slug.fault(slug));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|required",
        "-a|invalid_format",
        "a-|invalid_format",
        "a--b|invalid_format",
        "A|invalid_format",
        "a b|invalid_format",
        "a_b|invalid_format",
        "sitemap.xml|invalid_format",
        "..|invalid_format",
        "a/b|invalid_format",
        "a%20b|invalid_format",
        "\u0301a|invalid_format",
        "a-\u0301b|invalid_format",
        "e\u0301|invalid_format",
        "a\u200bb|invalid_format",
        "\u3164|invalid_format",
        "𝕓old|invalid_format",
        "①|invalid_format",
        "ａ|invalid_format",
        "😀|invalid_format",
        "0198c1de-1234-7abc-8def-0123456789ab|invalid_format",
        "0198c1de12347abc8def0123456789ab|invalid_format",
        "feed|reserved",
        "search|reserved",
        "by-external|reserved"
      })
  void a_slug_by_hand_that_is_none_is_refused_by_code(String slug, String code) {
    assertEquals(Optional.of(code), Slug.fault(slug));
  }

  @Test
  void a_slug_may_have_120_code_points_and_no_more() {
    assertEquals(Optional.empty(), Slug.fault("ж".repeat(120)));
    assertEquals(Optional.of("too_long"), Slug.fault("ж".repeat(121)));
  }

  @Test
  void every_spelling_has_one_canonical_one() {
    assertEquals("й-é", Slug.canonical("И\u0306-E\u0301"));
    assertEquals("ŝ", Slug.canonical("S\u0302"));
    assertEquals("bold-12", Slug.canonical("𝔹old-①②"));
    assertEquals("น้ำ", Slug.canonical("น้ำ"));
  }

  @Property
  void a_derived_slug_is_valid_and_canonical_whatever_the_title(
      @ForAll @StringLength(max = 300) String title) {
    String slug = Slug.of(title);
    assertEquals(Optional.empty(), Slug.fault(slug));
    assertEquals(slug, Slug.canonical(slug));
  }

  @Property
  void a_numbered_slug_is_valid_and_ends_in_its_number(
      @ForAll @StringLength(max = 300) String title, @ForAll @IntRange(min = 2) int n) {
    String slug = Slug.numbered(Slug.of(title), n);
    assertTrue(slug.endsWith("-" + n));
    assertEquals(Optional.empty(), Slug.fault(slug));
  }

  @Property
  void a_canonical_spelling_is_its_own(@ForAll String raw) {
    assertEquals(Slug.canonical(raw), Slug.canonical(Slug.canonical(raw)));
  }
}
