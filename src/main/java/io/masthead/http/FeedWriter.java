package io.masthead.http;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes feeds as well-formed XML 1.0 whatever stands in them: a character that it cannot hold is
 * written as unknown.
 */
final class FeedWriter {

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
  private static final DateTimeFormatter RFC_822 =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;

  private FeedWriter() throws XMLStreamException {
    out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  static byte[] write(Feed feed, FeedFormat format) {
    try {
      FeedWriter writer = new FeedWriter();
      writer.out.writeStartDocument("UTF-8", "1.0");
      switch (format) {
        case RSS -> writer.rss(feed);
        case ATOM -> writer.atom(feed);
      }
      writer.out.writeEndDocument();
      writer.out.close();
      return writer.text.toString().getBytes(StandardCharsets.UTF_8);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void rss(Feed feed) throws XMLStreamException {
    out.writeStartElement("rss");
    out.writeAttribute("version", "2.0");
    out.writeNamespace("dc", DUBLIN_CORE);
    out.writeStartElement("channel");
    element("title", feed.title());
    element("link", feed.link());
    element("description", feed.title());
    element("language", feed.lang());
    element("lastBuildDate", RFC_822.format(feed.updated()));
    for (Feed.Entry entry : feed.entries()) {
      out.writeStartElement("item");
      element("title", entry.title());
      element("link", entry.link());
      out.writeStartElement("guid");
      out.writeAttribute("isPermaLink", "false");
      out.writeCharacters(urn(entry.id()));
      out.writeEndElement();
      out.writeStartElement("dc", "creator", DUBLIN_CORE);
      out.writeCharacters(xml(entry.author()));
      out.writeEndElement();
      element("pubDate", RFC_822.format(entry.published()));
      element("description", entry.html());
      out.writeEndElement();
    }
    out.writeEndElement();
    out.writeEndElement();
  }

  private void atom(Feed feed) throws XMLStreamException {
    out.writeStartElement("feed");
    out.writeDefaultNamespace(ATOM);
    out.writeAttribute("xml:lang", feed.lang());
    element("id", urn(feed.id()));
    element("title", feed.title());
    element("updated", time(feed.updated()));
    link("alternate", "text/html", feed.link());
    link("self", FeedFormat.ATOM_TYPE, feed.self() + ".atom");
    for (Feed.Entry entry : feed.entries()) {
      out.writeStartElement("entry");
      element("id", urn(entry.id()));
      element("title", entry.title());
      element("published", time(entry.published()));
      element("updated", time(entry.updated()));
      link("alternate", "text/html", entry.link());
      out.writeStartElement("author");
      element("name", entry.author());
      out.writeEndElement();
      out.writeStartElement("content");
      out.writeAttribute("type", "html");
      out.writeCharacters(xml(entry.html()));
      out.writeEndElement();
      out.writeEndElement();
    }
    out.writeEndElement();
  }

  private void element(String name, String content) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(xml(content));
    out.writeEndElement();
  }

  private void link(String rel, String type, String address) throws XMLStreamException {
    out.writeEmptyElement("link");
    out.writeAttribute("rel", rel);
    out.writeAttribute("type", type);
    out.writeAttribute("href", xml(address));
  }

  private static String urn(UUID id) {
    return "urn:uuid:" + id;
  }

  private static String time(Instant time) {
    return Json.format(time);
  }

  /** Only what is a Char of XML 1.0. */
  private static String xml(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == '\t'
                        || c == '\n'
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000
                    ? c
                    : 0xFFFD)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
