package io.masthead.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Writes feeds as RSS and Atom. */
final class FeedWriter {

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
  private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
  private static final DateTimeFormatter RFC_822 =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final XmlWriter out = new XmlWriter();

  private FeedWriter() {}

  static byte[] rss(Feed feed) {
    FeedWriter writer = new FeedWriter();
    writer.channel(feed);
    return writer.out.bytes();
  }

  static byte[] atom(Feed feed) {
    FeedWriter writer = new FeedWriter();
    writer.feed(feed);
    return writer.out.bytes();
  }

  private void channel(Feed feed) {
    out.start("rss")
        .namespace("atom", ATOM)
        .namespace("content", CONTENT)
        .namespace("dc", DUBLIN_CORE)
        .attribute("version", "2.0")
        .start("channel")
        .element("title", feed.title())
        .element("link", feed.link())
        .element("description", feed.description())
        .element("language", feed.lang())
        .element("lastBuildDate", RFC_822.format(feed.updated()));
    link("atom:link", "self", FeedFormat.RSS_TYPE, feed.self(FeedFormat.RSS));
    link("atom:link", "hub", null, feed.hub());
    feed.entries().forEach(this::item);
    out.end().end();
  }

  private void item(Feed.Entry entry) {
    out.start("item")
        .element("title", entry.title())
        .element("link", entry.link())
        .start("guid")
        .attribute("isPermaLink", "false")
        .text(urn(entry.id()))
        .end();
    entry.authors().forEach(author -> out.element("dc:creator", author));
    entry.categories().forEach(category -> out.element("category", category));
    out.element("pubDate", RFC_822.format(entry.published()));
    if (entry.updated().isAfter(entry.published())) {
      out.element("atom:updated", time(entry.updated()));
    }
    out.element("dc:language", entry.lang()).element("dc:rights", entry.rights());
    if (entry.summary() == null) {
      out.element("description", entry.html());
    } else {
      out.element("description", entry.summary()).element("content:encoded", entry.html());
    }
    Feed.Enclosure enclosure = entry.enclosure();
    if (enclosure != null) {
      out.empty("enclosure")
          .attribute("url", enclosure.url())
          .attribute("length", Long.toString(enclosure.length()))
          .attribute("type", enclosure.type());
    }
    out.end();
  }

  private void feed(Feed feed) {
    out.start("feed")
        .namespace(ATOM)
        .attribute("xml:lang", feed.lang())
        .element("id", urn(feed.id()))
        .element("title", feed.title())
        .element("subtitle", feed.description().equals(feed.title()) ? null : feed.description())
        .element("updated", time(feed.updated()));
    author(feed.author());
    link("link", "alternate", "text/html", feed.link());
    link("link", "self", FeedFormat.ATOM_TYPE, feed.self(FeedFormat.ATOM));
    link("link", "hub", null, feed.hub());
    feed.entries().forEach(this::entry);
    out.end();
  }

  private void entry(Feed.Entry entry) {
    out.start("entry")
        .attribute("xml:lang", entry.lang())
        .element("id", urn(entry.id()))
        .element("title", entry.title())
        .element("published", time(entry.published()))
        .element("updated", time(entry.updated()));
    link("link", "alternate", "text/html", entry.link());
    entry.authors().forEach(this::author);
    for (String category : entry.categories()) {
      out.empty("category").attribute("term", category);
    }
    out.element("rights", entry.rights()).element("summary", entry.summary());
    if (entry.html() != null) {
      out.start("content").attribute("type", "html").text(entry.html()).end();
    }
    Feed.Enclosure enclosure = entry.enclosure();
    if (enclosure != null) {
      link("link", "enclosure", enclosure.type(), enclosure.url());
    }
    out.end();
  }

  private void author(String name) {
    if (name != null) {
      out.start("author").element("name", name).end();
    }
  }

  private void link(String name, String rel, String type, String address) {
    if (address != null) {
      out.empty(name).attribute("rel", rel).attribute("type", type).attribute("href", address);
    }
  }

  private static String urn(UUID id) {
    return "urn:uuid:" + id;
  }

  private static String time(Instant time) {
    return Json.format(time);
  }
}
