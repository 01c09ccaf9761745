package io.masthead.database;

/** The database cannot be used; the message is one line for the person who starts Masthead. */
final class DatabaseUnusableException extends RuntimeException {

  DatabaseUnusableException(String message) {
    super(message);
  }

  DatabaseUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
