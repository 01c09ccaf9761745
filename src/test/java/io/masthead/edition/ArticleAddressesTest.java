package io.masthead.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
