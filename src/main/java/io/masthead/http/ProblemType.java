package io.masthead.http;

import java.util.Locale;

/**
 * Every kind of problem the service answers with, its status and title. The lower-case name is the
 * problem's {@code code}; its {@code type} is {@code /problems/} and the code with hyphens.
 */
public enum ProblemType {
  BAD_REQUEST(400, "The request cannot be understood"),
  UNAUTHORIZED(401, "A valid key is needed"),
  FORBIDDEN(403, "The caller may not do this"),
  COMMENTS_CLOSED(403, "Comments are closed"),
  BANNED(403, "The writer may not comment"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "No acceptable representation"),
  REQUEST_TIMEOUT(408, "The body did not come in time"),
  CONFLICT(409, "The request conflicts with the present state"),
  ILLEGAL_TRANSITION(409, "The state does not allow this"),
  EMBARGOED(409, "It is under embargo"),
  SLUG_TAKEN(409, "The slug is taken"),
  NAME_TAKEN(409, "The name is taken"),
  IN_USE(409, "It is still in use"),
  DUPLICATE_COMMENT(409, "The comment was already posted"),
  GONE(410, "It was taken down"),
  TOKEN_EXPIRED(410, "The token is too old"),
  PRECONDITION_FAILED(412, "It was changed meanwhile"),
  PAYLOAD_TOO_LARGE(413, "The body is too large"),
  URI_TOO_LONG(414, "The address is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  VALIDATION(422, "A rule is broken"),
  IDEMPOTENCY_MISMATCH(422, "The idempotency key was used for another request"),
  PRECONDITION_REQUIRED(428, "If-Match is needed"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  HEADERS_TOO_LARGE(431, "The header fields are too large"),
  INTERNAL(500, "Something went wrong here"),
  UNAVAILABLE(503, "The service cannot answer now");

  final int status;
  final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  /** As programs are told it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  String uri() {
    return "/problems/" + code().replace('_', '-');
  }

  /** The general type for a status that the framework chose. */
  static ProblemType of(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> REQUEST_TIMEOUT;
      case 409 -> CONFLICT;
      case 410 -> GONE;
      case 413 -> PAYLOAD_TOO_LARGE;
      case 414 -> URI_TOO_LONG;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> TOO_MANY_REQUESTS;
      case 431 -> HEADERS_TOO_LARGE;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL : BAD_REQUEST;
    };
  }
}
