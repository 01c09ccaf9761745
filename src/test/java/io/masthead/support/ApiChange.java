package io.masthead.support;

/**
 * A difference between two states of a document.
 *
 * @param breaking whether a client that was made of the earlier one may fail with the later
 * @param where the operation, and the place in its request or answer
 */
public record ApiChange(boolean breaking, String where, String what) {

  @Override
  public String toString() {
    return where + ": " + what;
  }
}
