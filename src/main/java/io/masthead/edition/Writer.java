package io.masthead.edition;

/**
 * An author, seen from one published article.
 *
 * @param wroteIt whether they stand in its bylines
 */
public record Writer(String name, boolean wroteIt) {}
