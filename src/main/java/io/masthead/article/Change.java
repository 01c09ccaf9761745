package io.masthead.article;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What made a revision. */
@Schema(name = "RevisionChange", description = "What made a revision")
enum Change {
  CREATED,
  EDITED,
  RESTORED_REVISION,
  SUBMITTED,
  WITHDRAWN,
  SCHEDULED,
  PUBLISHED,
  EXPIRY_SET,
  EXPIRY_CANCELLED,
  EMBARGOED,
  EMBARGO_LIFTED,
  UNPUBLISHED,
  ARCHIVED,
  TAKEN_DOWN,
  BINNED,
  RESTORED,
  FELL_BACK,
  REFERENCES_MOVED
}
