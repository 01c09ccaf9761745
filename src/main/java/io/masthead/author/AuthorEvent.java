package io.masthead.author;

import io.masthead.access.Caller;
import java.util.UUID;

/** What happened to an author, told inside the transaction that does it. */
public sealed interface AuthorEvent {

  /**
   * Its name or slug is another now.
   *
   * @param nameBefore the name it had, which is the one it has where only the slug changed
   * @param rewritePublished whether bylines that were printed take the new name; their links take
   *     the new name and slug in any case
   */
  record Renamed(AuthorRef author, String nameBefore, boolean rewritePublished)
      implements AuthorEvent {

    /** Whether there is a new name that bylines which were printed do not take. */
    public boolean leavesPrintedName() {
      return !rewritePublished && !nameBefore.equals(author.name());
    }
  }

  /** Its kind is another now; bylines that were printed keep the one before. */
  record KindChanged(UUID author, String kindBefore) implements AuthorEvent {}

  /**
   * It is about to be deleted, since it is the same as another, which all of it goes to.
   *
   * @param rewritePublished whether bylines that were printed take the other's name
   */
  record Merged(AuthorRef from, AuthorRef to, boolean rewritePublished, Caller by)
      implements AuthorEvent {}

  /** It is about to be deleted, and everything of it goes to another. */
  record Reassigned(UUID from, AuthorRef to, Caller by) implements AuthorEvent {}

  /** It is about to be deleted, and its bylines stay as text. */
  record KeptAsText(UUID author, String name, Caller by) implements AuthorEvent {}
}
