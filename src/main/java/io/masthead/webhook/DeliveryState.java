package io.masthead.webhook;

/** How far a delivery is. */
enum DeliveryState {
  /** It is to be tried, or tried again. */
  PENDING,
  /** The receiver has taken it. */
  DELIVERED,
  /** It is not tried any more. */
  FAILED
}
