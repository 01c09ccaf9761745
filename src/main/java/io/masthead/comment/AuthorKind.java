package io.masthead.comment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a commenter is to the newsroom. */
@Schema(name = "CommenterKind", description = "What a commenter is to the newsroom")
enum AuthorKind {
  GUEST,
  STAFF,
  AUTHOR
}
