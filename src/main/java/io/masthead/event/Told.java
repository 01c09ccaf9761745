package io.masthead.event;

/**
 * An event as it is told to whoever follows.
 *
 * @param token with which to go on after it
 * @param text all of it, as JSON
 */
record Told(EventRepository.Place place, String type, String token, String text) {

  long position() {
    return place.position();
  }
}
