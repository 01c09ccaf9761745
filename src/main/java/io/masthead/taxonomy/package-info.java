/**
 * What articles are filed under: sections, which form a tree, and tags, which do not. Words:
 * section, parent, tag, term (either of the two). Tables: section, tag.
 */
package io.masthead.taxonomy;
