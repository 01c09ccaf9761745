/**
 * What readers write under an article, and what the newsroom makes of it. A thread is a comment on
 * the article with all replies below it; a guest is known by a token only; a tombstone stands where
 * a comment went and its replies stayed; a comment in the shadow is shown to its writer alone, who
 * is banned and not to notice. Tables: comment, moderation_entry, comment_like, comment_report,
 * comment_ban, comment_policy, comment_policy_entry, comment_shape, comment_word; it reads edition,
 * edition_count and edition_section to list the latest of the site.
 */
package io.masthead.comment;
