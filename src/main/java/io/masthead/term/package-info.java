/**
 * What authors, sections and tags have alike: a name that lists are ordered by, slugs of today and
 * of former days, and others that use them. Words: term (any of the three), kind, ref (an id or a
 * slug, former ones too, in any spelling), former slug, heir (who takes over from one that goes),
 * use. Tables: author_slug, section_slug, tag_slug, author_merged, section_merged, tag_merged; of
 * author, section and tag it reads ids, slugs and names.
 */
package io.masthead.term;
