package io.masthead.http;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What feed readers subscribe to.
 *
 * @param id stays the same as long as there is the feed
 * @param link the page that it accompanies, absolute
 * @param self its own path on this host, without the ending that tells the format
 * @param lang BCP 47
 * @param updated when its newest entry was, or the feed itself where there is none
 */
public record Feed(
    UUID id,
    String title,
    String link,
    String self,
    String lang,
    Instant updated,
    List<Entry> entries) {

  /**
   * One thing in it.
   *
   * @param link its page, absolute
   * @param html what it says
   */
  public record Entry(
      UUID id,
      String title,
      String link,
      String author,
      String html,
      Instant published,
      Instant updated) {}
}
