package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.w3c.dom.Document;

class FeedWriterTest {

  @Property
  void whatever_is_said_the_feed_is_well_formed(@ForAll String text, @ForAll FeedFormat format)
      throws Exception {
    Instant now = Instant.parse("2031-02-03T04:05:06Z");
    Feed.Entry entry =
        new Feed.Entry(UUID.randomUUID(), text, "https://a.example/" + text, text, text, now, now);
    Feed feed =
        new Feed(UUID.randomUUID(), text, "https://a.example/", "/feed", "kk", now, List.of(entry));
    Document read =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(FeedWriter.write(feed, format)));
    String content = format == FeedFormat.RSS ? "item" : "entry";
    assertEquals(1, read.getElementsByTagName(content).getLength());
    String shown = read.getElementsByTagName("title").item(1).getTextContent();
    assertEquals(text.codePointCount(0, text.length()), shown.codePointCount(0, shown.length()));
  }
}
