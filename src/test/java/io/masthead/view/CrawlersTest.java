package io.masthead.view;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrawlersTest {

  private static Crawlers crawlers;

  @BeforeAll
  static void readTheList() throws IOException {
    crawlers = new Crawlers(new ObjectMapper());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "AdsBot-Google (+http://www.google.com/adsbot.html)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "curl/8.5.0",
        "Wget/1.21.4",
        "python-requests/2.32.3",
        "Apache-HttpClient/4.5.14 (Java/17.0.15)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2;"
            + " +https://openai.com/gptbot)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " HeadlessChrome/120.0.0.0 Safari/537.36",
        "TelegramBot (like TwitterBot)"
      })
  void knows_crawlers_previewers_and_libraries(String agent) {
    assertTrue(crawlers.match(agent), agent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
            + " Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/96.0.4664.45 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; CUBOT) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/99.0.4844.58 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 8.1.0; S308 Cubot) AppleWebKit/537.36 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.4.1"
            + " like Chrome/120.0.6099.230 Safari/537.36"
      })
  void takes_readers_for_readers_whatever_their_phone_is_called(String agent) {
    assertFalse(crawlers.match(agent), agent);
  }

  @Test
  void tells_words_from_expressions() {
    Crawlers few = new Crawlers(List.of("Some\\/Word\\.x", "^Start", "[cC]ase", "a\\d"));
    assertTrue(few.match("with Some/Word.x in it"));
    assertFalse(few.match("with Some/Wordxx in it"));
    assertTrue(few.match("Starting"));
    assertFalse(few.match("not a Start"));
    assertTrue(few.match("any case"));
    assertTrue(few.match("a7"));
    assertFalse(few.match("a\\d"));
  }
}
