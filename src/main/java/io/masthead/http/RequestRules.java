package io.masthead.http;

/**
 * What a room can find wrong with a request that its form does not tell, such as a reference to
 * nothing. It is asked where the form is wrong, so that both are told at once; of a request in good
 * form the room tells by itself.
 */
public interface RequestRules<T> {

  /** The requests it knows. */
  Class<T> type();

  /**
   * @param request not in good form: of what could not be read there is null
   */
  void check(T request, Faults faults);
}
