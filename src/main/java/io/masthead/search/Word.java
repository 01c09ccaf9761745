package io.masthead.search;

/** A word of a text, as it is written there, with the place where it stands. */
record Word(String text, int start, int end) {}
