package io.masthead.feed;

import io.masthead.edition.Syndication;
import io.masthead.http.Json;
import io.masthead.http.XmlWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes sitemaps (sitemaps.org), and Google's for news. */
final class SitemapWriter {

  private static final String SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";
  private static final String NEWS = "http://www.google.com/schemas/sitemap-news/0.9";

  /** The protocol knows no longer address. */
  private static final int LONGEST_ADDRESS = 2_047;

  private SitemapWriter() {}

  /** The addresses of parts, each with when it last changed. */
  static byte[] index(Map<String, Instant> parts) {
    XmlWriter out = new XmlWriter().start("sitemapindex").namespace(SITEMAP);
    parts.forEach(
        (address, changedAt) ->
            out.start("sitemap")
                .element("loc", address)
                .element("lastmod", Json.format(changedAt))
                .end());
    return out.end().bytes();
  }

  static byte[] part(List<Syndication.MappedArticle> articles) {
    XmlWriter out = new XmlWriter().start("urlset").namespace(SITEMAP);
    for (Syndication.MappedArticle article : addressable(articles)) {
      out.start("url")
          .element("loc", article.address())
          .element("lastmod", Json.format(article.changedAt()))
          .end();
    }
    return out.end().bytes();
  }

  /** The name is the paper's. */
  static byte[] news(List<Syndication.MappedArticle> articles, String name) {
    XmlWriter out = new XmlWriter().start("urlset").namespace(SITEMAP).namespace("news", NEWS);
    for (Syndication.MappedArticle article : addressable(articles)) {
      out.start("url")
          .element("loc", article.address())
          .start("news:news")
          .start("news:publication")
          .element("news:name", name)
          .element("news:language", language(article.lang()))
          .end()
          .element("news:publication_date", Json.format(article.publishedAt()))
          .element("news:title", article.title())
          .end()
          .end();
    }
    return out.end().bytes();
  }

  private static List<Syndication.MappedArticle> addressable(
      List<Syndication.MappedArticle> articles) {
    return articles.stream()
        .filter(article -> article.address().length() <= LONGEST_ADDRESS)
        .toList();
  }

  /** By ISO 639, but for Chinese, which is told apart by its script. */
  private static String language(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    if (!locale.getLanguage().equals("zh")) {
      return locale.getLanguage();
    }
    boolean traditional =
        locale.getScript().equals("Hant")
            || locale.getScript().isEmpty()
                && Set.of("TW", "HK", "MO").contains(locale.getCountry());
    return traditional ? "zh-tw" : "zh-cn";
  }
}
