package io.masthead.comment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What one that cannot be decided means for the rest. */
@Schema(name = "BulkMode", description = "What one that cannot be decided means for the rest")
enum BulkMode {
  /** Nothing is done unless all can be. */
  ALL,
  /** Each goes by itself. */
  EACH
}
