package io.masthead.comment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is wanted of a person's comments. */
@Schema(name = "ErasureAction", description = "What is wanted of a person's comments")
enum ErasureAction {
  /** All that is stored of them. */
  EXPORT,
  /** The text is kept and the person is gone. */
  ANONYMISE
}
