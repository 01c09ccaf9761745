package io.masthead.article;

import java.time.Instant;

/** When the next of each kind is due, or has been since; null where nothing is planned. */
record NextMoves(Instant publish, Instant unpublish, Instant publishPackage) {

  static final NextMoves NONE = new NextMoves(null, null, null);
}
