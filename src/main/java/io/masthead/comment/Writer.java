package io.masthead.comment;

import io.masthead.access.Caller;
import java.util.List;
import java.util.Optional;

/**
 * Who posts a comment.
 *
 * @param caller whose key came with it, if any did
 * @param marks a visitor's marks that still count, today's first; none where nobody was seen
 */
record Writer(Optional<Caller> caller, List<byte[]> marks) {

  /** Of a comment that is added from elsewhere. */
  static final Writer UNSEEN = new Writer(Optional.empty(), List.of());

  /** A reader who writes here and now, whom limits and bans can keep out. */
  boolean isReader() {
    return caller.isEmpty() && !marks.isEmpty();
  }

  byte[] mark() {
    return marks.isEmpty() ? null : marks.get(0);
  }
}
