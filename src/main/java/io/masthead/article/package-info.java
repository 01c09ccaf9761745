/**
 * The desk: working copies, what may be done with one in which state, and publishing, which hands
 * an edition down. Tables: article, article_author, article_section, article_tag, article_revision,
 * article_preview, article_correction, article_lock, article_package, article_package_item.
 */
package io.masthead.article;
