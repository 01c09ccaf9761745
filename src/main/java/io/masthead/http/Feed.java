package io.masthead.http;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What feed readers subscribe to.
 *
 * @param id stays the same as long as there is the feed
 * @param author whom entries without an author are of, or null
 * @param link the page that it accompanies, absolute
 * @param self its own address, absolute, without the ending that tells the format
 * @param parameters what follows the ending, with its question mark; may be empty
 * @param hub where changes are told (WebSub), or null
 * @param lang BCP 47
 * @param updated when its newest entry was, or the feed itself where there is none
 */
public record Feed(
    UUID id,
    String title,
    String description,
    String author,
    String link,
    String self,
    String parameters,
    String hub,
    String lang,
    Instant updated,
    List<Entry> entries) {

  /** Its own address in a format. */
  String self(FeedFormat format) {
    return self + "." + format.ending() + parameters;
  }

  /**
   * One thing in it.
   *
   * @param link its page, absolute
   * @param summary what it says, in short and as plain text, or null
   * @param html what it says, or null
   * @param categories what it is about
   * @param enclosure a picture or the like, or null
   * @param rights who holds them, or null
   * @param lang BCP 47; null for that of the feed
   */
  public record Entry(
      UUID id,
      String title,
      String link,
      List<String> authors,
      String summary,
      String html,
      List<String> categories,
      Enclosure enclosure,
      String rights,
      String lang,
      Instant published,
      Instant updated) {}

  /**
   * A file that belongs to an entry.
   *
   * @param url absolute
   * @param type its media type
   * @param length in octets; 0 where nobody knows
   */
  public record Enclosure(String url, String type, long length) {}
}
