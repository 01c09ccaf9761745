package io.masthead.webhook;

/** What came of a try. */
enum Outcome {
  /** The answer was a 2xx. */
  DELIVERED,
  /** The answer was any other, redirects included. */
  REFUSED,
  /** The answer was a 410. */
  GONE,
  /** There was no answer, or no end of it, in time. */
  TIMED_OUT,
  /** There was no connection, or it broke. */
  UNREACHABLE,
  /** The name leads to an address that is not public. */
  FORBIDDEN_ADDRESS
}
