package io.masthead.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource({
    "en, en, ltr",
    "EN-us, en-US, ltr",
    "kk, kk, ltr",
    "kk-latn, kk-Latn, ltr",
    "kk-ARAB, kk-Arab, rtl",
    "ur, ur, rtl",
    "ar-EG, ar-EG, rtl",
    "fa, fa, rtl",
    "he, he, rtl",
    "iw, he, rtl",
    "zh-hant-tw, zh-Hant-TW, ltr",
    "i-klingon, tlh, ltr"
  })
  void a_tag_has_one_canonical_form_and_a_direction(String tag, String canonical, String dir) {
    assertEquals(Optional.of(canonical), Language.canonical(tag));
    assertEquals(dir, Language.direction(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "e",
        "en_US",
        "und",
        "und-Latn",
        "x-foo",
        "english",
        "en-",
        "-en",
        "en--us",
        "en us",
        "en-US-averylongsubtag",
        "12",
        "ру",
        "en-a",
        "en-aaaaaaaa-bbbbbbbb-cccccccc-ddddddd"
      })
  void what_names_no_language_is_no_tag(String tag) {
    assertEquals(Optional.empty(), Language.canonical(tag));
  }

  @ParameterizedTest
  @CsvSource({
    "Hello, ltr",
    "سلام, rtl",
    "123 שלום abc, rtl",
    "... 12, ltr",
    "'', ltr",
    "\u2068abc\u2069 سلام, rtl"
  })
  void a_text_runs_as_its_first_strong_sign_does(String text, String dir) {
    assertEquals(dir, Language.directionOf(text));
  }
}
