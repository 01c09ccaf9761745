package io.masthead.cache;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** An answer to a reader as it goes over the wire, in every coding that was asked for. */
public final class Finished {

  /** A smaller one is no smaller when it is coded. */
  private static final int LEAST_CODED = 256;

  /** Times as HTTP writes them (RFC 9110, 5.6.7). */
  public static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Encoder.Parameters BROTLI = new Encoder.Parameters().setQuality(5);

  private final byte[] body;
  private final String type;
  private final String tag;
  private final Instant modified;
  private final String modifiedText;
  private final boolean dateDecides;
  private final String link;
  private final String control;
  private final Map<String, String> tagged;
  private final Set<String> shows;
  private final Instant until;
  private final long madeAt;
  private volatile byte[] gzip;
  private volatile byte[] brotli;

  /**
   * @param type its media type
   * @param tag its entity tag, of all codings
   * @param modified when anything that it shows last changed, or null
   * @param dateDecides whether that time tells that nothing has changed
   * @param link its neighbours, or null
   * @param control who may keep it, and for how long
   * @param tagged headers that tell shared caches what it shows
   * @param shows what it shows: a change of any drops it
   * @param until when it is no more true without any change, or null
   */
  public Finished(
      byte[] body,
      String type,
      String tag,
      Instant modified,
      boolean dateDecides,
      String link,
      String control,
      Map<String, String> tagged,
      Set<String> shows,
      Instant until) {
    this.body = body;
    this.type = type;
    this.tag = tag;
    this.modified = modified;
    this.modifiedText = modified == null ? null : HTTP_DATE.format(modified);
    this.dateDecides = dateDecides;
    this.link = link;
    this.control = control;
    this.tagged = tagged;
    this.shows = Set.copyOf(shows);
    this.until = until;
    this.madeAt = System.nanoTime();
  }

  /** How long ago it was made, in seconds. */
  public long age() {
    return (System.nanoTime() - madeAt) / 1_000_000_000L;
  }

  public byte[] body() {
    return body;
  }

  public String type() {
    return type;
  }

  public String tag() {
    return tag;
  }

  public Instant modified() {
    return modified;
  }

  /** As {@code Last-Modified} tells it, or null. */
  public String modifiedText() {
    return modifiedText;
  }

  public boolean dateDecides() {
    return dateDecides;
  }

  public String link() {
    return link;
  }

  public String control() {
    return control;
  }

  public Map<String, String> tagged() {
    return tagged;
  }

  /** The same, true no longer than that. */
  Finished until(Instant earlier) {
    return new Finished(
        body, type, tag, modified, dateDecides, link, control, tagged, shows, earlier);
  }

  Set<String> shows() {
    return shows;
  }

  Instant until() {
    return until;
  }

  /** What it takes of the memory, with its codings. */
  int weight() {
    return 2 * body.length
        + 512
        + 128 * shows.size()
        + tagged.values().stream().mapToInt(String::length).sum();
  }

  /** Whether a coding makes it smaller. */
  public boolean isWorthCoding() {
    return body.length >= LEAST_CODED;
  }

  /** Whether this machine has the library of the coding. */
  public static boolean hasBrotli() {
    return Brotli4jLoader.isAvailable();
  }

  /** By gzip (RFC 1952), made once. */
  public byte[] gzip() {
    if (gzip == null) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3);
      try (GZIPOutputStream coding = new GZIPOutputStream(out)) {
        coding.write(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      gzip = out.toByteArray();
    }
    return gzip;
  }

  /** By brotli (RFC 7932), made once. */
  public byte[] brotli() {
    if (brotli == null) {
      try {
        brotli = Encoder.compress(body, BROTLI);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return brotli;
  }
}
