package io.masthead.http;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes well-formed XML 1.0 whatever stands in its texts: a character that it cannot hold is
 * written as unknown. Names are ours, and a null text writes nothing.
 */
public final class XmlWriter {

  private final StringWriter written = new StringWriter();
  private final XMLStreamWriter out;

  public XmlWriter() {
    try {
      out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(written);
      out.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins an element; the name may have a prefix that was said before. */
  public XmlWriter start(String name) {
    return write(() -> out.writeStartElement(name));
  }

  /** An element that holds nothing, of which attributes may be said, and which has no end. */
  public XmlWriter empty(String name) {
    return write(() -> out.writeEmptyElement(name));
  }

  /** Says what names without a prefix belong to, right after the start of an element. */
  public XmlWriter namespace(String uri) {
    return write(() -> out.writeDefaultNamespace(uri));
  }

  /** Says what a prefix means, right after the start of an element. */
  public XmlWriter namespace(String prefix, String uri) {
    return write(() -> out.writeNamespace(prefix, uri));
  }

  /** Says something of the element that was started last. */
  public XmlWriter attribute(String name, String value) {
    return value == null ? this : write(() -> out.writeAttribute(name, chars(value)));
  }

  public XmlWriter text(String text) {
    return text == null ? this : write(() -> out.writeCharacters(chars(text)));
  }

  /** Ends the element that was started last and is not ended. */
  public XmlWriter end() {
    return write(out::writeEndElement);
  }

  /** An element that holds a text; nothing where there is none. */
  public XmlWriter element(String name, String text) {
    return text == null ? this : start(name).text(text).end();
  }

  /** The whole, in UTF-8. */
  public byte[] bytes() {
    write(out::writeEndDocument);
    write(out::close);
    return written.toString().getBytes(StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws XMLStreamException;
  }

  private XmlWriter write(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Only what is a Char of XML 1.0. */
  private static String chars(String text) {
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
