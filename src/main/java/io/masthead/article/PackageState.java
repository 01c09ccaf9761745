package io.masthead.article;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a package stands on its way to readers. */
@Schema(name = "PackageState", description = "Where a package stands on its way to readers")
enum PackageState {
  DRAFT,
  SCHEDULED,
  PUBLISHED
}
