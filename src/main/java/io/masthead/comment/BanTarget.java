package io.masthead.comment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a banned writer is known by. */
@Schema(name = "BanTarget", description = "What a banned writer is known by")
enum BanTarget {
  GUEST,
  EMAIL,
  NETWORK
}
