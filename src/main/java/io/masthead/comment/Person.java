package io.masthead.comment;

/** Whose comments are looked for: a guest's by the token's hash, or those sent with an address. */
record Person(boolean isGuest, byte[] hash) {}
