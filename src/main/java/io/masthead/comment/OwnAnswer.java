package io.masthead.comment;

import jakarta.ws.rs.core.Response;

/** Keeps an answer that is made for one guest out of every cache. */
final class OwnAnswer {

  private OwnAnswer() {}

  /**
   * @param guest whom it is made for, or null for readers alike
   */
  static Response of(Response answer, byte[] guest) {
    if (guest != null) {
      answer.getHeaders().putSingle("Cache-Control", "private, no-store");
    }
    return answer;
  }
}
