package io.masthead.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.extension.Extension;
import crawlercommons.sitemaps.extension.NewsAttributes;
import io.masthead.edition.Syndication.MappedArticle;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sitemaps over the published collection of naughty strings, read by a program of others. */
class NaughtyFeedsTest {

  private static final Instant NOW = Instant.parse("2031-02-03T04:05:06.789Z");

  @Test
  void a_naughty_string_is_a_title_in_the_news() throws IOException {
    List<MappedArticle> articles = new ArrayList<>();
    for (String text : naughty()) {
      articles.add(
          new MappedArticle("https://news.example/a" + articles.size(), "zh-Hant", text, NOW, NOW));
    }
    byte[] sitemap = SitemapWriter.news(articles, "News & <more> ]]>");
    Collection<SiteMapURL> read = OtherReaders.sitemap(sitemap);
    assertEquals(articles.size(), read.size());
    int at = 0;
    for (SiteMapURL url : read) {
      NewsAttributes news = (NewsAttributes) url.getAttributesForExtension(Extension.NEWS)[0];
      assertEquals("News & <more> ]]>", news.getName());
      assertEquals("zh-tw", news.getLanguage());
      assertEquals(NOW, news.getPublicationDateTime().toInstant());
      assertEquals(shown(articles.get(at++).title()), shown(news.getTitle()));
    }
  }

  @Test
  void an_address_that_is_longer_than_sitemaps_know_is_left_out() {
    MappedArticle shorter =
        new MappedArticle("https://news.example/" + "a".repeat(2_026), "en", "t", NOW, NOW);
    MappedArticle longer =
        new MappedArticle("https://news.example/" + "a".repeat(2_027), "en", "t", NOW, NOW);
    byte[] sitemap = SitemapWriter.part(List.of(shorter, longer));
    List<String> read =
        OtherReaders.sitemap(sitemap).stream().map(url -> url.getUrl().toString()).toList();
    assertEquals(List.of(shorter.address()), read);
    int most = sitemap.length * SitemapPart.MOST;
    assertTrue(most <= 52_428_800, () -> "so many of the longest are " + most + " octets");
  }

  /** Their parser takes white space at the ends away. */
  private static String shown(String title) {
    StringBuilder shown = new StringBuilder();
    title
        .codePoints()
        .map(c -> c < 0x20 && c != '\t' && c != '\n' || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
        .forEach(shown::appendCodePoint);
    return shown.toString().strip();
  }

  private static List<String> naughty() throws IOException {
    try (InputStream in =
        NaughtyFeedsTest.class.getResourceAsStream("/naughty-strings/blns.json")) {
      return Stream.of(new ObjectMapper().readValue(in, String[].class))
          .filter(text -> !shown(text).isEmpty())
          .toList();
    }
  }
}
