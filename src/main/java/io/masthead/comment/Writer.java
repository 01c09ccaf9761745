package io.masthead.comment;

import io.masthead.access.Caller;
import java.util.Optional;

/**
 * Who posts a comment.
 *
 * @param caller whose key came with it, if any did
 * @param visitor the day's mark of whoever sent it, or null where it comes from a document
 */
record Writer(Optional<Caller> caller, byte[] visitor) {

  /** Of a document that tells what was said elsewhere. */
  static final Writer OF_OLD = new Writer(Optional.empty(), null);

  /** A reader who writes here and now, and whom a ban can keep out. */
  boolean isReader() {
    return caller.isEmpty() && visitor != null;
  }
}
