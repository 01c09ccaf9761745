package io.masthead.edition;

/** Who may read on, for the front end to act on; the service states it and does not sell. */
public enum Access {
  FREE,
  REGISTRATION,
  METERED,
  SUBSCRIPTION
}
