package io.masthead.edition;

/**
 * An author, seen from one published article.
 *
 * @param wroteIt whether they stand in its bylines
 */
public record Signatory(String name, boolean wroteIt) {}
