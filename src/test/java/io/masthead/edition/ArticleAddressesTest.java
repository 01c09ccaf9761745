package io.masthead.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleAddressesTest {

  private static final UUID ID = UUID.fromString("0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69");

  @ParameterizedTest
  @CsvSource({
    "https://news.example/{lang}/{section}/{slug}, https://news.example/kk/alem/kopir",
    "https://{lang}.news.example/{slug}?from=feed, https://kk.news.example/kopir?from=feed",
    "http://localhost:3000/{id}/{id}, "
        + "http://localhost:3000/0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69/0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69"
  })
  void puts_an_article_into_the_pattern(String pattern, String address) {
    assertEquals(address, new ArticleAddresses(pattern).of(article("kopir", "alem")));
  }

  @Test
  void a_slug_of_any_script_is_encoded_and_a_section_that_is_none_left_out() {
    assertEquals(
        "https://news.example/%D0%BA%D3%A9%D0%BF%D1%96%D1%80",
        new ArticleAddresses("https://news.example/{section}/{slug}").of(article("көпір", null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/articles/{slug}",
        "ftp://news.example/{slug}",
        "javascript:{slug}",
        "https://news.example/",
        "https://news.example/{slug}/{author}",
        "https://news.example/{slug}/{}",
        "https://news.example/{slug",
        "https://news.example/{slug}/}",
        "https://news.example/{slug} x",
        "https:///{slug}"
      })
  void what_is_no_pattern_is_refused_in_one_line_that_names_the_key(String pattern) {
    String line =
        assertThrows(ConfigurationException.class, () -> new ArticleAddresses(pattern))
            .getMessage();
    assertTrue(line.startsWith("masthead.site.article-url "), line);
    assertEquals(1, line.lines().count());
  }

  private static PublishedArticle article(String slug, String section) {
    return new PublishedArticle(
        ID,
        "kk",
        slug,
        "Title",
        section,
        Instant.EPOCH,
        "open",
        "post",
        null,
        List.of(),
        Instant.EPOCH);
  }
}
