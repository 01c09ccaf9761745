/**
 * What readers get: published articles, complete and ready to send, their lists and counts. Knows
 * nothing of drafts; publishing hands a finished edition down to it. An edition's <i>place</i> is
 * where lists have it; another place makes other lists, which are dropped. Tables: edition,
 * edition_author, edition_section, edition_tag, edition_slug, edition_count, edition_takedown,
 * edition_correction, comment_closing; it reads author, section and tag to list those under which
 * something is published.
 */
package io.masthead.edition;
