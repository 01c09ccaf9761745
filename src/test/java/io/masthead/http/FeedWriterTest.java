package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.w3c.dom.Document;

class FeedWriterTest {

  @Property
  void whatever_is_said_the_feed_is_well_formed(@ForAll String text) throws Exception {
    Feed feed = saying(text);
    Document rss = read(FeedWriter.rss(feed));
    Document atom = read(FeedWriter.atom(feed));
    assertEquals(1, rss.getElementsByTagName("item").getLength());
    assertEquals(1, atom.getElementsByTagName("entry").getLength());
    for (Document document : List.of(rss, atom)) {
      String shown = document.getElementsByTagName("title").item(1).getTextContent();
      assertEquals(text.codePointCount(0, text.length()), shown.codePointCount(0, shown.length()));
    }
  }

  @Example
  void a_naughty_string_is_read_by_others_as_it_was_written() throws Exception {
    for (String text : naughty()) {
      Feed feed = saying(text);
      for (byte[] written : List.of(FeedWriter.rss(feed), FeedWriter.atom(feed))) {
        SyndFeed read = new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(written)));
        SyndEntry entry = read.getEntries().get(0);
        assertEquals(shown(text), shown(entry.getTitle()));
        assertEquals(shown(text), shown(entry.getDescription().getValue()));
        assertEquals(shown(text), shown(entry.getContents().get(0).getValue()));
        assertEquals(shown(text), shown(entry.getCategories().get(0).getName()));
        assertEquals(
            URI.create("urn:uuid:" + feed.entries().get(0).id()), URI.create(entry.getUri()));
      }
    }
  }

  private static List<String> naughty() throws IOException {
    try (InputStream in = FeedWriterTest.class.getResourceAsStream("/naughty-strings/blns.json")) {
      return Stream.of(new ObjectMapper().readValue(in, String[].class))
          .filter(text -> !shown(text).isEmpty())
          .toList();
    }
  }

  /** A reader may take white space at the ends away; what XML cannot hold is told as unknown. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(c -> c < 0x20 && c != '\t' && c != '\n' || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
        .forEach(shown::appendCodePoint);
    return shown.toString().strip();
  }

  /** One entry, in which the text stands wherever one may. */
  private static Feed saying(String text) {
    Instant now = Instant.parse("2031-02-03T04:05:06Z");
    Feed.Entry entry =
        new Feed.Entry(
            UUID.randomUUID(),
            text,
            "https://a.example/" + text,
            List.of(text, text),
            text,
            text,
            List.of(text),
            new Feed.Enclosure("https://a.example/" + text, "image/png", 0),
            text,
            "kk",
            now,
            now.plusSeconds(1));
    return new Feed(
        UUID.randomUUID(),
        text,
        text,
        text,
        "https://a.example/",
        "https://a.example/feed",
        "?lang=kk",
        "https://hub.example/",
        "kk",
        now,
        List.of(entry));
  }

  private static Document read(byte[] feed) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(feed));
  }
}
