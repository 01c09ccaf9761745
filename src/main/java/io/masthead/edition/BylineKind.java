package io.masthead.edition;

/** How somebody stands to the newsroom, as printed. */
public enum BylineKind {
  STAFF,
  CONTRIBUTOR,
  GUEST,
  AGENCY,
  ORGANISATION
}
