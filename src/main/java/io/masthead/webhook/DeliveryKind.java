package io.masthead.webhook;

/** Why something is sent. */
enum DeliveryKind {
  /** It happened, and goes in its place in the line. */
  EVENT,
  /** Another webhook was switched off; it goes beside the line. */
  NOTICE,
  /** Somebody asked for it again. */
  REPLAY,
  /** Somebody asked whether anything arrives. */
  TEST;

  /** What somebody waits for is tried once. */
  boolean isTriedAgain() {
    return this == EVENT || this == NOTICE;
  }
}
