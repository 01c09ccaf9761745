package io.masthead.taxonomy;

import io.masthead.access.Caller;
import java.util.UUID;

/** What happened to a section or a tag, told inside the transaction that does it. */
public sealed interface TaxonomyEvent {

  /** The section's name or slug is another now. */
  record SectionChanged(TermRef section) implements TaxonomyEvent {}

  /** The section, with all below it, stands under another one now, or under none. */
  record SectionMoved(UUID section) implements TaxonomyEvent {}

  /** The section is about to be deleted, and its articles go to another. */
  record SectionReassigned(UUID from, TermRef to, Caller by) implements TaxonomyEvent {}

  /** The tag's name or slug is another now. */
  record TagChanged(TermRef tag) implements TaxonomyEvent {}

  /** The tag is about to be deleted, and its articles go to another. */
  record TagReassigned(UUID from, TermRef to, Caller by) implements TaxonomyEvent {}
}
