package io.masthead.access;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How whoever calls is known. */
@Schema(
    description = "How whoever calls is known: by a secret, or by tokens of an identity provider")
enum KeyKind {
  /** By its secret. */
  KEY,
  /** By tokens of an identity provider, which vouches for a person. */
  OIDC
}
