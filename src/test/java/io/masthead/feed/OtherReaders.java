package io.masthead.feed;

import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import crawlercommons.sitemaps.extension.Extension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/** Feeds and sitemaps as programs of others read them. */
final class OtherReaders {

  private OtherReaders() {}

  static SyndFeed feed(byte[] feed, String contentType) {
    try {
      return new SyndFeedInput()
          .build(new XmlReader(new ByteArrayInputStream(feed), contentType, false));
    } catch (FeedException | IOException e) {
      throw new IllegalStateException(new String(feed, java.nio.charset.StandardCharsets.UTF_8), e);
    }
  }

  /** The addresses of the parts. */
  static List<String> index(byte[] sitemap) {
    SiteMapIndex index = (SiteMapIndex) parse(sitemap);
    return index.getSitemaps().stream().map(part -> part.getUrl().toString()).toList();
  }

  static Collection<SiteMapURL> sitemap(byte[] sitemap) {
    return ((SiteMap) parse(sitemap)).getSiteMapUrls();
  }

  private static AbstractSiteMap parse(byte[] sitemap) {
    SiteMapParser parser = new SiteMapParser(false);
    parser.setStrictNamespace(true);
    parser.enableExtension(Extension.NEWS);
    // A filter of none, lest addresses are read as another spelling of them.
    parser.setURLFilter((String address) -> address);
    try {
      return parser.parseSiteMap(
          "application/xml", sitemap, URI.create("http://localhost:8080/api/v1/s.xml").toURL());
    } catch (UnknownFormatException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
