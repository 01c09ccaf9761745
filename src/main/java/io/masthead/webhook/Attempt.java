package io.masthead.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One try and what came of it.
 *
 * @param url where it went
 * @param request its header fields
 * @param answer null where none came
 * @param error what went wrong, where that was not the answer; else null
 */
record Attempt(
    Instant at,
    Duration took,
    Outcome outcome,
    String url,
    Map<String, String> request,
    Answer answer,
    String error) {

  /**
   * What a receiver said.
   *
   * @param body its beginning, as text
   * @param cut whether there was more of it
   */
  record Answer(int status, Map<String, List<String>> headers, String body, boolean cut) {}
}
