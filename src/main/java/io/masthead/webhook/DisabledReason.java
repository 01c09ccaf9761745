package io.masthead.webhook;

/** Why a webhook is off. */
enum DisabledReason {
  /** An administrator switched it off. */
  ASKED,
  /** The receiver answered 410. */
  GONE,
  /** A delivery failed to the last of its tries. */
  FAILING
}
