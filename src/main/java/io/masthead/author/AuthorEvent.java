package io.masthead.author;

import java.util.UUID;

/** What happened to an author, told inside the transaction that does it. */
public sealed interface AuthorEvent {

  /**
   * Its name or slug is another now.
   *
   * @param rewritePublished whether published bylines take the new name; their links take the new
   *     slug in any case
   */
  record Renamed(AuthorRef author, boolean rewritePublished) implements AuthorEvent {}

  /** It is about to be deleted, and everything of it goes to another. */
  record Reassigned(UUID from, AuthorRef to) implements AuthorEvent {}

  /** It is about to be deleted, and its bylines stay as text. */
  record KeptAsText(UUID author, String name) implements AuthorEvent {}
}
