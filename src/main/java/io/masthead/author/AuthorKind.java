package io.masthead.author;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an author is to the newsroom. */
@Schema(description = "What an author is to the newsroom")
enum AuthorKind {
  STAFF,
  CONTRIBUTOR,
  GUEST,
  AGENCY,
  ORGANISATION;

  static AuthorKind of(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }

  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }
}
