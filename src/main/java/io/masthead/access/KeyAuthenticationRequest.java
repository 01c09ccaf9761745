package io.masthead.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks whom a key stands for. */
class KeyAuthenticationRequest extends BaseAuthenticationRequest {

  private final String key;

  KeyAuthenticationRequest(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }
}
