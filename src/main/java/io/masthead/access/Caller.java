package io.masthead.access;

import java.util.UUID;

/**
 * Who sends a management request.
 *
 * @param keyId the key's id
 * @param name the key's name, as trails show it
 * @param role what it may do
 * @param authorId the author it acts as, or null
 */
public record Caller(UUID keyId, String name, Role role, UUID authorId) {

  public boolean is(Role wanted) {
    return role.includes(wanted);
  }
}
