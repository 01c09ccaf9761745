package io.masthead.comment;

/** Whether writers show that they had the form before they sent it. */
enum FormTokenUse {
  /** It is not looked at. */
  OFF,
  /** One that is sent is looked at. */
  OPTIONAL,
  /** Comments without one wait. */
  REQUIRED
}
