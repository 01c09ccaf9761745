package io.masthead.comment;

import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Readers' statements on comments for one guest, to whom their own comments in the shadow are as
 * good as shown. A hash in hexadecimal digits can stand in a statement as it is.
 *
 * @param guest hash of the guest's token
 */
record ShadowView(byte[] guest) {

  /** As statements for readers say it; nobody else is shown more. */
  static final String VISIBLE = "(c.state = 'published' or c.descendant_count > 0)";

  /**
   * What readers are shown and what is the guest's own, each by an index.
   *
   * @param order of the columns that the statement gives
   */
  ThreadRepository.Statement both(ThreadRepository.Statement readers, String order) {
    String others = readers.sql().replace(VISIBLE, VISIBLE + " and (" + own() + ") is not true");
    String own = readers.sql().replace(VISIBLE, own()).replace("c.state,", "'published' as state,");
    return new ThreadRepository.Statement(
        "select * from ((%s) union all (%s)) seen order by %s".formatted(others, own, order),
        Stream.concat(Stream.of(readers.values()), Stream.of(readers.values())).toArray());
  }

  private String own() {
    return "c.shadow = 'published' and c.guest = '\\x%s'::bytea"
        .formatted(HexFormat.of().formatHex(guest));
  }
}
