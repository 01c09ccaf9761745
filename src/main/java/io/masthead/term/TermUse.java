package io.masthead.term;

import java.util.UUID;

/** One use that a room makes of terms, told by that room when somebody would delete one. */
public interface TermUse {

  /** What uses them, in the plural, as the problem names it: {@code articles}. */
  String users();

  /** How many of those use the term; by an index, and counted no further than {@code most}. */
  int count(TermKind kind, UUID id, int most);
}
