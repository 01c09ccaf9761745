package io.masthead.comment;

import java.util.HexFormat;

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
   * What readers are shown and what is the guest's own, both by an index. The statement's values
   * come twice.
   *
   * @param order of the columns that the statement gives
   */
  String both(String sql, String order) {
    return "select * from ((%s) union all (%s)) shown order by %s"
        .formatted(
            sql.replace(VISIBLE, VISIBLE + " and (" + own() + ") is not true"), own(sql), order);
  }

  /** What is the guest's own alone. */
  String own(String sql) {
    return sql.replace(VISIBLE, own()).replace("c.state,", "'published' as state,");
  }

  private String own() {
    return "c.shadow = 'published' and c.guest = '\\x%s'::bytea"
        .formatted(HexFormat.of().formatHex(guest));
  }
}
