package io.masthead.article;

/** Why a published article was taken down for good; readers are told. */
enum TakedownReason {
  LEGAL,
  PRIVACY,
  SAFETY,
  ERROR,
  RIGHTS,
  OTHER
}
