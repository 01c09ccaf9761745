package io.masthead.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A key: what it is called and may do, and by what it is known: the hash of a secret, or who an
 * identity provider says that it is.
 */
@Entity
@Table(name = "api_key")
class ApiKey {

  @Id UUID id;
  String name;
  String role;

  @Column(name = "secret_hash")
  byte[] secretHash;

  String issuer;
  String subject;

  @Column(name = "author_id")
  UUID authorId;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "last_used_at")
  Instant lastUsedAt;

  @Column(name = "revoked_at")
  Instant revokedAt;

  KeyKind kind() {
    return issuer == null ? KeyKind.KEY : KeyKind.OIDC;
  }

  Caller caller() {
    return new Caller(id, name, role(), authorId);
  }

  Role role() {
    return Role.valueOf(role.toUpperCase(Locale.ROOT));
  }

  boolean isLive(Instant now) {
    return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
  }

  /** Revoking twice is revoking once. */
  void revoke(Instant now) {
    if (revokedAt == null) {
      revokedAt = now;
    }
  }
}
