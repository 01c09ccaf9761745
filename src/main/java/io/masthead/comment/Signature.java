package io.masthead.comment;

/**
 * Who wrote a comment.
 *
 * @param email never shown to readers, or null
 * @param url their page, or null
 */
record Signature(AuthorKind kind, String name, String email, String url) {}
