package io.masthead.taxonomy;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The order of a list of sections. */
@Schema(name = "SectionSort", description = "The order of a list of sections")
enum SectionSort {
  /** By name. */
  NAME,
  /** Each after the one above it, and among its siblings where an editor put it. */
  TREE
}
